/** @file Raivo OTP (iOS): the JSON inside its ZIP, on its own. Source: raivo-otp/ios-application,
 * DataExportFeature.swift and DataImportFeature.swift. */
import { foreignRow } from "../foreign-row.ts"
import type { ImportFormat, ImportRow } from "../format.ts"
import { field, fieldsOf, textField } from "../json-fields.ts"
import type { Fields } from "../json-fields.ts"
import { rowsFrom } from "../reading.ts"

const NAME = "Raivo OTP"

export const raivo: ImportFormat = {
  id: "raivo",
  name: NAME,
  ownJson: /"timer"\s*:\s*"|"iconValue"\s*:/,
  recognise: ({ json }) => Array.isArray(json) && json.some((item) => isItem(fieldsOf(item))),
  read: ({ json }, tools) =>
    Promise.resolve().then(() => {
      tools.onStep({ step: "reading" })
      const items: unknown[] = Array.isArray(json) ? json : []
      return rowsFrom(items, NAME, (item) => itemRow(fieldsOf(item)))
    }),
}

function isItem(item: Fields | null): boolean {
  return ["kind", "timer", "secret"].every((name) => field(item, name) !== undefined)
}

/** Every value is a text, `pinned` too. */
function itemRow(item: Fields | null): ImportRow {
  return foreignRow({
    type: textField(item, "kind").toLowerCase(),
    issuer: textField(item, "issuer"),
    account: textField(item, "account"),
    secret: field(item, "secret"),
    algorithm: field(item, "algorithm"),
    digits: field(item, "digits"),
    period: field(item, "timer"),
    counter: field(item, "counter"),
    pinned: field(item, "pinned") === "true" || field(item, "pinned") === true,
  })
}
