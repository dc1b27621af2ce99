import { expect, test } from "vitest"
import { markColour, markColours, markLetter } from "../../../src/renderer/ui/mark-colour.ts"

/** WCAG 2.2, relative luminance and contrast ratio. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

test.each(markColours)("white letters are readable on %s", (colour) => {
  expect(contrast(colour, "#ffffff")).toBeGreaterThanOrEqual(4.5)
})

test.each(markColours)("%s stands out from both surfaces", (colour) => {
  expect(contrast(colour, "#1d1c1a")).toBeGreaterThanOrEqual(3)
  expect(contrast(colour, "#141412")).toBeGreaterThanOrEqual(3)
  expect(contrast(colour, "#f5f4f1")).toBeGreaterThanOrEqual(3)
})

test("a name has one colour whatever its case", () => {
  expect(markColour("GitHub")).toBe(markColour("github"))
})

test("names spread over all colours", () => {
  const used = new Set(Array.from({ length: 400 }, (_unused, index) => markColour(`Service ${index}`)))
  expect(used.size).toBe(markColours.length)
})

test.each([
  ["github", "G"],
  ["  .net", "N"],
  ["1Password", "1"],
  ["🦊 Fox", "🦊"],
  ["👩‍👩‍👧 family", "👩‍👩‍👧"],
  ["éclair", "É"],
  ["…", "·"],
  ["", "·"],
])("the letter of %j is %s", (name, letter) => {
  expect(markLetter(name)).toBe(letter)
})
