/** @file Entries that Keycard cannot compute, as links that hold all of them. */
import { AppError } from "../errors.ts"
import { canonicalSecret } from "../otp/base32.ts"
import { checkName } from "../otp/names.ts"
import { otpError } from "../otp/otp-error.ts"
import type { ImportRow, KeptEntry } from "./format.ts"
import { keptRow } from "./rows.ts"

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
