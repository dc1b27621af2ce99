/** @file Makes a row of what another program kept in its own fields. Tolerant of spelling, strict in meaning, as the
 * reading of links is: what decides about the code is understood or refused by name. */
import { canonicalSecret, encodeBase32, MAX_OTP_SECRET_BYTES } from "../otp/base32.ts"
import type { OtpEntry } from "../otp/entry.ts"
import { checkName } from "../otp/names.ts"
import { otpError } from "../otp/otp-error.ts"
import { readAlgorithm, readCounter, readDigits, readPeriod } from "../otp/parameters.ts"
import { nameForMessages } from "../otp/safe-label.ts"
import { STEAM_DIGITS } from "../otp/steam.ts"
import { checkedTags } from "../otp/uri-extras.ts"
import type { OtpAlgorithm, OtpType } from "../vault/schema.ts"
import type { ImportRow, KeptEntry } from "./format.ts"
import { foreignAlgorithm, keptOf } from "./kept.ts"
import type { KeptKind } from "./kept.ts"
import { textOf } from "./json-fields.ts"
import { entryRow, keptRow, rowFrom } from "./rows.ts"

/** As in the vault's schema. */
export const MAX_NOTE_LENGTH = 2_000

/** What an entry is called, and its secret as far as it is known. */
export interface ForeignNames {
  readonly issuer: string
  readonly account: string
  /** Base32 as text, or the bytes. */
  readonly secret?: unknown
}

/** One entry as the file has it. `unknown` values are judged here; undefined is the default of the Key URI Format. */
export interface ForeignEntry extends ForeignNames {
  /** `totp`, `hotp`, `steam`; `motp` and `yandex` are kept; everything else is `unsupported`. */
  readonly type: string
  readonly algorithm?: unknown
  readonly digits?: unknown
  /** Seconds. */
  readonly period?: unknown
  readonly counter?: unknown
  /** Of mOTP and Yandex. */
  readonly pin?: unknown
  readonly tags?: readonly unknown[]
  readonly note?: string
  readonly pinned?: boolean
  readonly trashed?: boolean
}

/** A row of it: usable, kept, or skipped with the first part that cannot be used. */
export function foreignRow(entry: ForeignEntry): ImportRow {
  return rowFrom(
    () => labelOf(entry),
    () => madeOf(entry),
  )
}

/**
 * As {@link foreignRow}, of what `read` gives.
 * @param names what the row calls itself, should `read` throw. @param read may throw AppError: the row is skipped with it
 */
export function foreignRowFrom(names: ForeignNames, read: () => ForeignEntry): ImportRow {
  let entry: ForeignEntry | undefined
  return rowFrom(
    () => labelOf(entry ?? names),
    () => madeOf((entry = read())),
  )
}

/** @throws AppError `otp` */
function madeOf(entry: ForeignEntry): ImportRow {
  const kind = keptKind(entry)
  return kind === null ? entryRow(foreignEntry(entry)) : keptRow(keptForeign(entry, ...kind))
}

/** @throws AppError `otp`: the first part that cannot be used */
export function foreignEntry(entry: ForeignEntry): OtpEntry {
  const type = typeOf(entry.type)
  const algorithm = algorithmOf(entry.algorithm)
  if (type === "steam" && algorithm !== "SHA1") throw otpError("algorithm", "unsupported")
  return {
    type,
    secret: secretOf(entry.secret),
    algorithm,
    digits: digitsOf(type, entry.digits),
    period: type === "hotp" ? 30 : numberOf("period", entry.period, readPeriod, 30),
    counter: type === "hotp" ? numberOf("counter", entry.counter, readCounter, 0) : 0,
    issuer: checkName(entry.issuer),
    account: checkName(entry.account),
    ...extrasOf(entry),
  }
}

