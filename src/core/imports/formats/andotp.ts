/** @file andOTP (Android): plain, and encrypted, new and old. Source: andOTP, Entry.java; Aegis, AndOtpImporter.java. */
import { createHash } from "node:crypto"
import { GCM_NONCE_BYTES, GCM_TAG_BYTES, openGcm } from "../ciphers.ts"
import { foreignRow } from "../foreign-row.ts"
import type { ImportFormat, ImportRow, ImportTools } from "../format.ts"
import { importError } from "../import-error.ts"
import { field, fieldsOf, listField, textField } from "../json-fields.ts"
import type { Fields } from "../json-fields.ts"
import { derivePbkdf2, MAX_PBKDF2_ITERATIONS } from "../kdf.ts"
import { labelNames } from "../label-names.ts"
import { looksEncrypted } from "../looks-encrypted.ts"
import { jsonIn, neededPassword, rowsFrom } from "../reading.ts"

const NAME = "andOTP"
const SALT_BYTES = 12
/** Iterations and salt of the new form. */
const NEW_HEADER_BYTES = 4 + SALT_BYTES

export const andotp: ImportFormat = {
  id: "andotp",
  name: NAME,
  ownJson: /"(?:thumbnail|last_used|used_frequency)"\s*:/,
  recognise: ({ json, text, bytes }) => {
    if (Array.isArray(json)) return json.some((item) => isEntry(fieldsOf(item)))
    // The encrypted forms have no mark. Their text was never shorter than one entry.
    return text === null && bytes.length >= 96 && looksEncrypted(bytes)
  },
  read: async ({ json, bytes }, tools) => {
    const content = Array.isArray(json) ? json : await decrypted(bytes, tools)
    tools.onStep({ step: "reading" })
    if (!Array.isArray(content)) throw importError(NAME, "damaged")
    return rowsFrom(content, NAME, (item) => entryRow(fieldsOf(item)))
  },
}

const OWN_FIELDS = ["thumbnail", "tags", "type", "last_used", "period"]

function isEntry(item: Fields | null): boolean {
  if (typeof field(item, "secret") !== "string" || typeof field(item, "label") !== "string") return false
  return OWN_FIELDS.some((name) => field(item, name) !== undefined)
}

async function decrypted(bytes: Uint8Array, tools: ImportTools): Promise<unknown> {
  const password = neededPassword(tools, NAME)
  tools.onStep({ step: "deriving-key", slot: 1, slots: 1 })
  const opened = (await openNew(bytes, password)) ?? openOld(bytes, password)
  if (opened === null) throw importError(NAME, "password-or-damaged")
  return jsonIn(opened)
}

/** Iterations (4 bytes, big-endian; andOTP took 140,000 to 160,000), salt, nonce, ciphertext and tag. */
async function openNew(bytes: Uint8Array, password: string): Promise<Uint8Array | null> {
  if (bytes.length < 4) return null
  const iterations = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0)
  // A number beyond the bounds is the nonce of an old file.
  if (iterations < 1 || iterations > MAX_PBKDF2_ITERATIONS) return null
  const salt = bytes.subarray(4, NEW_HEADER_BYTES)
  const key = await derivePbkdf2({ hash: "sha1", password, salt, iterations, length: 32, format: NAME })
  return openBox(key, bytes.subarray(NEW_HEADER_BYTES))
}

/** Nonce, ciphertext and tag. */
function openOld(bytes: Uint8Array, password: string): Uint8Array | null {
  return openBox(createHash("sha256").update(password, "utf8").digest(), bytes)
}

function openBox(key: Uint8Array, box: Uint8Array): Uint8Array | null {
  if (box.length < GCM_NONCE_BYTES + GCM_TAG_BYTES) return null
  return openGcm({ key, nonce: box.subarray(0, GCM_NONCE_BYTES), sealed: box.subarray(GCM_NONCE_BYTES) })
}

function entryRow(item: Fields | null): ImportRow {
  return foreignRow({
    // Its first versions knew nothing but TOTP.
    type: (textField(item, "type") || "totp").toLowerCase(),
    ...namesOf(item),
    secret: field(item, "secret"),
    algorithm: field(item, "algorithm"),
    digits: field(item, "digits"),
    period: field(item, "period"),
    counter: field(item, "counter"),
    pin: field(item, "pin"),
    tags: listField(item, "tags"),
  })
}

/** Without a field for it, the issuer stands before the label, and a link's own prefix may follow: `A - A:me`. */
function namesOf(item: Fields | null): { issuer: string; account: string } {
  const label = textField(item, "label")
  if (field(item, "issuer") !== undefined) return { issuer: textField(item, "issuer"), account: label }
  const dash = label.indexOf(" - ")
  const issuer = dash === -1 ? "" : label.slice(0, dash)
  const rest = dash === -1 ? label : label.slice(dash + 3)
  return labelNames(rest, issuer)
}
