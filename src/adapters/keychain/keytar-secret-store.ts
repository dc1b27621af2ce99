import type { SecretStore } from "../../core/ports/secret-store.ts"
import { osKeychainError, type KeytarCalls, type TimeLimit } from "./keytar-calls.ts"
import { checkSecretValue } from "../../core/ports/secret-value.ts"

/** An item of ours that is always there: when it can be read, the keychain is open. */
const CANARY = "canary"
const CANARY_VALUE = "v1"

export interface KeytarSecretStoreOptions {
  readonly calls: KeytarCalls
  /** The items' service, `Keycard`; tests take another. Never a prefix of another program's. */
  readonly service?: string
  /** For a call while the keychain is known to be open. Default 15,000. */
  readonly limitMs?: number
  /** For a call that may have opened a prompt which a person is reading. Default 60,000. */
  readonly promptLimitMs?: number
}

/** A single answer that does not tell "no such item" from "locked". */
type Presence = "open" | "unknown"

/**
 * The operating system's keychain. keytar answers `null` both for an absent item and for a locked keyring whose prompt
 * was closed; the canary item tells the two apart, so that an account is never taken for lost.
 */
export function createKeytarSecretStore(options: KeytarSecretStoreOptions): SecretStore {
  const { calls, service = "Keycard", limitMs = 15_000, promptLimitMs = 60_000 } = options
  /** Whether the canary has been read by this process: from then on its absence means "locked". */
  let canarySeen = false
  /** Whether the last call proved the keychain open: then the next one opens no prompt. */
  let state: Presence = "unknown"
  let opening: Promise<void> | null = null

  async function timed<T>(call: (limit: TimeLimit) => Promise<T>): Promise<T> {
    try {
      return await call({ limitMs: state === "open" ? limitMs : promptLimitMs })
    } catch (error) {
      state = "unknown"
      throw error
    }
  }

  async function read(account: string): Promise<string | null> {
    const value = await timed((limit) => calls.get(service, account, limit))
    state = value === null ? "unknown" : "open"
    return value
  }

  async function canaryIsThere(): Promise<boolean> {
    const seen = (await read(CANARY)) !== null
    canarySeen ||= seen
    return seen
  }

  /** @throws AppError unless the canary can be read, or written where it never was. */
  async function prove(mayWrite: boolean): Promise<void> {
    if (await canaryIsThere()) return
    if (!mayWrite) throw osKeychainError("locked")
    // First use, or locked, or the keyring was made anew. Writing tells: a locked one refuses.
    await timed((limit) => calls.set(service, CANARY, CANARY_VALUE, limit))
    if (!(await canaryIsThere())) throw osKeychainError("not-kept")
  }

  /** `null` is believed only when the canary was read before and after it. */
  async function readSurely(account: string): Promise<string | null> {
    const value = await read(account)
    if (value !== null) return value
    await prove(!canarySeen)
    const again = await read(account)
    if (again !== null) return again
    await prove(!canarySeen)
    return null
  }

  return {
    backend: "os",
    /** Several callers at the start share one proof, and so one prompt. */
    open: () => (opening ??= prove(true).finally(() => (opening = null))),
    get: readSurely,
    async set(name, value) {
      checkSecretValue(value, "os")
      await timed((limit) => calls.set(service, name, value, limit))
      if ((await readSurely(name)) !== value) throw osKeychainError("not-kept")
    },
    async delete(name) {
      for (let attempt = 1; attempt <= 2; attempt++) {
        if (await timed((limit) => calls.delete(service, name, limit))) return
        // `false` says "was not there" or "locked"; found and still there: it was unlocked in between.
        if ((await readSurely(name)) === null) return
      }
      throw osKeychainError("broken")
    },
  }
}
