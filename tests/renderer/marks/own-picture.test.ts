import { afterEach, expect, test, vi } from "vitest"
import { ownPictures } from "../../../src/renderer/marks/own-picture.ts"
import { forgetPrivate } from "../../../src/renderer/store.ts"

afterEach(() => vi.restoreAllMocks())

test("when Keycard locks, the addresses of pictures are given back, so that the page's memory lets go of them", () => {
  const revoked: string[] = []
  vi.spyOn(URL, "revokeObjectURL").mockImplementation((url) => void revoked.push(url))
  ownPictures.set(
    new Map([
      ["a", "blob:one"],
      ["b", null],
      ["c", "blob:two"],
    ]),
  )
  forgetPrivate()
  expect(revoked).toEqual(["blob:one", "blob:two"])
  expect(ownPictures.get().size).toBe(0)
})
