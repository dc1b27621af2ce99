/** @file Proton Authenticator, plain and encrypted. Source: proton-pass-common, proton-authenticator/src/entry/exporter.rs,
 * password_exporter.rs and crypto.rs. */
import { checkName } from "../../otp/names.ts"
import { openGcm } from "../ciphers.ts"
import { base64Bytes } from "../encoded.ts"
import { extrasOf, foreignRow } from "../foreign-row.ts"
import type { ImportFormat, ImportRow, ImportTools } from "../format.ts"
import { importError } from "../import-error.ts"
import { field, fieldsOf, isList, listField, objectField, textField } from "../json-fields.ts"
import type { Fields } from "../json-fields.ts"
import { deriveArgon2 } from "../kdf.ts"
import { linkRow } from "../link-rows.ts"
import { jsonIn, neededPassword, rowsFrom } from "../reading.ts"

const NAME = "Proton Authenticator"
const COSTS = { memoryKiB: 19_456, passes: 2, lanes: 1, length: 32 }
const ASSOCIATED = new TextEncoder().encode("proton.authenticator.export.v1")
const NONCE_BYTES = 12

export const protonAuthenticator: ImportFormat = {
  id: "proton-authenticator",
  name: NAME,
  ownJson: /"entry_type"\s*:|"version"\s*:\s*\d+\s*,\s*"salt"\s*:\s*"/,
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
    return rowsFrom(listField(content, "entries"), NAME, (entry) => entryRow(fieldsOf(entry)))
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

/** `steam://SECRET`: base64 in the app's first versions, base32 since. */
function steamRow(secret: string, account: string, note: string): ImportRow {
  const bytes = isBase64(secret) ? base64Bytes(secret) : null
  return foreignRow({ type: "steam", issuer: "Steam", account, secret: bytes ?? secret, note })
}

/**
 * Letters of both are the same, so the rest decides: symbols that base32 lacks, padding at a length that base32's
 * cannot have (Steam's 20 bytes are 28 symbols), or upper and lower case together.
 */
function isBase64(text: string): boolean {
  if (text.length % 4 !== 0) return false
  const padded = text.endsWith("=") && text.length % 8 !== 0
  return padded || /[0189+/]/.test(text) || (/[a-z]/.test(text) && /[A-Z]/.test(text))
}
