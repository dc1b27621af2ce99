/** @file Proton Authenticator, plain and encrypted. Source: proton-pass-common, proton-authenticator/src/entry/exporter.rs,
 * password_exporter.rs and crypto.rs. */
import { isAppError } from "../../errors.ts"
import { checkName } from "../../otp/names.ts"
import { openGcm } from "../ciphers.ts"
import { base64Bytes } from "../encoded.ts"
import { extrasOf, foreignRow, secretOf } from "../foreign-row.ts"
import type { ImportFormat, ImportRow, ImportTools } from "../format.ts"
import { importError } from "../import-error.ts"
import { field, fieldsOf, isList, listField, objectField, textField } from "../json-fields.ts"
import type { Fields } from "../json-fields.ts"
import { deriveArgon2 } from "../kdf.ts"
import { linkRow } from "../link-row.ts"
import { jsonIn, neededPassword, someRows } from "../reading.ts"

const NAME = "Proton Authenticator"
const COSTS = { memoryKiB: 19_456, passes: 2, lanes: 1, length: 32 }
const ASSOCIATED = new TextEncoder().encode("proton.authenticator.export.v1")
const NONCE_BYTES = 12

export const protonAuthenticator: ImportFormat = {
  id: "proton-authenticator",
  name: NAME,
  recognise: ({ json }) => {
    const file = fieldsOf(json)
    if (typeof field(file, "version") !== "number") return false
    return isEncrypted(file) || (isList(file, "entries") && isEntries(listField(file, "entries")))
  },
  read: async ({ json }, tools) => {
    const file = fieldsOf(json)
    if (Number(field(file, "version")) > 1) throw importError(NAME, "newer")
    const content = isEncrypted(file) ? await decrypted(file, tools) : file
    tools.onStep({ step: "reading" })
    if (!isList(content, "entries")) throw importError(NAME, "damaged")
    return someRows(
      listField(content, "entries").map((entry) => entryRow(fieldsOf(entry))),
      NAME,
    )
  },
}

function isEncrypted(file: Fields | null): boolean {
  return typeof field(file, "salt") === "string" && typeof field(file, "content") === "string"
}

function isEntries(entries: readonly unknown[]): boolean {
  return entries.length === 0 || entries.some((entry) => objectField(fieldsOf(entry), "content") !== null)
}

async function decrypted(file: Fields | null, tools: ImportTools): Promise<Fields | null> {
  const password = neededPassword(tools, NAME)
  const salt = base64Bytes(field(file, "salt"))
  const content = base64Bytes(field(file, "content"))
  if (salt === null || content === null) throw importError(NAME, "damaged")
  tools.onStep({ step: "deriving-key", slot: 1, slots: 1 })
  const key = await deriveArgon2({ variant: "argon2id", password, salt, ...COSTS, format: NAME })
  const box = { nonce: content.subarray(0, NONCE_BYTES), sealed: content.subarray(NONCE_BYTES) }
  const opened = openGcm({ key, ...box, associated: ASSOCIATED })
  if (opened === null) throw importError(NAME, "password-or-damaged")
  const inside = fieldsOf(jsonIn(opened))
  if (Number(field(inside, "version")) > 1) throw importError(NAME, "newer")
  return inside
}

function entryRow(entry: Fields | null): ImportRow {
  const content = objectField(entry, "content")
  const uri = textField(content, "uri").trim()
  const account = textField(content, "name")
  const note = textField(entry, "note")
  if (/^steam:\/\//i.test(uri)) return steamRow(uri.slice("steam://".length), account, note)
  return linkRow(uri, (found) => ({
    ...found,
    ...(found.account === "" && { account: checkName(account) }),
    ...extrasOf({ note }),
  }))
}

/** `steam://SECRET`: Proton writes base64 where what it was given was no base32. */
function steamRow(secret: string, account: string, note: string): ImportRow {
  return foreignRow({ type: "steam", issuer: "Steam", account, secret: base32OrBytes(secret), note })
}

function base32OrBytes(text: string): unknown {
  try {
    return secretOf(text)
  } catch (error) {
    if (!isAppError(error, "otp")) throw error
    const { problem } = error.data
    const other = problem === "bad-characters" || problem === "digit-for-letter"
    return (other ? base64Bytes(text) : null) ?? text
  }
}
