import { describe, expect, test } from "vitest"
import { readQrTexts } from "../../../../src/adapters/pictures/read-picture-file.ts"
import { MAX_PICTURES } from "../../../../src/core/imports/formats/html-page.ts"
import { entriesOfPage } from "../../../../src/core/imports/html/page-entries.ts"
import { AppError } from "../../../../src/core/errors.ts"
import { links, secrets } from "../../../support/imports/files-fixtures.ts"
import {
  entriesOf,
  expectOnlyRefusals,
  fixture,
  formatOf,
  bytesOf,
  refusalOfReading,
  rowsOf,
  skippedOf,
  toolsOf,
} from "../reading.ts"

const readPicture = async (bytes: Uint8Array) => [...(await readQrTexts(bytes))]
const dot = "data:image/png;base64,AAAA"

describe("printable pages", () => {
  test.each(["stratum", "aegis", "ente"])("the page of %s gives its accounts", async (name) => {
    const page = fixture(`html/${name}.html`)
    expect(formatOf(page)?.id).toBe("html")
    const rows = await rowsOf(page, { readPicture })
    expect(rows.every(({ kind }) => kind === "entry")).toBe(true)
    expect(entriesOf(rows).map(({ issuer, account, secret }) => [issuer, account, secret])).toEqual([
      ["Oak Bank", "ada", secrets[0]],
      ["Elm", "bob", secrets[1]],
      ["Fir", "cy", secrets[2]],
    ])
  })

  test("where a link is printed, its picture is not looked at", async () => {
    const rows = await rowsOf(fixture("html/stratum.html"), {
      readPicture: () => Promise.reject(new Error("looked at")),
    })
    expect(rows).toHaveLength(3)
  })

  test("a link reads the same with its ampersands escaped and not", async () => {
    const page = (link: string) => `<!doctype html><p><code>${link}</code></p>`
    const raw = await rowsOf(page(links[1]))
    expect(raw).toHaveLength(1)
    expect(raw[0]?.kind).toBe("entry")
    expect(await rowsOf(page(links[1].replaceAll("&", "&amp;")))).toEqual(raw)
  })

  test("a picture without a code is skipped under the names beside it, never with the secret", async () => {
    const rows = await rowsOf(fixture("html/aegis.html"), {
      readPicture: async (bytes) => (await readPicture(bytes)).filter((text) => !text.includes("Elm")),
    })
    expect(rows.map(({ kind }) => kind)).toEqual(["entry", "skipped", "entry"])
    expect(skippedOf(rows)).toEqual([{ label: "Elm: bob", error: { kind: "picture", problem: "no-code" } }])
  })

  test("a damaged picture is skipped with its reason, and a mark beside a code does not matter", async () => {
    const row = `<tr><td>Oak</td><td>ada</td><td><img src="${dot}"><img src="data:image/png;base64,BBBB"></td></tr>`
    const rows = await rowsOf(`<html><table>${row}${row.replace("BBBB", "CCCC")}</table>`, {
      readPicture: (bytes) =>
        bytes[0] === 4
          ? Promise.resolve([links[0]])
          : Promise.reject(new AppError({ kind: "picture", problem: "damaged" })),
    })
    expect(rows.map(({ kind }) => kind)).toEqual(["entry", "skipped"])
    expect(skippedOf(rows)).toEqual([{ label: "Oak: ada", error: { kind: "picture", problem: "damaged" } }])
  })

  test("nothing is taken from scripts, styles and addresses elsewhere", () => {
    const page = `<html><head><style>otpauth://totp/a?secret=AAAA</style></head><script>otpauth://totp/a?secret=AAAA</script>
      <img src="https://example.com/a.png"><img src="data:image/svg+xml;base64,AAAA"><img>`
    expect(entriesOfPage(page)).toEqual([])
  })

  test("steps are told picture by picture", async () => {
    const tools = toolsOf({ readPicture })
    await rowsOf(fixture("html/ente.html"), tools)
    expect(tools.steps).toEqual([0, 1, 2].map((done) => ({ step: "decoding-pictures", done, total: 3 })))
  })

  test("more pictures than anybody prints are refused before one is looked at", async () => {
    const page = `<!doctype html>${`<img src="${dot}">`.repeat(MAX_PICTURES + 1)}`
    expect(await refusalOfReading(rowsOf(page))).toMatchObject({ kind: "import", problem: "too-large" })
  })

  test.each([
    ["a page without codes", "<!doctype html><p>Hello</p>"],
    ["a text with a tag in it", `see <html> and ${links[0]}`],
  ])("%s is another kind of file", (_name, page) => {
    expect(formatOf(bytesOf(page))).toBeUndefined()
  })

  test("tags without an end are read to their end, nesting without an end is refused", async () => {
    const open = `<!doctype html><table>${"<tr><td>".repeat(10_000)}<code>${links[0]}</code>`
    expect(entriesOf(await rowsOf(open))).toHaveLength(1)
    const deep = `<!doctype html>${"<div><tr>".repeat(500_000)}<code>${links[0]}</code>`
    expect(await refusalOfReading(rowsOf(deep))).toMatchObject({ kind: "import", problem: "damaged" })
  })

  test("a page whose links are none is refused", async () => {
    expect(await refusalOfReading(rowsOf("<!doctype html><!-- otpauth:// -->"))).toMatchObject({
      problem: "nothing",
    })
  })

  test("damage never stops the reading", async () => {
    await expectOnlyRefusals(fixture("html/stratum.html"), {}, 41)
  })
})
