/** @file Aegis computes some codes that Keycard only keeps: mOTP, Yandex, MD5. Their links, in Aegis's words. */
import { canonicalSecret, encodeBase32 } from "../otp/base32.ts"
import { decodePercent, uriParts } from "../otp/uri-parts.ts"
import type { UriParts } from "../otp/uri-parts.ts"
import type { AegisInfo } from "./aegis.ts"

/** null: Aegis has no word for it either, or the link lacks something. */
export function aegisKept(link: string): { type: string; info: AegisInfo } | null {
  const uri = uriParts(link)
  if (uri === null) return null
  const value = (name: string) => decodePercent(uri.parameters.get(name)?.[0] ?? "")
  try {
    if (uri.scheme === "motp") return motp(value("secret"), value("pin"))
    const type = uri.scheme === "yaotp" ? "yaotp" : uri.authority.toLowerCase()
    if (type === "yaotp" || type === "yandex") return yandex(value("secret"), value("pin"))
    return md5(uri, type, value)
  } catch {
    return null
  }
}

/** The secret is 16 hexadecimal digits or more; without its PIN Aegis refuses the entry. */
function motp(secret: string, pin: string): ReturnType<typeof aegisKept> {
  if (!/^(?:[0-9a-f]{2})+$/i.test(secret) || pin === "") return null
  const info = { secret: encodeBase32(Buffer.from(secret, "hex")), algo: "MD5", digits: 6, period: 10, pin }
  return { type: "motp", info }
}

function yandex(secret: string, pin: string): ReturnType<typeof aegisKept> {
  if (pin === "") return null
  return {
    type: "yandex",
    info: { secret: canonicalSecret(secret), algo: "SHA256", digits: 8, period: 30, pin },
  }
}

function md5(uri: UriParts, type: string, value: (name: string) => string): ReturnType<typeof aegisKept> {
  if (
    uri.scheme !== "otpauth" ||
    value("algorithm")
      .replace(/[^A-Za-z0-9]/g, "")
      .toUpperCase() !== "MD5"
  )
    return null
  const common = { secret: canonicalSecret(value("secret")), algo: "MD5", digits: whole(value("digits"), 6) }
  if (type === "totp") return { type, info: { ...common, period: whole(value("period"), 30) } }
  return type === "hotp" ? { type, info: { ...common, counter: whole(value("counter"), 0) } } : null
}

function whole(text: string, otherwise: number): number {
  if (text === "") return otherwise
  if (!/^\d{1,15}$/.test(text)) throw new RangeError("no whole number")
  return Number(text)
}
