/** @file Opens the ceremony's window, talks through it, and destroys it, however that goes. */
import type { BrowserWindow } from "electron"
import { AppError } from "../../core/errors.ts"
import type { Timers } from "../timers.ts"
import type { Ceremony, HoldCeremony } from "./ceremony.ts"
import { CEREMONY_URL } from "./ceremony-page.ts"
import {
  availableScript,
  createScript,
  getScript,
  type CreateAnswer,
  type GetAnswer,
} from "./ceremony-script.ts"

/** How long a person may be asked, and how long the answer to "can anybody be asked" may take. */
const LIMIT_MS = { asked: 120_000, available: 10_000 }
const USER_ID_BYTES = 16

/** WebAuthn Level 3, "Create a New Credential", what it rejects with where nothing here can do what is wanted. */
const UNABLE: ReadonlySet<string> = new Set(["NotSupportedError", "ConstraintError", "UnknownError"])
/** A person said no, was not known, or took too long; which of them is never told ("privacy considerations"). */
const DECLINED: ReadonlySet<string> = new Set(["NotAllowedError", "AbortError", "TimeoutError"])

export interface HoldDeps {
  /** @param visible it is to be seen, and so belongs to Keycard's own window */
  readonly open: (visible: boolean) => Promise<BrowserWindow>
  readonly timers: Timers
  readonly randomBytes: (length: number) => Uint8Array
}

export function createHoldCeremony({ open, timers, randomBytes }: HoldDeps): HoldCeremony {
  return async (visible, talk) => {
    const window = await open(visible)
    const limitMs = visible ? LIMIT_MS.asked : LIMIT_MS.available
    let stopWaiting = (): void => undefined
    const ended = new Promise<never>((_resolve, reject) => {
      const cancel = () => reject(new AppError({ kind: "cancelled" }))
      window.once("closed", cancel)
      window.webContents.once("render-process-gone", cancel)
      stopWaiting = timers.after(limitMs, cancel)
    })
    const talking = async () => {
      await window.loadURL(CEREMONY_URL)
      if (visible) {
        window.show()
        window.focus()
      }
      return talk(ceremonyIn(window, limitMs, randomBytes))
    }
    try {
      return await Promise.race([talking(), ended])
    } finally {
      stopWaiting()
      if (!window.isDestroyed()) window.destroy()
    }
  }
}

function ceremonyIn(
  window: BrowserWindow,
  timeoutMs: number,
  randomBytes: HoldDeps["randomBytes"],
): Ceremony {
  // As if a person had clicked there: they did, in Keycard's own window.
  const run = async <T>(script: string) => (await window.webContents.executeJavaScript(script, true)) as T
  return {
    available: async () => (await run<unknown>(availableScript)) === true,
    async create(salt) {
      const userId = [...randomBytes(USER_ID_BYTES)]
      const answer = await run<CreateAnswer>(createScript({ salt: [...salt], userId, timeoutMs }))
      if ("refused" in answer) {
        if (UNABLE.has(answer.refused)) return null
        throw refusal(answer.refused)
      }
      const { id, enabled, prf } = answer
      return enabled || prf !== null ? { credentialId: Uint8Array.from(id), prf: bytesOf(prf) } : null
    },
    async get(credentialId, salt) {
      const answer = await run<GetAnswer>(getScript({ id: [...credentialId], salt: [...salt], timeoutMs }))
      if ("refused" in answer) throw refusal(answer.refused)
      return bytesOf(answer.prf)
    },
  }
}

/** The list that it came in is wiped. */
function bytesOf(list: readonly number[] | null): Uint8Array | null {
  if (list === null) return null
  const bytes = Uint8Array.from(list)
  ;(list as number[]).fill(0)
  return bytes
}

const refusal = (name: string): Error =>
  DECLINED.has(name) ? new AppError({ kind: "cancelled" }) : new Error(`the authenticator refused: ${name}`)
