/** @file Proton Pass's ZIP. Source: ProtonMail/WebClients, packages/pass/lib/export; an export of version 5. */
import type { ImportFormat, ImportRow } from "../format.ts"
import { importError } from "../import-error.ts"
import { field, fieldsOf, listField, objectField, textField } from "../json-fields.ts"
import type { Fields } from "../json-fields.ts"
import { isFilled, loginRow } from "../login-row.ts"
import { jsonIn, rowsOfEach } from "../reading.ts"
import { zipNames } from "../zip/directory.ts"
import { zipFiles } from "../zip/files.ts"

const NAME = "Proton Pass"
const TRASHED = 2
const DATA = /^Proton Pass\/data\.(?:json|pgp)$/

export const protonPass: ImportFormat = {
  id: "proton-pass",
  name: NAME,
  recognise: ({ bytes }) => zipNames(bytes).some((name) => DATA.test(name)),
  read: async ({ bytes }, tools) => {
    const data = (await zipFiles(bytes, NAME)).find(({ name }) => DATA.test(name))
    if (data === undefined) throw importError(NAME, "damaged")
    if (data.name.endsWith(".pgp")) throw importError(NAME, "unsupported-encryption")
    tools.onStep({ step: "reading" })
    const file = fieldsOf(jsonIn(await data.read(tools.password)))
    const vaults = objectField(file, "vaults")
    if (vaults === null) throw importError(NAME, "damaged")
    const items = Object.values(vaults).flatMap((vault) => listField(fieldsOf(vault), "items"))
    return rowsOfEach(items, NAME, (item) => itemRows(fieldsOf(item)))
  },
}

/** The login's own field first, then the added ones, whose names become notes. */
function itemRows(item: Fields | null): ImportRow[] {
  const data = objectField(item, "data")
  const content = objectField(data, "content")
  const email = textField(content, "itemEmail")
  const username = textField(content, "itemUsername")
  const login = {
    name: textField(objectField(data, "metadata"), "name"),
    username: username === "" ? email : username,
    pinned: field(item, "pinned") === true,
    trashed: field(item, "state") === TRASHED,
  }
  const extras = listField(data, "extraFields").map(fieldsOf)
  return [
    { value: field(content, "totpUri"), note: "" },
    ...extras
      .filter((extra) => field(extra, "type") === "totp")
      .map((extra) => ({
        value: field(objectField(extra, "data"), "totpUri"),
        note: textField(extra, "fieldName"),
      })),
  ]
    .filter(({ value }) => isFilled(value))
    .map(({ value, note }) => loginRow(value, { ...login, note }))
}
