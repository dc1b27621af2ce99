/** @file Duo Mobile's accounts.json (Android, from a rooted telephone: Duo exports nothing). Source: Aegis,
 * DuoImporter.java. */
import { foreignRow } from "../foreign-row.ts"
import type { ImportFormat, ImportRow } from "../format.ts"
import { field, fieldsOf, objectField, textField } from "../json-fields.ts"
import type { Fields } from "../json-fields.ts"
import { labelNames } from "../label-names.ts"
import { rowsFrom } from "../reading.ts"

const NAME = "Duo Mobile"

export const duo: ImportFormat = {
  id: "duo",
  name: NAME,
  ownJson: /"otpGenerator"\s*:/,
  recognise: ({ json }) =>
    Array.isArray(json) && json.some((item) => objectField(fieldsOf(item), "otpGenerator") !== null),
  read: ({ json }, tools) =>
    Promise.resolve().then(() => {
      tools.onStep({ step: "reading" })
      const items: unknown[] = Array.isArray(json) ? json : []
      return rowsFrom(items, NAME, (item) => itemRow(fieldsOf(item)))
    }),
}

/** What has a counter is HOTP; everything else is left at the defaults, Duo knows no others. */
function itemRow(item: Fields | null): ImportRow {
  const generator = objectField(item, "otpGenerator")
  const counter = field(generator, "counter")
  return foreignRow({
    type: counter === undefined ? "totp" : "hotp",
    ...labelNames(textField(item, "name")),
    secret: field(generator, "otpSecret"),
    counter,
  })
}
