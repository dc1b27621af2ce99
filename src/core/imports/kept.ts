/** @file Entries that Keycard cannot compute, as links that hold all of them. */
import { AppError } from "../errors.ts"
import { canonicalSecret } from "../otp/base32.ts"
import { checkName, splitLabel } from "../otp/names.ts"
import { otpError } from "../otp/otp-error.ts"
import { unwrapped } from "../otp/parse-otpauth-uri.ts"
import { decodePercent, uriParts } from "../otp/uri-parts.ts"
import type { UriParts } from "../otp/uri-parts.ts"
import { uriNames } from "../otp/uri-names.ts"
import type { ImportRow, KeptEntry } from "./format.ts"
import { keptRow } from "./rows.ts"

/** Hashes that other programs compute with, and Keycard (RFC 6238 section 1.2) does not. */
const FOREIGN_ALGORITHM = /^(?:algorithm\.)?(?:hmac[-_]?)?(?:(sha)[-_]?(224|384)|md5)$/i

/** `SHA224`, `SHA384` or `MD5`; null for every other text, the known algorithms too. */
export function foreignAlgorithm(text: unknown): string | null {
  if (typeof text !== "string") return null
  const match = FOREIGN_ALGORITHM.exec(text.trim())
  if (match === null) return null
  return match[2] ? `SHA${match[2]}` : "MD5"
}

/** A link of a kind that Keycard cannot compute, kept as it stands; null for all other texts. */
export function keptLink(text: string): KeptEntry | null {
  const uri = unwrapped(text)
  const parts = uriParts(uri)
  const what = parts === null ? null : kindOf(parts)
  if (parts === null || what === null) return null
  if (parts.scheme === "motp" || parts.scheme === "yaotp") {
    const label = decodePercent(`${parts.authority}${parts.path === "" ? "" : `/${parts.path}`}`)
    return { ...splitLabel(label, decodePercent(parts.parameters.get("issuer")?.[0] ?? "")), what, uri }
  }
  return { ...uriNames(parts), what, uri }
}

function kindOf({ scheme, authority, parameters }: UriParts): string | null {
  if (!parameters.has("secret")) return null
  if (scheme === "motp" || scheme === "yaotp") return scheme === "motp" ? "mOTP" : "Yandex"
  if (scheme !== "otpauth") return null
  if (/^(?:yaotp|yandex)$/i.test(authority)) return "Yandex"
  if (/^motp$/i.test(authority)) return "mOTP"
  if (!/^[th]otp$/i.test(authority)) return null
  return foreignAlgorithm(decodePercent(parameters.get("algorithm")?.[0] ?? ""))
}

export type KeptKind = "motp" | "yaotp" | "totp" | "hotp"

/** As `rowOf`, for what is kept. @throws whatever is no AppError */
export function rowOfKept(label: string, read: () => KeptEntry): ImportRow {
  try {
    return keptRow(read())
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { kind: "skipped", label, error: error.data }
  }
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
export function keptOf(
  kind: "motp" | "yaotp" | "totp" | "hotp",
  what: string,
  values: KeptValues,
): KeptEntry {
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
