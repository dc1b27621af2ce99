/** @file Stratum, formerly Authenticator Pro: plain, and encrypted (strong, legacy). Source: stratumauth/app,
 * doc/BACKUP_FORMAT.md. */
import { openCbc, openGcm } from "../ciphers.ts"
import { foreignRow } from "../foreign-row.ts"
import type { ForeignEntry } from "../foreign-row.ts"
import type { ImportFormat, ImportInput, ImportRow, ImportTools } from "../format.ts"
import { importError } from "../import-error.ts"
import { field, fieldsOf, isList, listField, namesById, textField } from "../json-fields.ts"
import type { Fields } from "../json-fields.ts"
import { deriveArgon2, derivePbkdf2 } from "../kdf.ts"
import { jsonIn, neededPassword, rowsFrom } from "../reading.ts"

const NAME = "Stratum"
const STRONG = "AUTHENTICATORPRO"
const LEGACY = "AuthenticatorPro"
const STRONG_COSTS = { memoryKiB: 65_536, passes: 3, lanes: 4, length: 32 }
const LEGACY_ITERATIONS = 64_000
/** By number from 1. */
const TYPES = ["hotp", "totp", "motp", "steam", "yandex"]
/** By number from 0. */
const ALGORITHMS = ["SHA1", "SHA256", "SHA512"]

type NumberedEntry = Omit<ForeignEntry, "type"> & { readonly type: unknown }

export const stratum: ImportFormat = {
  id: "stratum",
  name: NAME,
  ownJson: /"Authenticators"\s*:/,
  recognise: (input) => magicOf(input) !== null || isList(fieldsOf(input.json), "Authenticators"),
  read: async (input, tools) => {
    const magic = magicOf(input)
    const content = magic === null ? input.json : await decrypted(input.bytes.subarray(16), magic, tools)
    tools.onStep({ step: "reading" })
    return contentRows(fieldsOf(content))
  },
}

function magicOf({ bytes }: ImportInput): string | null {
  const magic = Buffer.from(bytes.subarray(0, 16)).toString("latin1")
  return magic === STRONG || magic === LEGACY ? magic : null
}

/** Neither form can tell a wrong password from damage: one has a tag over all, the other none at all. */
async function decrypted(body: Uint8Array, magic: string, tools: ImportTools): Promise<unknown> {
  const password = neededPassword(tools, NAME)
  const [saltEnd, ivEnd, least] = magic === STRONG ? [16, 28, 44] : [20, 36, 52]
  if (body.length < least) throw importError(NAME, "damaged")
  const [salt, iv, sealed] = [body.subarray(0, saltEnd), body.subarray(saltEnd, ivEnd), body.subarray(ivEnd)]
  tools.onStep({ step: "deriving-key", slot: 1, slots: 1 })
  const opened =
    magic === STRONG
      ? openGcm({ key: await strongKey(password, salt), nonce: iv, sealed })
      : openCbc(await legacyKey(password, salt), iv, sealed)
  const content = opened === null ? undefined : jsonIn(opened)
  if (content === undefined) {
    throw importError(NAME, opened !== null && magic === STRONG ? "damaged" : "password-or-damaged")
  }
  return content
}

function strongKey(password: string, salt: Uint8Array): Promise<Uint8Array> {
  return deriveArgon2({ variant: "argon2id", password, salt, ...STRONG_COSTS, format: NAME })
}

function legacyKey(password: string, salt: Uint8Array): Promise<Uint8Array> {
  return derivePbkdf2({
    hash: "sha1",
    password,
    salt,
    iterations: LEGACY_ITERATIONS,
    length: 32,
    format: NAME,
  })
}

function contentRows(content: Fields | null): ImportRow[] {
  if (!isList(content, "Authenticators")) throw importError(NAME, "damaged")
  const categories = categoriesBySecret(content)
  return rowsFrom(listField(content, "Authenticators"), NAME, (item) =>
    authenticatorRow(fieldsOf(item), categories),
  )
}

/** The names of an authenticator's categories, by its secret as the file spells it. */
function categoriesBySecret(content: Fields | null): Map<string, string[]> {
  const names = namesById(listField(content, "Categories"), "Id", "Name")
  const bySecret = new Map<string, string[]>()
  for (const binding of listField(content, "AuthenticatorCategories").map(fieldsOf)) {
    const name = names.get(textField(binding, "CategoryId"))
    const secret = textField(binding, "AuthenticatorSecret")
    const known = bySecret.get(secret)
    if (name !== undefined && known !== undefined) known.push(name)
    else if (name !== undefined) bySecret.set(secret, [name])
  }
  return bySecret
}

function authenticatorRow(item: Fields | null, categories: ReadonlyMap<string, string[]>): ImportRow {
  return numberedRow({
    type: field(item, "Type"),
    issuer: textField(item, "Issuer"),
    account: textField(item, "Username"),
    secret: field(item, "Secret"),
    algorithm: field(item, "Algorithm"),
    digits: field(item, "Digits"),
    period: field(item, "Period"),
    counter: field(item, "Counter"),
    pin: field(item, "Pin"),
    tags: categories.get(textField(item, "Secret")) ?? [],
  })
}

/** A row with Stratum's numbers for type and algorithm. One without a name stays what it is, and is refused. */
export function numberedRow({ type, algorithm, ...entry }: NumberedEntry): ImportRow {
  return foreignRow({
    ...entry,
    type: named(TYPES, Number(type) - 1) ?? "",
    algorithm: named(ALGORITHMS, algorithm) ?? algorithm,
  })
}

function named(names: readonly string[], index: unknown): string | undefined {
  return typeof index === "number" ? names[index] : undefined
}
