/** @file What the window and the command line can do with backups. Implemented by {@link createBackups}. */
import type { KeptEntry } from "../imports/format.ts"
import type { OtpEntry } from "../otp/entry.ts"
import type { BackupFiles } from "../ports/backup-files.ts"
import type { Clock } from "../ports/clock.ts"
import type { MarkPictures } from "../ports/mark-pictures.ts"
import type { Mutex } from "../ports/mutex.ts"
import type { PendingItems } from "../ports/pending-items.ts"
import type { Random } from "../ports/random.ts"
import type { SecretName, SecretStore } from "../ports/secret-store.ts"
import type { VaultIndex } from "../ports/vault-index.ts"
import type { BackupState } from "../vault/backup-state.ts"
import type { Account, AwsKey, AwsProfile, Kept, Settings } from "../vault/schema.ts"
import type { SsoSignIn } from "../vault/sso-fields.ts"
import type { BackupContent } from "./content.ts"
import type { Argon2Work, DeriveKey } from "./derive-key.ts"

export interface BackupDeps {
  readonly secrets: SecretStore
  readonly index: VaultIndex
  readonly clock: Clock
  readonly random: Random
  readonly mutex: Mutex
  readonly files: BackupFiles
  readonly marks: MarkPictures
  readonly pending?: PendingItems | undefined
  readonly deriveKey: DeriveKey
  /** For backups that are made; default: {@link BACKUP_ARGON2}. */
  readonly argon2?: Argon2Work | undefined
}

/** What cannot be taken along, and why. */
export interface LeftOut {
  readonly issuer: string
  readonly account: string
  readonly reason:
    | "period" // not 30 s
    | "digits" // neither 6 nor 8
    | "type" // the other program has no word for it
    | "too-long" // more than one QR code holds
    | "secret-missing" // the keychain does not hold it
    | "secret-damaged"
    | "picture" // the account is taken along, without the picture that is its mark
}

/** Entries with their secrets, on their way out. */
export interface Outgoing {
  readonly entries: readonly OtpEntry[]
  readonly kept: readonly KeptEntry[]
  readonly left: readonly LeftOut[]
}

export interface SavedBackup {
  readonly path: string
  readonly accounts: number
  readonly keys: number
  /** Names of what is listed and whose secret the keychain could not give. */
  readonly missing: readonly string[]
  /** Names of accounts whose picture of one's own is not in it: no room, or not to be read. */
  readonly withoutPicture: readonly string[]
  /** Backups that were removed because newer ones are enough. */
  readonly removed: readonly string[]
}

export type RowLikeness = "new" | "duplicate" | "conflict"

/** How each row of a backup stands to what is kept here, in the backup's order. */
export interface RestorePreview {
  readonly content: BackupContent
  /** `of`: the id of the account here that makes the same codes. */
  readonly accounts: readonly { readonly likeness: RowLikeness; readonly of: string | null }[]
  readonly kept: readonly { readonly likeness: RowLikeness }[]
  /** `of`: the id of the very same key here. */
  readonly keys: readonly { readonly likeness: RowLikeness; readonly of: string | null }[]
  readonly profiles: readonly { readonly likeness: RowLikeness }[]
  readonly settingsDiffer: boolean
}

/** Rows by their place in the backup. */
export interface RestoreChoice {
  readonly accounts: readonly number[]
  readonly kept: readonly number[]
  readonly keys: readonly number[]
  readonly profiles: readonly number[]
  readonly settings: boolean
}

export interface Restored {
  readonly accounts: number
  readonly kept: number
  readonly keys: readonly AwsKey[]
  readonly profiles: readonly AwsProfile[]
  readonly settings: Settings | null
  readonly batch: RestoreBatch
}

/** What one restore did: enough to take it back. Holds no secret. */
export interface RestoreBatch {
  /** As they were put into the index. */
  readonly accounts: readonly Account[]
  readonly kept: readonly Kept[]
  readonly keys: readonly AwsKey[]
  readonly profiles: readonly AwsProfile[]
  /** Sign-ins to Identity Center that were not here; they come signed out, without a token. */
  readonly signIns: readonly SsoSignIn[]
  /** The keychain items it wrote. */
  readonly items: readonly SecretName[]
  readonly settings: { readonly before: Settings; readonly after: Settings } | null
}

export interface RestoreUndone {
  readonly accounts: number
  readonly kept: number
  readonly keys: number
  readonly profiles: number
  /** The settings as they are now; null: the restore had not touched them. */
  readonly settings: Settings | null
  /** Names of what stays, because it was changed or used since. */
  readonly stayed: readonly string[]
}

export interface BackupSettings {
  readonly enabled?: boolean | undefined
  readonly folder?: string | undefined
  readonly keep?: number | undefined
  readonly remindDays?: number | undefined
  /** For automatic backups from now on. Only a key made of it is kept, in the keychain. */
  readonly passphrase?: string | undefined
}

/** All methods throw AppError `keychain`, `index` and `file` beside what each one names. */
export interface Backups {
  state(): Promise<BackupState>
  /**
   * Saves an encrypted backup of everything, or of some accounts, and is back once it was read again and opened.
   * @throws AppError `passphrase` `too-short`; `backup` `exists`, `not-kept`, `too-large`
   */
  save(
    path: string,
    passphrase: string,
    options?: { ids?: readonly string[] | undefined; replace?: boolean | undefined },
  ): Promise<SavedBackup>
  /** @throws AppError `backup` `not-set-up` when turned on without folder or passphrase; `passphrase` `too-short` */
  configure(change: BackupSettings): Promise<BackupState>
  /** Makes an automatic backup now; what went well or wrong is kept in the index. @throws AppError `backup` */
  automatic(): Promise<SavedBackup>
  /** Entries with secrets for an export. @param ids null: all that are not in the trash */
  outgoing(ids: readonly string[] | null): Promise<Outgoing>
  /** @throws AppError `import`: see {@link openWithPassphrase} */
  open(bytes: Uint8Array, passphrase: string): Promise<BackupContent>
  preview(content: BackupContent): Promise<RestorePreview>
  /** Keychain first, index second, all or none. @throws AppError `already-exists`, `invalid-request` */
  restore(content: BackupContent, choice: RestoreChoice): Promise<Restored>
  /**
   * Removes what a restore brought and gives replaced settings back. What was changed or used since stays, and what
   * that needs. Can be repeated.
   */
  undoRestore(batch: RestoreBatch): Promise<RestoreUndone>
}
