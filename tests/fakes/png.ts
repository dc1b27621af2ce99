import { crc32, deflateSync } from "node:zlib"

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

/** A PNG of grey pixels (W3C PNG 5.3, 11.2.2), as long as wished by a chunk that readers pass over. */
export function pngOf(width: number, height: number, padding = 0): Uint8Array {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = 8
  const rows = deflateSync(Buffer.alloc(Math.min(height, 256) * (Math.min(width, 256) + 1), 0))
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const spare = padding === 0 ? [] : [chunk("teSt", Buffer.alloc(padding))]
  const parts = [
    signature,
    chunk("IHDR", header),
    ...spare,
    chunk("IDAT", rows),
    chunk("IEND", Buffer.alloc(0)),
  ]
  return Uint8Array.from(Buffer.concat(parts))
}
