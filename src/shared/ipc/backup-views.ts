/** @file What the page is shown of backups. Only the two pictures of codes hold a secret, see docs/threat-model.md. */
import { z } from "zod"
import { appError, id, name, unixMs } from "./views.ts"

/** Where backups stand. Told anew by `backup:changed`. */
export const backupView = z.strictObject({
  automatic: z.strictObject({
    enabled: z.boolean(),
    folder: z.string().nullable(),
    keep: z.int(),
    /** Whether a passphrase was chosen: without one, and without a folder, they cannot be turned on. */
    hasPassphrase: z.boolean(),
    lastSuccess: z.strictObject({ atMs: unixMs, path: z.string() }).nullable(),
    /** Since the last success, and how many times in a row. */
    lastFailure: z.strictObject({ atMs: unixMs, error: appError, times: z.int() }).nullable(),
    busy: z.boolean(),
  }),
  lastByHandAtMs: unixMs.nullable(),
  remindDays: z.int(),
  /** From when on to remind of a backup; it may have passed. null: there is nothing to lose, or nobody wants it. */
  remindAtMs: unixMs.nullable(),
})
export type BackupView = z.output<typeof backupView>

/** What an export could not take along, and why. `names`: it has no room for it; see {@link exportTarget}. */
export const leftOut = z.strictObject({
  issuer: name,
  account: name,
  reason: z.enum([
    "period", // not 30 s
    "digits", // neither 6 nor 8
    "type", // Steam, mOTP and others that the other program has no word for
    "too-long", // more than one QR code holds
    "secret-missing", // the keychain does not hold it
    "secret-damaged",
    "picture", // the account is taken along, without the picture that is its mark
  ]),
})
export type LeftOut = z.output<typeof leftOut>

export const exportTarget = z.enum(["backup", "otpauth", "google", "aegis", "html"])
export type ExportTarget = z.output<typeof exportTarget>

const likeness = z.enum(["new", "duplicate", "conflict"])

/** What a backup holds, row by row, and how each row stands to what is kept here. `index`: its place there. */
export const restorePreview = z.strictObject({
  restoreId: id,
  createdAtMs: unixMs,
  accounts: z.array(
    z.strictObject({
      index: z.int().nonnegative(),
      issuer: name,
      account: name,
      likeness,
      trashed: z.boolean(),
    }),
  ),
  /** Entries that Keycard keeps without computing them. */
  kept: z.array(
    z.strictObject({
      index: z.int().nonnegative(),
      issuer: name,
      account: name,
      what: z.string(),
      likeness,
    }),
  ),
  /** A `conflict` is another key of the same name: restored, it gets a number behind its name. */
  keys: z.array(
    z.strictObject({ index: z.int().nonnegative(), name: z.string(), tail: z.string(), likeness }),
  ),
  /** A `conflict` is another profile of the same name: it cannot be restored while that is there. */
  profiles: z.array(z.strictObject({ index: z.int().nonnegative(), name: z.string(), likeness })),
  /** Whether its settings differ from the present ones. */
  settingsDiffer: z.boolean(),
  /** What was listed when the backup was made, and whose secret could not be had then. */
  missing: z.array(z.string()),
  /** Accounts whose picture of one's own is not in it. */
  withoutPicture: z.array(z.string()),
})
export type RestorePreview = z.output<typeof restorePreview>

/** A picture of a QR code, black on white with its quiet zone: show it on white in the dark theme too. */
export const qrPicture = z.strictObject({ png: z.instanceof(Uint8Array) })
