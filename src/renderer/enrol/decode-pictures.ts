/** @file From a picture file, a camera frame or a screen's pixels to what the QR reader takes. Runs in the worker. */
import type { PictureProblem } from "../../core/errors.ts"
import { readPictureHeader } from "../../shared/qr/picture-header.ts"
import { maximumFileBytes, maximumPixels, type Picture } from "../../shared/qr/pixels.ts"

/** Why a picture is not decoded. */
export class PictureRefused extends Error {
  readonly problem: PictureProblem
  constructor(problem: PictureProblem) {
    super(problem)
    this.problem = problem
  }
}

/** Pixels in a screen's order to RGBA, opaque. @param bgra 4 bytes a pixel: blue, green, red, unused */
export function bgraToRgba(bgra: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(bgra.length)
  for (let at = 0; at + 3 < bgra.length; at += 4) {
    rgba[at] = bgra[at + 2] ?? 0
    rgba[at + 1] = bgra[at + 1] ?? 0
    rgba[at + 2] = bgra[at] ?? 0
    rgba[at + 3] = 255
  }
  return rgba
}

/** One screen's pixels as a picture. @throws PictureRefused `damaged` when there are not as many as it says */
export function screenPicture(width: number, height: number, bgra: Uint8Array): Picture {
  if (width * height > maximumPixels) throw new PictureRefused("too-many-pixels")
  if (bgra.length !== width * height * 4) throw new PictureRefused("damaged")
  return { data: bgraToRgba(bgra), width, height }
}

/** A bitmap on white: what is transparent would be black, and black on black reads as nothing. Closes it. */
export function flatten(bitmap: ImageBitmap): Picture {
  const { width, height } = bitmap
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext("2d", { willReadFrequently: true })
  if (context === null) throw new PictureRefused("unreadable")
  context.fillStyle = "#ffffff"
  context.fillRect(0, 0, width, height)
  context.drawImage(bitmap, 0, 0)
  bitmap.close()
  return context.getImageData(0, 0, width, height)
}

/** A file's picture, upright and on white; its header is judged before anything decodes it. @throws PictureRefused */
export async function filePicture(file: Blob): Promise<Picture> {
  if (file.size > maximumFileBytes) throw new PictureRefused("too-large-file")
  const bytes = await file.arrayBuffer().catch(() => {
    throw new PictureRefused("unreadable")
  })
  const header = readPictureHeader(new Uint8Array(bytes))
  if (!header.ok) throw new PictureRefused(header.problem)
  const blob = new Blob([bytes], { type: `image/${header.format}` })
  const bitmap = await createImageBitmap(blob, { imageOrientation: "from-image" }).catch(() => {
    throw new PictureRefused("damaged")
  })
  return flatten(bitmap)
}
