import { expect, test } from "vitest"
import { MAX_ROWS } from "../../../src/core/imports/row-limit.ts"
import { preferencesXml } from "../../support/imports/android-files.ts"
import { refusalOfReading, rowsOf } from "./reading.ts"

// Found by trying files of ten megabytes: millions of empty rows took minutes and gigabytes.
const many = `[${"{},".repeat(MAX_ROWS)}{}]`

test.each([
  ["FreeOTP+", `{"tokenOrder":[],"tokens":${many}}`],
  ["Authy", preferencesXml({ "com.authy.storage.tokens.authenticator.key": many })],
  ["TOTP Authenticator", preferencesXml({ STATIC_TOTP_CODES_LIST: many })],
  [
    "FreeOTP",
    `<map><string name="tokenOrder"></string>${Array.from({ length: MAX_ROWS + 1 }, (_, index) => `<string name="${index}">{}</string>`).join("")}</map>`,
  ],
])("more rows of %s than anybody has are refused before one is read", async (format, file) => {
  expect(await refusalOfReading(rowsOf(file))).toEqual({ kind: "import", problem: "too-many", format })
})
