import { defaultSettings } from "../../../src/core/vault/empty-vault.ts"
import type { AppErrorData } from "../../../src/core/errors.ts"
import type { Response } from "../../../src/shared/ipc/contract.ts"
import type { KeychainState, LockView } from "../../../src/shared/ipc/views.ts"
import { definedOf, Refused, wait, type Part, type Tell } from "./fake-parts.ts"

export interface FakeAppOptions {
  theme: "system" | "light" | "dark"
  /** `ready`, `opening`, `passphrase`, or a keychain problem such as `missing`. */
  keychain: string
  nextCode: "always" | "last-seconds"
}

function keychainFor(asked: string): KeychainState {
  if (asked === "ready") return { state: "ready", backend: "os" }
  if (asked === "opening") return { state: "opening" }
  if (asked === "passphrase") return { state: "passphrase", error: null }
  const problem = asked as Extract<AppErrorData, { kind: "keychain" }>["problem"]
  return {
    state: "failed",
    error: { kind: "keychain", problem, backend: "os" },
    canChooseFile: problem === "missing",
  }
}

/** The app itself: its keychain, its lock, its settings and its clock. */
export function fakeApp(options: FakeAppOptions, tell: Tell) {
  let app: Response<"app:state"> = {
    version: "0.1.0",
    platform: "linux",
    packaged: false,
    dataFolder: "/home/mona/.config/Keycard",
    keychain: keychainFor(options.keychain),
    settings: { ...defaultSettings(), theme: options.theme, nextCode: options.nextCode },
    clock: { awsOffsetMs: null, correction: null, stale: false },
    lock: { state: "off", of: "keycard", retryAtMs: null, platform: null, unattended: false },
    move: null,
    reminders: [],
  }
  const opened = (keychain: KeychainState): KeychainState => {
    app = { ...app, keychain }
    tell("app:changed", app)
    return keychain
  }
  const lockNow = (state: LockView["state"]): LockView => {
    app = { ...app, lock: { ...app.lock, state } }
    opened(state === "locked" ? { state: "locked" } : { state: "ready", backend: "os" })
    return app.lock
  }
  /** Forty steps, as long as a few dozen accounts take. */
  const pretendToMove = async () => {
    for (let done = 0; done <= 40; done++) {
      tell("move:progress", { done, total: 40 })
      await wait(30)
    }
  }

  const handlers: Part<"app" | "keychain" | "lock" | "settings" | "clock"> = {
    "app:state": () => app,
    "app:open-link": () => ({}),
    "app:snooze": ({ kind }) => {
      app = { ...app, reminders: app.reminders.filter((each) => each.kind !== kind) }
      tell("app:changed", app)
      return {}
    },
    "keychain:choose": () => opened({ state: "ready", backend: "file" }),
    "keychain:retry": async () => {
      await wait(400)
      return app.keychain
    },
    "keychain:move": async ({ to }) => {
      await pretendToMove()
      return opened({ state: "ready", backend: to })
    },
    "keychain:move-cancel": () => ({}),
    "keychain:move-settle": () => {
      app = { ...app, move: null }
      return opened(app.keychain)
    },
    "lock:set": async () => {
      await pretendToMove()
      return lockNow("unlocked")
    },
    "lock:change": async ({ passphrase }) => {
      await wait(400)
      if (passphrase !== "open sesame") throw new Refused({ kind: "passphrase", problem: "wrong" })
      return app.lock
    },
    "lock:remove": async ({ passphrase }) => {
      if (passphrase !== "open sesame") throw new Refused({ kind: "passphrase", problem: "wrong" })
      await pretendToMove()
      return lockNow("off")
    },
    "lock:platform": () => app.lock,
    "lock:now": () => {
      tell("lock:locked", {})
      return lockNow("locked")
    },
    "lock:unlock": async ({ passphrase }) => {
      await wait(400)
      if (passphrase !== "open sesame") throw new Refused({ kind: "passphrase", problem: "wrong" })
      return lockNow("unlocked")
    },
    "lock:unlock-platform": () => lockNow("unlocked"),
    "settings:set": (next) => {
      const defined = definedOf(next)
      app = { ...app, settings: { ...app.settings, ...defined } }
      return app.settings
    },
    "clock:measure": async () => {
      await wait(300)
      return { offsetMs: 42_300, uncertaintyMs: 560 }
    },
    "clock:apply": ({ offsetMs, from }) => {
      const correction =
        offsetMs === null ? null : { offsetMs: Math.round(offsetMs), setAtMs: Date.now(), from }
      app = { ...app, clock: { ...app.clock, correction } }
      tell("app:changed", app)
      return app.clock
    },
  }
  return { handlers, clipboardSeconds: () => app.settings.clipboardSeconds }
}
