/** @file Reads Google Authenticator's export, `otpauth-migration://offline?data=`. It has no field for the period
 * (always 30 s) and knows six or eight digits only. */
import { AppError } from "../errors.ts"
import type { AppErrorData } from "../errors.ts"
import type { OtpAlgorithm, OtpType } from "../vault/schema.ts"
import { encodeBase32, MAX_OTP_SECRET_BYTES } from "./base32.ts"
import type { OtpEntry } from "./entry.ts"
import { readPayload } from "./migration-payload.ts"
import type { WireEntry } from "./migration-payload.ts"
import { splitLabel } from "./names.ts"
import { otpError } from "./otp-error.ts"
import { unwrapped } from "./parse-otpauth-uri.ts"
import { decodePercent, uriParts } from "./uri-parts.ts"

/** The longest link, in UTF-16 units. One QR code's is under 4,300; some tools put a whole export into one link. */
export const MAX_MIGRATION_LENGTH = 150_000

/** An export of more pictures than this is damage, not an export. */
const MAX_PARTS = 1_000

/** One row of an export, in its order: what it holds, or why that cannot be used. */
export type MigrationRow =
  { readonly entry: OtpEntry } | { readonly label: string; readonly error: AppErrorData }

/** Which part of an export this is. Parts of one export share `size` and `id`; `id` is 0 throughout in new ones. */
export interface MigrationPart {
  readonly size: number
  /** From 0. */
  readonly index: number
  readonly id: number
}

export interface Migration {
  readonly rows: readonly MigrationRow[]
  readonly part: MigrationPart
}

export function isMigrationUri(text: string): boolean {
  return /^\s*["'`<]?\s*otpauth-migration:/i.test(text)
}

/**
 * @throws AppError `otp` `migration` when the link as a whole cannot be read: a part of it is never taken for all.
 */
export function readGoogleMigration(text: string): Migration {
  const link = unwrapped(text)
  if (link.length > MAX_MIGRATION_LENGTH) throw otpError("migration", "too-long")
  const uri = uriParts(link)
  if (uri?.scheme !== "otpauth-migration" || uri.authority.toLowerCase() !== "offline")
    throw otpError("migration", "damaged")
  const data = uri.parameters.get("data")?.[0]
  if (data === undefined) throw otpError("migration", "missing")
  const payload = readPayload(decodeBase64(decodePercent(data)))
  const part = { size: payload.batchSize || 1, index: payload.batchIndex, id: payload.batchId }
  if (part.size < 1 || part.size > MAX_PARTS || part.index < 0 || part.index >= part.size)
    throw otpError("migration", "damaged")
  return { rows: payload.entries.map(readRow), part }
}

/** Standard or URL-safe, padded or not; a plus that form decoding turned into a space is put back. */
function decodeBase64(text: string): Uint8Array {
  const symbols = text
    .replace(/[\r\n\t]/g, "")
    .replaceAll(" ", "+")
    .replaceAll("-", "+")
    .replaceAll("_", "/")
    .replace(/={0,2}$/, "")
  if (symbols === "") throw otpError("migration", "empty")
  if (!/^[A-Za-z0-9+/]*$/.test(symbols) || symbols.length % 4 === 1) throw otpError("migration", "damaged")
  return Uint8Array.from(Buffer.from(symbols, "base64"))
}

function readRow(wire: WireEntry | null): MigrationRow {
  try {
    if (wire === null) throw otpError("migration", "damaged")
    return { entry: readEntry(wire) }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { label: wire === null ? "" : labelOf(wire), error: error.data }
  }
}

function readEntry(wire: WireEntry): OtpEntry {
  if (wire.secret.length === 0) throw otpError("secret", "empty")
  if (wire.secret.length > MAX_OTP_SECRET_BYTES) throw otpError("secret", "too-long")
  const type = typeOf(wire.type)
  return {
    type,
    secret: encodeBase32(wire.secret),
    algorithm: algorithmOf(wire.algorithm),
    digits: digitsOf(wire.digits),
    period: 30,
    counter: type === "hotp" ? counterOf(wire.counter) : 0,
    ...splitLabel(wire.name, wire.issuer),
  }
}

function labelOf(wire: WireEntry): string {
  return [wire.issuer, wire.name].filter((part) => part !== "").join(": ")
}

/** Unspecified is TOTP, as other importers have it. */
function typeOf(value: number): OtpType {
  if (value === 0 || value === 2) return "totp"
  if (value === 1) return "hotp"
  throw otpError("type", "unsupported")
}

/** Unspecified is SHA1; 4 is MD5. */
function algorithmOf(value: number): OtpAlgorithm {
  if (value === 0 || value === 1) return "SHA1"
  if (value === 2) return "SHA256"
  if (value === 3) return "SHA512"
  throw otpError("algorithm", "unsupported")
}

/** Not a count: 1 is six digits, 2 is eight. */
function digitsOf(value: number): number {
  if (value === 0 || value === 1) return 6
  if (value === 2) return 8
  throw otpError("digits", "unsupported")
}

function counterOf(value: bigint): number {
  if (value < 0n || value > BigInt(Number.MAX_SAFE_INTEGER)) throw otpError("counter", "out-of-range")
  return Number(value)
}
