/** @file The index's fields about the lock and about secrets that are moving. Documented in docs/storage.md. */
import { z } from "zod"

/**
 * Where secrets are: which keychain, and under which vault key they are sealed there; null: as they are.
 * One write of the index changes it from one place to another.
 */
export const place = z.object({
  backend: z.enum(["os", "file"]),
  keyId: z.uuid().nullable(),
})
export type Place = z.output<typeof place>

/** That secrets are sealed, and which keychain item opens them: `lock/<keyId>.<slot>`. */
export const lockMark = z.object({
  keyId: z.uuid(),
  /** A changed passphrase is a new item in the other slot. */
  slot: z.enum(["a", "b"]),
  /** Whether the system's own way to know its person (Touch ID) opens it too: `lock/<keyId>.p`. */
  platform: z.boolean().default(false),
  setAtMs: z.int().nonnegative(),
  /** When the passphrase itself was last typed, to the hour: whoever never types it forgets it. */
  typedAtMs: z.int().nonnegative(),
})
export type LockMark = z.output<typeof lockMark>

/**
 * Secrets are on their way. `copying`: they are still where they were, and copies are being made; it can be undone.
 * `deleting`: they are in the new place, and what is left in the old one is deleted; it can only be finished.
 */
export const moveMark = z.object({
  stage: z.enum(["copying", "deleting"]),
  from: place,
  to: place,
  /** The lock that stands in `lock` once the new place counts. */
  lock: lockMark.nullable(),
})
export type MoveMark = z.output<typeof moveMark>

/** Until when a reminder is put off, by what it reminds of; 0: it is not. */
export const snoozed = z.object({
  passphraseUntilMs: z.int().nonnegative().default(0),
  backupUntilMs: z.int().nonnegative().default(0),
})
export type Snoozed = z.output<typeof snoozed>

/** When Keycard locks by itself. */
export const lockSettings = z.object({
  /** Seconds without a key or a mouse anywhere; 0: never. */
  idleSeconds: z.int().min(0).max(86_400).default(300),
  onSuspend: z.boolean().default(true),
  onScreenLock: z.boolean().default(true),
  /** When the window is hidden or minimised. */
  onHide: z.boolean().default(false),
})
export type LockSettings = z.output<typeof lockSettings>
