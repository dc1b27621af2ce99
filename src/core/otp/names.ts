import { otpError } from "./otp-error.ts"

/** The longest issuer or account, in UTF-16 units, as in the vault's schema. */
export const MAX_NAME_LENGTH = 200

/**
 * Characters that have no business in a name and can forge one: controls, and those that reorder what follows
 * (UAX #9). The joiners of emoji and of Indic scripts stay.
 */
const FORGING = /[\p{Cc}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu

/** Printable ASCII without a space around it: nothing to clean. */
const CLEAN = /^[!-~](?:[ -~]*[!-~])?$/

/** A name fit to show: without forging characters and half surrogate pairs, no white space around it. */
export function cleanName(text: string): string {
  if (CLEAN.test(text)) return text
  return text
    .replace(/\p{Cs}/gu, "\uFFFD")
    .replace(/[\t\n\r]/g, " ")
    .replace(FORGING, "")
    .trim()
}

/** @throws AppError `otp` `label` `too-long` */
export function checkName(text: string): string {
  const name = cleanName(text)
  if (name.length > MAX_NAME_LENGTH) throw otpError("label", "too-long")
  return name
}

/** Words of ASCII with one space between them: what most names are, and what folding leaves as it is. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/

/**
 * For comparing names: the same for upper and lower case and for compatible spellings, in every locale. The dot that
 * lower case leaves above the Turkish I goes.
 */
export function foldName(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase()
  const folded = text.normalize("NFKC").toUpperCase().toLowerCase().replaceAll("i\u0307", "i")
  return folded.replace(/\s+/g, " ").trim()
}

/**
 * Splits a label into issuer and account. The issuer given beside it wins over the label's prefix, which then stays
 * in the account unless it says the same; without one, what stands before the first colon is the issuer. An empty
 * prefix (`:account`) is no issuer. Nothing is invented: both may come out empty.
 *
 * @param label decoded. @param issuer decoded; "" where none was given.
 * @throws AppError `otp` `label` `too-long`
 */
export function splitLabel(label: string, issuer: string): { issuer: string; account: string } {
  const given = checkName(issuer)
  const whole = cleanName(label)
  if (given !== "") {
    const prefix = whole.startsWith(`${given}:`)
      ? given
      : prefixes(whole).find((candidate) => foldName(candidate) === foldName(given))
    return {
      issuer: given,
      account: checkName(prefix === undefined ? whole.replace(/^:/, "") : afterColon(whole, prefix)),
    }
  }
  const colon = whole.indexOf(":")
  if (colon === -1) return { issuer: "", account: checkName(whole) }
  return { issuer: checkName(whole.slice(0, colon)), account: checkName(whole.slice(colon + 1)) }
}

/** Everything before each colon: an issuer may hold colons itself. */
function prefixes(label: string): string[] {
  return [...label.slice(0, 2 * MAX_NAME_LENGTH).matchAll(/:/g)].map(({ index }) => label.slice(0, index))
}

function afterColon(label: string, prefix: string): string {
  return label.slice(prefix.length + 1)
}
