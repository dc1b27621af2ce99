/** @file What authenticators make codes of and Keycard does not compute (mOTP, Yandex, MD5, SHA224, SHA384): kept as a link
 * that holds all of it, which is read here where a file has it and made where a file has its fields. */
import { AppError } from "../errors.ts"
import { canonicalSecret } from "../otp/base32.ts"
import { checkName, splitLabel } from "../otp/names.ts"
import { otpError } from "../otp/otp-error.ts"
import type { OtpLink } from "../otp/parse-otpauth-uri.ts"
import { uriNames } from "../otp/uri-names.ts"
import { decodePercent } from "../otp/uri-parts.ts"
import type { UriParts } from "../otp/uri-parts.ts"
import type { KeptEntry } from "./format.ts"

export type KeptKind = "motp" | "yaotp" | "totp" | "hotp"

/** Hashes that other authenticators offer and that Keycard does not compute. */
const FOREIGN = /^(?:algorithm\.)?(?:hmac[-_]?)?(?:(md5)|sha[-_]?(224|384))$/i

/** `MD5`, `SHA224` or `SHA384` however it is spelt; null for all others, known or not. */
export function foreignAlgorithm(text: string): string | null {
  const match = FOREIGN.exec(text.trim())
  if (match === null) return null
  return match[1] === undefined ? `SHA${match[2] ?? ""}` : "MD5"
}

/**
 * What a link holds that authenticators make codes of and Keycard cannot: mOTP (motp.sourceforge.net), Yandex (`yaotp`), MD5, SHA224 and
 * SHA384. `null` for any other link, and for one without a secret: there is nothing to keep.
 */
export function keptLink({ text, uri }: OtpLink): KeptEntry | null {
  if (uri === null || (uri.parameters.get("secret")?.[0] ?? "") === "") return null
  const what = whatOf(uri)
  if (what === null || /\p{Cc}/u.test(text)) return null
  try {
    return { ...namesOf(uri), what, uri: text }
  } catch (error) {
    if (error instanceof AppError) return null // names too long to keep
    throw error
  }
}

function whatOf(uri: UriParts): string | null {
  const type = uri.authority.toLowerCase()
  if (uri.scheme === "motp") return "mOTP"
  if (uri.scheme === "yaotp") return "Yandex"
  if (uri.scheme !== "otpauth") return null
  if (type === "motp") return "mOTP"
  if (type === "yaotp") return "Yandex"
  if (type !== "totp" && type !== "hotp") return null
  return foreignAlgorithm(decodePercent(uri.parameters.get("algorithm")?.[0] ?? ""))
}

/** `motp://issuer:account?secret=` has its label where other links have their type. */
function namesOf(uri: UriParts): { issuer: string; account: string } {
  if (uri.scheme === "otpauth") return uriNames(uri)
  const label = decodePercent([uri.authority, uri.path].filter((part) => part !== "").join("/"))
  return splitLabel(label, decodePercent(uri.parameters.get("issuer")?.[0] ?? ""))
}

/** What makes a link for {@link keptOf}. */
export interface KeptValues {
  readonly issuer: string
  readonly account: string
  /** As the link's kind has it: base32, or for mOTP mostly hexadecimal. */
  readonly secret: string
  /** In the link's order; those that are undefined are left out. */
  readonly parameters?: Readonly<Record<string, string | undefined>>
}

/** @throws AppError `otp` `secret` `empty`, or `label` `too-long` */
export function keptOf(kind: KeptKind, what: string, values: KeptValues): KeptEntry {
  const issuer = checkName(values.issuer)
  const account = checkName(values.account)
  const secret = kind === "motp" ? values.secret.trim() : canonicalSecret(values.secret)
  if (secret === "") throw otpError("secret", "empty")
  const label = [issuer, account].filter((name) => name !== "").map(encodeURIComponent)
  const parameters: Readonly<Record<string, string | undefined>> = {
    secret,
    ...(issuer !== "" && { issuer }),
    ...values.parameters,
  }
  const query = Object.entries(parameters)
    .filter((parameter): parameter is [string, string] => parameter[1] !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(wellFormed(value))}`)
  const start = kind === "motp" ? "motp://" : `otpauth://${kind}/`
  return { issuer, account, what, uri: `${start}${label.join(":")}?${query.join("&")}` }
}

/** Half surrogate pairs have no percent encoding. */
function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, "\uFFFD")
}
