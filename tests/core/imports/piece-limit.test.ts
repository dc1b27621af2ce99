import { expect, test } from "vitest"
import { importFormats } from "../../../src/core/imports/formats.ts"
import { MAX_IMPORT_BYTES } from "../../../src/core/imports/format.ts"
import { isOverfull, MAX_PIECES } from "../../../src/core/imports/piece-limit.ts"
import { readImport } from "../../../src/core/imports/read-import.ts"
import { utf8 } from "../../support/imports/read-with.ts"
import { refusalOfReading } from "./reading.ts"

test("a text of exactly as many pieces as are read is no more than that", () => {
  expect(isOverfull(",".repeat(MAX_PIECES))).toBe(false)
  expect(isOverfull(",".repeat(MAX_PIECES) + "a")).toBe(false)
  expect(isOverfull(",".repeat(MAX_PIECES) + "<")).toBe(true)
})

test("a long text of few pieces, such as a picture in base64, is no more than that", () => {
  expect(isOverfull("A".repeat(MAX_IMPORT_BYTES))).toBe(false)
})

// Each took seconds and gigabytes once.
test.each([
  ["JSON", '{"version":1,"db":{"entries":[', "{},"],
  ["a table", "name,url,username,password,note,OTPAuth\n", "a\n"],
  ["a page", "<!doctype html>otpauth://", "<p>"],
  ["a list", "otpauth://totp/a?secret=AAAA\n", "otpauth:\n"],
])(
  "ten megabytes of the smallest pieces of %s are refused before they are parsed",
  async (_what, head, piece) => {
    const file = head + piece.repeat(Math.floor((MAX_IMPORT_BYTES - head.length) / piece.length))
    const reading = readImport(utf8(file), importFormats, {
      format: null,
      password: null,
      onStep: () => undefined,
      readPicture: () => Promise.resolve([]),
    })
    expect(await refusalOfReading(reading)).toEqual({ kind: "import", problem: "too-many", format: null })
  },
)

test("a table of more rows than anybody has logins is refused, also where its rows are too short", async () => {
  const head = "Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes\n"
  const reading = readImport(utf8(head + "a\n".repeat(60_000)), importFormats, {
    format: null,
    password: null,
    onStep: () => undefined,
    readPicture: () => Promise.resolve([]),
  })
  expect(await refusalOfReading(reading)).toMatchObject({ problem: "too-many", format: "1Password" })
})
