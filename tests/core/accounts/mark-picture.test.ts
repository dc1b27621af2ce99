import { expect, test } from "vitest"
import { isMarkPicture, MAX_MARK_PICTURE_BYTES } from "../../../src/core/accounts/mark-picture.ts"
import { pngOf } from "../../fakes/png.ts"

test("a PNG of 96 by 96 pixels is one", () => {
  expect(isMarkPicture(pngOf(96, 96))).toBe(true)
})

test("another size is none", () => {
  expect(isMarkPicture(pngOf(95, 96))).toBe(false)
  expect(isMarkPicture(pngOf(96, 4_000_000))).toBe(false)
})

test("what is cut off, has something behind it, or begins otherwise is none", () => {
  const whole = pngOf(96, 96)
  for (let length = 0; length < whole.length; length++) {
    expect(isMarkPicture(whole.subarray(0, length))).toBe(false)
  }
  expect(isMarkPicture(Uint8Array.from([...whole, 0]))).toBe(false)
  for (let at = 0; at < 24; at++) {
    const other = Uint8Array.from(whole)
    other[at] = (other[at] ?? 0) ^ 1
    expect(isMarkPicture(other)).toBe(false)
  }
})

test("what is too long is none", () => {
  expect(isMarkPicture(pngOf(96, 96, MAX_MARK_PICTURE_BYTES))).toBe(false)
})
