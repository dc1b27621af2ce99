/** @file What the index knows of a permanent key beside its name: its age at AWS, and work on it that is under way.
 *  Documented in docs/storage.md. */
import { z } from "zod"

const unixMs = z.int().nonnegative()
const uuid = z.uuid()

/** What AWS said of the key (IAM ListAccessKeys, GetAccessKeyLastUsed), and when it was asked. */
export const keyFacts = z.object({
  issuedAtMs: unixMs,
  /** null: never, as far as AWS remembers. */
  usedAtMs: unixMs.nullable(),
  askedAtMs: unixMs,
})
export type KeyFacts = z.output<typeof keyFacts>

/**
 * The journal of a rotation: what is about to be done, written before it is done. "The other" is the key that is not
 * in use: the new one up to the switch, the old one after it.
 *   creating      a new key is being asked for; its item may be there already, or be missing
 *   proving       its item is there; it is not in use yet
 *   deactivating  the new key is in use; the old one is being made inactive
 *   retired       the old one is inactive: at rest until a person deletes it or goes back
 *   deleting      the old one is being deleted: no way back
 *   reactivating  on the way back: the old one is being made active
 *   undoing       the old one is in use; the new one is being deleted
 */
export const rotationMark = z.object({
  step: z.enum(["creating", "proving", "deactivating", "retired", "deleting", "reactivating", "undoing"]),
  startedAtMs: unixMs,
  /** The other key is the keychain item `aws-key/<otherId>`. */
  otherId: uuid,
  /** The last four characters of its id; empty: not known yet. */
  otherTail: z.string().max(4),
  /** The tails of the keys that the user had before: a key with another one came of this rotation. */
  before: z.array(z.string().max(4)).max(10),
  /** What AWS said of the other key: it counts again after going back. */
  otherFacts: keyFacts.nullable().default(null),
})
export type RotationMark = z.output<typeof rotationMark>

/**
 * The journal of setting up, or removing, an MFA device.
 *   creating  the device is being made; whether its seed is kept shows in the accounts
 *   enabling  its seed is kept; two codes prove it to AWS
 *   removing  it is being taken from the user and deleted
 */
export const enrolmentMark = z.object({
  step: z.enum(["creating", "enabling", "removing"]),
  startedAtMs: unixMs,
  /** The device's ARN: known before it is made. */
  serial: z.string().max(256),
  /** The name of the account that makes its codes. */
  label: z.string().max(200),
  otpAccountId: uuid.nullable(),
})
export type EnrolmentMark = z.output<typeof enrolmentMark>
