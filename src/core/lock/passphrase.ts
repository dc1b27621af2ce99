/** @file Set, change and remove the passphrase; what a crash at each step leaves stands in docs/decisions/0008-lock.md. */
import { moveSecrets, whileNothingMoves, writeAgain, type MoveDeps } from "../accounts/move-keychain.ts"
import { AppError } from "../errors.ts"
import type { Clock } from "../ports/clock.ts"
import type { PlatformUnlock } from "../ports/platform-unlock.ts"
import type { Random } from "../ports/random.ts"
import type { SecretStore } from "../ports/secret-store.ts"
import type { LockMark, Place } from "../vault/lock-fields.ts"
import type { Vault } from "../vault/schema.ts"
import { KEY_BYTES } from "./gcm.ts"
import { lockItemName, otherSlot, platformItemName } from "./lock-items.ts"
import { plainPlace, type PlaceStore } from "./place-store.ts"
import { createSealedStore } from "./sealed-store.ts"
import { unwrapKey, wrapKey, type WrapDeps } from "./wrapped-key.ts"

export interface LockDeps extends Pick<MoveDeps, "index" | "mutex" | "onProgress" | "signal">, WrapDeps {
  /** The system's keychain, as it is. */
  readonly raw: SecretStore
  readonly clock: Pick<Clock, "nowMs">
  readonly random: Random
  /** From now on secrets are read with this key; null: they are plain. */
  readonly onOpened?: ((vaultKey: VaultKey | null) => void) | undefined
}

/** The vault key while Keycard is unlocked. Whoever holds it wipes it. */
export interface VaultKey {
  readonly keyId: string
  readonly key: Buffer
}

/** Everything of the system's keychain: sealed under this key, or plain. */
function places({ raw, random }: LockDeps, vaultKey: VaultKey | null): MoveDeps["storeAt"] {
  return ({ backend, keyId }: Place): Promise<PlaceStore> => {
    if (backend !== "os") return Promise.reject(new AppError({ kind: "moving" }))
    if (keyId === null) return Promise.resolve(plainPlace(raw))
    const key = () => (vaultKey?.keyId === keyId ? vaultKey.key : null)
    return Promise.resolve(createSealedStore({ raw, keyId, key, random }))
  }
}

export const lockMoveDeps = (deps: LockDeps, vaultKey: VaultKey | null): MoveDeps => ({
  ...deps,
  storeAt: places(deps, vaultKey),
})

/** The same, telling who reads secrets meanwhile. */
const telling = (deps: LockDeps, vaultKey: VaultKey, opened: VaultKey | null): MoveDeps => ({
  ...lockMoveDeps(deps, vaultKey),
  onSwitched: () => deps.onOpened?.(opened),
})

/**
 * Seals every secret under a new key that this passphrase opens.
 * @throws AppError `passphrase` `too-short`; `invalid-request` where there is a lock; as {@link moveSecrets}
 */
export async function setPassphrase(deps: LockDeps, passphrase: string): Promise<VaultKey> {
  refuseLocked(await deps.index.read())
  const vaultKey = { keyId: deps.random.uuid(), key: Buffer.from(deps.random.bytes(KEY_BYTES)) }
  const { keyId, key } = vaultKey
  const item = await wrapKey(deps, keyId, key, passphrase)
  await deps.raw.set(lockItemName({ keyId, slot: "a" }), item)
  const nowMs = deps.clock.nowMs()
  const lock: LockMark = { keyId, slot: "a", platform: false, setAtMs: nowMs, typedAtMs: nowMs }
  try {
    await moveSecrets(telling(deps, vaultKey, vaultKey), { place: { backend: "os", keyId }, lock })
  } catch (error) {
    // The answer to the write that let the seal count may have been lost: then the key is needed, and its item stays.
    const vault = await deps.index.read()
    if (vault.lock?.keyId !== keyId) {
      key.fill(0)
      if (vault.move?.to.keyId !== keyId)
        await deps.raw.delete(lockItemName({ keyId, slot: "a" })).catch(() => undefined)
      throw error
    }
  }
  return vaultKey
}

function refuseLocked(vault: Vault): void {
  if (vault.lock !== null) throw new AppError({ kind: "invalid-request" })
}

function lockOf(vault: Vault): LockMark {
  if (vault.lock === null) throw new AppError({ kind: "invalid-request" })
  return vault.lock
}

/** @throws AppError `passphrase` `wrong`, `lock-damaged`, `keychain` */
export async function openLock(
  { raw, deriveKey }: Pick<LockDeps, "raw" | "deriveKey">,
  lock: LockMark,
  passphrase: string,
): Promise<VaultKey> {
  const { keyId } = lock
  return { keyId, key: await unwrapKey(deriveKey, keyId, await raw.get(lockItemName(lock)), passphrase) }
}

