import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { decodeBmp } from "../../../src/adapters/pictures/bmp.ts"
import { readPictureHeader } from "../../../src/shared/qr/picture-header.ts"

interface Parts {
  readonly width: number
  readonly height: number
  readonly bits: number
  readonly compression?: number
  readonly palette?: readonly number[]
  readonly masks?: readonly number[]
  readonly headerBytes?: 12 | 40 | 124
  readonly pixels: readonly number[]
}

/** A BMP file from its parts; colours of the palette and masks as 32-bit integers. */
function bmp({
  width,
  height,
  bits,
  compression = 0,
  palette = [],
  masks = [],
  headerBytes = 40,
  pixels,
}: Parts): Buffer {
  const header = Buffer.alloc(14 + headerBytes)
  header.write("BM")
  header.writeUInt32LE(headerBytes, 14)
  if (headerBytes === 12) {
    header.writeUInt16LE(width, 18)
    header.writeUInt16LE(height, 20)
    header.writeUInt16LE(bits, 24)
  } else {
    header.writeInt32LE(width, 18)
    header.writeInt32LE(height, 22)
    header.writeUInt16LE(bits, 28)
    header.writeUInt32LE(compression, 30)
  }
  const words = Buffer.alloc(masks.length * 4)
  masks.forEach((mask, at) => words.writeUInt32LE(mask, at * 4))
  if (headerBytes === 124) words.copy(header, 54)
  const entryBytes = headerBytes === 12 ? 3 : 4
  const colours = Buffer.concat(
    palette.map((colour) => Buffer.from([colour, colour >> 8, colour >> 16, 0].slice(0, entryBytes))),
  )
  const file = Buffer.concat([header, ...(headerBytes === 124 ? [] : [words]), colours, Buffer.from(pixels)])
  file.writeUInt32LE(file.length - pixels.length, 10)
  return file
}

/** The picture's rows from the top, each pixel as rrggbb. */
function rows(file: Uint8Array): string[] | undefined {
  const picture = decodeBmp(file)
  if (picture === undefined) return undefined
  const hex = Buffer.from(picture.data).toString("hex").match(/.{8}/g) ?? []
  expect(hex.every((pixel) => pixel.endsWith("ff"))).toBe(true)
  return Array.from({ length: picture.height }, (_, y) =>
    hex
      .slice(y * picture.width, (y + 1) * picture.width)
      .map((pixel) => pixel.slice(0, 6))
      .join(" "),
  )
}

const [red, green, blue] = [0xff0000, 0x00ff00, 0x0000ff]
const upsideUp = ["ff0000 00ff00 0000ff", "0000ff 0000ff ff0000"]

