/** @file The index: everything that is not secret, as it stands in vault.json. Documented in docs/storage.md. */
import { z } from "zod"
import { VAULT_VERSION } from "./empty-vault.ts"
import { lockMark, lockSettings, moveMark, snoozed } from "./lock-fields.ts"
import { backupState } from "./backup-state.ts"
import { ssoSignIn } from "./sso-fields.ts"
import { checkupState } from "./checkup-state.ts"
import { enrolmentMark, keyFacts, rotationMark } from "./key-fields.ts"
import { MAX_ROLES } from "./limits.ts"
import { assumeMode, federation, roleOptions } from "./role-options.ts"

export { emptyVault, VAULT_VERSION } from "./empty-vault.ts"

const unixMs = z.int().nonnegative()
const uuid = z.uuid()

export const otpType = z.enum(["totp", "hotp", "steam"])
export type OtpType = z.output<typeof otpType>

export const otpAlgorithm = z.enum(["SHA1", "SHA256", "SHA512"])
export type OtpAlgorithm = z.output<typeof otpAlgorithm>

/** What makes a code, apart from the secret. RFC 6238 section 4, RFC 4226 section 5. */
export const otpParameters = z.object({
  type: otpType,
  algorithm: otpAlgorithm,
  /** 4 to 10; Steam: 5 symbols. */
  digits: z.int().min(4).max(10),
  /** Seconds of one time step; for HOTP without meaning and 30. */
  period: z.int().min(1).max(86_400),
})
export type OtpParameters = z.output<typeof otpParameters>

/** An enrolled account. Its secret is the keychain item `otp/<secretId, or id where that is absent>`. */
export const account = otpParameters.extend({
  id: uuid,
  /** Set when another secret took the place of the first: a new item is written, then this line points at it. */
  secretId: uuid.optional(),
  issuer: z.string().max(200),
  account: z.string().max(200),
  /** HOTP only: the next counter to use. Saved before its code is shown, so that none is shown twice. */
  counter: z.int().nonnegative().default(0),
  tags: z.array(z.string().max(60)).max(50).default([]),
  pinned: z.boolean().default(false),
  note: z.string().max(2_000).default(""),
  /** The issuer's mark: "" chosen by the issuer's name, `none`, `own` (a picture of one's own), `brand:<name>`. */
  mark: z.string().max(80).default(""),
  /** How often, and when last, a code of it was copied. */
  uses: z.int().nonnegative().default(0),
  usedAtMs: unixMs.nullable().default(null),
  createdAtMs: unixMs,
  /** In the trash since then; its secret is kept until the trash is emptied. */
  trashedAtMs: unixMs.nullable().default(null),
})
export type Account = z.output<typeof account>

/** An entry of another program that Keycard cannot compute, kept for an export. Its link is the item `kept/<id>`. */
export const kept = z.object({
  id: uuid,
  issuer: z.string().max(200),
  account: z.string().max(200),
  /** What it is, as its users call it: `mOTP`, `Yandex`, `SHA224`. */
  what: z.string().max(60),
  /** The program it came from, as its users know it. */
  from: z.string().max(60),
  createdAtMs: unixMs,
})
export type Kept = z.output<typeof kept>

/** What makes the codes of an access key's MFA device. */
export const codeFrom = z.discriminatedUnion("kind", [
  /** The enrolled account that is linked, if one is. */
  z.object({ kind: z.literal("here") }),
  /** The person, each time. */
  z.object({ kind: z.literal("typed") }),
  /** A YubiKey, by its serial number and the name of the entry on it, `Issuer:account`. Neither is a secret. */
  z.object({
    kind: z.literal("yubikey"),
    serial: z.string().regex(/^\d{1,12}$/),
    entry: z.string().min(1).max(200),
  }),
])
export type CodeFrom = z.output<typeof codeFrom>

