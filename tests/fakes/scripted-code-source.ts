import { codeAt } from "../../src/core/otp/codes.ts"
import type { OtpEntry } from "../../src/core/otp/entry.ts"
import { AppError, type AppErrorData } from "../../src/core/errors.ts"
import type { CodeSource } from "../../src/core/ports/code-source.ts"
import type { ManualClock } from "./manual-clock.ts"

/** A hardware key whose person touches it, or does not. */
export class ScriptedCodeSource implements CodeSource {
  /** What happens with the next calls: a failure, or how long the person takes to touch it; then: no touch needed. */
  readonly script: (AppErrorData | { readonly touchedAfterMs: number })[] = []
  readonly asked: { readonly serial: string; readonly entry: string; readonly atMs: number }[] = []
  code6: string | null = null
  readonly #seen = new Set<string>()
  readonly #clock: ManualClock
  readonly #entry: OtpEntry

  constructor(clock: ManualClock, entry: OtpEntry) {
    this.#clock = clock
    this.#entry = entry
  }

  keys() {
    const entries = [{ name: "AWS:ada" }]
    return Promise.resolve([{ serial: "1234567", entries, problem: null }])
  }

  wantsTouch({ entry }: { entry: string }) {
    return this.#seen.has(entry)
  }

  code(
    { serial, entry }: { serial: string; entry: string },
    { onTouch, signal }: { onTouch: () => void; signal?: AbortSignal | undefined },
  ) {
    const atMs = this.#clock.nowMs()
    this.asked.push({ serial, entry, atMs })
    const next = this.script.shift()
    if (signal?.aborted === true) return Promise.reject(new AppError({ kind: "cancelled" }))
    if (next !== undefined && "touchedAfterMs" in next) {
      this.#seen.add(entry)
      onTouch()
      this.#clock.advance(next.touchedAfterMs)
    } else if (next !== undefined) {
      return Promise.reject(new AppError(next))
    }
    return Promise.resolve({ code: this.code6 ?? codeAt(this.#entry, atMs).code, fromMs: atMs, toMs: atMs })
  }
}
