/** @file A backup is a file like any other: what it holds is checked as if a person had typed it. */
import {
  checkDuration,
  checkEndpoint,
  checkKeyName,
  checkLongTermKey,
  checkMfaSerial,
  checkRegion,
} from "../aws/values.ts"
import { checkProfileName } from "../aws/profile-name.ts"
import { checkRolesAlone } from "../aws/profile-roles.ts"
import { AppError } from "../errors.ts"
import { MAX_SECRET_BYTES } from "../ports/secret-store.ts"
import { canonicalSecret } from "../otp/base32.ts"
import { checkName } from "../otp/names.ts"
import { checkedTags } from "../otp/uri-extras.ts"
import type { AwsProfile } from "../vault/schema.ts"
import { checkCenterRole, checkStartUrl } from "../sso/values.ts"
import type { SsoSignIn } from "../vault/sso-fields.ts"
import {
  backupName,
  type BackupAccount,
  type BackupContent,
  type BackupKept,
  type BackupKey,
} from "./content.ts"
import { pictureIn } from "./pictures.ts"

/** The rows that can be kept; the others' names in `missing`. */
export function usableContent(content: BackupContent): BackupContent {
  const missing = [...content.missing]
  const each = <T>(rows: readonly T[], nameOf: (row: T) => string, check: (row: T) => T): T[] =>
    rows.flatMap((row) => {
      try {
        return [check(row)]
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        missing.push(nameOf(row).slice(0, 500))
        return []
      }
    })
  const accounts = each(content.accounts, ({ issuer, account }) => `${issuer}: ${account}`, checkAccount)
  const spoilt = accounts.filter((row) => row.markPicture !== undefined && pictureIn(row) === null)
  return {
    ...content,
    accounts,
    withoutPicture: [...content.withoutPicture, ...spoilt.map(backupName)],
    kept: each(content.kept, ({ issuer, account }) => `${issuer}: ${account}`, checkKept),
    awsKeys: each(content.awsKeys, ({ name }) => name, checkKey),
    awsProfiles: each(content.awsProfiles, ({ name }) => name, checkProfile),
    ssoSignIns: each(content.ssoSignIns, ({ name }) => name, checkSignIn),
    missing,
  }
}

function checkAccount(account: BackupAccount): BackupAccount {
  return {
    ...account,
    secret: canonicalSecret(account.secret),
    issuer: checkName(account.issuer),
    account: checkName(account.account),
    tags: checkedTags(account.tags),
  }
}

/** One line of printable text, as the keychain has it. */
function checkKept(entry: BackupKept): BackupKept {
  if (/\p{Cc}/u.test(entry.uri)) throw new AppError({ kind: "otp", part: "uri", problem: "bad-characters" })
  if (Buffer.byteLength(entry.uri) > MAX_SECRET_BYTES)
    throw new AppError({ kind: "otp", part: "uri", problem: "too-long" })
  return { ...entry, issuer: checkName(entry.issuer), account: checkName(entry.account) }
}

function checkKey(key: BackupKey): BackupKey {
  const endpoint = key.endpoint === null ? null : checkEndpoint(key.endpoint)
  const checked = checkLongTermKey(key, endpoint !== null)
  return {
    ...key,
    ...checked,
    name: checkKeyName(key.name),
    // Said anew: what is shown of a key must be of that key.
    tail: checked.accessKeyId.slice(-4),
    endpoint,
    mfaSerial: key.mfaSerial === null ? null : checkMfaSerial(key.mfaSerial),
    region: checkRegion(key.region),
  }
}

function checkProfile(profile: AwsProfile): AwsProfile {
  return {
    ...profile,
    name: checkProfileName(profile.name),
    center: profile.center === null ? null : checkCenterRole(profile.center),
    durationSeconds: checkDuration(
      profile.durationSeconds,
      profile.roleArns.length + (profile.center === null ? 0 : 2),
      profile.assume,
    ),
    region: profile.region === null ? null : checkRegion(profile.region),
    ...checkRolesAlone(profile),
  }
}

function checkSignIn(signIn: SsoSignIn): SsoSignIn {
  const endpoint = signIn.endpoint === null ? null : checkEndpoint(signIn.endpoint)
  return {
    ...signIn,
    name: checkKeyName(signIn.name),
    startUrl: checkStartUrl(signIn.startUrl, endpoint !== null),
    region: checkRegion(signIn.region),
    endpoint,
    signedIn: null,
  }
}
