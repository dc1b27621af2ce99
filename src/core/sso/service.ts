/** @file What the window and the command line can do with IAM Identity Center. Implemented by {@link createSso}. */
import type { Audit } from "../audit/audit.ts"
import type { AuditBy } from "../audit/event.ts"
import type { SessionCredentials } from "../ports/aws-api.ts"
import type { Browser } from "../ports/browser.ts"
import type { Clock } from "../ports/clock.ts"
import type { Mutex } from "../ports/mutex.ts"
import type { PendingItems } from "../ports/pending-items.ts"
import type { Random } from "../ports/random.ts"
import type { SecretStore } from "../ports/secret-store.ts"
import type { CenterAccount, DeviceAuthorization, SsoApi } from "../ports/sso-api.ts"
import type { SsoFiles } from "../ports/sso-files.ts"
import type { VaultIndex } from "../ports/vault-index.ts"
import type { CenterRole } from "../vault/schema.ts"
import type { SsoSignIn } from "../vault/sso-fields.ts"

export interface SsoDeps {
  readonly secrets: SecretStore
  readonly index: VaultIndex
  readonly clock: Clock
  readonly random: Random
  readonly mutex: Mutex
  readonly api: SsoApi
  readonly browser: Browser
  readonly files: SsoFiles
  /** Notes keychain items that the index does not name (yet, or any more). */
  readonly pending?: PendingItems | undefined
  /** Takes notes of who signed in and out; absent: nobody does. */
  readonly audit?: Audit | undefined
}

export interface NewSignIn {
  readonly name: string
  readonly startUrl: string
  readonly region: string
  readonly endpoint?: string | undefined
}

/** A sign-in that AWS's own files name, and Keycard does not have yet. */
export interface FoundSignIn extends NewSignIn {
  /** Until when the AWS command line is signed in there; null: it is not. Unix time in milliseconds. */
  readonly signedInUntilMs: number | null
}

export interface SignInOptions {
  readonly signal?: AbortSignal | undefined
  /** On whose behalf, for the log; absent: who this process works for. */
  readonly by?: AuditBy | undefined
}

export interface BrowserOptions extends SignInOptions {
  /** Told the page's address before it is opened. */
  readonly onPage?: ((url: string) => void) | undefined
  /** Nobody opens the page: who was told its address does. */
  readonly stayHere?: boolean | undefined
}

export interface DeviceOptions extends SignInOptions {
  readonly onCode: (authorization: Omit<DeviceAuthorization, "deviceCode">) => void
}

/** An account, and the names of the roles that this person has in it. */
export interface CenterAccess extends CenterAccount {
  readonly roleNames: readonly string[]
}

export interface ListOptions {
  readonly signal?: AbortSignal | undefined
  /** How many accounts have been asked for their roles. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/** All methods throw AppError `keychain`, `index` beside what each one names; what asks AWS: as {@link SsoApi}. */
export interface Sso {
  signIns(): Promise<SsoSignIn[]>
  /** A name or an id. @throws AppError `not-found`. */
  findSignIn(query: string): Promise<SsoSignIn>
  /** What AWS's config file and its command line's cache name, without what is here already. Reads only. */
  found(): Promise<FoundSignIn[]>
  /** @throws AppError `already-exists`, `aws-value`. */
  addSignIn(signIn: NewSignIn): Promise<SsoSignIn>
  /** Signs out first. @throws AppError `in-use` while a profile uses it. */
  removeSignIn(id: string): Promise<void>
  /**
   * Opens the browser and waits, ten minutes at most, until it comes back.
   * @throws AppError `sso` `time-limit`, `refused`, `port`, `browser`, `start-url`.
   */
  signInByBrowser(id: string, options?: BrowserOptions): Promise<SsoSignIn>
  /** Shows a code and waits until it is confirmed in any browser. @throws AppError `sso` `time-limit`, `refused`. */
  signInByDevice(id: string, options: DeviceOptions): Promise<SsoSignIn>
  /**
   * Takes the token of the AWS command line's own sign-in, as long as it lasts; its files stay as they are.
   * @throws AppError `sso` `signed-out` where it has none.
   */
  signInByCommandLine(id: string, options?: SignInOptions): Promise<SsoSignIn>
  /** Forgets the token, and ends it at AWS where that can be reached. */
  signOut(id: string, options?: SignInOptions): Promise<void>
  /** @throws AppError `sso` `no-roles`. */
  access(id: string, options?: ListOptions): Promise<CenterAccess[]>
  /** Asks what the accounts are called, and keeps it of the sign-in's profiles; so does {@link access}. */
  nameAccounts(id: string, signal?: AbortSignal): Promise<void>
  /** Signs in anew by itself where it can. @throws AppError `sso` `signed-out`, `revoked`, `no-access`. */
  roleCredentials(role: CenterRole, signal?: AbortSignal): Promise<SessionCredentials>
}
