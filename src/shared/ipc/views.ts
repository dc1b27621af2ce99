/** @file What the page is shown: the shapes that cross from main. None of them has room for a secret. */
import { z } from "zod"
import { assumeMode, federation, roleOptions } from "../../core/vault/role-options.ts"
import type { AppErrorData } from "../../core/errors.ts"
import { otpAlgorithm, otpType } from "../../core/vault/schema.ts"
import { keyCareView } from "./key-care-view.ts"

export const id = z.uuid()
export const name = z.string().max(200)
export const unixMs = z.int().nonnegative()
/** A code as shown: digits, or Steam's letters and digits. */
export const code = z.string().regex(/^[0-9A-Z]{4,10}$/)

/** Crosses as data; the page knows its type and the words for it, so only its shape is checked here. */
export const appError = z.custom<AppErrorData>(
  (value) =>
    typeof value === "object" && value !== null && typeof (value as { kind?: unknown }).kind === "string",
)

/** Whether secrets can be had, and if not, what the person can do about it. */
export const keychainState = z.discriminatedUnion("state", [
  z.strictObject({ state: z.literal("opening") }),
  z.strictObject({ state: z.literal("ready"), backend: z.enum(["os", "file"]) }),
  /** The encrypted-file keychain waits for its passphrase. */
  z.strictObject({ state: z.literal("passphrase"), error: appError.nullable() }),
  /** The system's keychain is open, and what it holds is sealed: see `lock`. */
  z.strictObject({ state: z.literal("locked") }),
  /** The system's keychain did not open. `canChooseFile`: nothing is kept in it yet, so another may be chosen. */
  z.strictObject({ state: z.literal("failed"), error: appError, canChooseFile: z.boolean() }),
])
export type KeychainState = z.output<typeof keychainState>

/** How right this computer's clock is. Offsets are the right time minus this computer's, in milliseconds. */
export const clockView = z.strictObject({
  /** As AWS's answers last showed it; null: not measured. */
  awsOffsetMs: z.number().nullable(),
  /** Applied by the person to all codes. */
  correction: z.strictObject({ offsetMs: z.int(), setAtMs: unixMs, from: z.string() }).nullable(),
  /** What AWS showed since speaks against the correction. */
  stale: z.boolean(),
})
export type ClockView = z.output<typeof clockView>
/** Whether Keycard is locked, and what opens it. */
export const lockView = z.strictObject({
  /** `off`: there is no passphrase. */
  state: z.enum(["off", "locked", "unlocked"]),
  /** What the passphrase is of: Keycard's own, or the encrypted-file keychain's, which then is the lock. */
  of: z.enum(["keycard", "keychain-file"]),
  /** After wrong passphrases: no other one is tried before then. */
  retryAtMs: unixMs.nullable(),
  /** The system's own way to know its person ("Touch ID"; `bindsKey`: ports/platform-unlock.ts); null: none here. */
  platform: z.strictObject({ name: z.string(), bindsKey: z.boolean(), enabled: z.boolean() }).nullable(),
  /** The passphrase lies in a file (`KEYCARD_PASSPHRASE_FILE`), for use without a person: nothing locks by itself. */
  unattended: z.boolean(),
})
export type LockView = z.output<typeof lockView>

/** Secrets on their way: into or out of the seal of a passphrase, or from one keychain to the other. */
export const moveView = z.strictObject({
  what: z.enum(["seal", "unseal", "keychain"]),
  to: z.enum(["os", "file"]),
  /** `copying` can be undone; `deleting` can only be finished. */
  stage: z.enum(["copying", "deleting"]),
  /** false: it was interrupted, see `keychain:move-settle`. */
  running: z.boolean(),
})
export type MoveView = z.output<typeof moveView>

/** What Keycard asks for now and then. */
export const reminderView = z.strictObject({
  kind: z.enum(["passphrase", "backup"]),
  /** When it was last done; null: never. */
  lastAtMs: unixMs.nullable(),
})
export type ReminderView = z.output<typeof reminderView>

