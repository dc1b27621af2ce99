/** @file Every failure a person can meet, as data. The words for each stand in shared/messages.ts. */
import type { AwsValueField, ConsoleProblem, RefusedRole } from "./aws-problems.ts"

/** Why the keychain did not answer. None of these ever means that a secret is gone. */
export type KeychainProblem =
  | "locked" // it is there and closed
  | "missing" // no keychain service runs here
  | "cancelled" // the person closed its prompt
  | "denied" // it refused this program
  | "timeout" // it did not answer in time
  | "too-large" // one value is over what it can hold
  | "not-kept" // what was read back differs from what was written
  | "broken" // any other failure of the service

/** What is wrong with a picture, found before or while decoding it. */
export type PictureProblem =
  | "empty"
  | "not-a-picture"
  | "unsupported-format"
  | "too-large-file"
  | "too-many-pixels"
  | "damaged"
  | "unreadable"
  | "no-code" // no QR code was found
  | "no-otp-code" // QR codes were found, none of them an authenticator's

/** The part of an otpauth URI, or of what was typed, that cannot be used. */
export type OtpPart =
  "uri" | "type" | "secret" | "algorithm" | "digits" | "period" | "counter" | "label" | "migration"

/** What is wrong with that part. */
export type OtpProblem =
  | "missing"
  | "empty"
  | "too-long"
  | "too-short"
  | "not-otpauth" // not an authenticator's link at all
  | "unsupported" // known, and not computable here (MD5, mOTP, Yandex)
  | "not-a-whole-number"
  | "out-of-range"
  | "bad-characters" // a character that does not belong there
  | "digit-for-letter" // base32 has no 0, 1, 8, 9: O, I, B or g was meant
  | "damaged"

/** Why a file could not be read or written. */
export type FileProblem =
  | "missing"
  | "denied"
  | "read-only"
  | "full"
  | "not-a-file"
  | "link-loop"
  | "changed" // another program kept writing it
  | "busy"
  | "too-large"
  | "other"

/** What AWS said no to. See aws "Common errors" and the STS API reference. */
export type AwsRefusal =
  | "mfa-code" // wrong code, or one used before
  | "mfa-device" // the serial is not this user's device
  | "mfa-required"
  | "key-unknown" // unknown, deleted or inactive access key
  | "key-secret" // the secret does not fit the key
  | "denied"
  | "session-key" // a session key where a permanent one is needed
  | "session-expired"
  | "duration"
  | "role-duration"
  | "role-denied" // its trust policy, or the caller's own, does not let one assume it
  | "role-tags" // session tags are not allowed
  | "role-identity" // setting a source identity is not allowed, or it is another one already
  | "value" // a parameter out of its bounds: the message names it
  | "policy" // a session policy that is none
  | "too-much" // policies and tags packed together are over the limit
  | "region-disabled"
  | "throttled"
  | "server" // 5xx
  | "other"

/** What stands between a person and IAM Identity Center. */
export type SsoProblem =
  | "signed-out" // nobody signed in, or the sign-in is over and cannot be renewed
  | "revoked" // AWS does not take the token any more, though its time is not over
  | "refused" // the person, or who administers it, said no
  | "no-access" // this role of this account is not the person's, or not any more
  | "no-roles" // none at all
  | "start-url" // no Identity Center of this region is at this start URL
  | "time-limit" // nobody finished signing in in the browser
  | "not-ours" // what came back from the browser does not belong to this sign-in
  | "port" // nothing could listen for the browser's return
  | "browser" // no browser could be opened
  | "answer" // a field of its answer cannot be used

/** Which field of an answer of AWS cannot be used. */
export type AwsAnswerProblem =
  | "no-credentials"
  | "access-key-id"
  | "secret-access-key"
  | "session-token"
  | "expiration"
  | "not-xml" // a login page of the network, a proxy's error
  | "too-large"

/** Why nothing came back from the network. */
export type NetworkProblem = "offline" | "dns" | "refused" | "timeout" | "reset" | "tls" | "proxy" | "other"

