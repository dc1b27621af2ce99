import { AppError } from "../core/errors.ts"
import { createCachingSecretStore } from "../core/accounts/caching-secret-store.ts"
import type { SecretStore } from "../core/ports/secret-store.ts"
import type { VaultIndex } from "../core/ports/vault-index.ts"
import { chooseBackend, holdsSecrets, type Backend } from "../core/vault/choose-backend.ts"
import type { Vault } from "../core/vault/schema.ts"
import type { KeychainState } from "../shared/ipc/views.ts"

export interface KeychainDeps {
  readonly index: Pick<VaultIndex, "read" | "update">
  /** The operating system's, reached through a process of its own. */
  readonly os: SecretStore
  readonly file: FileKeychain
  /** `KEYCARD_KEYCHAIN`. */
  readonly asked: string | undefined
  /** The passphrase for unattended use, or null when none was given. @throws AppError `passphrase` */
  readonly unattendedPassphrase: () => Promise<string | null>
  readonly onChange: (state: KeychainState) => void
  readonly log: (message: string, cause: unknown) => void
}

/** The encrypted file. @throws AppError `passphrase`, `keychain-file`, `file` */
export interface FileKeychain extends SecretStore {
  exists(): Promise<boolean>
  create(passphrase: string): Promise<void>
  unlock(passphrase: string): Promise<void>
}

/** Which keychain is open, and the ways to open one. Nothing here ever moves or removes a secret. */
export interface Keychain {
  /** The open one. While it opens, calls wait; while none is open, they throw why. */
  readonly store: SecretStore
  /** The same, remembering what it read: for accounts, whose items never change. */
  readonly caching: SecretStore
  state(): KeychainState
  /** Opens what the vault, the environment or the person chose. Never rejects: `state` tells. */
  open(): Promise<KeychainState>
  /** @throws AppError `usage` when secrets are kept in the other one; `passphrase`; `keychain` */
  choose(backend: Backend, passphrase: string | null): Promise<KeychainState>
  /** For the encrypted file. A wrong passphrase is told by the state. */
  unlock(passphrase: string): Promise<KeychainState>
}

export function createKeychain(deps: KeychainDeps): Keychain {
  let state: KeychainState = { state: "opening" }
  let current: { store: SecretStore; caching: SecretStore } | null = null
  let wanted: Backend = "os"
  let opening: Promise<unknown> = Promise.resolve()

  const tell = (next: KeychainState): KeychainState => {
    state = next
    deps.onChange(next)
    return next
  }
  const ready = (store: SecretStore): KeychainState => {
    current = { store, caching: createCachingSecretStore(store) }
    wanted = store.backend
    return tell({ state: "ready", backend: store.backend })
  }
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

  async function openChosen(): Promise<KeychainState> {
    if (current) return state
    if (state.state !== "opening") tell({ state: "opening" })
    let canChooseFile = false
    try {
      const vault = await deps.index.read()
      wanted = chooseBackend(vault, deps.asked)
      if (wanted === "os") {
        canChooseFile = !holdsSecrets(vault) && deps.asked !== "os"
        await deps.os.open()
        return ready(deps.os)
      }
      const passphrase = await deps.unattendedPassphrase()
      if (passphrase !== null) return ready(await openFile(deps.file, vault, passphrase))
      if (holdsSecrets(vault) || (await deps.file.exists())) return tell({ state: "passphrase", error: null })
      // Not made yet: a passphrase is chosen, twice, not asked for.
      return tell({ state: "failed", error: { kind: "passphrase", problem: "needed" }, canChooseFile: true })
    } catch (cause) {
      return failed(cause, canChooseFile)
    }
  }

  async function use(): Promise<NonNullable<typeof current>> {
    await opening
    if (current) return current
    if (state.state === "failed") throw new AppError(state.error)
    throw new AppError({ kind: "passphrase", problem: "needed" })
  }

  const view = (which: "store" | "caching"): SecretStore => ({
    get backend() {
      return wanted
    },
    open: async () => (await use())[which].open(),
    get: async (name) => (await use())[which].get(name),
    set: async (name, value) => (await use())[which].set(name, value),
    delete: async (name) => (await use())[which].delete(name),
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
        if (backend === "file") {
          if (passphrase === null) throw new AppError({ kind: "passphrase", problem: "needed" })
          await openFile(deps.file, vault, passphrase)
        } else await deps.os.open()
        await deps.index.update((now) => (now.backend === backend ? now : { ...now, backend }))
        return ready(backend === "file" ? deps.file : deps.os)
      }),
    unlock: (passphrase) =>
      inTurn(async () => {
        if (current) return state
        try {
          return ready(await openFile(deps.file, await deps.index.read(), passphrase))
        } catch (cause) {
          return failed(cause, false)
        }
      }),
  }
}

/** Makes the file only where no secret can be missing from it. */
async function openFile(file: FileKeychain, vault: Vault, passphrase: string): Promise<SecretStore> {
  if (holdsSecrets(vault) || (await file.exists())) await file.unlock(passphrase)
  else await file.create(passphrase)
  return file
}
