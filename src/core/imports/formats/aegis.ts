/** @file Aegis (Android), its vault and its exports: plain, and encrypted with every password slot. Source: Aegis,
 * docs/vault.md; PasswordSlotDecryptTask.java for passwords over 64 bytes. */
import { joined, openGcm } from "../ciphers.ts"
import { base64Bytes, hexBytes } from "../encoded.ts"
import { foreignRow } from "../foreign-row.ts"
import type { ImportFormat, ImportRow, ImportTools } from "../format.ts"
import { importError } from "../import-error.ts"
import {
  field,
  fieldsOf,
  isList,
  listField,
  namesById,
  objectField,
  textField,
  textOf,
} from "../json-fields.ts"
import type { Fields } from "../json-fields.ts"
import { jsonIn, neededPassword, rowsFrom } from "../reading.ts"
import { decodeBase32 } from "../../otp/base32.ts"
import { openSlots } from "./aegis-slots.ts"

const NAME = "Aegis"
/** Version 1 named an entry's group, 3 lists the ids of several. */
const NEWEST_CONTENT = 3

export const aegis: ImportFormat = {
  id: "aegis",
  name: NAME,
  ownJson: /"header"\s*:\s*\{\s*"slots"/,
  recognise: ({ json }) => {
    const file = fieldsOf(json)
    const db = field(file, "db")
    return objectField(file, "header") !== null && (typeof db === "string" || fieldsOf(db) !== null)
  },
  read: async ({ json }, tools) => {
    const file = fieldsOf(json)
    const version = field(file, "version")
    if (typeof version === "number" && version > 1) throw importError(NAME, "newer")
    if (version !== 1) throw importError(NAME, "damaged")
    const content = typeof field(file, "db") === "string" ? await decrypted(file, tools) : field(file, "db")
    tools.onStep({ step: "reading" })
    return contentRows(fieldsOf(content))
  },
}

async function decrypted(file: Fields | null, tools: ImportTools): Promise<unknown> {
  const password = neededPassword(tools, NAME)
  const header = objectField(file, "header")
  const params = objectField(header, "params")
  const nonce = hexBytes(field(params, "nonce"))
  const tag = hexBytes(field(params, "tag"))
  const db = base64Bytes(field(file, "db"))
  if (nonce?.length !== 12 || tag?.length !== 16 || db === null) throw importError(NAME, "damaged")
  const key = await openSlots(listField(header, "slots"), password, tools)
  const opened = openGcm({ key, nonce, sealed: joined([db, tag]) })
  // The slot's own tag has shown the password to be right.
  const content = opened === null ? undefined : jsonIn(opened)
  if (content === undefined) throw importError(NAME, "damaged")
  return content
}

function contentRows(content: Fields | null): ImportRow[] {
  const version = field(content, "version")
  if (typeof version === "number" && version > NEWEST_CONTENT) throw importError(NAME, "newer")
  if (!isList(content, "entries")) throw importError(NAME, "damaged")
  const groups = namesById(listField(content, "groups"), "uuid", "name")
  return rowsFrom(listField(content, "entries"), NAME, (entry) => entryRow(fieldsOf(entry), groups))
}

function entryRow(entry: Fields | null, groups: ReadonlyMap<string, string>): ImportRow {
  const info = objectField(entry, "info")
  const type = textField(entry, "type").toLowerCase()
  const named = listField(entry, "groups").map((id) => groups.get(textOf(id)) ?? "")
  return foreignRow({
    type,
    issuer: textField(entry, "issuer"),
    account: textField(entry, "name"),
    secret: type === "motp" ? hexSecret(field(info, "secret")) : field(info, "secret"),
    algorithm: field(info, "algo"),
    digits: field(info, "digits"),
    period: field(info, "period"),
    counter: field(info, "counter"),
    pin: field(info, "pin"),
    tags: [textField(entry, "group"), ...named],
    note: textField(entry, "note"),
    pinned: field(entry, "favorite") === true,
  })
}

/** Aegis keeps the bytes of an mOTP secret in base32; its links have them in hexadecimal. */
function hexSecret(secret: unknown): unknown {
  if (typeof secret !== "string") return secret
  try {
    return Buffer.from(decodeBase32(secret)).toString("hex")
  } catch {
    return secret
  }
}
