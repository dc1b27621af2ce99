/** @file What every command is given. Built by compose.ts; tests build their own. */
import type { ImportReader } from "../adapters/imports/import-reader.ts"
import type { Accounts } from "../core/accounts/service.ts"
import type { AuditBy } from "../core/audit/event.ts"
import type { CheckupOptions } from "../core/checkup/run-checkup.ts"
import type { Finding } from "../core/checkup/finding.ts"
import type { ConfigImport } from "../core/aws/config-import/take-over.ts"
import type { KeyCare } from "../core/aws/care/service.ts"
import type { Console } from "../core/aws/console.ts"
import type { Aws } from "../core/aws/service.ts"
import type { Backups } from "../core/backup/service.ts"
import type { BackupFiles } from "../core/ports/backup-files.ts"
import type { SessionCredentials } from "../core/ports/aws-api.ts"
import type { AuditLog } from "../core/ports/audit-log.ts"
import type { CodeSource } from "../core/ports/code-source.ts"
import type { Clock } from "../core/ports/clock.ts"
import type { TimeSource } from "../core/ports/time-source.ts"
import type { Mutex } from "../core/ports/mutex.ts"
import type { Random } from "../core/ports/random.ts"
import type { VaultIndex } from "../core/ports/vault-index.ts"
import type { AwsProfile } from "../core/vault/schema.ts"
import type { Sso } from "../core/sso/service.ts"
import type { Programs } from "./compose-programs.ts"
import type { Output } from "./output.ts"
import type { Asker } from "./prompt.ts"

export interface Context {
  readonly output: Output
  readonly asker: Asker
  readonly clock: Clock
  readonly env: Readonly<Record<string, string | undefined>>
  readonly index: VaultIndex
  readonly mutex: Mutex
  readonly random: Random
  readonly backupFiles: BackupFiles
  /** Opens the keychain; the first call may ask for a passphrase. */
  accounts(): Promise<Accounts>
  aws(): Promise<Aws>
  sso(): Promise<Sso>
  /** Work on permanent keys and MFA devices at AWS itself. */
  keyCare(): Promise<KeyCare>
  /** Signing in to AWS's console. */
  console(): Promise<Console>
  /** Opens a sign-in link, or the one that signs out. @throws AppError `aws-console`, `cancelled` */
  openOnce(link: { url: string; endpoint: string | null }): Promise<void>
  backups(): Promise<Backups>
  /** Removes what commands that were killed left in the keychain, where that is open. Never rejects. */
  sweep(): Promise<void>
  /** Moves all secrets to the other keychain. @returns whether there was anything to do */
  moveKeychain(to: "os" | "file", onProgress: (done: number, total: number) => void): Promise<boolean>
  /** Says that AWS will most likely be asked: what that takes is loaded while something else is waited for. */
  expectCall(): void
  /** Those of a profile that serve still, without a lock and without what issuing takes; null: ask {@link aws}. */
  keptCredentials(profile: AwsProfile, by?: AuditBy): Promise<SessionCredentials | null>
  /** Running a program, and a running Keycard. */
  readonly programs: Programs
  /** What was issued when, to which profile and by what. */
  readonly auditLog: AuditLog
  /** Looks at this machine and, unless offline, at what each key may see at AWS; changes nothing. */
  checkup(options: CheckupOptions): Promise<Finding[]>
  /** What touches no secret needs no open keychain. */
  listing(): {
    accounts: Pick<Accounts, "list" | "find" | "trash">
    aws: Pick<Aws, "sessions" | "findProfile" | "findKey" | "addProfile" | "editKey" | "suggestAccount">
    sso: Pick<Sso, "signIns" | "findSignIn" | "found" | "addSignIn">
  }
  /** Texts of the QR codes in a picture's file. @throws AppError `picture`, `file`. */
  readQr(path: string): Promise<string[]>
  /** A small file's text; `null` for a picture, for whatever else is no text, and for no file. */
  readText(path: string): Promise<string | null>
  /** For a dry run: `null` where opening the keychain could ask a person, or failed. */
  unattendedAccounts(): Promise<Pick<Accounts, "preview"> | null>
  /** A file's bytes, `-`: stdin. @throws AppError `file`; `import` `too-large` */
  readInput(path: string): Promise<Uint8Array>
  /** @throws AppError `file` */
  readFirstLine(path: string): Promise<string>
  readonly importReader: ImportReader
  /** What must come to its end after Ctrl-C too: it takes back what it has done. A second Ctrl-C does not wait. */
  finishing<T>(work: Promise<T>): Promise<T>
  /** `endpoint_url` stands in the config file or `AWS_ENDPOINT_URL*` in the environment: where, for a notice. */
  ignoredEndpoints(): Promise<string[]>
  /** Profiles of AWS's files. Without the keychain keys are compared by their last four characters. */
  configImport(how: { opensKeychain: boolean }): Promise<ConfigImport>
  /** Codes from hardware keys. */
  readonly codeSource: CodeSource
  /** Asks a host for the time. */
  readonly timeSource: TimeSource
  readonly signal: AbortSignal
}
