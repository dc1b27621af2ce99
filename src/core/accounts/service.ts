/** @file What the window and the command line can do with accounts. Implemented by {@link createAccounts}. */
import type { AppErrorData } from "../errors.ts"
import type { OtpEntry } from "../otp/entry.ts"
import type { Clock } from "../ports/clock.ts"
import type { MarkPictures } from "../ports/mark-pictures.ts"
import type { PendingItems } from "../ports/pending-items.ts"
import type { Random } from "../ports/random.ts"
import type { SecretName, SecretStore } from "../ports/secret-store.ts"
import type { VaultIndex } from "../ports/vault-index.ts"
import type { Account, Kept } from "../vault/schema.ts"

export interface AccountsDeps {
  readonly secrets: SecretStore
  readonly index: VaultIndex
  readonly clock: Clock
  readonly random: Random
  /** Where pictures of one's own are, which go with their account; absent: nowhere. */
  readonly marks?: Pick<MarkPictures, "remove"> | undefined
  readonly pending?: PendingItems | undefined
}

/** How a new entry stands to what is kept already. */
export type Likeness =
  | { kind: "new" }
  /** The same type, secret, algorithm, digits and period: the codes are the same. */
  | { kind: "duplicate"; of: Account }
  /** The same issuer and account with another secret: a renewed one, or a second device. */
  | { kind: "conflict"; with: Account }

export interface PreviewRow {
  readonly entry: OtpEntry
  readonly likeness: Likeness
  /** The first earlier row that makes the same codes, or else has the same name; `null`: there is none. */
  readonly twin: { readonly kind: "same-secret" | "same-name"; readonly index: number } | null
  /** The present code; HOTP: the code of the entry's counter. */
  readonly code: string
  /** Unix time in milliseconds at which `code` turns; `null` for HOTP. */
  readonly expiresAtMs: number | null
}

export interface EnrolChoice {
  readonly entry: OtpEntry
  /** The account that this one takes the place of: its id, tags and pin stay; its old secret is kept until saved. */
  readonly replaces?: string | undefined
}

/** An entry that Keycard cannot compute, to be kept for an export. */
export interface KeptChoice {
  readonly issuer: string
  readonly account: string
  /** As its users call it, and the program it came from; 60 characters each. */
  readonly what: string
  readonly from: string
  /** The link that holds all of it: one line, at most 2,000 bytes. Secret. */
  readonly uri: string
}

export interface EnrolOptions {
  /** Those whose link is kept already are left out. */
  readonly kept?: readonly KeptChoice[]
  /** After each item that is in the keychain. */
  readonly onProgress?: (done: number, total: number) => void
  /** Stops between two items; what was written is taken back, then AppError `cancelled`. */
  readonly signal?: AbortSignal | undefined
}

/** An account before it was replaced, and the id that it has in the trash since. */
export interface Replaced {
  readonly before: Account
  readonly asideId: string
}

/** What one enrolment did: enough to take it back. Holds no secret. */
export interface EnrolBatch {
  /** In the order of the choices. */
  readonly accounts: Account[]
  readonly kept: Kept[]
  readonly replaced: Replaced[]
  /** The keychain items it wrote. */
  readonly items: SecretName[]
}

export interface Undone {
  readonly removed: number
  readonly restored: number
}

/** A code to show. The right one from `startsAtMs` until just before `expiresAtMs`. */
export interface CurrentCode {
  readonly id: string
  readonly code: string
  readonly next: string
  /** Unix times in milliseconds. */
  readonly startsAtMs: number
  readonly expiresAtMs: number
}

/** A row whose code cannot be made now, and why. The others are not held up by it. */
export interface CodeFailure {
  readonly id: string
  readonly error: AppErrorData
}

export interface AccountChanges {
  readonly issuer?: string | undefined
  readonly account?: string | undefined
  readonly note?: string | undefined
  readonly tags?: readonly string[] | undefined
  readonly pinned?: boolean | undefined
  readonly mark?: string | undefined
}

/** A change of many at once. */
export interface ManyChanges {
  readonly pinned?: boolean | undefined
  readonly addTags?: readonly string[] | undefined
  readonly removeTags?: readonly string[] | undefined
}

/** All methods throw AppError `keychain`, `index` and `file` beside what each one names. */
export interface Accounts {
  /** In the order of enrolment; the trash left out unless asked for. */
  list(options?: { trash?: boolean }): Promise<Account[]>
  /** @throws AppError `not-found`, `ambiguous`: an id, or words matched as the command line documents. */
  find(query: string): Promise<Account>
  preview(entries: readonly OtpEntry[]): Promise<PreviewRow[]>
  /** Keychain first, index second; all of them or none, undone on failure. */
  enrol(choices: readonly EnrolChoice[]): Promise<Account[]>
  /**
   * The same for many, with progress and cancel. A replaced account goes to the trash with its secret.
   * @throws AppError `cancelled` too
   */
  enrolBatch(choices: readonly EnrolChoice[], options?: EnrolOptions): Promise<EnrolBatch>
  /**
   * Removes what the batch added, with its secrets and pictures, and restores what it replaced. What was changed beyond that since
   * (another secret, emptied trash) is left alone. Can be repeated.
   */
  undoEnrol(batch: EnrolBatch): Promise<Undone>
  /**
   * TOTP and Steam only; HOTP rows are left out. A correction of the clock that was applied counts.
   * @param nowMs by this computer's clock; default: now
   */
  codes(ids: readonly string[], nowMs?: number): Promise<{ codes: CurrentCode[]; failures: CodeFailure[] }>
  /** The same for a Unix time that was named, in milliseconds: no clock is asked, none is corrected. */
  codesAt(ids: readonly string[], unixMs: number): Promise<{ codes: CurrentCode[]; failures: CodeFailure[] }>
  /** HOTP: saves the next counter, then returns the code of the present one. */
  nextHotp(id: string): Promise<{ code: string; counter: number }>
  edit(id: string, changes: AccountChanges): Promise<Account>
  /** All or none. @throws AppError `not-found` */
  editMany(ids: readonly string[], changes: ManyChanges): Promise<void>
  /** Puts them, in the order given, before another account, or last where that is null: the order of one's own. */
  reorder(ids: readonly string[], beforeId: string | null): Promise<void>
  /** Counts copied codes, for sorting by use. Ids that are gone are passed over. */
  countUses(uses: readonly { readonly id: string; readonly atMs: number }[]): Promise<void>
  /** To the trash: the secret stays. */
  trash(ids: readonly string[]): Promise<void>
  restore(ids: readonly string[]): Promise<void>
  /**
   * Index first, then the secret and the picture: a crash between leaves an unused item, which is noted and goes at
   * the next start, never an account without its secret.
   */
  purge(ids: readonly string[]): Promise<void>
  /** What Keycard cannot compute and keeps for an export, in the order it came. */
  kept(): Promise<Kept[]>
  /** The link that holds all of a kept entry, for an export. Secret. @throws AppError `not-found`, `secret-missing` */
  readKept(id: string): Promise<string>
  /** Index first, then the item. Ids that are gone already do not matter. */
  removeKept(ids: readonly string[]): Promise<void>
}
