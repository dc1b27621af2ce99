import { createCachingSecretStore, type CachingSecretStore } from "../core/accounts/caching-secret-store.ts"
import { abandonMove, moveSecrets, settleMove, type MoveDeps } from "../core/accounts/move-keychain.ts"
import { AppError, isAppError } from "../core/errors.ts"
import { allPlaces } from "../core/lock/all-places.ts"
import { createGuardedStore } from "../core/lock/guarded-store.ts"
import {
  afterTyped,
  openLock,
  openLockByPlatform,
  type LockDeps,
  type VaultKey,
} from "../core/lock/passphrase.ts"
import { createSealedStore } from "../core/lock/sealed-store.ts"
import type { SecretStore } from "../core/ports/secret-store.ts"
import { chooseBackend, holdsSecrets, type Backend } from "../core/vault/choose-backend.ts"
import { placeOf, samePlace } from "../core/vault/place.ts"
import type { Vault } from "../core/vault/schema.ts"
import type { KeychainState } from "../shared/ipc/views.ts"
import type { FileKeychain, Keychain, KeychainDeps } from "./keychain-types.ts"

interface Current {
  readonly store: SecretStore
  readonly caching: CachingSecretStore
  readonly vaultKey: VaultKey | null
}

export function createKeychain(deps: KeychainDeps): Keychain {
  let state: KeychainState = { state: "opening" }
  let current: Current | null = null
  let wanted: Backend = "os"
  let opening: Promise<unknown> = Promise.resolve()

  const tell = (next: KeychainState): KeychainState => {
    state = next
    deps.onChange(next)
    return next
  }
  const forget = () => {
    current?.caching.forget()
    current?.vaultKey?.key.fill(0)
    current = null
  }
  const ready = (raw: SecretStore, vaultKey: VaultKey | null = null): KeychainState => {
    // A change of the lock hands over while others read: the key that goes on being used is not wiped.
    if (current?.vaultKey !== vaultKey) forget()
    const place = vaultKey === null ? raw : sealed(vaultKey)
    const store = createGuardedStore(place, deps.index)
    current = { store, caching: createCachingSecretStore(store), vaultKey }
    wanted = store.backend
    return tell({ state: "ready", backend: store.backend })
  }
  /** Once wiped, the key is all zeroes: then it opens nothing any more, and is not asked. */
  const sealed = (vaultKey: VaultKey): SecretStore =>
    createSealedStore({
      raw: deps.os,
      keyId: vaultKey.keyId,
      key: () => (current?.vaultKey === vaultKey ? vaultKey.key : null),
      random: deps.random,
    })
  const failed = (cause: unknown, canChooseFile: boolean): KeychainState => {
    deps.log("the keychain did not open", cause)
    const error = cause instanceof AppError ? cause.data : ({ kind: "unexpected" } as const)
    return tell(
      error.kind === "passphrase"
        ? { state: "passphrase", error: error.problem === "needed" ? null : error }
        : { state: "failed", error, canChooseFile },
    )
  }
  /** One at a time: a second click waits for the first. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = opening.then(work)
    opening = turn.catch(() => undefined)
    return turn
  }

  const moveDeps = (mark: Vault["move"], signal?: AbortSignal): MoveDeps => ({
    ...deps,
    signal,
    storeAt: allPlaces({ ...deps, vaultKey: () => current?.vaultKey ?? null }, mark),
  })

  /** A move that was killed comes to rest by itself where no passphrase is needed for that. */
  async function settleQuietly(vault: Vault): Promise<Vault> {
    const { move } = vault
    if (move === null) return vault
    try {
      await settleMove(moveDeps(move))
    } catch (cause) {
      const expected = isAppError(cause, "passphrase") || isAppError(cause, "moving")
      if (!expected) deps.log("an interrupted move was not settled", cause)
    }
    return deps.index.read()
  }

  /** The file is open: now what a move left can be seen to. In the background, for nobody waits for it. */
  const readyWithFile = (file: SecretStore): KeychainState => {
    void (async () => {
      const vault = await deps.index.read()
      if (vault.move === null) return
      await deps.os.open()
      await settleQuietly(vault)
    })().catch((cause: unknown) => deps.log("an interrupted move was not settled", cause))
    return ready(file)
  }

  async function openChosen(): Promise<KeychainState> {
    if (current) return state
    if (state.state !== "opening") tell({ state: "opening" })
    let canChooseFile = false
    try {
      let vault = await deps.index.read()
      wanted = chooseBackend(vault, deps.asked)
      if (wanted === "os") {
        canChooseFile = !holdsSecrets(vault) && deps.asked !== "os"
        await deps.os.open()
        vault = await settleQuietly(vault)
        return vault.lock === null ? ready(deps.os) : tell({ state: "locked" })
      }
      const passphrase = await deps.unattendedPassphrase()
      if (passphrase !== null) return readyWithFile(await openFile(deps.file, vault, passphrase))
      if (holdsSecrets(vault) || (await deps.file.exists())) return tell({ state: "passphrase", error: null })
      // Not made yet: a passphrase is chosen, twice, not asked for.
      return tell({ state: "failed", error: { kind: "passphrase", problem: "needed" }, canChooseFile: true })
    } catch (cause) {
      return failed(cause, canChooseFile)
    }
  }

  async function use(): Promise<Current> {
    await opening
    if (current) return current
    if (state.state === "failed") throw new AppError(state.error)
    if (state.state === "locked") throw new AppError({ kind: "locked" })
    throw new AppError({ kind: "passphrase", problem: "needed" })
  }

  const view = (which: "store" | "caching"): SecretStore => ({
    get backend() {
      return wanted
    },
    get sealedBy() {
      return current?.vaultKey?.keyId ?? null
    },
    open: async () => (await use())[which].open(),
    get: async (name) => (await use())[which].get(name),
    set: async (name, value) => (await use())[which].set(name, value),
    delete: async (name) => (await use())[which].delete(name),
  })

  const lockOf = (vault: Vault): NonNullable<Vault["lock"]> => {
    if (vault.lock === null) throw new AppError({ kind: "invalid-request" })
    return vault.lock
  }

  const lockDeps = (signal: AbortSignal): LockDeps => ({
    ...deps,
    raw: deps.os,
    signal,
    // A copy: the one that core is done with is wiped there.
    onOpened: (vaultKey) =>
      void ready(deps.os, vaultKey && { keyId: vaultKey.keyId, key: Buffer.from(vaultKey.key) }),
  })

  return {
    store: view("store"),
    caching: view("caching"),
    state: () => state,
    open: () => inTurn(openChosen),
    choose: (backend, passphrase) =>
      inTurn(async () => {
        const vault = await deps.index.read()
        // Refuses to leave secrets behind in the other keychain.
        chooseBackend(vault, backend)
        if (vault.lock !== null) throw new AppError({ kind: "locked" })
        if (backend === "file") {
          if (passphrase === null) throw new AppError({ kind: "passphrase", problem: "needed" })
          await openFile(deps.file, vault, passphrase)
        } else await deps.os.open()
        await deps.index.update((now) => (now.backend === backend ? now : { ...now, backend }))
        return ready(backend === "file" ? deps.file : deps.os)
      }),
    unlockLock: (passphrase) =>
      inTurn(async () => {
        if (current) return state
        const vault = await deps.index.read()
        if (chooseBackend(vault, deps.asked) === "file")
          return readyWithFile(await openFile(deps.file, vault, passphrase))
        const vaultKey = await openLock({ ...deps, raw: deps.os }, lockOf(vault), passphrase)
        void afterTyped(lockDeps(new AbortController().signal), vaultKey.keyId)
        return ready(deps.os, vaultKey)
      }),
    async unlockByPlatform() {
      const { platform } = deps
      if (platform === null) throw new AppError({ kind: "invalid-request" })
      const asked = await inTurn(async () => (current ? null : lockOf(await deps.index.read())))
      if (asked === null) return state
      // Out of turn: whoever is asked may type the passphrase instead.
      const vaultKey = await openLockByPlatform(deps.os, asked, platform)
      return inTurn(async () => {
        if (current === null && (await deps.index.read()).lock?.keyId === vaultKey.keyId)
          return ready(deps.os, vaultKey)
        vaultKey.key.fill(0)
        if (current === null) throw new AppError({ kind: "moving" })
        return state
      })
    },
    lock() {
      if (current === null || (current.vaultKey === null && wanted === "os")) return false
      forget()
      deps.file.lock()
      tell(wanted === "file" ? { state: "passphrase", error: null } : { state: "locked" })
      return true
    },
    async isLocked() {
      await opening
      if (state.state === "locked" || state.state === "passphrase") return true
      if (current !== null) return false
      const vault = await deps.index.read().catch(() => null)
      return (vault?.lock ?? null) !== null
    },
    async follow() {
      await inTurn(async () => {
        const vault = await deps.index.read()
        const here = { backend: wanted, keyId: current?.vaultKey?.keyId ?? null }
        const isHere = current !== null && samePlace(placeOf(vault, wanted), here)
        const staysLocked = state.state === "locked" && vault.lock !== null
        if (isHere || staysLocked || state.state === "failed" || state.state === "passphrase") return
        forget()
        deps.file.lock()
        await openChosen()
      }).catch((cause: unknown) => deps.log("the keychain could not be followed", cause))
    },
    lockDeps,
    async move(to, passphrase, signal) {
      const vault = await deps.index.read()
      const other = placeOf(vault, wanted).backend
      if (to === "file" || vault.move?.from.backend === "file") {
        if (!deps.file.unlocked) {
          if (passphrase === null) throw new AppError({ kind: "passphrase", problem: "needed" })
          await openForMove(deps.file, passphrase)
        }
      }
      if (to === "os") await deps.os.open()
      if (other === to && vault.move === null) return state
      const destination = { place: { backend: to, keyId: null }, lock: null }
      const onSwitched = () => void ready(to === "file" ? deps.file : deps.os)
      try {
        await moveSecrets({ ...moveDeps(vault.move, signal), onSwitched }, destination)
      } finally {
        if (wanted === "os") deps.file.lock()
      }
      return state
    },
    async settle(passphrase) {
      const { move } = await deps.index.read()
      if (move === null) return state
      const hasFile = move.from.backend === "file" || move.to.backend === "file"
      if (hasFile && passphrase === null && !deps.file.unlocked) {
        await abandonMove(deps)
        return state
      }
      if (hasFile && !deps.file.unlocked && (await deps.file.exists()))
        await deps.file.unlock(passphrase ?? "")
      await deps.os.open()
      try {
        await settleMove(moveDeps(move))
      } finally {
        if (wanted === "os") deps.file.lock()
      }
      return state
    },
  }
}

/** Makes the file only where no secret can be missing from it. */
async function openFile(file: FileKeychain, vault: Vault, passphrase: string): Promise<SecretStore> {
  if (holdsSecrets(vault) || (await file.exists())) await file.unlock(passphrase)
  else await file.create(passphrase)
  return file
}

/** The secrets are elsewhere: the file may be made. One that is there, left by a move, opens with its own passphrase. */
async function openForMove(file: FileKeychain, passphrase: string): Promise<void> {
  if (await file.exists()) await file.unlock(passphrase)
  else await file.create(passphrase)
}
