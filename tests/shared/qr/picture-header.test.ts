import fc from "fast-check"
import sharp, { type Sharp } from "sharp"
import { describe, expect, it } from "vitest"
import { readPictureHeader } from "../../../src/shared/qr/picture-header.ts"
import { maximumFileBytes } from "../../../src/shared/qr/pixels.ts"

const image = (): Sharp => sharp({ create: { width: 123, height: 45, channels: 3, background: "#08f" } })

const ascii = (text: string): number[] => [...Buffer.from(text, "latin1")]

/** An uncompressed 24-bit BMP header, with no pixels behind it. */
function bmpHeader(width: number, height: number, headerBytes = 40): Uint8Array {
  const bytes = Buffer.alloc(14 + Math.max(headerBytes, 12))
  bytes.write("BM")
  bytes.writeUInt32LE(bytes.length, 10)
  bytes.writeUInt32LE(headerBytes, 14)
  if (headerBytes === 12) {
    bytes.writeUInt16LE(width, 18)
    bytes.writeUInt16LE(height, 20)
  } else {
    bytes.writeInt32LE(width, 18)
    bytes.writeInt32LE(height, 22)
  }
  return bytes
}

async function pngClaiming(width: number, height: number): Promise<Uint8Array> {
  const bytes = await image().png().toBuffer()
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}

describe("the header of a picture file", () => {
  it.each([
    ["png", () => image().png().toBuffer()],
    ["jpeg", () => image().jpeg().toBuffer()],
    [
      "jpeg",
      () =>
        image()
          .jpeg({ progressive: true })
          .withExif({ IFD0: { Copyright: "x".repeat(999) } })
          .toBuffer(),
    ],
    ["webp", () => image().webp().toBuffer()],
    ["webp", () => image().webp({ lossless: true }).toBuffer()],
    ["webp", () => image().ensureAlpha(0.5).webp().toBuffer()],
    ["gif", () => image().gif().toBuffer()],
  ])("states format and dimensions of a %s", async (format, make) => {
    expect(readPictureHeader(await make())).toEqual({ ok: true, format, width: 123, height: 45 })
  })

  it.each([
    [40, 45],
    [40, -45],
    [108, 45],
    [124, 45],
    [12, 45],
  ])("states the dimensions of a BMP with a header of %i bytes and height %i", (headerBytes, height) => {
    const header = readPictureHeader(bmpHeader(123, height, headerBytes))
    expect(header).toEqual({ ok: true, format: "bmp", width: 123, height: 45 })
  })

  it("takes a JPEG's own dimensions, not those of a thumbnail inside it", async () => {
    const thumbnail = await sharp({ create: { width: 7, height: 7, channels: 3, background: "#000" } })
      .jpeg()
      .toBuffer()
    const whole = await image().jpeg().toBuffer()
    const segment = Buffer.alloc(4)
    segment.writeUInt16BE(0xffe1)
    segment.writeUInt16BE(2 + thumbnail.length, 2)
    const withThumbnail = Buffer.concat([whole.subarray(0, 2), segment, thumbnail, whole.subarray(2)])
    expect(readPictureHeader(withThumbnail)).toMatchObject({ ok: true, width: 123, height: 45 })
  })

  it("takes a GIF's first frame when it is larger than the screen it states", async () => {
    const bytes = await image().gif().toBuffer()
    bytes.writeUInt16LE(1, 6)
    expect(readPictureHeader(bytes)).toMatchObject({ ok: true, width: 123 })
  })

  it.each([
    [16_000, 16_000],
    [30_001, 1],
    [1, 100_000],
    [0x7fffffff, 0x7fffffff],
    [0xffffffff, 1],
    [6_400, 6_251],
  ])("refuses a PNG that claims %i x %i pixels", async (width, height) => {
    expect(readPictureHeader(await pngClaiming(width, height))).toEqual({
      ok: false,
      problem: "too-many-pixels",
    })
  })

  it("accepts exactly 40 megapixels", async () => {
    expect(readPictureHeader(await pngClaiming(6_400, 6_250))).toMatchObject({ ok: true })
  })

  it.each([
    ["PNG", () => pngClaiming(0, 5)],
    ["BMP without height", () => bmpHeader(5, 0)],
    ["BMP of negative width", () => bmpHeader(-5, 5)],
    ["BMP with an unknown header", () => bmpHeader(5, 5, 41)],
    ["JPEG that ends before its frame header", () => Uint8Array.from([0xff, 0xd8, 0xff, 0xd9])],
    ["JPEG with a segment of no length", () => Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0])],
    [
      "WebP of an unknown chunk",
      () => Uint8Array.from([...ascii("RIFF    WEBPVP9 "), ...Array<number>(40).fill(0)]),
    ],
  ])("calls a %s damaged", async (_, make) => {
    expect(readPictureHeader(await make())).toEqual({ ok: false, problem: "damaged" })
  })

  it("calls a PNG damaged whose bit depth does not exist", async () => {
    const bytes = await image().png().toBuffer()
    bytes[24] = 3
    expect(readPictureHeader(bytes)).toEqual({ ok: false, problem: "damaged" })
  })

  it.each([
    ["SVG", ascii('<?xml version="1.0"?><!-- x --><svg xmlns="http://www.w3.org/2000/svg"/>')],
    ["PDF", ascii("%PDF-1.7\n")],
    ["HEIC", [0, 0, 0, 24, ...ascii("ftypheic")]],
    ["AVIF", [0, 0, 0, 28, ...ascii("ftypavif")]],
    ["icon", [0, 0, 1, 0, 1, 0]],
    ["TIFF", ascii("II*\0")],
    ["TIFF", ascii("MM\0*")],
  ])("names %s a format that is not supported", (_, bytes) => {
    expect(readPictureHeader(Uint8Array.from(bytes))).toEqual({ ok: false, problem: "unsupported-format" })
  })

  it("tells nothing, text and a file that is too large apart", () => {
    expect(readPictureHeader(new Uint8Array())).toEqual({ ok: false, problem: "empty" })
    expect(readPictureHeader(Uint8Array.from([7]))).toEqual({ ok: false, problem: "not-a-picture" })
    expect(readPictureHeader(Uint8Array.from(ascii("otpauth://totp/x")))).toEqual({
      ok: false,
      problem: "not-a-picture",
    })
    const large = new Uint8Array(maximumFileBytes + 1)
    expect(readPictureHeader(large)).toEqual({ ok: false, problem: "too-large-file" })
  })

  it("never throws, whatever follows a known signature", () => {
    const starts = [
      "\x89PNG\r\n\x1a\n",
      "\xff\xd8\xff",
      "RIFF0000WEBPVP8 ",
      "RIFF0000WEBPVP8L",
      "GIF89a",
      "BM",
      "",
    ]
    const bytes = fc.tuple(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 200 }))
    fc.assert(
      fc.property(bytes, ([start, rest]) => {
        const header = readPictureHeader(Uint8Array.from([...ascii(start), ...rest]))
        if (header.ok) expect(header.width * header.height).toBeLessThanOrEqual(40_000_000)
        else
          expect(header.problem).toMatch(/^(empty|not-a-picture|unsupported-format|damaged|too-many-pixels)$/)
      }),
      { numRuns: 2000 },
    )
  })
})
