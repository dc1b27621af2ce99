/** @file Makes a mark of any picture: drawn anew, so that nothing but its pixels goes on. */
import { RequestFailed } from "../api.ts"

const side = 96
const maxFileBytes = 10 * 1_024 * 1_024
const maxPictureBytes = 64 * 1_024
const types = ["image/png", "image/jpeg", "image/webp"]

/** What a file dialog offers. */
export const pictureTypes = types.join(",")

/** Where the whole of a picture stands in a square, as large as it can be. */
export function fitted(width: number, height: number, square: number) {
  const scale = Math.min(square / width, square / height)
  const [w, h] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))]
  return { x: Math.floor((square - w) / 2), y: Math.floor((square - h) / 2), width: w, height: h }
}

/** @returns a PNG of 96 by 96 pixels @throws RequestFailed `picture` with what is wrong with the file */
export async function scalePicture(file: Blob): Promise<Uint8Array> {
  const refuse = (problem: "unsupported-format" | "too-large-file" | "damaged") =>
    new RequestFailed({ kind: "picture", problem })
  if (!types.includes(file.type)) throw refuse("unsupported-format")
  if (file.size > maxFileBytes) throw refuse("too-large-file")
  const bitmap = await createImageBitmap(file).catch(() => {
    throw refuse("damaged")
  })
  const canvas = document.createElement("canvas")
  canvas.width = canvas.height = side
  const drawing = canvas.getContext("2d")
  if (drawing === null) throw refuse("damaged")
  const { x, y, width, height } = fitted(bitmap.width, bitmap.height, side)
  drawing.imageSmoothingQuality = "high"
  drawing.drawImage(bitmap, x, y, width, height)
  bitmap.close()
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"))
  if (blob === null) throw refuse("damaged")
  if (blob.size > maxPictureBytes) throw refuse("too-large-file")
  return new Uint8Array(await blob.arrayBuffer())
}
