/** @file What a picture is to the QR reader, and how large one may be. */

/** Pixels as `ImageData` has them: RGBA, 8 bits each, row by row from the top, opaque (transparency already
 *  flattened on white). */
export interface Picture {
  readonly data: Uint8ClampedArray<ArrayBuffer>
  readonly width: number
  readonly height: number
}

/** Brightness only: one byte a pixel, 0 black to 255 white. */
export interface GreyPicture {
  readonly data: Uint8ClampedArray<ArrayBuffer>
  readonly width: number
  readonly height: number
}

/** A place in a picture in pixels; (0, 0) is the top left corner of the top left pixel. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** The largest file that is opened: a 40-megapixel photo is well below it. */
export const maximumFileBytes = 20 * 1024 * 1024

/** The most pixels that are decoded (RGBA: 160 MB). A few kilobytes of PNG can claim far more. */
export const maximumPixels = 40_000_000

/** The longest side, in pixels. A sliver such as 1 x 40,000,000 holds no code. */
export const maximumSide = 30_000

/** Brightness of each pixel (ITU-R BT.601 weights). */
export function toGrey({ data, width, height }: Picture): GreyPicture {
  const grey = new Uint8ClampedArray(width * height)
  for (let to = 0, from = 0; to < grey.length; to++, from += 4) {
    grey[to] = (77 * (data[from] ?? 0) + 150 * (data[from + 1] ?? 0) + 29 * (data[from + 2] ?? 0)) >> 8
  }
  return { data: grey, width, height }
}

/** The same brightness as RGBA, opaque. */
export function fromGrey({ data, width, height }: GreyPicture): Picture {
  const pixels = new Uint32Array(width * height)
  // The alpha byte and three equal ones: right whichever end the machine's integers start at.
  const opaque = new Uint32Array(new Uint8Array([0, 0, 0, 255]).buffer)[0] ?? 0
  const grey = new Uint32Array(new Uint8Array([1, 1, 1, 0]).buffer)[0] ?? 0
  for (let at = 0; at < pixels.length; at++) pixels[at] = opaque + (data[at] ?? 0) * grey
  return { data: new Uint8ClampedArray(pixels.buffer), width, height }
}
