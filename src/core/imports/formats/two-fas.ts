/** @file 2FAS (.2fas), schema 1 to 4, plain and encrypted. Source: 2fas-android, core/cipher and data/services/domain
 * (BackupContent.kt). */
import { openGcm } from "../ciphers.ts"
import { base64Bytes } from "../encoded.ts"
import { foreignRow } from "../foreign-row.ts"
import type { ImportFormat, ImportRow, ImportTools } from "../format.ts"
import { importError } from "../import-error.ts"
import { field, fieldsOf, isList, listField, namesById, objectField, textField } from "../json-fields.ts"
import type { Fields } from "../json-fields.ts"
import { derivePbkdf2 } from "../kdf.ts"
import { jsonIn, neededPassword, rowsFrom } from "../reading.ts"
import { splitLabel } from "../../otp/names.ts"
import { MAX_URI_LENGTH } from "../../otp/parse-otpauth-uri.ts"
import { uriNames } from "../../otp/uri-names.ts"
import { uriParts } from "../../otp/uri-parts.ts"

const NAME = "2FAS"
const NEWEST_SCHEMA = 4
const ITERATIONS = 10_000

export const twoFas: ImportFormat = {
  id: "2fas",
  name: NAME,
  ownJson: /"services(?:Encrypted)?"\s*:/,
  recognise: ({ json }) => {
    const file = fieldsOf(json)
    return typeof field(file, "schemaVersion") === "number" && isList(file, "services")
  },
  read: async ({ json }, tools) => {
    const file = fieldsOf(json)
    if (Number(field(file, "schemaVersion")) > NEWEST_SCHEMA) throw importError(NAME, "newer")
    // `reference` is no sign of encryption: it may be empty, or stay behind.
    const sealed = textField(file, "servicesEncrypted")
    const services =
      sealed === ""
        ? listField(file, "services")
        : await decrypted(sealed, textField(file, "reference"), tools)
    tools.onStep({ step: "reading" })
    const groups = namesById(listField(file, "groups"), "id", "name")
    return rowsFrom(services, NAME, (service) => serviceRow(fieldsOf(service), groups))
  },
}

async function decrypted(
  services: string,
  reference: string,
  tools: ImportTools,
): Promise<readonly unknown[]> {
  const password = neededPassword(tools, NAME)
  const box = sealedParts(services)
  if (box === null) throw importError(NAME, "damaged")
  tools.onStep({ step: "deriving-key", slot: 1, slots: 1 })
  const { salt } = box
  const key = await derivePbkdf2({
    hash: "sha256",
    password,
    salt,
    iterations: ITERATIONS,
    length: 32,
    format: NAME,
  })
  const opened = openGcm({ key, ...box })
  if (opened === null) throw importError(NAME, whatFailed(key, salt, reference))
  const content = jsonIn(opened)
  if (!Array.isArray(content)) throw importError(NAME, "damaged")
  return content as unknown[]
}

/**
 * The reference is a second text under the same key, made to test passwords. Where it opens, the password is right;
 * where neither opens although both carry the same salt, the password is wrong: one damaged place is not in both.
 */
function whatFailed(key: Uint8Array, salt: Uint8Array, reference: string) {
  const box = sealedParts(reference)
  if (box === null || Buffer.compare(box.salt, salt) !== 0) return "password-or-damaged"
  return openGcm({ key, ...box }) === null ? "password-wrong" : "damaged"
}

/** `ciphertext and tag:salt:nonce`, each in base64. */
function sealedParts(text: string): { sealed: Uint8Array; salt: Uint8Array; nonce: Uint8Array } | null {
  const [sealed, salt, nonce, ...more] = text.split(":", 4).map(base64Bytes)
  if (more.length > 0 || !sealed || !salt || nonce?.length !== 12) return null
  return { sealed, salt, nonce }
}

function serviceRow(service: Fields | null, groups: ReadonlyMap<string, string>): ImportRow {
  const otp = objectField(service, "otp")
  const group = groups.get(textField(service, "groupId"))
  return foreignRow({
    // Schemas 1 and 2 know nothing but TOTP.
    type: (textField(otp, "tokenType") || "totp").toLowerCase(),
    ...namesOf(service, otp),
    secret: field(service, "secret"),
    algorithm: field(otp, "algorithm"),
    digits: field(otp, "digits"),
    period: field(otp, "period"),
    counter: field(otp, "counter"),
    tags: group === undefined ? [] : [group],
  })
}

/** 2FAS shows `name`, which its users edit; the issuer of the link stands behind it. */
function namesOf(service: Fields | null, otp: Fields | null): { issuer: string; account: string } {
  const issuer = textField(service, "name").trim() || textField(otp, "issuer")
  return { issuer, account: textField(otp, "account").trim() || accountIn(otp) }
}

/** iOS leaves the account empty where its link and label have it. */
function accountIn(otp: Fields | null): string {
  try {
    const link = uriParts(textField(otp, "link").slice(0, MAX_URI_LENGTH))
    if (link?.scheme === "otpauth" && uriNames(link).account !== "") return uriNames(link).account
    return splitLabel(textField(otp, "label"), textField(otp, "issuer")).account
  } catch {
    return ""
  }
}
