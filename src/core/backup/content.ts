/** @file What is inside a backup: all that another computer needs, its keychain empty. Documented in docs/storage.md. */
import { z } from "zod"
import { account, awsKey, awsProfile, kept, settings } from "../vault/schema.ts"
import { ssoSignIn } from "../vault/sso-fields.ts"
import { backupError } from "./container.ts"

const CONTENT_VERSION = 1
/** The most of each kind; a file of 64 MiB holds fewer. */
const MOST = 200_000

/** An account with its secret; which keychain item holds it is of no use elsewhere. */
const backupAccount = account.omit({ secretId: true }).extend({
  /** Base32 as in OtpEntry. */
  secret: z.string().min(1).max(500),
  /** Base64 of the PNG that is its mark (`own`); see core/accounts/mark-picture.ts. Checked when it is put back. */
  markPicture: z.string().max(100_000).optional(),
})
export type BackupAccount = z.output<typeof backupAccount>

/** What Keycard keeps without computing it, as a link. */
const backupKept = kept.extend({ uri: z.string().min(1).max(20_000) })
export type BackupKept = z.output<typeof backupKept>

/** A key with its secret; which item holds it, and what was being done with it, is of no use elsewhere. */
const backupKey = awsKey.omit({ secretId: true, rotation: true, enrolment: true }).extend({
  accessKeyId: z.string().min(1).max(200),
  secretAccessKey: z.string().min(1).max(200),
})
export type BackupKey = z.output<typeof backupKey>

const content = z.object({
  version: z.literal(CONTENT_VERSION),
  accounts: z.array(backupAccount).max(MOST),
  kept: z.array(backupKept).max(MOST).default([]),
  awsKeys: z.array(backupKey).max(MOST),
  awsProfiles: z.array(awsProfile).max(MOST),
  /** Where people sign in, signed out: a token stays in the keychain that it was put into. */
  ssoSignIns: z.array(ssoSignIn).max(MOST).default([]),
  /** null: a backup of chosen accounts only. */
  settings: settings.nullable(),
  /** What was listed, and whose secret the keychain could not give. */
  missing: z.array(z.string().max(500)).max(MOST).default([]),
  /** Accounts whose mark was a picture that had no room, or could not be read. */
  withoutPicture: z.array(z.string().max(500)).max(MOST).default([]),
})
export type BackupContent = z.output<typeof content>

export function emptyContent(): BackupContent {
  return {
    version: CONTENT_VERSION,
    accounts: [],
    kept: [],
    awsKeys: [],
    awsProfiles: [],
    ssoSignIns: [],
    settings: null,
    missing: [],
    withoutPicture: [],
  }
}

/** What a row is called in `missing` and `withoutPicture`. */
export function backupName({ issuer, account }: Pick<BackupAccount, "issuer" | "account">): string {
  return [issuer, account].filter((part) => part !== "").join(": ")
}

export function writeContent(value: BackupContent): Uint8Array {
  return Buffer.from(JSON.stringify(content.parse(value)), "utf8")
}

/** @throws AppError `import` `newer`, `damaged`: nothing of what stands there is in it */
export function readContent(plain: Uint8Array): BackupContent {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(plain))
  } catch {
    throw backupError("damaged")
  }
  const version = z.looseObject({ version: z.int() }).safeParse(value).data?.version ?? 0
  if (version > CONTENT_VERSION) throw backupError("newer")
  const parsed = content.safeParse(value)
  if (!parsed.success) throw backupError("damaged")
  return parsed.data
}