/** Why a YubiKey gave no code. Its program is `ykman`, Yubico's own. */
export type YubikeyProblem =
  | "tool-missing" // ykman is not installed
  | "tool-old" // it does not know these commands
  | "tool-failed" // it said something else, or nothing
  | "tool-slow" // it did not end in time
  | "garbled" // what it printed is not what it prints
  | "service-missing" // pcscd, through which it speaks to the key, does not run
  | "none" // no key is plugged in
  | "absent" // others are, not this one
  | "busy" // another program holds it
  | "no-oath" // it keeps no codes: the application is switched off
  | "password" // its codes are behind a password that ykman does not remember
  | "no-entry" // nothing of that name is on it
  | "several-entries"
  | "not-touched" // in the 15 seconds that it waits
  | "not-six-digits"

/** Why a profile's name is refused: each of these breaks at least one AWS SDK. */
export type ProfileNameProblem = "empty" | "too-long" | "characters" | "reserved" | "taken"

/** Why a file of another program cannot be imported. */
export type ImportProblem =
  | "unknown-format"
  | "too-large"
  | "too-many" // more rows than anybody has
  | "password-needed"
  | "password-wrong" // known to be wrong
  | "password-or-damaged" // the format cannot tell the two apart
  | "damaged"
  | "too-costly" // a key derivation beyond all bounds
  | "newer" // a version that is not known yet
  | "restricted" // encrypted with something that only the other program has
  | "unsupported-encryption" // OpenPGP, an old cipher
  | "nothing" // recognised, and without any one-time password
  | "too-long" // reading took longer than any real file does

/** Why a backup or an export was not made. */
export type BackupFailure =
  | "not-kept" // what was read back differs from what was written
  | "key-missing" // the keychain no longer holds the key of automatic backups
  | "not-set-up" // automatic backups need a folder and a passphrase first
  | "exists" // a file of that name is there already
  | "too-large" // more than a backup may hold
  | "nothing" // no account fits into it

/** A permanent key of the same IAM user, as AWS lists it: enough to tell it from others. Times in Unix milliseconds. */
export interface OtherKey {
  /** The last four characters of its id. */
  readonly tail: string
  readonly active: boolean
  readonly issuedAtMs: number
  /** null: never, as far as AWS remembers; absent: not asked. */
  readonly usedAtMs?: number | null
}

/** Why a rotation did not go on. */
export type RotationProblem =
  | "unfinished" // one is under way: it is to be resumed or rolled back first
  | "nothing" // there is none to go on with
  | "limit" // the user has as many keys as AWS allows; `others` are those that are not this one
  | "stray" // `others` came of an interrupted rotation, and nobody has their secret
  | "not-proven" // AWS does not take the new key yet; the old one is still in use
  | "other-user" // the two keys are of different users
  | "too-late" // the old key is deleted: there is no way back
  | "gone" // the key to go back to is no longer there
  | "root" // the root user's key: not to be rotated, but deleted
  | "not-found" // no other key of this user ends so; `others` are those there are

/** Why setting up an MFA device did not go on. */
export type EnrolmentProblem =
  | "unfinished" // one is under way: it is to be resumed or undone first
  | "nothing" // there is none to go on with, or no device to work on
  | "linked" // this key has a device that works already
  | "codes" // AWS took none of the codes
  | "root" // the root user's devices are set up in the console only
  | "enabled" // the device works already: it is removed, not undone

/** Why the system's own way to know its person opens nothing. The passphrase does, all the same. */
export type PlatformUnlockProblem = "no-key" | "lost"

/** What one of ours is called in messages. */
export type Thing = "account" | "key" | "profile" | "session" | "draft" | "sign-in"

