import { AppError } from "../errors.ts"
import { splitLabel } from "../otp/names.ts"
import { MAX_URI_LENGTH, unwrapped } from "../otp/parse-otpauth-uri.ts"
import { uriNames } from "../otp/uri-names.ts"
import { decodePercent, uriParts } from "../otp/uri-parts.ts"
import type { UriParts } from "../otp/uri-parts.ts"
import { foreignAlgorithm } from "./foreign-algorithm.ts"
import type { KeptEntry } from "./format.ts"

/**
 * What a link holds that authenticators make codes of and Keycard cannot: mOTP (motp.sourceforge.net), Yandex (`yaotp`), MD5, SHA224 and
 * SHA384. `null` for any other link, and for one without a secret: there is nothing to keep.
 */
export function keptLink(text: string): KeptEntry | null {
  const link = unwrapped(text)
  if (link.length > MAX_URI_LENGTH || /\p{Cc}/u.test(link)) return null
  const uri = uriParts(link)
  if (uri === null || (uri.parameters.get("secret")?.[0] ?? "") === "") return null
  const what = whatOf(uri)
  if (what === null) return null
  try {
    return { ...namesOf(uri), what, uri: link }
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
