import type { Machine } from "../../src/core/ports/machine.ts"

/** A machine of a few paths. What is not named is not there. */
export class FakeMachine implements Machine {
  readonly env: Record<string, string | undefined> = {}
  readonly modes = new Map<string, { mode: number; folder: boolean }>()
  readonly programs = new Map<string, "there" | "not-executable">()

  permissions(path: string): ReturnType<Machine["permissions"]> {
    return Promise.resolve(this.modes.get(path) ?? null)
  }

  program(name: string): ReturnType<Machine["program"]> {
    return Promise.resolve(this.programs.get(name) ?? "missing")
  }
}
