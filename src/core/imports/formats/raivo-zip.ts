/** @file Raivo OTP's ZIP with a password (AES; ZipCrypto is read too). Source: raivo-otp/ios-application,
 * DataExportFeature.swift. */
import type { ImportFormat } from "../format.ts"
import { importError } from "../import-error.ts"
import { lookAt } from "../input.ts"
import { zipNames } from "../zip/directory.ts"
import { zipFiles } from "../zip/files.ts"
import { raivo } from "./raivo.ts"

const NAME = "Raivo OTP"
const DATA = /(?:^|\/)raivo-otp-export\.json$/

export const raivoZip: ImportFormat = {
  id: "raivo-zip",
  name: NAME,
  recognise: ({ bytes }) => zipNames(bytes).some((name) => DATA.test(name)),
  read: async ({ bytes }, tools) => {
    const data = (await zipFiles(bytes, NAME)).find(({ name }) => DATA.test(name))
    if (data === undefined) throw importError(NAME, "damaged")
    const inner = lookAt(await data.read(tools.password))
    // An export of no accounts is an empty list, which no reader can tell from any other.
    if (!raivo.recognise(inner)) throw importError(NAME, Array.isArray(inner.json) ? "nothing" : "damaged")
    return raivo.read(inner, tools)
  },
}