/** What of tags, note, pin and trash there is. A note over the vault's length is cut. */
export function extrasOf({ tags = [], note = "", pinned, trashed }: Partial<ForeignEntry>) {
  const clean = checkedTags(tags.map(textOf))
  const text = note.replace(/\p{Cs}/gu, "\uFFFD").trim()
  return {
    ...(clean.length > 0 && { tags: clean }),
    ...(text !== "" && { note: text.slice(0, MAX_NOTE_LENGTH).replace(/\p{Cs}$/u, "") }),
    ...(pinned === true && { pinned }),
    ...(trashed === true && { trashed }),
  }
}

/** @throws AppError `otp` `secret` */
export function secretOf(value: unknown): string {
  if (value === undefined || value === null) throw otpError("secret", "missing")
  if (value instanceof Uint8Array) {
    if (value.length === 0) throw otpError("secret", "empty")
    if (value.length > MAX_OTP_SECRET_BYTES) throw otpError("secret", "too-long")
    return encodeBase32(value)
  }
  if (typeof value !== "string") throw otpError("secret", "bad-characters")
  return canonicalSecret(value)
}

/** Bytes that were decoded from a secret's text. @throws AppError `otp` `secret` `bad-characters` where that was none */
export function decodedSecret(bytes: Uint8Array | null): Uint8Array {
  if (bytes === null) throw otpError("secret", "bad-characters")
  return bytes
}

function typeOf(type: string): OtpType {
  if (type !== "totp" && type !== "hotp" && type !== "steam") throw otpError("type", "unsupported")
  return type
}

function algorithmOf(value: unknown): OtpAlgorithm {
  if (value !== undefined && value !== null && typeof value !== "string")
    throw otpError("algorithm", "unsupported")
  return readAlgorithm(value ?? undefined)
}

function digitsOf(type: OtpType, value: unknown): number {
  const digits = numberOf("digits", value, readDigits, type === "steam" ? STEAM_DIGITS : 6)
  if (type === "steam" && digits !== STEAM_DIGITS) throw otpError("digits", "out-of-range")
  return digits
}

type NumberPart = "digits" | "period" | "counter"

function numberOf(part: NumberPart, value: unknown, read: (text: string) => number, absent: number): number {
  if (value === undefined || value === null) return absent
  if (typeof value === "string") return read(value)
  if (typeof value !== "number" || !Number.isInteger(value)) throw otpError(part, "not-a-whole-number")
  if (!Number.isSafeInteger(value)) throw otpError(part, "out-of-range")
  return read(String(value))
}

/** The link's kind and what its users call it; null for what is to be computed or refused. */
function keptKind({ type, algorithm }: ForeignEntry): [KeptKind, string] | null {
  if (type === "motp") return ["motp", "mOTP"]
  if (type === "yandex") return ["yaotp", "Yandex"]
  const foreign = type === "totp" || type === "hotp" ? foreignAlgorithm(textOf(algorithm)) : null
  return foreign === null ? null : [type === "hotp" ? "hotp" : "totp", foreign]
}

/** Kept with every value the file gave it, spelt as the file spells it. */
function keptForeign(entry: ForeignEntry, kind: KeptKind, what: string): KeptEntry {
  const { issuer, account, digits, period, counter, pin } = entry
  const secret = typeof entry.secret === "string" ? entry.secret : secretOf(entry.secret)
  const shown = (value: unknown) => (textOf(value) === "" ? undefined : textOf(value))
  const parameters = {
    pin: shown(pin),
    algorithm: kind === "motp" || kind === "yaotp" ? undefined : what,
    digits: shown(digits),
    period: kind === "hotp" ? undefined : shown(period),
    counter: kind === "hotp" ? shown(counter) : undefined,
  }
  return keptOf(kind, what, { issuer, account, secret, parameters })
}

/** `issuer:account` for messages; "" where the secret stands in it. */
export function labelOf({ issuer, account, secret }: ForeignNames): string {
  const label = [issuer, account].filter((name) => name !== "").join(":")
  const plain = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, "").toUpperCase()
  const leaks = typeof secret === "string" && plain(secret) !== "" && plain(label).includes(plain(secret))
  return leaks ? "" : nameForMessages(label)
}
