/** @file A `ykman` on PATH that is ours: see ykman.mjs. */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { delimiter, join } from "node:path"

const SCRIPT = new URL("ykman.mjs", import.meta.url).pathname

export interface FakeEntry {
  readonly name: string
  readonly type?: "TOTP" | "HOTP"
  readonly period?: number
  readonly digits?: number
  /** Hexadecimal. */
  readonly secret?: string
  readonly touch?: boolean
}

export interface FakeKey {
  readonly serial: number | null
  readonly password?: boolean
  readonly oath?: boolean
  readonly held?: boolean
  readonly entries?: readonly FakeEntry[]
}

export interface FakeState {
  readonly version?: 3 | 4 | 5
  readonly pcscd?: boolean
  readonly fault?: "hang" | "garbage" | "flood" | "fail" | null
  readonly touchSeconds?: number
  /** The time that it takes codes of; the real one where left out. */
  readonly nowMs?: number
  readonly keys?: readonly FakeKey[]
}

/** RFC 6238 appendix B, as hexadecimal. */
export const SECRET = "3132333435363738393031323334353637383930"

/** @param folder a private one */
export function fakeYkman(folder: string, first: FakeState = {}) {
  const bin = join(folder, "bin")
  const state = join(folder, "ykman.json")
  mkdirSync(bin, { recursive: true })
  // Not a link: a program is started by this name wherever its interpreter is.
  writeFileSync(join(bin, "ykman"), `#!/bin/sh\nexec "${process.execPath}" "${SCRIPT}" "$@"\n`)
  chmodSync(join(bin, "ykman"), 0o755)
  const set = (next: FakeState) => {
    const keys = (next.keys ?? []).map((key) => ({
      ...{ password: false, oath: true, held: false },
      ...key,
      entries: (key.entries ?? []).map((entry) => ({
        ...{ type: "TOTP", period: 30, digits: 6, secret: SECRET, touch: false },
        ...entry,
      })),
    }))
    const whole = { ...{ version: 5, pcscd: true, fault: null, touchSeconds: 15 }, ...next, keys }
    writeFileSync(state, JSON.stringify(whole))
  }
  set(first)
  return {
    set,
    /** For a process that shall find it. */
    env: { PATH: [bin, process.env.PATH].join(delimiter), FAKE_YKMAN: state },
    touch: () => writeFileSync(join(folder, "touched"), ""),
    calls: (): { args: string[]; aws: string[] }[] =>
      existsSync(join(folder, "calls"))
        ? readFileSync(join(folder, "calls"), "utf8")
            .trimEnd()
            .split("\n")
            .map((line) => JSON.parse(line) as { args: string[]; aws: string[] })
        : [],
  }
}
