/** @file When Keycard locks, and what the page can do with the lock. What is locked is decided in keychain.ts. */
import { AppError, isAppError } from "../core/errors.ts"
import { waitAfterMs } from "../core/lock/attempts.ts"
import {
  changePassphrase,
  removePassphrase,
  setPassphrase,
  setPlatformUnlock,
  type LockDeps,
} from "../core/lock/passphrase.ts"
import { remindersOf, snooze } from "../core/lock/reminders.ts"
import type { PlatformUnlock } from "../core/ports/platform-unlock.ts"
import type { Backend } from "../core/vault/choose-backend.ts"
import type { LockSettings } from "../core/vault/lock-fields.ts"
import { placeOf } from "../core/vault/place.ts"
import type { Vault } from "../core/vault/schema.ts"
import type { KeychainState, LockView, MoveView, ReminderView } from "../shared/ipc/views.ts"
import type { Keychain } from "./keychain-types.ts"
import type { Timers } from "./timers.ts"

/** No look at the idle time sooner than this after the last one, and none later. */
const LOOK_MS = { least: 1_000, most: 30_000 }

export interface Lock {
  view(vault: Vault): LockView
  moveView(vault: Vault): MoveView | null
  reminders(vault: Vault): ReminderView[]
  /** As it is once this reminder is put off. */
  snooze(snoozed: Vault["snoozed"], kind: ReminderView["kind"]): Vault["snoozed"]
  /** @throws AppError `passphrase` `too-short`; `invalid-request` where the file's passphrase is the lock */
  set(passphrase: string): Promise<void>
  change(passphrase: string, next: string): Promise<void>
  remove(passphrase: string): Promise<void>
  setPlatform(enabled: boolean, passphrase: string): Promise<void>
  /** @throws AppError `passphrase` `wrong`; `locked` when it comes too soon after a wrong one */
  unlock(passphrase: string): Promise<void>
  unlockByPlatform(): Promise<void>
  /** As `Keychain.choose`, which may open the encrypted file: its wrong passphrases count like all others. */
  choose(backend: Backend, passphrase: string | null): Promise<KeychainState>
  /** Nothing where there is no passphrase. */
  lockNow(): void
  moveKeychain(to: Backend, passphrase: string | null): Promise<KeychainState>
  cancelMove(): void
  settleMove(passphrase: string | null): Promise<KeychainState>
  /** Whether secrets are on their way by our own doing. */
  isMoving(): boolean
  applySettings(settings: LockSettings): void
  /** The system is about to sleep, its screen was locked, our window was hidden. */
  onSuspend(): void
  onScreenLock(): void
  onHide(): void
  close(): void
}

export interface LockOptions {
  readonly keychain: Pick<
    Keychain,
    "state" | "lock" | "choose" | "unlockLock" | "unlockByPlatform" | "lockDeps" | "move" | "settle"
  >
  readonly platform: PlatformUnlock | null
  /** It turned out that the platform can be asked. */
  readonly onPlatform?: () => void
  readonly timers: Timers
  /** Seconds since the last key or mouse anywhere. */
  readonly idleSeconds: () => number
  /** The passphrase lies in a file, for use without a person: then nothing locks by itself. */
  readonly unattended: () => boolean
}

