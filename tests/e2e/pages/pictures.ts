/** @file Pictures of QR codes, made here so that no picture lies in the repository. */
import QRCode from "qrcode"
import sharp from "sharp"

export type PictureFormat = "png" | "jpeg" | "webp" | "gif" | "bmp"

/** A PNG of the code of a text, with its white margin. */
export function qrPng(text: string, scale = 6): Promise<Buffer> {
  return QRCode.toBuffer(text, { scale, margin: 4 })
}

export async function qrPicture(text: string, format: PictureFormat): Promise<Buffer> {
  const png = await qrPng(text)
  return format === "bmp" ? asBmp(png) : sharp(png).toFormat(format).toBuffer()
}

/** Several codes beside each other in one picture; without any, a white one. */
export async function qrSheet(texts: readonly string[]): Promise<Buffer> {
  const codes = await Promise.all(texts.map((text) => QRCode.toBuffer(text, { width: 300, margin: 4 })))
  const sheet = {
    width: 300 * Math.max(1, codes.length),
    height: 300,
    channels: 3,
    background: "white",
  } as const
  return sharp({ create: sheet })
    .composite(codes.map((input, index) => ({ input, left: index * 300, top: 0 })))
    .png()
    .toBuffer()
}

export async function asDataUrl(png: Promise<Buffer>): Promise<string> {
  return `data:image/png;base64,${(await png).toString("base64")}`
}

/** 24 bits a pixel, bottom row first, rows padded to four bytes (BITMAPINFOHEADER). */
async function asBmp(png: Buffer): Promise<Buffer> {
  const { data, info } = await sharp(png)
    .removeAlpha()
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height } = info
  const stride = Math.ceil((width * 3) / 4) * 4
  const bmp = Buffer.alloc(54 + stride * height)
  bmp.write("BM")
  bmp.writeUInt32LE(bmp.length, 2)
  bmp.writeUInt32LE(54, 10)
  bmp.writeUInt32LE(40, 14)
  bmp.writeInt32LE(width, 18)
  bmp.writeInt32LE(height, 22)
  bmp.writeUInt16LE(1, 26)
  bmp.writeUInt16LE(24, 28)
  bmp.writeUInt32LE(stride * height, 34)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * 3
      const to = 54 + (height - 1 - y) * stride + x * 3
      for (let channel = 0; channel < 3; channel++) bmp[to + channel] = data[from + 2 - channel] ?? 0
    }
  }
  return bmp
}

/**
 * A film of one picture for Chromium's fake camera: YUV4MPEG2, as mjpegtools documents it in yuv4mpeg(5): one header
 * line, then for each frame `FRAME` and the planes Y, U, V, the colours at half the size.
 */
export async function filmOf(texts: readonly string[], framesEach = 30): Promise<Buffer> {
  const width = 640
  const height = 480
  const colours = Buffer.alloc((width * height) / 2, 128)
  const frames: Buffer[] = []
  for (const text of texts) {
    const code = await QRCode.toBuffer(text, { width: 400, margin: 4 })
    const luma = await sharp({ create: { width, height, channels: 3, background: "#b0b0b0" } })
      .composite([{ input: code, left: 120, top: 40 }])
      .toColourspace("b-w")
      .raw()
      .toBuffer()
    if (luma.length !== width * height) throw new Error("the picture is not grey")
    const frame = Buffer.concat([Buffer.from("FRAME\n"), luma, colours])
    for (let count = 0; count < framesEach; count++) frames.push(frame)
  }
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F30:1 Ip A1:1 C420mpeg2\n`), ...frames])
}
