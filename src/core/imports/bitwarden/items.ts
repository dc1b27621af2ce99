import type { ImportRow } from "../format.ts"
import { field, fieldsOf, listField, namesById, objectField, textField } from "../json-fields.ts"
import type { Fields } from "../json-fields.ts"
import { isFilled, loginRow } from "../login-row.ts"
import { rowsOfEach } from "../reading.ts"

/**
 * The rows of Bitwarden's items. Notes, cards and identities have no login, most logins no `totp`: no rows. A folder,
 * or an organisation's collections, are tags. The notes are not read: people keep recovery codes in them.
 * @throws AppError `import`: `nothing`, `too-many`
 */
export function itemRows(file: Fields | null, format: string): ImportRow[] {
  const folders = namesById(listField(file, "folders"), "id", "name")
  const collections = namesById(listField(file, "collections"), "id", "name")
  return rowsOfEach(listField(file, "items"), format, (value) => {
    const item = fieldsOf(value)
    const login = objectField(item, "login")
    const totp = field(login, "totp")
    if (!isFilled(totp)) return []
    const tags = [
      folders.get(textField(item, "folderId")),
      ...listField(item, "collectionIds").map((id) => collections.get(String(id))),
    ]
    return [
      loginRow(totp, {
        name: textField(item, "name"),
        username: textField(login, "username"),
        tags: tags.filter((tag) => tag !== undefined),
        pinned: field(item, "favorite") === true,
        trashed: isFilled(field(item, "deletedDate")),
      }),
    ]
  })
}
