import { expect, test } from "vitest"
import { isPicture } from "../../../src/renderer/import/is-picture.ts"

const bytes = (text: string) => new TextEncoder().encode(text)
const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52)

test("a picture is known by how it begins, whatever it is called", () => {
  expect(isPicture(png, "")).toBe(true)
  expect(isPicture(png, "application/json")).toBe(true)
  expect(isPicture(bytes("%PDF-1.7"), "application/pdf")).toBe(true)
})

test("an export is no picture, not even a page with drawings in it", () => {
  expect(isPicture(bytes('{"version":1}'), "application/json")).toBe(false)
  expect(isPicture(bytes("<html><body><svg></svg>"), "text/html")).toBe(false)
  expect(isPicture(bytes(""), "text/plain")).toBe(false)
  expect(isPicture(Uint8Array.of(0x50, 0x4b, 3, 4), "application/zip")).toBe(false)
})

test("what calls itself a picture is judged as one", () => {
  expect(isPicture(bytes("<svg></svg>"), "image/svg+xml")).toBe(true)
  expect(isPicture(bytes("no picture at all"), "image/png")).toBe(true)
  expect(isPicture(bytes(""), "image/png")).toBe(true)
})
