/** @file Whether a file is free of control characters, four bytes at a time: such a file need not be looked at twice. */

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const TAB = 0x09
const DELETE = 0x7f
/** What U+0080 to U+009F begin with in UTF-8. */
const SECOND_CONTROLS = 0xc2

function mayBeControl(bytes: Uint8Array, index: number): boolean {
  const byte = bytes[index] ?? 0
  if (byte === CARRIAGE_RETURN) return bytes[index + 1] !== LINE_FEED
  if (byte < 0x20) return byte !== LINE_FEED && byte !== TAB
  return byte === DELETE || (byte === SECOND_CONTROLS && (bytes[index + 1] ?? 0) < 0xa0)
}

function anyControl(bytes: Uint8Array, from: number, to: number): boolean {
  for (let index = from; index < to; index++) if (mayBeControl(bytes, index)) return true
  return false
}

/**
 * Whether there may be a control character other than tabs and line endings, a lone carriage return among them. For
 * valid UTF-8 the answer is exact.
 */
export function mayHoldControls(bytes: Uint8Array): boolean {
  if (bytes.length < 4) return anyControl(bytes, 0, bytes.length)
  const start = (4 - (bytes.byteOffset % 4)) % 4
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset + start, (bytes.length - start) >>> 2)
  if (anyControl(bytes, 0, start) || anyControl(bytes, start + words.length * 4, bytes.length)) return true
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? 0
    // The top bit of some byte is set if any byte is below 0x20, or is 0x7f, or has it set already. A borrow or a
    // carry into the next byte only comes from a byte that is itself one of these.
    if ((((word - 0x20202020) | word | (word + 0x01010101)) & 0x80808080) !== 0) {
      const at = start + index * 4
      if (anyControl(bytes, at, at + 4)) return true
    }
  }
  return false
}
