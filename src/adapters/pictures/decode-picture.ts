/** @file A picture file's bytes to pixels, outside the window: upright, on white, first frame. */
import { AppError } from "../../core/errors.ts"
import { readPictureHeader } from "../../shared/qr/picture-header.ts"
import { maximumPixels, type Picture } from "../../shared/qr/pixels.ts"
import { decodeBmp } from "./bmp.ts"

/** Decodes PNG, JPEG, WebP, GIF and BMP. Turned as its EXIF orientation says, transparency flattened on white
 *  (a code on nothing is dark modules on white), and of several frames the first.
 *  @throws AppError `picture`: what its header tells, or "damaged" */
export async function decodePicture(bytes: Uint8Array): Promise<Picture> {
  const header = readPictureHeader(bytes)
  if (!header.ok) throw new AppError({ kind: "picture", problem: header.problem })
  if (header.format !== "bmp") return decodeWithSharp(bytes)
  const picture = decodeBmp(bytes)
  if (picture === undefined) throw new AppError({ kind: "picture", problem: "damaged" })
  return picture
}

async function decodeWithSharp(bytes: Uint8Array): Promise<Picture> {
  const { default: sharp } = await import("sharp") // native: loaded only where a picture is read
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: maximumPixels, failOn: "error" })
      .autoOrient()
      .flatten({ background: "#ffffff" })
      .toColourspace("srgb")
      .ensureAlpha()
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true })
    return { data: new Uint8ClampedArray(data), width: info.width, height: info.height }
  } catch (error) {
    throw new AppError({ kind: "picture", problem: "damaged" }, { cause: error })
  }
}
