import { expect, test } from "vitest"
import { isLink, pasteEnrols } from "../../../src/renderer/enrol/transfer.ts"

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
