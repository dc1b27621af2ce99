import fc from "fast-check"
import { expect, test } from "vitest"
import { mayHoldControls } from "../../../../src/core/aws/shared-files/plain-bytes.ts"

const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]|\r(?!\n)/
const piece = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom("k = v", "\n", "\r\n", "\t", " ", "~", "é", "\u00a0", "日本", "😀", ""),
  },
  { weight: 1, arbitrary: fc.constantFrom("\u0000", "\r", "\u001f", "\u007f", "\u0080", "\u009f", "\u000b") },
)

test("a control character is found wherever it stands, and nothing else is taken for one", () => {
  let held = 0
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), fc.nat(3), (pieces, offset) => {
      const text = pieces.join("")
      const bytes = new TextEncoder().encode("\u0000".repeat(offset) + text).subarray(offset)
      expect(mayHoldControls(bytes)).toBe(CONTROLS.test(text))
      if (CONTROLS.test(text)) held += 1
    }),
    { numRuns: 2_000 },
  )
  expect(held).toBeGreaterThan(200)
})

test.each(Array.from({ length: 256 }, (_, byte) => byte))(
  "byte %i is judged alike at every place of a word",
  (byte) => {
    const alone = byte === 0x7f || (byte < 0x20 && byte !== 0x09 && byte !== 0x0a)
    for (let place = 0; place < 8; place++) {
      const bytes = new Uint8Array(9).fill(0x61)
      bytes[place] = byte
      // As text, only: what begins U+0080 to U+00BF needs its second byte.
      if (byte === 0xc2) bytes[place + 1] = 0xa9
      expect(mayHoldControls(bytes)).toBe(alone)
    }
  },
)
