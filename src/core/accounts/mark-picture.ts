/** @file A picture of one's own as an account's mark. It was drawn anew in the page: what comes here is a small PNG. */

/** The side of the square that the page draws, in pixels. */
export const MARK_PICTURE_PIXELS = 96
export const MAX_MARK_PICTURE_BYTES = 64 * 1_024

/** PNG (W3C), 5.2: the signature; 11.2.2: IHDR is the first chunk and 13 bytes long. */
const start = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]
const headerBytes = 33
/** 11.2.5: the empty IEND chunk is the last one; its CRC never differs. */
const end = [0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]

/** Whether these bytes are what the page makes: a PNG of exactly the size of a mark, ended as one. */
export function isMarkPicture(bytes: Uint8Array): boolean {
  if (bytes.length < headerBytes + end.length || bytes.length > MAX_MARK_PICTURE_BYTES) return false
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return (
    start.every((byte, at) => bytes[at] === byte) &&
    view.getUint32(16) === MARK_PICTURE_PIXELS &&
    view.getUint32(20) === MARK_PICTURE_PIXELS &&
    end.every((byte, at) => bytes[bytes.length - end.length + at] === byte)
  )
}
