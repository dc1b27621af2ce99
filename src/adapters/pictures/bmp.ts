/** @file Pixels of a BMP file ("Bitmap Storage" and BITMAPV5HEADER, Windows GDI reference): 1 to 32 bits a pixel,
 *  colour masks, run lengths. Only after `readPictureHeader` has accepted the file: sizes are bounded there. */
import type { Picture } from "../../shared/qr/pixels.ts"
import { expandRuns } from "./bmp-runs.ts"

const uncompressed = 0
const runs8 = 1
const runs4 = 2
const masks = 3
const masksWithAlpha = 6

/** One colour of a pixel: where its bits are. A mask of 0 is a channel that is not there. */
interface Channel {
  readonly shift: number
  readonly maximum: number
}

/** Decodes on a white ground. Undefined when the file is truncated or contradicts itself. */
export function decodeBmp(bytes: Uint8Array): Picture | undefined {
  try {
    return decode(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  } catch (error) {
    if (error instanceof RangeError) return undefined // read past the end
    throw error
  }
}

function decode(view: DataView): Picture | undefined {
  const pixelsAt = view.getUint32(10, true)
  const headerBytes = view.getUint32(14, true)
  const core = headerBytes === 12
  const width = core ? view.getUint16(18, true) : view.getInt32(18, true)
  const statedHeight = core ? view.getUint16(20, true) : view.getInt32(22, true)
  const height = Math.abs(statedHeight)
  const bits = view.getUint16(core ? 24 : 28, true)
  const compression = core ? uncompressed : view.getUint32(30, true)
  const paletteAt = 14 + headerBytes
  const palette = { at: paletteAt, entryBytes: core ? 3 : 4, end: pixelsAt }
  const rowAt = (y: number): number => (statedHeight < 0 ? y : height - 1 - y)

  if (compression === runs8 || compression === runs4) {
    if (bits !== (compression === runs8 ? 8 : 4) || statedHeight < 0) return undefined
    const indices = expandRuns(view, pixelsAt, width, height, bits)
    return paint(width, height, (x, y) => colourOf(view, palette, indices[rowAt(y) * width + x] ?? 0))
  }
  const masked = compression === masks || compression === masksWithAlpha
  if (!masked && compression !== uncompressed) return undefined
  if (masked && bits !== 16 && bits !== 32) return undefined

  const rowBytes = Math.ceil((width * bits) / 32) * 4
  if (pixelsAt + rowBytes * height > view.byteLength) return undefined
  if (bits === 1 || bits === 2 || bits === 4 || bits === 8) {
    const lowest = 2 ** bits - 1
    return paint(width, height, (x, y) => {
      const byte = view.getUint8(pixelsAt + rowAt(y) * rowBytes + ((x * bits) >> 3))
      return colourOf(view, palette, (byte >> (8 - bits - ((x * bits) & 7))) & lowest)
    })
  }
  if (bits === 24) {
    return paint(width, height, (x, y) => {
      const at = pixelsAt + rowAt(y) * rowBytes + 3 * x
      return opaque(view.getUint8(at + 2), view.getUint8(at + 1), view.getUint8(at))
    })
  }
  if (bits !== 16 && bits !== 32) return undefined
  const channels = channelsOf(view, masked, bits, headerBytes, compression)
  if (channels === undefined) return undefined
  return paint(width, height, (x, y) => {
    const at = pixelsAt + rowAt(y) * rowBytes + (bits / 8) * x
    const pixel = bits === 16 ? view.getUint16(at, true) : view.getUint32(at, true)
    const [red = 0, green = 0, blue = 0] = channels.map((channel) => valueOf(pixel, channel))
    return opaque(red, green, blue)
  })
}

const opaque = (red: number, green: number, blue: number): number => (red << 16) | (green << 8) | blue

/** Colours as 0xRRGGBB to a picture. */
function paint(width: number, height: number, colourAt: (x: number, y: number) => number): Picture {
  const data = new Uint8ClampedArray(width * height * 4)
  let at = 0
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const colour = colourAt(x, y)
      data[at++] = colour >> 16
      data[at++] = (colour >> 8) & 255
      data[at++] = colour & 255
      data[at++] = 255
    }
  }
  return { data, width, height }
}

/** A palette may be shorter than its pixels claim; what is not there is white, which no code is drawn in. */
function colourOf(
  view: DataView,
  palette: { at: number; entryBytes: number; end: number },
  index: number,
): number {
  const at = palette.at + palette.entryBytes * index
  if (at + 3 > palette.end) return 0xffffff
  return opaque(view.getUint8(at + 2), view.getUint8(at + 1), view.getUint8(at))
}

/** The alpha mask is left aside: writers of screenshots leave it at 0 for pixels that are meant to be seen. */
function channelsOf(
  view: DataView,
  masked: boolean,
  bits: 16 | 32,
  headerBytes: number,
  compression: number,
): readonly Channel[] | undefined {
  if (!masked) {
    const width = bits === 16 ? 5 : 8
    return [2, 1, 0].map((place) => ({ shift: place * width, maximum: 2 ** width - 1 }))
  }
  // Behind a 40-byte header the masks follow it; longer headers hold them at the same offset.
  if (headerBytes < 40 || (headerBytes > 40 && compression === masksWithAlpha)) return undefined
  const channels = [54, 58, 62].map((at) => channelOf(view.getUint32(at, true)))
  return channels.every((channel) => channel !== undefined) ? channels : undefined
}

/** A mask is one unbroken run of ones. */
function channelOf(mask: number): Channel | undefined {
  if (mask === 0) return undefined
  const shift = 31 - Math.clz32(mask & -mask)
  const maximum = mask >>> shift
  return (maximum & (maximum + 1)) === 0 || maximum === 0xffffffff ? { shift, maximum } : undefined
}

function valueOf(pixel: number, { shift, maximum }: Channel): number {
  return Math.round((((pixel >>> shift) & maximum) >>> 0) * (255 / maximum))
}
