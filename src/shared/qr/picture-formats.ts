/** @file The dimensions a picture file states about itself, format by format. A reader runs off the end of a
 *  truncated file with the RangeError of DataView; the caller takes that as damage. */

/** Width and height in pixels as stated, of the first frame where there are several; undefined when the header
 *  contradicts its format. */
export interface StatedSize {
  readonly width: number
  readonly height: number
}

export type PictureFormat = "png" | "jpeg" | "webp" | "gif" | "bmp"

type SizeReader = (view: DataView) => StatedSize | undefined

/** Reads the stated size of each format that is decoded. */
export const statedSize: Readonly<Record<PictureFormat, SizeReader>> = { png, jpeg, webp, gif, bmp }

/** The four letters at an offset, as big-endian integer. */
const letters = (text: string): number =>
  Array.from({ length: 4 }).reduce<number>((sum, _, at) => sum * 256 + text.charCodeAt(at), 0)

/** PNG specification (third edition) section 11.2.1: IHDR comes first. The bit depths each colour type allows. */
const pngDepths: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
}

function png(view: DataView): StatedSize | undefined {
  if (view.getUint32(8) !== 13 || view.getUint32(12) !== letters("IHDR")) return undefined
  if (pngDepths[view.getUint8(25)]?.includes(view.getUint8(24)) !== true) return undefined
  return { width: view.getUint32(16), height: view.getUint32(20) }
}

/** ITU-T T.81 annex B: the frame header (SOFn) follows any number of segments, among them thumbnails. */
function jpeg(view: DataView): StatedSize | undefined {
  let at = 2
  for (;;) {
    if (view.getUint8(at) !== 0xff) return undefined
    while (view.getUint8(at) === 0xff) at++
    const marker = view.getUint8(at++)
    const standsAlone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)
    if (standsAlone) continue
    // Start of scan, end of image, or a second start before any frame header.
    if (marker === 0x00 || marker === 0xd8 || marker === 0xd9 || marker === 0xda) return undefined
    const length = view.getUint16(at)
    if (length < 2) return undefined
    const isFrameHeader = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrameHeader) return { width: view.getUint16(at + 5), height: view.getUint16(at + 3) }
    at += length
  }
}

/** RFC 9649 sections 2.5 to 2.7 (container), 3.4 (VP8L); RFC 6386 section 9.1 (VP8). */
function webp(view: DataView): StatedSize | undefined {
  const chunk = view.getUint32(12)
  if (chunk === letters("VP8X")) {
    return { width: 1 + uint24(view, 24), height: 1 + uint24(view, 27) }
  }
  if (chunk === letters("VP8L")) {
    if (view.getUint8(20) !== 0x2f) return undefined
    const bits = view.getUint32(21, true)
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
  }
  if (chunk === letters("VP8 ")) {
    const isKeyFrame = (view.getUint8(20) & 1) === 0
    if (!isKeyFrame || view.getUint16(23) !== 0x9d01 || view.getUint8(25) !== 0x2a) return undefined
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
  }
  return undefined
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) + view.getUint8(at + 2) * 0x10000
}

/** GIF89a specification sections 18 and 20. Decoders grow the screen to a first frame that is larger. */
function gif(view: DataView): StatedSize | undefined {
  const screen = { width: view.getUint16(6, true), height: view.getUint16(8, true) }
  const flags = view.getUint8(10)
  let at = 13 + colourTableBytes(flags)
  while (view.getUint8(at) === 0x21) {
    at += 2
    while (view.getUint8(at) !== 0) at += view.getUint8(at) + 1
    at++
  }
  if (view.getUint8(at) !== 0x2c) return undefined
  const width = view.getUint16(at + 1, true) + view.getUint16(at + 5, true)
  const height = view.getUint16(at + 3, true) + view.getUint16(at + 7, true)
  return { width: Math.max(screen.width, width), height: Math.max(screen.height, height) }
}

function colourTableBytes(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1)
}

/** BITMAPCOREHEADER and BITMAPINFOHEADER (Windows GDI reference); a negative height means top row first. */
function bmp(view: DataView): StatedSize | undefined {
  const headerBytes = view.getUint32(14, true)
  if (headerBytes === 12) return { width: view.getUint16(18, true), height: view.getUint16(20, true) }
  if (![40, 52, 56, 64, 108, 124].includes(headerBytes)) return undefined
  return { width: Math.max(0, view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) }
}
