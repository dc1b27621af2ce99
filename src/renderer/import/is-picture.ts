import { readPictureHeader } from "../../shared/qr/picture-header.ts"

/** Whether a file begins like a picture. Pages of HTML may hold drawings near their start and are none. */
export function isPicture(head: Uint8Array, type: string): boolean {
  if (head.length === 0) return type.startsWith("image/")
  const header = readPictureHeader(head)
  if (header.ok) return true
  if (header.problem === "not-a-picture") return type.startsWith("image/") && type !== "image/svg+xml"
  const isMarkup = new TextDecoder().decode(head.subarray(0, 64)).trimStart().startsWith("<")
  return !isMarkup || type === "image/svg+xml"
}
