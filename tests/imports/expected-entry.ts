/** @file What the samples' list says of an entry, in every program's own words, as Keycard names it. The rules by which
 * an import cleans up are docs/formats.md's. */
import { parseOtpauthUri } from "../../src/core/otp/parse-otpauth-uri.ts"

export interface Comparable {
  readonly type: string
  readonly algorithm: string
  readonly digits: number
  readonly period: number
  readonly counter: number
  readonly secret: string
}

type Raw = Readonly<Record<string, unknown>>

/** By whatever word each program has for it. */
const issuerWords = ["issuer", "issuerExt", "issuerName", "Issuer", "originalIssuer"]
const accountWords = ["account", "label", "userName", "Username", "account_name"]

/** The issuer and account that one line of the list names; null where it has one text for both, or none. */
export function names(
  folder: string,
  raw: Raw | string,
): [issuer: string, account: string, secret: string] | null {
  if (typeof raw === "string") return namesInLink(raw)
  if (raw.in_recycle_bin === true || comparable(folder, raw).length === 0) return null
  const link = raw.otp ?? (typeof raw.totp === "string" ? raw.totp : undefined)
  // KeePassXC puts the word where its entry has no name of a user.
  if (typeof link === "string") return namesInLink(raw.username === "" ? link.replace(":none?", ":?") : link)
  const fields = typeof raw.totp === "object" && raw.totp !== null ? (raw.totp as Raw) : raw
  const [issuer, account] = [issuerWords, accountWords].map((words) =>
    words.map((word) => fields[word]).find((value) => typeof value === "string"),
  )
  if (typeof issuer === "string" && typeof account === "string") return [issuer, account, secretOf(fields)]
  // Two programs have words of their own: Microsoft's issuer is a name, Steam has but one issuer.
  if (folder === "microsoft" && typeof raw.username === "string")
    return [textOf(raw.name), raw.username, secretOf(raw)]
  if (folder === "steam") return ["Steam", textOf(raw.account_name), secretOf(raw)]
  return null
}

function namesInLink(link: string): [issuer: string, account: string, secret: string] | null {
  if (fromLink(link).length === 0) return null
  const { issuer, account, secret } = parseOtpauthUri(link)
  return [issuer, account, secret]
}

/** The numbers that Google's database and Stratum have for types. */
const numberedTypes: Readonly<Record<string, readonly string[]>> = {
  google: ["totp", "hotp", "totp"],
  stratum: ["", "hotp", "totp", "motp", "steam", "yandex"],
}

/** The entries that one line of the list stands for: none for what Keycard keeps without computing it, or leaves out. */
export function comparable(folder: string, raw: Raw | string): Comparable[] {
  if (typeof raw === "string") return fromLink(raw)
  const { totp, otp, totpUri, extra } = raw
  if (raw.in_recycle_bin === true) return []
  if (folder === "proton-pass")
    return [totpUri, ...extras(extra)].flatMap((link) => (link === "" ? [] : fromLink(textOf(link))))
  if (typeof otp === "string") return fromLink(otp)
  if (typeof totp === "string") return fromLink(totp)
  if (typeof totp === "object" && totp !== null) return [fromFields(folder, totp as Raw)]
  return [fromFields(folder, raw)]
}

function extras(extra: unknown): unknown[] {
  return Array.isArray(extra)
    ? extra.map((one: unknown) => (one as [string, { totpUri: string }])[1].totpUri)
    : []
}

function fromLink(link: string): Comparable[] {
  if (!link.includes("secret=") && !link.startsWith("steam:")) return [] // malformed: a row that is skipped
  if (/^(?:motp:|otpauth:\/\/yaotp)/.test(link)) return []
  const { type, algorithm, digits, period, counter, secret } = parseOtpauthUri(link)
  return [{ type, algorithm, digits, period, counter, secret }]
}

function fromFields(folder: string, raw: Raw): Comparable {
  const type = typeOf(folder, raw)
  const isSteam = type === "steam"
  const counter = Number(raw.counter ?? raw.Counter ?? 0)
  // FreeOTP's first generation stores the last counter, Keycard the next one.
  const last =
    folder === "freeotpplus" ||
    (folder === "freeotp" && raw.counter !== undefined && raw.period !== undefined)
  return {
    type,
    algorithm: isSteam ? "SHA1" : algorithmOf(raw),
    digits: isSteam
      ? 5
      : raw.field8 !== undefined
        ? 6
        : Number(raw.digits ?? raw.Digits ?? (raw.account_type === 1 ? 8 : 6)),
    period: type === "totp" ? periodOf(folder, raw) : 30,
    counter: type === "hotp" ? counter + (last ? 1 : 0) : 0,
    secret: secretOf(raw),
  }
}

function typeOf(folder: string, raw: Raw): string {
  const numbered = numberedTypes[folder]
  const given = raw.type ?? raw.Type ?? raw.tokenType
  if (typeof given === "number") return numbered?.[given] ?? String(given)
  if (folder === "steam") return "steam"
  if (typeof given === "string") return given.toLowerCase()
  return raw.counter === undefined ? "totp" : "hotp"
}

function algorithmOf(raw: Raw): string {
  const given = raw.algorithm ?? raw.algo ?? raw.Algorithm
  if (typeof given === "number" && raw.Algorithm === undefined)
    return ["SHA1", "SHA1", "SHA256", "SHA512"][given] ?? "?"
  if (typeof given === "number") return ["SHA1", "SHA256", "SHA512"][given] ?? "?"
  return typeof given === "string" ? given.toUpperCase() : "SHA1"
}

function periodOf(folder: string, raw: Raw): number {
  if (folder === "authy" && raw.secretSeed !== null && raw.secretSeed !== undefined) return 10
  return Number(raw.period ?? raw.Period ?? raw.timeStep ?? 30)
}

function secretOf(raw: Raw): string {
  const given = textOf(raw.secret ?? raw.Secret ?? raw.otpSecret ?? raw.oath_secret_key ?? raw.key)
  if (raw.base === 16) return base32(Buffer.from(given, "hex"))
  if (raw.account_type === 1 && !/^[A-Z2-7]+$/.test(given)) return base32(Buffer.from(given, "base64"))
  return wholeBytes(given.toUpperCase().replace(/[\s=-]/g, ""))
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("")
  return (bits.match(/.{1,5}/g) ?? []).map((five) => ALPHABET[parseInt(five.padEnd(5, "0"), 2)]).join("")
}

/** Bits after the last whole byte make no code: they are left out. */
function wholeBytes(secret: string): string {
  const bits = Array.from(secret, (symbol) => ALPHABET.indexOf(symbol).toString(2).padStart(5, "0")).join("")
  const bytes = (bits.match(/.{8}/g) ?? []).map((eight) => parseInt(eight, 2))
  return base32(Uint8Array.from(bytes))
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : ""
}
