import type { Accounts } from "../../core/accounts/service.ts"
import type { Aws } from "../../core/aws/service.ts"
import type { Backups } from "../../core/backup/service.ts"
import type { OtpEntry } from "../../core/otp/entry.ts"
import type { CodeSource } from "../../core/ports/code-source.ts"
import type { MarkPictures } from "../../core/ports/mark-pictures.ts"
import type { TimeSource } from "../../core/ports/time-source.ts"
import type { VaultIndex } from "../../core/ports/vault-index.ts"
import type { Settings } from "../../core/vault/schema.ts"
import type { Request } from "../../shared/ipc/contract.ts"
import type { TypedEntry } from "../../shared/ipc/contract.ts"
import type { ScreenCapture } from "../../shared/ipc/views.ts"
import type { AuditDesk } from "../audit-desk.ts"
import type { AutoBackup } from "../auto-backup.ts"
import type { AwsDesk } from "../aws-desk.ts"
import type { BackupDesk } from "../backup-desk.ts"
import type { CheckupDesk } from "../checkup-desk.ts"
import type { Clipboard } from "../clipboard.ts"
import type { ConsoleDesk } from "../console-desk.ts"
import type { CodesTicker } from "../codes-ticker.ts"
import type { ConfigDesk } from "../config-desk.ts"
import type { Drafts } from "../drafts.ts"
import type { Imports } from "../imports.ts"
import type { Renewer } from "../renewer.ts"
import type { SsoDesk } from "../sso-desk.ts"
import type { Savings } from "../savings.ts"
import type { UseCounter } from "../use-counter.ts"
import type { Keychain } from "../keychain-types.ts"
import type { KeyDesk } from "../key-desk.ts"
import type { Lock } from "../lock.ts"

/** Tells the page anew what changed. Never rejects. */
export interface Announce {
  app(): void
  accounts(): void
  aws(): void
  sso(): void
  backup(): void
}

/** What the page can have done to its own window. */
export interface PageActions {
  /** Pastes into the page, as a person would. */
  paste(): void
  /** @throws AppError `screen` */
  captureScreens(): Promise<ScreenCapture[]>
  setCameraOpen(open: boolean): void
  openLink(link: Request<"app:open-link">["link"]): Promise<void>
  applySettings(settings: Settings): void
}

/** What the handlers work with. Built by compose.ts. */
export interface Services {
  readonly about: {
    readonly version: string
    readonly platform: string
    readonly packaged: boolean
    readonly dataFolder: string
  }
  readonly index: VaultIndex
  readonly keychain: Keychain
  readonly lock: Lock
  readonly accounts: Accounts
  readonly markPictures: MarkPictures
  readonly aws: Aws
  readonly awsDesk: AwsDesk
  readonly configDesk: ConfigDesk
  readonly codeSource: CodeSource
  readonly keyDesk: KeyDesk
  readonly ssoDesk: SsoDesk
  readonly consoleDesk: ConsoleDesk
  readonly renewer: Renewer
  readonly backups: Backups
  readonly backupDesk: BackupDesk
  readonly autoBackup: AutoBackup
  readonly checkupDesk: CheckupDesk
  readonly auditDesk: AuditDesk
  readonly drafts: Drafts
  readonly imports: Imports
  readonly savings: Savings
  readonly readTyped: (fields: TypedEntry) => OtpEntry
  readonly ticker: CodesTicker
  /** HOTP codes made in this run, so that what is on screen can be copied without making the next. */
  readonly shownHotp: Map<string, string>
  readonly uses: UseCounter
  readonly clipboard: Clipboard
  /** Asks a host for the time, on request. */
  readonly timeSource: TimeSource
  readonly page: PageActions
  readonly announce: Announce
  /** Reads the secrets of what is not on screen, in the background. */
  readonly prefetch: () => void
}
