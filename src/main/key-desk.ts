import type { CareOptions, KeyCare } from "../core/aws/care/service.ts"
import type { CareStep } from "../core/aws/care/steps.ts"
import { AppError } from "../core/errors.ts"
import type { Event } from "../shared/ipc/contract.ts"

/** What the window adds to {@link KeyCare}: what runs is told of and can be stopped. */
export interface KeyDesk {
  /** @throws AppError `invalid-request` when something runs for this key already */
  run<T>(
    keyId: string,
    code: string | null,
    work: (care: KeyCare, options: CareOptions) => Promise<T>,
  ): Promise<T>
  cancel(keyId: string): void
  /** Nothing is asked of AWS while Keycard is locked; what was begun is in the journal. */
  cancelAll(): void
}

export interface KeyDeskDeps {
  /** Loaded with the first question. */
  readonly care: () => Promise<KeyCare>
  readonly onStep: (event: Event<"keys:step">) => void
  /** A hardware key (its serial number) waits to be touched for a key, or does no more (null). */
  readonly onTouch?: (keyId: string, serial: string | null) => void
}

export function createKeyDesk({ care, onStep, onTouch }: KeyDeskDeps): KeyDesk {
  const running = new Map<string, AbortController>()
  return {
    async run(keyId, code, work) {
      if (running.has(keyId)) throw new AppError({ kind: "invalid-request" })
      const abort = new AbortController()
      running.set(keyId, abort)
      let present: CareStep = "asking"
      let touch: string | null = null
      const tell = (untilMs: number | null) => onStep({ keyId, step: present, untilMs, touch })
      try {
        return await work(await care(), {
          code: code ?? undefined,
          signal: abort.signal,
          onStep: (step) => {
            present = step
            tell(null)
          },
          onWait: (untilMs) => tell(Math.round(untilMs)),
          onTouch: (serial) => {
            touch = serial
            onTouch?.(keyId, serial)
            tell(null)
          },
        })
      } finally {
        running.delete(keyId)
      }
    },
    cancel: (keyId) => running.get(keyId)?.abort(),
    cancelAll() {
      for (const abort of running.values()) abort.abort()
    },
  }
}
