import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import { expect, it } from "vitest"
import { AppError } from "../../../src/core/errors.ts"
import { importFormats } from "../../../src/core/imports/formats.ts"
import { readImport } from "../../../src/core/imports/read-import.ts"

const fixtures = resolve(import.meta.dirname, "../../fixtures/imports")
const options = {
  format: null,
  password: null,
  onStep: () => undefined,
  readPicture: () => Promise.resolve([]),
}

async function refusalOf(text: string): Promise<unknown> {
  return readImport(new TextEncoder().encode(text), importFormats, options).then(
    () => null,
    (error: unknown) => (error instanceof AppError ? error.data : error),
  )
}

const files: [string, string][] = [
  ["aegis/plain.json", "Aegis"],
  ["aegis/encrypted.json", "Aegis"],
  ["2fas/plain.2fas", "2FAS"],
  ["2fas/encrypted.2fas", "2FAS"],
  ["ente/items.json", "Ente Auth"],
  ["ente/encrypted.json", "Ente Auth"],
  ["proton-authenticator/plain.json", "Proton Authenticator"],
  ["proton-authenticator/encrypted.json", "Proton Authenticator"],
  ["stratum/plain.json", "Stratum"],
  ["andotp/plain.json", "andOTP"],
  ["lastpass-authenticator/plain.json", "LastPass Authenticator"],
  ["duo/accounts.json", "Duo Mobile"],
  ["steam/accounts.json", "Steam"],
  ["raivo/raivo-otp-export.json", "Raivo OTP"],
  ["freeotp-plus/export.json", "FreeOTP+"],
]

it.each(files)("%s without its end is a damaged file of %s", async (file, format) => {
  const text = readFileSync(resolve(fixtures, file), "utf8").trimEnd()
  expect(await refusalOf(text.slice(0, -1))).toEqual({ kind: "import", problem: "damaged", format })
})

it("Bitwarden's and every program's JSON in one line are known by their first fields", async () => {
  const damaged = (format: string) => ({ kind: "import", problem: "damaged", format })
  expect(await refusalOf('{"encrypted":false,"folders":[],"items":[{"lo')).toEqual(damaged("Bitwarden"))
  expect(await refusalOf('{"version":1,"header":{"slots":null')).toEqual(damaged("Aegis"))
})

it("any other JSON without its end is unknown, and so is a known field far behind the beginning", async () => {
  const unknown = { kind: "import", problem: "unknown-format", format: null }
  expect(await refusalOf('{"name":"package"')).toEqual(unknown)
  expect(await refusalOf(`[{"a":"${"x".repeat(1_100)}","otpGenerator":{`)).toEqual(unknown)
  expect(await refusalOf('a text with "otpGenerator": in it')).toEqual(unknown)
})
