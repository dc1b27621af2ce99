/** @file The preferences of FreeOTP 1 and of FreeOTP+ on a rooted telephone (`tokens.xml`): a token a text, and their order. */
import { hasPreference, readPreferences } from "../android-preferences.ts"
import type { ImportFormat, ImportRow } from "../format.ts"
import { importError } from "../import-error.ts"
import { fieldsOf, jsonValue } from "../json-fields.ts"
import { isLink, linkReader } from "../link-rows.ts"
import { limited } from "../row-limit.ts"
import { nameForMessages } from "../../otp/safe-label.ts"
import { secretOfSignedBytes, tokenRow } from "./freeotp-token.ts"

const NAME = "FreeOTP"
const ORDER = "tokenOrder"

export const freeOtpPreferences: ImportFormat = {
  id: "freeotp-preferences",
  name: NAME,
  recognise: (input) => hasPreference(input, ORDER),
  read: async ({ text }) => Promise.resolve(rowsOf(text ?? "")),
}

function rowsOf(text: string): ImportRow[] {
  const texts = readPreferences(text)
  if (texts === null) throw importError(NAME, "damaged")
  const links = linkReader(NAME)
  const rows = limited(inOrder(texts), NAME).flatMap(([name, value]): ImportRow[] => {
    // Before it knew objects, FreeOTP kept the link itself.
    if (isLink(value)) return links.read(value)
    const token = fieldsOf(jsonValue(value))
    if (token !== null) return [tokenRow(token, secretOfSignedBytes, 1)]
    return [{ kind: "skipped", label: nameForMessages(name), error: importError(NAME, "damaged").data }]
  })
  if (rows.length === 0) throw importError(NAME, "nothing")
  return rows
}

/** As the app shows them; what its order does not name comes last. */
function inOrder(texts: ReadonlyMap<string, string>): [name: string, text: string][] {
  const order = jsonValue(texts.get(ORDER) ?? "")
  const names = Array.isArray(order) ? order.filter((name) => typeof name === "string") : []
  const all = new Set([...names, ...texts.keys()])
  all.delete(ORDER)
  return [...all].flatMap((name) => {
    const text = texts.get(name)
    return text === undefined ? [] : [[name, text] as [string, string]]
  })
}
