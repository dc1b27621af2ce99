import { expect, test } from "vitest"
import { cleanName } from "../../../src/renderer/ui/clean-name.ts"

test("marks that turn the writing direction are taken out", () => {
  expect(cleanName("evil\u202egnp.exe")).toBe("evilgnp.exe")
  expect(cleanName("\u2066a\u2069\u200fb")).toBe("ab")
})

test("control characters and zero-width spaces are taken out", () => {
  expect(cleanName("Git\u0000Hub\u200b\n")).toBe("GitHub")
})

test("right-to-left letters and joined emoji stay", () => {
  expect(cleanName("تويتر")).toBe("تويتر")
  expect(cleanName("👩‍👩‍👧")).toBe("👩‍👩‍👧")
})