describe("a BMP file", () => {
  it.each<[string, Parts]>([
    ["1 bit", { width: 3, height: 1, bits: 1, palette: [red, blue], pixels: [0b01000000, 0, 0, 0] }],
  ])("decodes with %s a pixel", (_, parts) => {
    expect(rows(bmp(parts))).toEqual(["ff0000 0000ff ff0000"])
  })

  it.each<[string, Parts]>([
    [
      "4 bits, an odd width",
      {
        width: 3,
        height: 2,
        bits: 4,
        palette: [red, green, blue],
        pixels: [0x22, 0x00, 0, 0, 0x01, 0x20, 0, 0],
      },
    ],
    [
      "8 bits",
      { width: 3, height: 2, bits: 8, palette: [red, green, blue], pixels: [2, 2, 0, 9, 0, 1, 2, 9] },
    ],
    [
      "8 bits under the oldest header",
      {
        width: 3,
        height: 2,
        bits: 8,
        headerBytes: 12,
        palette: [red, green, blue],
        pixels: [2, 2, 0, 9, 0, 1, 2, 9],
      },
    ],
    [
      "24 bits",
      {
        width: 3,
        height: 2,
        bits: 24,
        pixels: [255, 0, 0, 255, 0, 0, 0, 0, 255, 0, 0, 0, 0, 0, 255, 0, 255, 0, 255, 0, 0, 0, 0, 0],
      },
    ],
    [
      "24 bits, top row first",
      {
        width: 3,
        height: -2,
        bits: 24,
        pixels: [0, 0, 255, 0, 255, 0, 255, 0, 0, 0, 0, 0, 255, 0, 0, 255, 0, 0, 0, 0, 255, 0, 0, 0],
      },
    ],
    [
      "16 bits",
      {
        width: 3,
        height: 2,
        bits: 16,
        pixels: [0x1f, 0, 0x1f, 0, 0, 0x7c, 0, 0, 0, 0x7c, 0xe0, 3, 0x1f, 0, 0, 0],
      },
    ],
    [
      "16 bits, six of them green",
      {
        width: 3,
        height: 2,
        bits: 16,
        compression: 3,
        masks: [0xf800, 0x7e0, 0x1f],
        pixels: [0x1f, 0, 0x1f, 0, 0, 0xf8, 0, 0, 0, 0xf8, 0xe0, 7, 0x1f, 0, 0, 0],
      },
    ],
    [
      "32 bits",
      {
        width: 3,
        height: 2,
        bits: 32,
        pixels: [255, 0, 0, 0, 255, 0, 0, 0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0],
      },
    ],
    [
      "32 bits with masks in the longest header",
      {
        width: 3,
        height: 2,
        bits: 32,
        compression: 3,
        headerBytes: 124,
        masks: [0xff000000, 0xff0000, 0xff00, 0xff],
        pixels: [0, 255, 0, 0, 0, 255, 0, 0, 0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0],
      },
    ],
    [
      "runs of 8 bits",
      {
        width: 3,
        height: 2,
        bits: 8,
        compression: 1,
        palette: [red, green, blue],
        pixels: [2, 2, 1, 0, 0, 0, 0, 3, 0, 1, 2, 0, 0, 0, 0, 1],
      },
    ],
    [
      "runs of 4 bits",
      {
        width: 3,
        height: 2,
        bits: 4,
        compression: 2,
        palette: [red, green, blue],
        pixels: [2, 0x22, 1, 0, 0, 0, 0, 3, 0x01, 0x20, 0, 1],
      },
    ],
  ])("decodes with %s", (_, parts) => {
    expect(rows(bmp(parts))).toEqual(upsideUp)
  })

  it.each<[string, Parts]>([
    ["its pixels are cut off", { width: 3, height: 2, bits: 24, pixels: [1, 2, 3] }],
    [
      "its runs are cut off",
      { width: 3, height: 2, bits: 8, compression: 1, palette: [red], pixels: [2, 0] },
    ],
    ["its depth does not exist", { width: 1, height: 1, bits: 7, pixels: [0, 0, 0, 0] }],
    ["its depth is 0", { width: 1, height: 1, bits: 0, pixels: [0, 0, 0, 0] }],
    ["its compression is unknown", { width: 1, height: 1, bits: 24, compression: 4, pixels: [0, 0, 0, 0] }],
    [
      "a mask has a gap",
      { width: 1, height: 1, bits: 16, compression: 3, masks: [0xf0f, 0xf0, 0xf000], pixels: [0, 0, 0, 0] },
    ],
    [
      "a mask is empty",
      { width: 1, height: 1, bits: 16, compression: 3, masks: [0, 0xf0, 0xf000], pixels: [0, 0, 0, 0] },
    ],
  ])("is refused when %s", (_, parts) => {
    expect(decodeBmp(bmp(parts))).toBeUndefined()
  })

  it("shows white for a palette entry that is not there", () => {
    expect(rows(bmp({ width: 1, height: 1, bits: 8, palette: [red], pixels: [200, 0, 0, 0] }))).toEqual([
      "ffffff",
    ])
  })

  it("never throws and never gives a picture of another size, whatever its bytes", () => {
    const file = fc
      .record({
        width: fc.integer({ min: 0, max: 40 }),
        height: fc.integer({ min: -40, max: 40 }),
        bits: fc.constantFrom(0, 1, 4, 8, 16, 24, 32),
        compression: fc.integer({ min: 0, max: 6 }),
        palette: fc.array(fc.integer({ min: 0, max: 0xffffff }), { maxLength: 20 }),
        masks: fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 3 }),
        pixels: fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 400 }),
      })
      .map((parts) => bmp(parts))
    const offset = fc.option(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { nil: undefined })
    fc.assert(
      fc.property(file, offset, (bytes, pixelsAt) => {
        if (pixelsAt !== undefined) bytes.writeUInt32LE(pixelsAt, 10)
        const header = readPictureHeader(bytes)
        if (!header.ok) return
        const picture = decodeBmp(bytes)
        if (picture !== undefined)
          expect(picture).toMatchObject({ width: header.width, height: header.height })
      }),
      { numRuns: 1000 },
    )
  })
})