export function createLock(options: LockOptions): Lock {
  const { keychain, platform, timers } = options
  let settings: LockSettings | null = null
  let wrong = 0
  let retryAtMs: number | null = null
  let moving: AbortController | null = null
  let platformReady = false
  let cancelLook = (): void => undefined
  let lookedAtMs = 0

  void platform?.available().then(
    (ready) => {
      platformReady = ready
      if (ready) options.onPlatform?.()
    },
    () => undefined,
  )

  function lockByItself(): void {
    if (!options.unattended()) keychain.lock()
  }

  function look(): void {
    cancelLook()
    const limitMs = (settings?.idleSeconds ?? 0) * 1_000
    if (limitMs === 0) return
    const nowMs = timers.nowMs()
    // Timers stand still while the machine sleeps; the clock does not.
    const slept = lookedAtMs !== 0 && nowMs - lookedAtMs > limitMs + LOOK_MS.most
    const idleMs = options.idleSeconds() * 1_000
    lookedAtMs = nowMs
    if (slept || idleMs >= limitMs) lockByItself()
    const nextMs = Math.min(LOOK_MS.most, Math.max(LOOK_MS.least, limitMs - idleMs))
    cancelLook = timers.after(nextMs, look)
  }

  /** One at a time; it can be stopped until the new place counts. */
  async function whileMoving<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (moving !== null) throw new AppError({ kind: "moving" })
    moving = new AbortController()
    try {
      return await work(moving.signal)
    } finally {
      moving = null
    }
  }

  /** Wrong ones are counted wherever the passphrase is asked for, and cost a growing wait. */
  async function counted<T>(work: () => Promise<T>): Promise<T> {
    if (retryAtMs !== null && timers.nowMs() < retryAtMs) throw new AppError({ kind: "locked", retryAtMs })
    try {
      const value = await work()
      wrong = 0
      retryAtMs = null
      return value
    } catch (error) {
      if (isAppError(error, "passphrase") && error.data.problem === "wrong") {
        const waitMs = waitAfterMs(++wrong)
        retryAtMs = waitMs === 0 ? null : timers.nowMs() + waitMs
      }
      throw error
    }
  }

  const changing = (work: (deps: LockDeps) => Promise<unknown>) =>
    counted(() => whileMoving((signal) => work(keychain.lockDeps(signal)).then(() => undefined)))

  return {
    view(vault) {
      const { state } = keychain.state()
      const file = placeOf(vault).backend === "file"
      const locked = state === "locked" || state === "passphrase"
      const none = !file && vault.lock === null
      return {
        state: none ? "off" : locked ? "locked" : "unlocked",
        of: file ? "keychain-file" : "keycard",
        retryAtMs,
        platform:
          platform !== null && platformReady && !file
            ? { name: platform.name, bindsKey: platform.bindsKey, enabled: vault.lock?.platform ?? false }
            : null,
        unattended: options.unattended(),
      }
    },
    moveView: ({ move }) =>
      move && {
        what: move.from.backend !== move.to.backend ? "keychain" : move.to.keyId === null ? "unseal" : "seal",
        to: move.to.backend,
        stage: move.stage,
        running: moving !== null,
      },
    reminders: (vault) => remindersOf(vault, timers.nowMs()),
    snooze: (snoozed, kind) => snooze(snoozed, kind, timers.nowMs()),
    set: (passphrase) =>
      changing(async (deps) => {
        const { backend } = placeOf(await deps.index.read())
        if (backend === "file") throw new AppError({ kind: "invalid-request" })
        const { key } = await setPassphrase(deps, passphrase)
        // The keychain goes on with a copy of its own.
        key.fill(0)
      }),
    change: (passphrase, next) => changing((deps) => changePassphrase(deps, passphrase, next)),
    remove: (passphrase) => changing((deps) => removePassphrase(deps, passphrase)),
    setPlatform: (enabled, passphrase) =>
      changing((deps) => {
        if (platform === null) throw new AppError({ kind: "invalid-request" })
        return setPlatformUnlock(deps, platform, enabled, passphrase)
      }),
    unlock: async (passphrase) => {
      await counted(() => keychain.unlockLock(passphrase))
    },
    unlockByPlatform: async () => {
      await keychain.unlockByPlatform()
    },
    choose: (backend, passphrase) => counted(() => keychain.choose(backend, passphrase)),
    lockNow: () => void keychain.lock(),
    moveKeychain: (to, passphrase) =>
      counted(() => whileMoving((signal) => keychain.move(to, passphrase, signal))),
    cancelMove: () => moving?.abort(),
    settleMove: (passphrase) => counted(() => whileMoving(() => keychain.settle(passphrase))),
    isMoving: () => moving !== null,
    applySettings(next) {
      settings = next
      lookedAtMs = 0
      look()
    },
    onSuspend() {
      if (settings?.onSuspend === true) lockByItself()
    },
    onScreenLock() {
      if (settings?.onScreenLock === true) lockByItself()
    },
    onHide() {
      if (settings?.onHide === true) lockByItself()
    },
    close: () => cancelLook(),
  }
}