/** A permanent access key. Its secret is the keychain item `aws-key/<secretId, or id where that is null>`. */
export const awsKey = z.object({
  id: uuid,
  name: z.string().min(1).max(100),
  /** The last four characters of the access key id: enough to recognise it. */
  tail: z.string().max(4),
  accountId: z.string().max(20).nullable().default(null),
  userArn: z.string().max(300).nullable().default(null),
  mfaSerial: z.string().max(256).nullable().default(null),
  /** The enrolled account that makes this device's codes. */
  otpAccountId: uuid.nullable().default(null),
  /** Absent: `here`. */
  codeFrom: codeFrom.optional(),
  /** STS/IAM of one's own; null: AWS's. */
  endpoint: z.string().max(2_000).nullable().default(null),
  /** Where STS is called. */
  region: z.string().max(40).default("us-east-1"),
  createdAtMs: unixMs,
  /** Set when another key took the place of the first: a new item is written, then this line points at it. */
  secretId: uuid.nullable().default(null),
  /** null: AWS was not asked yet. */
  facts: keyFacts.nullable().default(null),
  /** Before then AWS is not asked by itself. */
  factsDueAtMs: unixMs.nullable().default(null),
  /** null: no rotation is under way, and none left an old key behind. */
  rotation: rotationMark.nullable().default(null),
  /** null: no MFA device is being set up or removed. */
  enrolment: enrolmentMark.nullable().default(null),
})
export type AwsKey = z.output<typeof awsKey>

/** How a session goes on: Keycard renews it ahead of its end, when somebody asks for it, or only when it is started. */
export const renewMode = z.enum(["auto", "on-demand", "never"])
export type RenewMode = z.output<typeof renewMode>

/** What a profile without a key is issued from: one role of one account, by a sign-in. */
export const centerRole = z.object({
  signInId: uuid,
  accountId: z.string().regex(/^\d{12}$/),
  accountName: z.string().max(200),
  roleName: z.string().min(1).max(64),
})
export type CenterRole = z.output<typeof centerRole>

/** What to issue and where. */
export const awsProfile = z
  .object({
    id: uuid,
    /** The name in the shared files. */
    name: z.string().min(1).max(128),
    /** The permanent key that its credentials are issued with; null: they come from {@link centerRole}. */
    keyId: uuid.nullable(),
    center: centerRole.nullable().default(null),
    durationSeconds: z.int().min(900).max(129_600),
    /** Written to the config file for the tools; null: none. */
    region: z.string().max(40).nullable().default(null),
    /** Roles to assume one from the other after GetSessionToken (role chaining). */
    roleArns: z.array(z.string().max(2_048)).max(MAX_ROLES).default([]),
    /** What goes with each of them, in their order; empty: nothing does with any. */
    roleOptions: z.array(roleOptions).max(MAX_ROLES).default([]),
    assume: assumeMode.default("auto"),
    /** null: a sign-in to the console may do what the user may, for 12 hours. */
    federation: federation.nullable().default(null),
    mode: z.enum(["file", "process"]).default("file"),
    renew: renewMode.default("on-demand"),
    createdAtMs: unixMs,
  })
  .superRefine(({ keyId, center }, context) => {
    if ((keyId === null) === (center === null))
      context.addIssue({ code: "custom", message: "either a key or a role of Identity Center" })
  })
export type AwsProfile = z.output<typeof awsProfile>

/** Credentials that were issued. They are the keychain item `session/<id of the profile>`. */
export const awsSession = z.object({
  profileId: uuid,
  issuedAtMs: unixMs,
  expiresAtMs: unixMs,
  accountId: z.string().max(20).nullable().default(null),
  /** The identity they act as. */
  arn: z.string().max(2_048).nullable().default(null),
  /** Whether they stand in the credentials file. */
  written: z.boolean(),
})
export type AwsSession = z.output<typeof awsSession>

/** Time steps of one MFA device that were sent to AWS; each may be sent once. */
export const spentSteps = z.object({
  /** Newest first, at most 20. */
  steps: z.array(z.int().nonnegative()).max(20),
})
export type SpentSteps = z.output<typeof spentSteps>

