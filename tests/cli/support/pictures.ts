import QRCode from "qrcode"
import sharp from "sharp"

/** The formats that the contract of `keycard qr` names. */
export const formats = ["png", "jpeg", "webp", "gif", "bmp"] as const
export type Format = (typeof formats)[number]

/** A picture file of one QR code. */
export async function qrPicture(text: string, format: Format = "png"): Promise<Buffer> {
  const png = await QRCode.toBuffer(text, { scale: 6, margin: 4 })
  return format === "bmp" ? bmp(png) : sharp(png).toFormat(format).toBuffer()
}

/** A picture file of several QR codes side by side. */
export async function qrPictures(texts: readonly string[]): Promise<Buffer> {
  const codes = await Promise.all(texts.map((text) => QRCode.toBuffer(text, { width: 360, margin: 4 })))
  return sharp({ create: { width: 400 * codes.length, height: 400, channels: 3, background: "white" } })
    .composite(codes.map((input, place) => ({ input, left: 400 * place + 20, top: 20 })))
    .png()
    .toBuffer()
}

/** 24 bits a pixel, rows from the bottom, each filled up to four bytes: what every program writes. */
async function bmp(png: Buffer): Promise<Buffer> {
  const { data, info } = await sharp(png).removeAlpha().toColourspace("srgb").raw().toBuffer({
    resolveWithObject: true,
  })
  const rowBytes = Math.ceil((info.width * 3) / 4) * 4
  const file = Buffer.alloc(54 + rowBytes * info.height)
  file.write("BM")
  file.writeUInt32LE(file.length, 2)
  file.writeUInt32LE(54, 10)
  file.writeUInt32LE(40, 14)
  file.writeInt32LE(info.width, 18)
  file.writeInt32LE(info.height, 22)
  file.writeUInt16LE(1, 26)
  file.writeUInt16LE(24, 28)
  for (let y = 0; y < info.height; y++) {
    // Black and white: the order of the colours does not matter.
    data.copy(file, 54 + (info.height - 1 - y) * rowBytes, y * info.width * 3, (y + 1) * info.width * 3)
  }
  return file
}