export const accountView = z.strictObject({
  id,
  issuer: name,
  account: name,
  type: otpType,
  algorithm: otpAlgorithm,
  digits: z.int(),
  period: z.int(),
  tags: z.array(z.string()),
  pinned: z.boolean(),
  note: z.string(),
  mark: z.string(),
  uses: z.int().nonnegative(),
  usedAtMs: unixMs.nullable(),
  trashedAtMs: unixMs.nullable(),
})
export type AccountView = z.output<typeof accountView>

export const codeView = z.strictObject({ id, code, next: code, startsAtMs: unixMs, expiresAtMs: unixMs })
export type CodeView = z.output<typeof codeView>

export const codesUpdate = z.strictObject({
  codes: z.array(codeView),
  failures: z.array(z.strictObject({ id, error: appError })),
})
export type CodesUpdate = z.output<typeof codesUpdate>

/** One found account, before it is kept. */
export const draftRow = z.strictObject({
  /** Its place in the draft. */
  index: z.int().nonnegative(),
  issuer: name,
  account: name,
  type: otpType,
  algorithm: otpAlgorithm,
  digits: z.int(),
  period: z.int(),
  counter: z.int().nonnegative(),
  code,
  next: code.nullable(),
  expiresAtMs: unixMs.nullable(),
  likeness: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("new") }),
    z.strictObject({ kind: z.literal("duplicate"), of: z.strictObject({ id, issuer: name, account: name }) }),
    z.strictObject({ kind: z.literal("conflict"), of: z.strictObject({ id, issuer: name, account: name }) }),
  ]),
  /** An earlier row of this draft with the same secret and parameters, or else with the same name; null: none. */
  twin: z
    .strictObject({ kind: z.enum(["same-secret", "same-name"]), index: z.int().nonnegative() })
    .nullable(),
  /** It lay in the other program's trash, and goes to ours. */
  trashed: z.boolean(),
})
export type DraftRow = z.output<typeof draftRow>

/** What was read from pictures, links or fields. Kept in main until saved, discarded, or 10 minutes old. */
export const draft = z.strictObject({
  draftId: id,
  rows: z.array(draftRow),
  /** What could not be used: where it stood and why, never the secret. */
  skipped: z.array(z.strictObject({ row: z.int().positive(), label: name, error: appError })),
  /** Google's export comes in several pictures; the parts (from 1) of `size` that are still missing. */
  missingParts: z.strictObject({ size: z.int(), missing: z.array(z.int()) }).nullable(),
})
export type Draft = z.output<typeof draft>

/** An entry that Keycard cannot compute, kept for an export. */
export const keptView = z.strictObject({
  id,
  issuer: name,
  account: name,
  /** As its users call it: `mOTP`, `Yandex`, `SHA224`. */
  what: z.string(),
  /** The program it came from. */
  from: z.string(),
  createdAtMs: unixMs,
})
export type KeptView = z.output<typeof keptView>

/** What `import:read` found, or that it needs a password first. `format`: the other program's name. */
export const importReading = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("draft"),
    draft,
    format: z.string(),
    /** What this file holds that Keycard cannot compute. `row` names it in `enrol:save`; once in a draft. */
    kept: z.array(z.strictObject({ row: z.int().positive(), label: name, what: z.string() })),
    /** How many rows were the same as an earlier one of the file: each is in the draft once. */
    duplicates: z.int().nonnegative(),
  }),
  z.strictObject({
    kind: z.literal("password"),
    format: z.string(),
    /** Whether the password that was given did not open it. */
    wrong: z.boolean(),
    /** This format cannot tell a wrong password from a damaged file. */
    mayBeDamaged: z.boolean(),
  }),
])
export type ImportReadingView = z.output<typeof importReading>

/** How far the reading of a file is; told at each step, and twice a second. */
export const importProgress = z.strictObject({
  step: z.discriminatedUnion("step", [
    /** A key is made of the password; `slot` (from 1) of `slots`. May take many seconds, without a measure. */
    z.strictObject({ step: z.literal("deriving-key"), slot: z.int(), slots: z.int() }),
    z.strictObject({ step: z.literal("reading") }),
    z.strictObject({ step: z.literal("decoding-pictures"), done: z.int(), total: z.int() }),
  ]),
  elapsedMs: z.number().nonnegative(),
})
export type ImportProgress = z.output<typeof importProgress>

