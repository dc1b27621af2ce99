/** @file 1Password's 1pux. Source: support.1password.com/1pux-format. */
import type { ImportFormat, ImportRow } from "../format.ts"
import { importError } from "../import-error.ts"
import { field, fieldsOf, isList, listField, objectField, textField, textOf } from "../json-fields.ts"
import type { Fields } from "../json-fields.ts"
import { isFilled, loginRow } from "../login-row.ts"
import { jsonIn, rowsOfEach } from "../reading.ts"
import { zipNames } from "../zip/directory.ts"
import { zipFiles } from "../zip/files.ts"

const NAME = "1Password"
const DATA = "export.data"

export const onePassword: ImportFormat = {
  id: "1password",
  name: NAME,
  recognise: ({ bytes }) => zipNames(bytes).includes(DATA),
  read: async ({ bytes }, tools) => {
    const data = (await zipFiles(bytes, NAME)).find(({ name }) => name === DATA)
    if (data === undefined) throw importError(NAME, "damaged")
    tools.onStep({ step: "reading" })
    const file = fieldsOf(jsonIn(await data.read(tools.password)))
    if (!isList(file, "accounts")) throw importError(NAME, "damaged")
    const vaults = listField(file, "accounts").flatMap((account) => listField(fieldsOf(account), "vaults"))
    const items = vaults.flatMap((vault) => listField(fieldsOf(vault), "items"))
    return rowsOfEach(items, NAME, (item) => itemRows(fieldsOf(item)))
  },
}

/** Older exports have the item one level deeper. */
function itemRows(outer: Fields | null): ImportRow[] {
  const item = objectField(outer, "item") ?? outer
  const details = objectField(item, "details")
  const overview = objectField(item, "overview")
  const fields = listField(details, "sections").flatMap((section) => listField(fieldsOf(section), "fields"))
  const totps = fields
    .map(fieldsOf)
    .map((one) => ({ value: field(objectField(one, "value"), "totp"), title: textField(one, "title") }))
    .filter(({ value }) => isFilled(value))
  const login = {
    name: textField(overview, "title"),
    username: usernameOf(details),
    tags: listField(overview, "tags").map(textOf),
    pinned: field(item, "favIndex") === 1,
    trashed: field(item, "trashed") === true || field(item, "state") === "trashed",
  }
  return totps.map(({ value, title }) => loginRow(value, { ...login, note: totps.length > 1 ? title : "" }))
}

function usernameOf(details: Fields | null): string {
  const logins = listField(details, "loginFields").map(fieldsOf)
  return textField(logins.find((one) => field(one, "designation") === "username") ?? null, "value")
}
