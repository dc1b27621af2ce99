/** @file What vault.json remembers about backups: what was chosen, and how the last ones went. Nothing of it is secret. */
import { z } from "zod"

const unixMs = z.int().nonnegative()

/** Why an automatic backup was not made. The first ones are those of a file, see FileProblem. */
export const backupProblem = z.enum([
  "missing",
  "denied",
  "read-only",
  "full",
  "not-a-file",
  "link-loop",
  "changed",
  "busy",
  "too-large",
  "other",
  "not-kept", // what was read back differs from what was written
  "key-missing", // the keychain no longer holds the key that the passphrase made
  "keychain", // it was locked or did not answer
  "unexpected",
])
export type BackupProblem = z.output<typeof backupProblem>

const automatic = z.object({
  enabled: z.boolean().default(false),
  folder: z.string().max(4_096).nullable().default(null),
  /** How many of them stay. */
  keep: z.int().min(1).max(100).default(10),
  /** The keychain item `backup/<keyId>` holds the key; null: no passphrase was chosen yet. */
  keyId: z.uuid().nullable().default(null),
})

export const backupState = z.object({
  automatic: automatic.prefault({}),
  /** Stands in the head of our automatic backups: two computers may keep theirs in one shared folder. */
  vaultId: z.uuid().nullable().default(null),
  lastSuccess: z
    .object({ atMs: unixMs, path: z.string().max(4_200) })
    .nullable()
    .default(null),
  /** Since the last success. */
  lastFailure: z
    .object({
      atMs: unixMs,
      problem: backupProblem,
      path: z.string().max(4_200),
      /** How many in a row. */
      times: z.int().min(1),
    })
    .nullable()
    .default(null),
  /** SHA-256 of what the last automatic backup held, as far as vault.json knows it: tells whether anything changed. */
  lastDigest: z.string().max(64).nullable().default(null),
  /** When an encrypted backup was last saved by hand. */
  lastByHandAtMs: unixMs.nullable().default(null),
  /** Days without any backup after which the window reminds of one; 0: never. */
  remindDays: z.int().min(0).max(365).default(30),
})
export type BackupState = z.output<typeof backupState>
