/** @file Reads `otpauth://` links as they are met (the Key URI Format of google-authenticator's wiki, and what other
 * programs make of it). Tolerant of spelling, strict in meaning: a part that decides about the code is understood or
 * refused by name, never guessed, clamped or defaulted away. */
import type { OtpType } from "../vault/schema.ts"
import { canonicalSecret } from "./base32.ts"
import type { OtpEntry } from "./entry.ts"
import { foldName } from "./names.ts"
import { otpError } from "./otp-error.ts"
import { readAlgorithm, readCounter, readDigits, readPeriod } from "./parameters.ts"
import { STEAM_DIGITS } from "./steam.ts"
import { uriExtras } from "./uri-extras.ts"
import { uriNames } from "./uri-names.ts"
import { decodePercent, uriParts } from "./uri-parts.ts"
import type { UriParts } from "./uri-parts.ts"

/** The longest link, in UTF-16 units. A QR code holds at most 4,296 letters; real links take 60 to 600. */
export const MAX_URI_LENGTH = 4_096

/** Links that authenticators know and that make codes which Keycard cannot compute. */
const FOREIGN_SCHEMES = ["motp", "yaotp", "mobileauthenticator"]

/** A link taken apart once, for all that look at it. */
export interface OtpLink {
  /** Without what stood around it. */
  readonly text: string
  /** null where it is over {@link MAX_URI_LENGTH} or no link. */
  readonly uri: UriParts | null
}

export function otpLink(text: string): OtpLink {
  const link = unwrapped(text)
  return { text: link, uri: link.length > MAX_URI_LENGTH ? null : uriParts(link) }
}

/**
 * @throws AppError `otp`: the part that cannot be used and why; nothing of the link's text is in it.
 */
export function parseOtpauthUri(text: string): OtpEntry {
  return readOtpLink(otpLink(text))
}

/** @throws AppError as {@link parseOtpauthUri} */
export function readOtpLink({ text: link, uri }: OtpLink): OtpEntry {
  if (link === "") throw otpError("uri", "empty")
  if (link.length > MAX_URI_LENGTH)
    throw otpError("uri", /^otpauth:/i.test(link) ? "too-long" : "not-otpauth")
  if (uri?.scheme === "steam") return steamLink(uri)
  if (uri !== null && FOREIGN_SCHEMES.includes(uri.scheme)) throw otpError("type", "unsupported")
  if (uri?.scheme !== "otpauth") throw otpError("uri", /^otpauth:/i.test(link) ? "damaged" : "not-otpauth")
  // Two links run together: whatever was read from the end of the first could belong to the second.
  if (/otpauth(?:-migration)?:\/\//i.test(link.slice("otpauth://".length))) throw otpError("uri", "damaged")
  return readParts(uri)
}

type Names = ReturnType<typeof uriNames>

function readParts(uri: UriParts): OtpEntry {
  let names: Names | undefined
  const namesOnce = () => (names ??= uriNames(uri))
  const type = typeOf(uri, namesOnce)
  const value = (name: string) => {
    const raw = uri.parameters.get(name)?.[0]
    return raw === undefined ? undefined : decodePercent(raw)
  }
  const digits = value("digits")
  const period = value("period")
  const counter = value("counter")
  const algorithm = readAlgorithm(value("algorithm"))
  if (type === "steam" && algorithm !== "SHA1") throw otpError("algorithm", "unsupported")
  return {
    type,
    secret: secretOf(uri),
    algorithm,
    digits: type === "steam" ? steamDigits(digits) : digits === undefined ? 6 : readDigits(digits),
    period: type === "hotp" || period === undefined ? 30 : readPeriod(period),
    counter: type !== "hotp" || counter === undefined ? 0 : readCounter(counter),
    ...namesOnce(),
    ...uriExtras(uri),
  }
}

function secretOf(uri: UriParts): string {
  const raw = uri.parameters.get("secret")?.[0]
  if (raw === undefined) throw otpError("secret", "missing")
  return canonicalSecret(decodePercent(raw).replaceAll("+", " "))
}

/** Steam is spelt as a type, as KeePassXC's `encoder=steam`, as a bare `&steam`, or by its issuer alone. */
function typeOf(uri: UriParts, names: () => Names): OtpType {
  const type = uri.authority.toLowerCase()
  if (type === "") throw otpError("type", "missing")
  if (type === "steam") return "steam"
  if (type !== "totp" && type !== "hotp") throw otpError("type", "unsupported")
  const encoder = uri.parameters.get("encoder")?.[0]?.toLowerCase() ?? ""
  const steam = encoder === "steam" || ["", "1", "true"].includes(uri.parameters.get("steam")?.[0] ?? "no")
  if (steam && type === "hotp") throw otpError("type", "unsupported")
  if (steam) return "steam"
  // Our own word for a plain code where the issuer alone would make it Steam's.
  if (encoder === type) return type
  if (encoder !== "") throw otpError("type", "unsupported")
  return type === "totp" && looksLikeSteam(uri, names) ? "steam" : type
}

/** Programs without a type of their own for Steam write a plain link; its five digits, or none, tell it apart. */
function looksLikeSteam(uri: UriParts, names: () => Names): boolean {
  const given = (name: string) => uri.parameters.get(name)?.[0]?.trim()
  if (!["5", undefined].includes(given("digits"))) return false
  if (!["30", undefined].includes(given("period"))) return false
  return foldName(names().issuer) === "steam" && readAlgorithm(given("algorithm")) === "SHA1"
}

function steamDigits(text: string | undefined): number {
  if (text !== undefined && readDigits(text) !== STEAM_DIGITS) throw otpError("digits", "out-of-range")
  return STEAM_DIGITS
}

/** `steam://SECRET`, as Bitwarden and Proton Pass write it. */
function steamLink(uri: UriParts): OtpEntry {
  if (uri.path !== "" || uri.parameters.size > 0) throw otpError("uri", "not-otpauth")
  const secret = canonicalSecret(decodePercent(uri.authority))
  return {
    type: "steam",
    secret,
    algorithm: "SHA1",
    digits: STEAM_DIGITS,
    period: 30,
    counter: 0,
    issuer: "Steam",
    account: "",
  }
}

/** Without the white space, byte-order mark, quotes or brackets that came along when the link was copied. */
export function unwrapped(text: string): string {
  const trimmed = text.trim()
  return /^(["'`])[^"'`]*\1$|^<[^<>]*>$/.test(trimmed) ? trimmed.slice(1, -1).trim() : trimmed
}