export type AppErrorData =
  | { kind: "invalid-request" }
  | { kind: "unexpected" }
  | { kind: "not-found"; what: Thing; query?: string }
  | { kind: "ambiguous"; what: Thing; query: string; candidates: string[] }
  | { kind: "already-exists"; what: Thing; name: string }
  | { kind: "in-use"; what: Thing; by: string[] }
  | { kind: "keychain"; problem: KeychainProblem; backend: "os" | "file" }
  /** The index knows an account whose item the open keychain does not hold. */
  | { kind: "secret-missing"; what: Thing; name: string }
  | { kind: "secret-damaged"; what: Thing; name: string }
  | { kind: "passphrase"; problem: "needed" | "wrong" | "too-short" | "mismatch" | "file-unreadable" }
  /** Keycard's own lock is closed. `retryAtMs`: after wrong passphrases, not before then. */
  | { kind: "locked"; retryAtMs?: number }
  /** The keychain item that a passphrase opens the lock with is gone or cannot be used. */
  | { kind: "lock-damaged" }
  /** `no-key`: it can make no key; `lost`: what it was to open is gone or another one's. `name`: "Windows Hello". */
  | { kind: "platform-unlock"; problem: PlatformUnlockProblem; name: string }
  /** Secrets are on their way to another place, or came to one a moment ago. */
  | { kind: "moving" }
  | { kind: "keychain-file"; problem: "damaged" | "newer" | "missing"; path: string }
  | { kind: "index"; problem: "damaged" | "newer"; path: string }
  | { kind: "file"; problem: FileProblem; path: string }
  | { kind: "picture"; problem: PictureProblem }
  | { kind: "otp"; part: OtpPart; problem: OtpProblem }
  /** Parts of a Google export that were not among what was read; `missing` counts from 1. */
  | { kind: "migration-parts"; size: number; missing: number[] }
  | { kind: "nothing-usable" }
  /** `format`: the name of the other program as its users know it; null: not recognised. */
  | { kind: "import"; problem: ImportProblem; format: string | null }
  | { kind: "backup"; problem: BackupFailure; path: string | null }
  | { kind: "clock"; offsetMs: number | null }
  | { kind: "profile-name"; problem: ProfileNameProblem; name: string }
  | { kind: "aws-value"; field: AwsValueField }
  /**
   * `unknown`: no partition of AWS's that is known here. `mixed`: `other` is another partition. `region`: `other` is a
   * region that is not in it.
   */
  | {
      kind: "aws-partition"
      problem: "unknown" | "mixed" | "region"
      partition: string
      other: string | null
    }
  | { kind: "aws-console"; problem: ConsoleProblem }
  /** A shared file of AWS's tools that botocore itself cannot parse: not touched. `line` counts from 1. */
  | {
      kind: "aws-file"
      problem:
        | "duplicate-section"
        | "duplicate-key"
        | "no-section"
        | "no-separator"
        | "byte-order-mark"
        | "not-utf8"
        | "control-character"
        | "lone-carriage-return"
        | "unreadable"
      path: string
      line: number
    }
  /** The section exists and was not made by Keycard: replaced only with consent. */
  | { kind: "section-not-ours"; profile: string; path: string; permanentKey: boolean }
  | { kind: "no-plain-key"; profile: string }
  /** Each time step may be spent once per device; the next one begins at `retryAtMs`. */
  | { kind: "code-spent"; retryAtMs: number }
  | { kind: "mfa-account-missing"; key: string }
  /** The codes of this key's device are typed by the person. */
  | { kind: "code-needed"; key: string }
  /** Of a profile of AWS's files that was to be taken over. `center`: it is one of Identity Center. */
  | { kind: "config-import"; problem: "changed" | "nothing-chosen" | "center"; profile: string | null }
  /** `serial`: of the key that was asked for; null: any. */
  | { kind: "yubikey"; problem: YubikeyProblem; serial: string | null }
  | { kind: "key-rotation"; problem: RotationProblem; key: string; others: readonly OtherKey[] }
  | { kind: "mfa-enrolment"; problem: EnrolmentProblem; key: string }
  /** A profile that is renewed never was asked for credentials, and its session ended or was not started. */
  | { kind: "session-over"; profile: string }
  /** `role`: the one of a profile's roles that refused, where it was one of them. */
  | { kind: "aws-refused"; refusal: AwsRefusal; code: string; message: string; role?: RefusedRole }
  | { kind: "aws-answer"; problem: AwsAnswerProblem }
  /** `signIn`: its name in Keycard. */
  | { kind: "sso"; problem: SsoProblem; signIn: string }
  | { kind: "network"; problem: NetworkProblem; host: string }
  | { kind: "cancelled" }
  | { kind: "screen"; problem: "denied" | "none" }
  | { kind: "clipboard"; problem: "failed" | "empty" }
  | { kind: "usage"; message: string }

export type AppErrorKind = AppErrorData["kind"]

/** Thrown by core and the adapters. `data` may reach the screen; `cause` may reach only the log. */
export class AppError extends Error {
  override name = "AppError"
  readonly data: AppErrorData
  constructor(data: AppErrorData, options?: ErrorOptions) {
    super(data.kind, options)
    this.data = data
  }
}

/** Whether a thrown value is an {@link AppError} of this kind. */
export function isAppError<K extends AppErrorKind>(
  error: unknown,
  kind: K,
): error is AppError & { data: Extract<AppErrorData, { kind: K }> } {
  return error instanceof AppError && error.data.kind === kind
}
