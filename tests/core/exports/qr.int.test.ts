import { execFileSync, spawnSync } from "node:child_process"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import sharp from "sharp"
import { describe, expect, test } from "vitest"
import { googlePages } from "../../../src/core/exports/google-pages.ts"
import { fitsQr, qrPng, qrSvg } from "../../../src/core/exports/qr.ts"
import { writeOtpauthUri } from "../../../src/core/otp/write-otpauth-uri.ts"
import { temporaryFolder } from "../../support/temporary-folder.ts"
import { entries } from "../backup/bench.ts"

const missing = spawnSync("zbarimg", ["--version"]).error === undefined ? null : "zbarimg is not installed"

/** What another program's reader sees in a picture. */
function zbar(png: Uint8Array): string {
  const path = join(temporaryFolder(), "code.png")
  writeFileSync(path, png)
  return execFileSync("zbarimg", ["-q", "--raw", path], { encoding: "utf8" }).trim()
}

describe.skipIf(missing !== null)(`read by zbarimg${missing === null ? "" : `: ${missing}`}`, () => {
  test.each(entries)("the picture of $issuer says its link", async (entry) => {
    const link = writeOtpauthUri(entry)
    expect(zbar(await qrPng(link))).toBe(link)
    const svg = Buffer.from(qrSvg(link, "a code"))
    expect(zbar(await sharp(svg, { density: 300 }).png().toBuffer())).toBe(link)
  })

  test("so does each of Google's pages, ten accounts and long names on it", async () => {
    const many = Array.from({ length: 30 }, (_, place) => ({
      ...entries[0]!,
      account: `${"long name ".repeat(place % 3)}${place}@example.com`,
    }))
    const { pages } = googlePages({ entries: many, kept: [], left: [] })
    for (const { link } of pages) {
      expect(zbar(await qrPng(link))).toBe(link)
      expect(
        zbar(
          await sharp(Buffer.from(qrSvg(link, "")), { density: 200 })
            .png()
            .toBuffer(),
        ),
      ).toBe(link)
    }
  })

  test("the largest text that fits does, one byte more is refused", async () => {
    const most = "a".repeat(2_953)
    expect(zbar(await qrPng(most))).toBe(most)
    expect(fitsQr(`${most}a`)).toBe(false)
    await expect(qrPng(`${most}a`)).rejects.toThrow(RangeError)
    expect(() => qrSvg(`${most}a`, "")).toThrow(RangeError)
  })
})

test("a picture is dark on light, with light all around", async () => {
  const { data, info } = await sharp(await qrPng("text"))
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
  for (let x = 0; x < info.width; x++) expect(data[x]).toBe(255)
  expect(Math.min(...data)).toBe(0)
})
