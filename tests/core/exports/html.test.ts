import { createHash } from "node:crypto"
import fc from "fast-check"
import { Parser } from "htmlparser2"
import { describe, expect, test } from "vitest"
import type { Outgoing } from "../../../src/core/backup/service.ts"
import { googlePages } from "../../../src/core/exports/google-pages.ts"
import { writeGoogleHtml, writeHtml } from "../../../src/core/exports/html.ts"
import { entries, KEPT_LINK } from "../backup/bench.ts"

const kept = [{ issuer: "Old", account: "token", what: "mOTP", uri: KEPT_LINK }]
const outgoing: Outgoing = { entries, kept, left: [] }

/** The page as a parser sees it: names of elements, their attributes, texts. */
function parse(html: string) {
  const elements: { name: string; attributes: Record<string, string> }[] = []
  const texts: string[] = []
  const parser = new Parser({
    onopentag: (element, attributes) => elements.push({ name: element, attributes }),
    ontext: (text) => texts.push(text),
  })
  parser.end(html)
  return { elements, text: texts.join("") }
}
const ALLOWED = new Set(
  "html head meta title style body h1 h2 p main article bdi code svg path ul li".split(" "),
)

describe("the page to print", () => {
  const hostile = [
    `<script>alert(1)</script>`,
    `"><img src=x onerror=alert(1)>`,
    `' onload='alert(1)`,
    `</style><style>*{}</style>`,
    `<!-- `,
    `]]>&lt;&#60;&amp;`,
    `\u0000\u202Eevil`,
  ]

  test("hostile names are text and nothing else", () => {
    const list = hostile.map((text) => ({ ...entries[0]!, issuer: text, account: text, note: text }))
    const left = hostile.map((text) => ({ issuer: text, account: text, reason: "period" as const }))
    const { html } = writeHtml({ entries: list, kept, left }, "2026-03-01")
    const { elements, text } = parse(html)
    for (const { name: element, attributes } of elements) {
      expect(ALLOWED).toContain(element)
      expect(Object.keys(attributes).filter((each) => /^on|^href$|^src$|^style$/.test(each))).toEqual([])
    }
    for (const each of hostile.slice(0, 6)) expect(text).toContain(each)
    expect(text).not.toContain("\u0000")
  })

  test("of any names it has the same elements", () => {
    const shape = (issuer: string, account: string) =>
      parse(writeHtml({ entries: [{ ...entries[0]!, issuer, account }], kept: [], left: [] }, "day").html)
        .elements.map(({ name: element }) => element)
        .join(" ")
    const usual = shape("a", "b")
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 40 }),
        fc.string({ minLength: 1, maxLength: 40 }),
        (a, b) => {
          expect(shape(a, b)).toBe(usual)
        },
      ),
      { numRuns: 60 },
    )
  })

  test("its policy allows its own style and nothing else, and it is light whatever the theme", () => {
    const { html } = writeHtml(outgoing, "2026-03-01")
    const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? ""
    const hash = createHash("sha256").update(style).digest("base64")
    expect(html).toContain(
      `content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`,
    )
    expect(style).toContain("color-scheme: only light")
    expect(html).not.toMatch(/<script|<link|<img|https?:\/\/(?!www\.w3\.org)/)
  })

  test("every link stands there as text: a person can type what cannot be scanned", () => {
    const { html, left } = writeHtml(
      { ...outgoing, entries: [{ ...entries[0]!, tags: Array<string>(50).fill("t".repeat(60)) }] },
      "d",
    )
    expect(left.map(({ reason }) => reason)).toEqual(["too-long"])
    expect(parse(html).text).toContain("too long for a QR code")
    expect(parse(html).text).toContain("secret=JBSWY3DPEHPK3PXP")
    expect(parse(html).text).toContain(KEPT_LINK)
  })

  test("Google's pages name what is on each", () => {
    const { pages, left } = googlePages(outgoing)
    const { text } = parse(writeGoogleHtml(pages, left, "2026-03-01"))
    expect(text).toContain("Part 1 of 1")
    expect(text).toContain("GitHub: maria")
    expect(text).toContain("Steam: gamer")
  })
})
