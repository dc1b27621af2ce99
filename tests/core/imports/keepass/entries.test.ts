import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { AppError } from "../../../../src/core/errors.ts"
import { keepassEntries } from "../../../../src/core/imports/keepass/entries.ts"
import { problemOf } from "../../../support/imports/read-with.ts"

/** A cipher that counts: the first protected byte is moved by 1, the next one by 2. */
function counting() {
  let count = 0
  return (sealed: Uint8Array) => sealed.map((byte) => byte ^ (++count & 0xff))
}
function sealed(...texts: string[]): string[] {
  const unprotect = counting()
  return texts.map((text) => Buffer.from(unprotect(new TextEncoder().encode(text))).toString("base64"))
}
const read = (body: string) =>
  keepassEntries(
    { xml: `<?xml version="1.0"?><KeePassFile>${body}</KeePassFile>`, unprotect: counting() },
    "KeePass",
  )
const string = (key: string, value: string) => `<String><Key>${key}</Key>${value}</String>`
const group = (name: string, uuid: string, content: string) =>
  `<Group><UUID>${uuid}</UUID><Name>${name}</Name>${content}</Group>`

describe("the entries of KDBX's XML", () => {
  test("protected values are deciphered in the order of the document, those in History too", () => {
    const [first, old, second] = sealed("one", "earlier", "two") as [string, string, string]
    const value = (text: string) => `<Value Protected="True">${text}</Value>`
    const xml = `<Root>${group(
      "Root",
      "r",
      `<Entry>${string("a", value(first))}<History><Entry>${string("a", value(old))}</Entry></History></Entry>` +
        `<Entry>${string("a", value(second))}</Entry>`,
    )}</Root>`
    expect(read(xml).map(({ fields }) => fields.get("a"))).toEqual(["one", "two"])
  })

  test("entities and CDATA are text", () => {
    const xml = `<Root>${group("R", "r", `<Entry>${string("a", "<Value>&lt;&amp;&#x41;<![CDATA[<b>]]></Value>")}</Entry>`)}</Root>`
    expect(read(xml)[0]?.fields.get("a")).toBe("<&A<b>")
  })

  const binned = group("R", "r", `<Entry/>${group("Bin", "b", `<Entry/>${group("Deep", "d", "<Entry/>")}`)}`)
  test.each([
    [
      "the recycle bin and what lies deeper in it is left out",
      "<RecycleBinEnabled>True</RecycleBinEnabled>",
      1,
    ],
    ["a group that is no recycle bin any more is read", "<RecycleBinEnabled>False</RecycleBinEnabled>", 3],
  ])("%s", (_, enabled, count) => {
    expect(
      read(`<Meta>${enabled}<RecycleBinUUID>b</RecycleBinUUID></Meta><Root>${binned}</Root>`),
    ).toHaveLength(count)
  })

  test("groups nested beyond all sense are damage, and take no stack", async () => {
    const deep = "<Group>".repeat(200_000)
    expect(await problemOf(Promise.resolve().then(() => read(deep)))).toBe("damaged")
  })

  test("whatever stands in it, nothing but an AppError is thrown", () => {
    const piece = fc.constantFrom(
      ...[
        "<Root>",
        "</Root>",
        "<Group>",
        "</Group>",
        "<Entry>",
        "</Entry>",
        "<String>",
        "</String>",
        "<Key>",
      ],
      ...[
        "</Key>",
        '<Value Protected="True">',
        "<Value>",
        "</Value>",
        "otp",
        "AAAA",
        "!",
        "&#x110000;",
        "<History>",
      ],
      ...[
        "</History>",
        "<UUID>",
        "</UUID>",
        "<Name>",
        "<![CDATA[",
        "]]>",
        "<!DOCTYPE a [<!ENTITY b 'c'>]>",
        "<?x",
        "--",
      ],
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        try {
          read(pieces.join(""))
        } catch (error) {
          expect(error).toBeInstanceOf(AppError)
        }
      }),
      { numRuns: 500 },
    )
  })
})
