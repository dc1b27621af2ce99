/** @file What the window and the command line can do with AWS. Implemented by {@link createAws}. */
import type { Audit } from "../audit/audit.ts"
import type { AuditBy } from "../audit/event.ts"
import type { AppErrorData } from "../errors.ts"
import type { Accounts } from "../accounts/service.ts"
import type { AwsApi, LongTermKey, MfaDevice, SessionCredentials } from "../ports/aws-api.ts"
import type { Clock } from "../ports/clock.ts"
import type { CodeSource } from "../ports/code-source.ts"
import type { Mutex } from "../ports/mutex.ts"
import type { PendingItems } from "../ports/pending-items.ts"
import type { Random } from "../ports/random.ts"
import type { SecretStore } from "../ports/secret-store.ts"
import type { TextFile } from "../ports/text-file.ts"
import type { VaultIndex } from "../ports/vault-index.ts"
import type { AwsKey, AwsProfile, AwsSession, CenterRole, CodeFrom, RenewMode } from "../vault/schema.ts"
import type { SsoSignIn } from "../vault/sso-fields.ts"
import type { Sso } from "../sso/service.ts"
import type { AssumeMode } from "../vault/role-options.ts"
import type { FederationInput, RoleOptionsInput } from "./role-values.ts"

export interface AwsDeps {
  readonly secrets: SecretStore
  readonly index: VaultIndex
  readonly clock: Clock
  readonly random: Random
  readonly mutex: Mutex
  readonly api: AwsApi
  /** Asked for the credentials of profiles that have a role of Identity Center in a key's place. */
  readonly sso?: Pick<Sso, "roleCredentials"> | undefined
  readonly accounts: Pick<Accounts, "list">
  /** `~/.aws/credentials` and `~/.aws/config`, or where the environment says. */
  readonly credentialsFile: TextFile
  readonly configFile: TextFile
  /** Codes from hardware keys; absent: none can be had. */
  readonly codeSource?: CodeSource | undefined
  /** The `credential_process` line for a profile of this name; absent: none is written. @throws AppError `usage` */
  readonly processCommand?: ((profile: string) => string) | undefined
  /** Notes keychain items that the index does not name (yet, or any more). */
  readonly pending?: PendingItems | undefined
  /** Takes notes of what is issued; absent: nobody does. */
  readonly audit?: Audit | undefined
}

/** A permanent key found in plain text in the credentials file. */
export interface PlainKey {
  /** The section's name as it stands in the file. */
  readonly profile: string
  /** The last four characters of the access key id. */
  readonly tail: string
  /** `mfa_serial` or `aws_mfa_device` where the file names one. */
  readonly mfaSerial: string | null
  /** A `NAME-long-term` section as aws-mfa keeps them: the profile it serves is NAME. */
  readonly serves: string
}

export type NewKeySource =
  | { kind: "typed"; key: LongTermKey }
  /** Taken from a section of the credentials file; with `removePlainText` its key lines leave the file. */
  | { kind: "profile"; profile: string; removePlainText: boolean }

export interface NewKey {
  readonly name: string
  readonly source: NewKeySource
  readonly mfaSerial?: string | undefined
  readonly otpAccountId?: string | undefined
  readonly endpoint?: string | undefined
  readonly region?: string | undefined
}

export interface NewProfile {
  readonly name: string
  /** null: from Identity Center. */
  readonly keyId: string | null
  readonly center?: CenterRole | undefined
  readonly durationSeconds?: number | undefined
  readonly region?: string | undefined
  readonly roleArns?: readonly string[] | undefined
  /** What goes with each role, in their order. Where it is absent from a change, a role keeps what it had. */
  readonly roleOptions?: readonly RoleOptionsInput[] | undefined
  readonly assume?: AssumeMode | undefined
  /** What a sign-in of the user to the console is limited to; null: to nothing. */
  readonly federation?: FederationInput | null | undefined
  readonly mode?: "file" | "process" | undefined
  readonly renew?: RenewMode | undefined
  /** In process mode: AWS's files give its name credentials already. They stay, and no line is written before a start. */
  readonly beside?: boolean | undefined
}

export interface RefreshOptions {
  /** Also when plenty of time is left. */
  readonly force?: boolean | undefined
  /** With the wider margin of who renews before anybody asks: see `aheadMarginMs`. */
  readonly ahead?: boolean | undefined
  /** A code from elsewhere (a device that is not enrolled here): six digits. */
  readonly code?: string | undefined
  /** The section exists and is somebody else's: what it held goes to the keychain and comes back on stop. */
  readonly replaceForeignSection?: boolean | undefined
  /** Called when the present time step is spent or nearly over: the next begins at `untilMs`. */
  readonly onWait?: ((untilMs: number) => void) | undefined
  /** Called when a hardware key waits to be touched, with its serial number, and with null when it does no more. */
  readonly onTouch?: ((serial: string | null) => void) | undefined
  readonly signal?: AbortSignal | undefined
  /** On whose behalf, for the log; absent: who this process works for, {@link Aws.credentials}: `credential-process`. */
  readonly by?: AuditBy | undefined
  /** What becomes of the credentials is noted by who asks, not as handed out. */
  readonly isNoted?: boolean | undefined
}

