import type { LockDeps } from "../core/lock/passphrase.ts"
import type { MovableFile } from "../core/lock/all-places.ts"
import type { PlatformUnlock } from "../core/ports/platform-unlock.ts"
import type { SecretStore } from "../core/ports/secret-store.ts"
import type { Backend } from "../core/vault/choose-backend.ts"
import type { KeychainState } from "../shared/ipc/views.ts"

export interface KeychainDeps extends Omit<LockDeps, "raw" | "onOpened" | "onProgress" | "signal"> {
  /** The operating system's, reached through a process of its own. */
  readonly os: SecretStore
  readonly file: FileKeychain
  /** The system's own way to know its person; null: none here. */
  readonly platform: PlatformUnlock | null
  /** `KEYCARD_KEYCHAIN`. */
  readonly asked: string | undefined
  /** The passphrase for unattended use, or null when none was given. @throws AppError `passphrase` */
  readonly unattendedPassphrase: () => Promise<string | null>
  readonly onChange: (state: KeychainState) => void
  readonly onProgress: (done: number, total: number) => void
  readonly log: (message: string, cause: unknown) => void
}

/** The encrypted file. @throws AppError `passphrase`, `keychain-file`, `file` */
export interface FileKeychain extends MovableFile {
  create(passphrase: string): Promise<void>
  unlock(passphrase: string): Promise<void>
  lock(): void
}

/** Which keychain is open, and the ways to open, close and change it. */
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
  /** Opens the app's lock; the file too. @throws AppError `passphrase` `wrong`, `lock-damaged`, `keychain` */
  unlockLock(passphrase: string): Promise<KeychainState>
  /** @throws AppError `cancelled`, `lock-damaged` */
  unlockByPlatform(): Promise<KeychainState>
  /** Wipes the keys and forgets what was read. @returns whether there is anything to type to come in again */
  lock(): boolean
  /** Whether names and secrets may be had: not while locked, and not before that is known. */
  isLocked(): Promise<boolean>
  /** Another process may have moved the secrets: opens them anew where they are. */
  follow(): Promise<void>
  /** What changing the lock needs; readers follow along while it runs. */
  lockDeps(signal: AbortSignal): LockDeps
  /** @throws AppError `passphrase`, `cancelled`, `moving`, `keychain`; as `moveSecrets` */
  move(to: Backend, passphrase: string | null, signal: AbortSignal): Promise<KeychainState>
  /** @throws AppError `passphrase`, `keychain`; as `settleMove` */
  settle(passphrase: string | null): Promise<KeychainState>
}