/** @throws AppError `lock-damaged`, `cancelled`, `keychain` */
export async function openLockByPlatform(
  raw: SecretStore,
  lock: LockMark,
  platform: PlatformUnlock,
): Promise<VaultKey> {
  const { keyId } = lock
  const wrapped = lock.platform ? await raw.get(platformItemName(keyId)) : null
  if (wrapped === null) throw new AppError({ kind: "lock-damaged" })
  const revealed = await platform.reveal(wrapped)
  const key = Buffer.from(revealed)
  revealed.fill(0)
  if (key.length !== KEY_BYTES) throw new AppError({ kind: "lock-damaged" })
  return { keyId, key }
}

/** The hour is enough to remind by, and spares the index a write with each unlocking. */
const TYPED_STEP_MS = 3_600_000

/** After the passphrase was typed: notes it, and deletes what an interrupted change of it left. Never rejects. */
export async function afterTyped(deps: LockDeps, keyId: string): Promise<void> {
  const nowMs = deps.clock.nowMs()
  try {
    await whileNothingMoves(deps.mutex, async () => {
      const { lock } = await deps.index.read()
      if (lock?.keyId !== keyId) return
      // Two passphrases must not open one lock for longer than it takes to change it.
      const other = lockItemName({ keyId, slot: otherSlot(lock.slot) })
      if ((await deps.raw.get(other)) !== null) {
        await writeAgain(deps.index)
        await deps.raw.delete(other)
      }
      if (Math.abs(nowMs - lock.typedAtMs) < TYPED_STEP_MS) return
      await deps.index.update((vault) =>
        vault.lock?.keyId === keyId ? { ...vault, lock: { ...vault.lock, typedAtMs: nowMs } } : vault,
      )
    })
  } catch {
    // The next time it is typed will do.
  }
}

/**
 * The same vault key under another passphrase: a new item in the other slot, then the index, then the old item goes.
 * @throws AppError `passphrase` `wrong`, `too-short`; `moving`; `keychain`; `lock-damaged`
 */
export async function changePassphrase(deps: LockDeps, passphrase: string, next: string): Promise<void> {
  const asked = lockOf(await deps.index.read())
  const { keyId, key } = await openLock(deps, asked, passphrase)
  try {
    const item = await wrapKey(deps, keyId, key, next)
    await whileNothingMoves(deps.mutex, async () => {
      const { slot } = unchanged(await deps.index.read(), asked)
      const nowMs = deps.clock.nowMs()
      const changed = { slot: otherSlot(slot), setAtMs: nowMs, typedAtMs: nowMs }
      await deps.raw.set(lockItemName({ keyId, slot: changed.slot }), item)
      await deps.index.update((vault) => {
        return { ...vault, lock: { ...unchanged(vault, asked), ...changed } }
      })
      await writeAgain(deps.index)
      await deps.raw.delete(lockItemName({ keyId, slot }))
    })
  } finally {
    key.fill(0)
  }
}

/** @throws AppError `moving` when another lock was set, or this one changed, while Argon2id was at work */
function unchanged(vault: Vault, asked: LockMark): LockMark {
  const lock = lockOf(vault)
  if (lock.keyId !== asked.keyId || lock.slot !== asked.slot || vault.move !== null)
    throw new AppError({ kind: "moving" })
  return lock
}

/**
 * Writes every secret as it is, then takes the seals away.
 * @throws AppError `passphrase` `wrong`, and as {@link moveSecrets}
 */
export async function removePassphrase(deps: LockDeps, passphrase: string): Promise<void> {
  const vaultKey = await openLock(deps, lockOf(await deps.index.read()), passphrase)
  try {
    await moveSecrets(telling(deps, vaultKey, null), { place: { backend: "os", keyId: null }, lock: null })
  } finally {
    vaultKey.key.fill(0)
  }
}

/**
 * Lets the system's own way to know its person open the lock too, or no more.
 * @throws AppError `passphrase` `wrong`; `cancelled`; `platform-unlock`; `moving`; `keychain`
 */
export async function setPlatformUnlock(
  deps: LockDeps,
  platform: PlatformUnlock,
  enabled: boolean,
  passphrase: string,
): Promise<void> {
  const { keyId, key } = await openLock(deps, lockOf(await deps.index.read()), passphrase)
  const name = platformItemName(keyId)
  const note = (on: boolean) =>
    deps.index.update((vault) => {
      const lock = lockOf(vault)
      if (lock.keyId !== keyId) throw new AppError({ kind: "moving" })
      return { ...vault, lock: { ...lock, platform: on } }
    })
  try {
    // Before the move's turn is taken: it may ask a person, and others would wait for that.
    const wrapped = enabled ? await platform.protect(key) : null
    await whileNothingMoves(deps.mutex, async () => {
      if (wrapped === null) {
        await note(false)
        await deps.raw.delete(name)
        return
      }
      if (lockOf(await deps.index.read()).keyId !== keyId) throw new AppError({ kind: "moving" })
      await deps.raw.set(name, wrapped)
      await note(true)
    })
  } finally {
    key.fill(0)
  }
}