export interface RefreshResult {
  readonly profile: AwsProfile
  readonly session: AwsSession
  /** Whether AWS was asked; false when enough time was left. */
  readonly issued: boolean
  /** Whether the shared files hold it now. */
  readonly written: boolean
}

export interface SessionView {
  readonly profile: AwsProfile
  /** null: it has none, its credentials come from Identity Center. */
  readonly key: AwsKey | null
  /** null: it has a key. */
  readonly signIn: SsoSignIn | null
  readonly session: AwsSession | null
  readonly state: "none" | "valid" | "ending" | "expired"
}

/** A device of the key's user, and the enrolled account that most likely makes its codes. */
export interface DeviceSuggestion {
  readonly device: MfaDevice
  readonly otpAccountId: string | null
}

/** All methods throw AppError `keychain`, `index`, `file`, `aws-file` beside what each one names. */
export interface Aws {
  keys(): Promise<AwsKey[]>
  profiles(): Promise<AwsProfile[]>
  /** Every profile with its session and state, most urgent first. */
  sessions(): Promise<SessionView[]>
  plainKeys(): Promise<PlainKey[]>
  /**
   * Keychain first, index second; the plain-text copy goes last, and only when the rest stands.
   * @throws AppError `already-exists`, `aws-value`, `no-plain-key`.
   */
  addKey(key: NewKey): Promise<AwsKey>
  /**
   * Takes a moving out of the credentials file back: its lines stand there again, in plain text, and it leaves the
   * keychain. @throws AppError `in-use`, `section-not-ours` when the section has other keys by now
   */
  movePlainBack(id: string, profile: string): Promise<void>
  editKey(
    id: string,
    changes: {
      name?: string | undefined
      mfaSerial?: string | null | undefined
      otpAccountId?: string | null | undefined
      codeFrom?: CodeFrom | undefined
      /** Of STS and IAM, in the partition that the key is in. @throws AppError `aws-value`, `aws-partition` */
      region?: string | undefined
      /** null: AWS's own. */
      endpoint?: string | null | undefined
    },
  ): Promise<AwsKey>
  /** @throws AppError `in-use` while a profile uses it. */
  removeKey(id: string): Promise<void>
  /** IAM ListMFADevices and a suggestion for each. @throws AppError `aws-refused` `denied` where not allowed. */
  findMfaDevices(keyId: string): Promise<DeviceSuggestion[]>
  /** The enrolled account that most likely makes this device's codes, by serial, user and issuer; or null. */
  suggestAccount(mfaSerial: string): Promise<string | null>
  /**
   * In process mode its line is written into the config file, unless something of somebody else's stands in the way:
   * that is asked about with the first {@link Aws.refresh}.
   * @throws AppError `profile-name`, `aws-value`, `not-found`; `usage` where no line can name Keycard's folder.
   */
  addProfile(profile: NewProfile): Promise<AwsProfile>
  editProfile(id: string, changes: Partial<Omit<NewProfile, "keyId" | "center">>): Promise<AwsProfile>
  /** The `credential_process` line of a profile, and whether the config file holds it; null: none is wanted. */
  processLine(id: string): Promise<{ command: string; written: boolean } | null>
  /** Stops its session first. */
  removeProfile(id: string): Promise<void>
  /** A name or an id. @throws AppError `not-found`. */
  findProfile(query: string): Promise<AwsProfile>
  findKey(query: string): Promise<AwsKey>
  /**
   * Issues credentials when fewer than the renewal margin is left (or forced) and writes them.
   * @throws AppError `aws-refused`, `aws-answer`, `network`, `code-spent`, `mfa-account-missing`,
   * `section-not-ours`, `cancelled`.
   */
  refresh(profileId: string, options?: RefreshOptions): Promise<RefreshResult>
  /** Removes what was written, restores what was there, forgets the session. */
  stop(profileId: string): Promise<void>
  /**
   * Valid credentials with more than 15 minutes left, issued if they must be: for `credential_process`. For a profile
   * that is renewed never: what there is, to its end.
   * @throws AppError `session-over` after it; as {@link Aws.refresh}.
   */
  credentials(profileId: string, options?: RefreshOptions): Promise<SessionCredentials>
  /** What of it failed last, by profile, in this process. */
  lastErrors(): ReadonlyMap<string, AppErrorData>
}