/** How many of the entries to save are in the keychain; told at most twenty times a second. */
export const enrolProgress = z.strictObject({ draftId: id, done: z.int(), total: z.int() })

/** One display's pixels, 4 bytes each, in the platform's order (`bgra`). */
export const screenCapture = z.strictObject({
  width: z.int().positive(),
  height: z.int().positive(),
  bgra: z.instanceof(Uint8Array),
})
export type ScreenCapture = z.output<typeof screenCapture>

/** What makes the codes of a key's device: the linked account, the person, or an entry of a YubiKey. */
export const codeFromView = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("here") }),
  z.strictObject({ kind: z.literal("typed") }),
  z.strictObject({
    kind: z.literal("yubikey"),
    serial: z.string().regex(/^\d{1,12}$/),
    entry: z.string().min(1).max(200),
  }),
])
export type CodeFromView = z.output<typeof codeFromView>

/** A YubiKey that is plugged in, and its entries that can make AWS's codes. */
export const hardwareKeyView = z.strictObject({
  serial: z.string(),
  entries: z.array(z.string().max(200)),
  /** Why it tells no entries. */
  problem: appError.nullable(),
})
export type HardwareKeyView = z.output<typeof hardwareKeyView>

export const keyView = z.strictObject({
  id,
  name: z.string(),
  tail: z.string(),
  accountId: z.string().nullable(),
  userArn: z.string().nullable(),
  mfaSerial: z.string().nullable(),
  otpAccountId: id.nullable(),
  /** Absent: `here`. */
  codeFrom: codeFromView.optional(),
  endpoint: z.string().nullable(),
  region: z.string(),
  care: keyCareView,
})
export type KeyView = z.output<typeof keyView>

export const sessionView = z.strictObject({
  profileId: id,
  name: z.string(),
  /** One of both. */
  keyId: id.nullable(),
  center: z
    .strictObject({
      signInId: id,
      signInName: z.string(),
      accountId: z.string(),
      accountName: z.string(),
      roleName: z.string(),
    })
    .nullable(),
  durationSeconds: z.int(),
  region: z.string().nullable(),
  roleArns: z.array(z.string()),
  roleOptions: z.array(roleOptions),
  assume: assumeMode,
  federation: federation.nullable(),
  mode: z.enum(["file", "process"]),
  state: z.enum(["none", "valid", "ending", "expired"]),
  issuedAtMs: unixMs.nullable(),
  expiresAtMs: unixMs.nullable(),
  accountId: z.string().nullable(),
  arn: z.string().nullable(),
  written: z.boolean(),
  renew: z.enum(["auto", "on-demand", "never"]),
  /** When Keycard will renew it by itself; null: it will not, or not before something else happens. */
  nextRenewalAtMs: unixMs.nullable(),
  /** Why a renewal that is due, or would be, is not made now. `later`: it failed and is tried again. */
  renewalWaits: z.enum(["locked", "offline", "later", "person"]).nullable(),
  /** Refreshing now; `waitUntilMs`: for a time step nobody has spent yet. */
  busy: z.boolean(),
  waitUntilMs: unixMs.nullable(),
  /** The serial number of the hardware key that waits to be touched now; null or absent: none does. */
  touch: z.string().nullable().optional(),
  lastError: appError.nullable(),
})
export type SessionCard = z.output<typeof sessionView>

export const awsOverview = z.strictObject({
  keys: z.array(keyView),
  sessions: z.array(sessionView),
  plainKeys: z.array(
    z.strictObject({
      profile: z.string(),
      tail: z.string(),
      mfaSerial: z.string().nullable(),
      serves: z.string(),
    }),
  ),
  credentialsPath: z.string(),
  configPath: z.string(),
  /** Why the shared files cannot be used now, if so. */
  fileError: appError.nullable(),
  signInsCalledOff: z.array(z.strictObject({ signInId: id, name: z.string() })),
  /** AWS's clock minus ours in milliseconds, where it was measured. */
  clockOffsetMs: z.number().nullable(),
})
export type AwsOverview = z.output<typeof awsOverview>

export const deviceView = z.strictObject({ serialNumber: z.string(), otpAccountId: id.nullable() })