const settingsFields = {
  theme: z.enum(["system", "light", "dark"]),
  /** Seconds until a copied code leaves the clipboard; 0: never. */
  clipboardSeconds: z.int().min(0).max(600),
  /** When the next code is shown beside the present one. */
  nextCode: z.enum(["never", "last-seconds", "always"]),
  /** Codes are dots until their row is pointed at or chosen. */
  hideCodes: z.boolean(),
  /** `own`: the order of the accounts in the vault, which a person can change. */
  sort: z.enum(["name", "own", "recent", "often"]),
  /** Ask the system to keep this window out of screenshots and recordings. */
  contentProtection: z.boolean(),
  /** Sessions stand under their AWS accounts. */
  groupSessions: z.boolean(),
  /** The icon in the system's tray or menu bar. `auto`: where the desktop shows such icons. */
  tray: z.enum(["auto", "on", "off"]),
  /** Closing the window does not quit: sessions go on renewing. */
  keepRunning: z.boolean(),
  /** A permanent key older than this is warned of; 0: none is. */
  keyAgeDays: z.int().min(0).max(3_650),
}

/** Absent fields take their default, so that a setting added later does not make an older file unreadable. */
export const settings = z.object({
  theme: settingsFields.theme.default("system"),
  clipboardSeconds: settingsFields.clipboardSeconds.default(30),
  nextCode: settingsFields.nextCode.default("last-seconds"),
  hideCodes: settingsFields.hideCodes.default(false),
  sort: settingsFields.sort.default("name"),
  contentProtection: settingsFields.contentProtection.default(false),
  groupSessions: settingsFields.groupSessions.default(false),
  tray: settingsFields.tray.default("auto"),
  keepRunning: settingsFields.keepRunning.default(false),
  keyAgeDays: settingsFields.keyAgeDays.default(90),
  lock: lockSettings.prefault({}),
})

/** A change of some settings; the others stay. */
export const settingsChange = z.strictObject({
  theme: settingsFields.theme.optional(),
  clipboardSeconds: settingsFields.clipboardSeconds.optional(),
  nextCode: settingsFields.nextCode.optional(),
  hideCodes: settingsFields.hideCodes.optional(),
  sort: settingsFields.sort.optional(),
  contentProtection: settingsFields.contentProtection.optional(),
  groupSessions: settingsFields.groupSessions.optional(),
  tray: settingsFields.tray.optional(),
  keepRunning: settingsFields.keepRunning.optional(),
  keyAgeDays: settingsFields.keyAgeDays.optional(),
  /** As a whole. */
  lock: z.strictObject(lockSettings.shape).optional(),
})
export type Settings = z.output<typeof settings>

export const vault = z.object({
  format: z.literal("keycard-vault"),
  version: z.literal(VAULT_VERSION),
  /** Grows by one with every write. */
  generation: z.int().nonnegative(),
  /** Which keychain holds the secrets; null until the first one is kept. */
  backend: z.enum(["os", "file"]).nullable(),
  accounts: z.array(account),
  kept: z.array(kept).default([]),
  awsKeys: z.array(awsKey),
  ssoSignIns: z.array(ssoSignIn).default([]),
  awsProfiles: z.array(awsProfile),
  awsSessions: z.array(awsSession),
  /** By MFA serial. */
  spentSteps: z.record(z.string().max(256), spentSteps),
  /** Server clock minus ours in milliseconds, last measured by an answer of AWS; null: never. */
  clockOffsetMs: z.number().nullable(),
  /** A measured offset that the person applied to all codes; null: this computer's clock counts as it is. */
  clockCorrection: z
    .object({
      offsetMs: z.int().min(-86_400_000).max(86_400_000),
      setAtMs: unixMs,
      from: z.string().max(300),
    })
    .nullable()
    .default(null),
  settings: settings,
  /** null: no passphrase of Keycard's own. */
  lock: lockMark.nullable().default(null),
  /** null: nothing is on its way. */
  move: moveMark.nullable().default(null),
  backup: backupState.prefault({}),
  snoozed: snoozed.prefault({}),
  checkup: checkupState.prefault({}),
})
export type Vault = z.output<typeof vault>
