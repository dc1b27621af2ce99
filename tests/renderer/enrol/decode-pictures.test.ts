import { expect, test } from "vitest"
import { bgraToRgba, PictureRefused, screenPicture } from "../../../src/renderer/enrol/decode-pictures.ts"

test("blue and red change places, green stays, and all becomes opaque", () => {
  expect([...bgraToRgba(new Uint8Array([1, 2, 3, 0, 250, 128, 7, 90]))]).toEqual([
    3, 2, 1, 255, 7, 128, 250, 255,
  ])
})

test("a capture is taken whole, from the middle of a larger buffer too", () => {
  const buffer = new Uint8Array([9, 9, 9, 9, 10, 20, 30, 255])
  const picture = screenPicture(1, 1, buffer.subarray(4))
  expect([...picture.data]).toEqual([30, 20, 10, 255])
})

test("a capture with fewer or more pixels than it says is refused", () => {
  expect(() => screenPicture(2, 2, new Uint8Array(12))).toThrow(PictureRefused)
  expect(() => screenPicture(1, 1, new Uint8Array(8))).toThrow(PictureRefused)
})

test("a capture that claims more pixels than are decoded is refused by its claim", () => {
  expect(() => screenPicture(10_000, 10_000, new Uint8Array(4))).toThrow("too-many-pixels")
})
