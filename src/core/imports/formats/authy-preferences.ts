/** @file Authy's preferences on a rooted telephone (`com.authy.storage.tokens.*.xml`); Authy has no export. Authy keeps
 * neither algorithm nor period: its codes of other sites are SHA1 and 30 seconds, its own 7 digits and 10 seconds. */
import { splitLabel } from "../../otp/names.ts"
import { otpError } from "../../otp/otp-error.ts"
import { hasPreference, readPreferences } from "../android-preferences.ts"
import { hexBytes } from "../encoded.ts"
import { decodedSecret, foreignRowFrom } from "../foreign-row.ts"
import type { ImportFormat, ImportRow } from "../format.ts"
import { importError } from "../import-error.ts"
import { field, fieldsOf, jsonValue, textField } from "../json-fields.ts"
import type { Fields } from "../json-fields.ts"
import { limited } from "../row-limit.ts"
import { isSealed, openAuthySecrets } from "./authy-sealed.ts"

const NAME = "Authy"
/** Codes of other sites, and Authy's own. */
const KEYS = ["com.authy.storage.tokens.authenticator.key", "com.authy.storage.tokens.authy.key"]

export const authyPreferences: ImportFormat = {
  id: "authy",
  name: NAME,
  recognise: (input) => KEYS.some((key) => hasPreference(input, key)),
  async read({ text }, tools) {
    const texts = readPreferences(text ?? "")
    if (texts === null) throw importError(NAME, "damaged")
    const tokens = limited(
      KEYS.flatMap((key) => listOf(texts.get(key))),
      NAME,
    )
    if (tokens.length === 0) throw importError(NAME, "nothing")
    const opened = await openAuthySecrets(tokens.filter(isSealed), tools)
    tools.onStep({ step: "reading" })
    return tokens.map((token) => rowOfToken(token, opened.get(token)))
  },
}

function listOf(text: string | undefined): Fields[] {
  if (text === undefined) return []
  const list = jsonValue(text)
  if (!Array.isArray(list)) throw importError(NAME, "damaged")
  return (list as unknown[]).map((token) => fieldsOf(token) ?? {})
}

/** @param opened what the password gave: base32, or null where it did not fit this one */
function rowOfToken(token: Fields, opened: string | null | undefined): ImportRow {
  const name = textField(token, "name") || textField(token, "originalName")
  return foreignRowFrom({ issuer: "", account: name }, () => {
    const entry = { type: "totp", ...namesOf(token, name), digits: field(token, "digits") }
    const seed = textField(token, "secretSeed")
    if (seed !== "")
      return { ...entry, secret: decodedSecret(hexBytes(seed)), digits: entry.digits ?? 7, period: 10 }
    if (opened === null) throw otpError("secret", "damaged")
    const secret = opened ?? textField(token, "decryptedSecret")
    if (secret === "") throw otpError("secret", "missing")
    return { ...entry, secret }
  })
}

/** The name is the person's own ("GitHub: ada"); the issuer is what the QR code said. */
function namesOf(token: Fields, name: string): { issuer: string; account: string } {
  const original = field(token, "originalIssuer")
  const issuer =
    typeof original === "string" && original !== ""
      ? original
      : splitLabel(textField(token, "originalName"), "").issuer
  return splitLabel(name, issuer)
}
