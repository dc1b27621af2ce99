import { describe, expect, test } from "vitest"
import { readQrTexts } from "../../../../src/adapters/pictures/read-picture-file.ts"
import { isPicture } from "../../../../src/core/imports/formats/picture.ts"
import { secrets } from "../../../support/imports/files-fixtures.ts"
import { entry } from "../../otp/entries.ts"
import { bytesOf, entriesOf, fixture, formatOf, refusalOfReading, rowsOf, skippedOf } from "../reading.ts"

const readPicture = async (bytes: Uint8Array) => [...(await readQrTexts(bytes))]
const png = fixture("picture/code.png")

describe("pictures", () => {
  test("a QR code gives its account", async () => {
    expect(formatOf(png)?.id).toBe("picture")
    expect(await rowsOf(png, { readPicture })).toEqual([
      { kind: "entry", entry: entry({ issuer: "Oak Bank", account: "ada", secret: secrets[0] }) },
    ])
  })

  test("one part of a Google export gives its accounts and names the other parts", async () => {
    const rows = await rowsOf(fixture("picture/migration-1-of-3.png"), { readPicture })
    expect(entriesOf(rows)).toHaveLength(1)
    expect(skippedOf(rows)).toEqual([
      { label: "", error: { kind: "migration-parts", size: 3, missing: [2, 3] } },
    ])
  })

  test("a code of another kind, and no code at all, are told apart", async () => {
    const other = rowsOf(fixture("picture/no-otp.png"), { readPicture })
    expect(await refusalOfReading(other)).toEqual({ kind: "picture", problem: "no-otp-code" })
    const none = rowsOf(png, { readPicture: () => Promise.resolve([]) })
    expect(await refusalOfReading(none)).toEqual({ kind: "picture", problem: "no-code" })
  })

  test("a damaged picture is refused as such", async () => {
    const cut = rowsOf(png.slice(0, 200), { readPicture })
    expect(await refusalOfReading(cut)).toEqual({ kind: "picture", problem: "damaged" })
  })

  test.each([
    ["PNG", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], true],
    ["JPEG", [0xff, 0xd8, 0xff, 0xe0], true],
    ["GIF", [...bytesOf("GIF89a")], true],
    ["WebP", [...bytesOf("RIFF0000WEBPVP8 ")], true],
    ["BMP", [0x42, 0x4d, 70, 0, 0, 0, 0, 0, 0, 0], true],
    ["a sound", [...bytesOf("RIFF0000WAVEfmt ")], false],
    ["nothing", [], false],
  ])("%s is told by its first bytes", (_name, bytes, expected) => {
    expect(isPicture(Uint8Array.from(bytes))).toBe(expected)
  })

  test("a text that begins like a BMP file is no picture", () => {
    expect(formatOf(bytesOf("BMW: my car's codes"))).toBeUndefined()
  })
})
