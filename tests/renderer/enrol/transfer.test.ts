import { describe, expect, it, test } from "vitest"
import { isLink, pasteEnrols, routeOfText } from "../../../src/renderer/enrol/transfer.ts"

const text = (value: string) => ({ kind: "text", text: value }) as const
const files = { kind: "files", files: [] } as const satisfies { kind: "files"; files: File[] }

test("a link is known whatever its case and the space before it", () => {
  expect(isLink("  OTPAUTH://totp/x?secret=A")).toBe(true)
  expect(isLink("otpauth-migration://offline?data=x")).toBe(true)
  expect(isLink("see otpauth://totp/x")).toBe(false)
  expect(isLink("https://example.com")).toBe(false)
})

test("in a box one types in, words are typed and links enrol", () => {
  expect(pasteEnrols(text("github"), true)).toBe(false)
  expect(pasteEnrols(text("otpauth://totp/x?secret=A"), true)).toBe(true)
  expect(pasteEnrols({ ...files }, true)).toBe(true)
})

test("elsewhere everything that is pasted is read", () => {
  expect(pasteEnrols(text("github"), false)).toBe(true)
  expect(pasteEnrols(null, false)).toBe(false)
})

describe("who reads a text", () => {
  const link = "otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ"
  const part = "otpauth-migration://offline?data=AA"

  it("one link, and parts of a Google export, are read one by one", () => {
    expect(routeOfText(` ${link}\n`)).toBe("links")
    expect(routeOfText(part)).toBe("links")
    expect(routeOfText(`${part}\n${part}\n`)).toBe("links")
  })

  it.each([
    ["a list of links", `${link}\n${link}`],
    ["a list with a heading", `My codes\n${link}`],
    ["other kinds of links", "motp://Intranet:mona?secret=0123456789abcdef"],
    ["JSON", '{"version": 1, "entries": []}'],
    ["a table", "Title,Username,OTPAuth\nGitHub,mona,GEZDGNBV"],
    ["a table with semicolons", 'name;"login_totp"\nGitHub;GEZDGNBV'],
    ["a page", "<!DOCTYPE html><html></html>"],
    ["an encrypted text", "QUJD".repeat(40)],
    ["more than a person pastes", "x".repeat(200_001)],
  ])("%s is read as the file it would be", (_name, text) => {
    expect(routeOfText(text)).toBe("export")
  })

  it.each([
    ["words", "see you tomorrow"],
    ["a sentence in braces", "{not JSON at all"],
    ["a few lines", "one, two\nthree"],
    ["a list without a code", "Title,Username\nGitHub,mona"],
    ["an address", "https://example.com/export"],
  ])("%s is no export", (_name, text) => {
    expect(routeOfText(text)).toBe("links")
  })

  it("an export pasted into a box is read, not typed", () => {
    expect(pasteEnrols(text('[{"secret": "A"}]'), true)).toBe(true)
    expect(pasteEnrols(text("[draft]"), true)).toBe(false)
    expect(pasteEnrols(text("Title,OTPAuth\nGitHub,GEZDGNBV"), true)).toBe(true)
  })

  it("a long password pasted into a box is typed", () => {
    expect(pasteEnrols(text("QUJD".repeat(40)), true)).toBe(false)
    expect(pasteEnrols(text("QUJD".repeat(40)), false)).toBe(true)
  })
})
