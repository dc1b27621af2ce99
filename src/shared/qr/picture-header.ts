/** @file Judges a picture file by its first bytes, before anything decodes it: 31 KB of PNG can claim 16,000 x
 *  16,000 pixels, which cost a decoder gigabytes. What passes here is bounded; it may still be damaged. */
import type { PictureProblem } from "../../core/errors.ts"
import { statedSize, type PictureFormat } from "./picture-formats.ts"
import { maximumFileBytes, maximumPixels, maximumSide } from "./pixels.ts"

/** What a header says, or why the file is refused. */
export type PictureHeader =
  | { readonly ok: true; readonly format: PictureFormat; readonly width: number; readonly height: number }
  | { readonly ok: false; readonly problem: PictureProblem }

/** Bytes at fixed offsets that tell a format; `..` stands for any byte. */
const signatures: readonly (readonly [pattern: string, format: PictureFormat | "unsupported"])[] = [
  ["89 50 4e 47 0d 0a 1a 0a", "png"],
  ["ff d8 ff", "jpeg"],
  ["52 49 46 46 .. .. .. .. 57 45 42 50", "webp"],
  ["47 49 46 38 37 61", "gif"],
  ["47 49 46 38 39 61", "gif"],
  ["42 4d", "bmp"],
  ["25 50 44 46 2d", "unsupported"], // PDF
  [".. .. .. .. 66 74 79 70", "unsupported"], // HEIC, AVIF and other ISO media
  ["49 49 2a 00", "unsupported"], // TIFF, little-endian
  ["4d 4d 00 2a", "unsupported"], // TIFF, big-endian
  ["49 49 2b 00", "unsupported"], // BigTIFF
  ["4d 4d 00 2b", "unsupported"],
  ["00 00 01 00", "unsupported"], // icon
  ["00 00 02 00", "unsupported"], // cursor
  ["ff 0a", "unsupported"], // JPEG XL
  ["00 00 00 0c 4a 58 4c 20", "unsupported"], // JPEG XL in a box
  ["00 00 00 0c 6a 50 20 20", "unsupported"], // JPEG 2000
  ["38 42 50 53", "unsupported"], // Photoshop
]

/** The format and dimensions of a picture file, or why it is not to be decoded. Never throws.
 *  @param bytes the whole file: a JPEG's dimensions may stand behind a long profile */
export function readPictureHeader(bytes: Uint8Array): PictureHeader {
  if (bytes.length === 0) return { ok: false, problem: "empty" }
  if (bytes.length > maximumFileBytes) return { ok: false, problem: "too-large-file" }
  const format = signatures.find(([pattern]) => startsWith(bytes, pattern))?.[1]
  if (format === undefined) {
    return { ok: false, problem: isSvg(bytes) ? "unsupported-format" : "not-a-picture" }
  }
  if (format === "unsupported") return { ok: false, problem: "unsupported-format" }
  const size = sizeOf(bytes, format)
  if (size === undefined || size.width === 0 || size.height === 0) return { ok: false, problem: "damaged" }
  const { width, height } = size
  if (width > maximumSide || height > maximumSide || width * height > maximumPixels) {
    return { ok: false, problem: "too-many-pixels" }
  }
  return { ok: true, format, width, height }
}

function sizeOf(bytes: Uint8Array, format: PictureFormat): ReturnType<(typeof statedSize)[PictureFormat]> {
  try {
    return statedSize[format](new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function startsWith(bytes: Uint8Array, pattern: string): boolean {
  return pattern
    .split(" ")
    .every((hex, at) => (hex === ".." ? at < bytes.length : bytes[at] === parseInt(hex, 16)))
}

/** SVG is text: its root element stands near the start, behind an XML declaration and comments. */
function isSvg(bytes: Uint8Array): boolean {
  const start = String.fromCharCode(...bytes.subarray(0, 1024)).replaceAll("\0", "")
  return /<svg[\s>]|<!DOCTYPE svg/i.test(start)
}
