/** @file Bitwarden's JSON, plain and protected by a password. Source: bitwarden.com/help, "Encrypted exports"; stratumauth/app,
 * BitwardenBackupConverter.cs. */
import { openBitwarden } from "../bitwarden/sealed-export.ts"
import { itemRows } from "../bitwarden/items.ts"
import type { ImportFormat } from "../format.ts"
import { importError } from "../import-error.ts"
import { field, fieldsOf, isList } from "../json-fields.ts"
import { neededPassword } from "../reading.ts"

const NAME = "Bitwarden"

export const bitwarden: ImportFormat = {
  id: "bitwarden",
  name: NAME,
  ownJson:
    /"encrypted"\s*:\s*(?:true|false)\s*,\s*"(?:passwordProtected|folders|collections|items|encKeyValidation_DO_NOT_EDIT)"/,
  recognise: ({ json }) => {
    const file = fieldsOf(json)
    if (field(file, "encrypted") === true) return isProtected(file) || isRestricted(file)
    return field(file, "encrypted") === false && isList(file, "items")
  },
  read: async ({ json }, tools) => {
    const file = fieldsOf(json)
    if (field(file, "encrypted") !== true) {
      tools.onStep({ step: "reading" })
      return itemRows(file, NAME)
    }
    // Without a password of its own it is encrypted with the key of the person's account, which only Bitwarden has.
    if (field(file, "passwordProtected") !== true) throw importError(NAME, "restricted")
    const password = neededPassword(tools, NAME)
    tools.onStep({ step: "deriving-key", slot: 1, slots: 1 })
    const opened = await openBitwarden(file, password, NAME)
    tools.onStep({ step: "reading" })
    return itemRows(opened, NAME)
  },
}

function isProtected(file: ReturnType<typeof fieldsOf>): boolean {
  return field(file, "passwordProtected") === true && field(file, "data") !== undefined
}

function isRestricted(file: ReturnType<typeof fieldsOf>): boolean {
  return isList(file, "items") || field(file, "encKeyValidation_DO_NOT_EDIT") !== undefined
}
