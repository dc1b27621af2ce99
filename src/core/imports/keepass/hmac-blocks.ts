/** @file The authenticated blocks of KDBX 4. Source: keepass.info/help/kb/kdbx.html, "HMAC block stream". */
import { createHash, createHmac } from "node:crypto"
import { joined } from "../ciphers.ts"

const CODE_BYTES = 32

export interface Blocks {
  /** null where a block is cut, or its code does not fit. */
  readonly data: Uint8Array | null
  /** Whether the first block's code was made with this key; null where that block is cut. */
  readonly firstFits: boolean | null
}

/** Blocks of a code, a length (four bytes, little-endian) and that many bytes, up to an empty one. */
export function openBlocks(sealed: Uint8Array, key: Uint8Array): Blocks {
  const view = new DataView(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  const parts: Uint8Array[] = []
  for (let offset = 0, index = 0n; ; index++) {
    const start = offset + CODE_BYTES + 4
    const cut = { data: null, firstFits: index > 0n ? true : null }
    if (start > sealed.length) return cut
    const length = view.getUint32(offset + CODE_BYTES, true)
    if (length > sealed.length - start) return cut
    const data = sealed.subarray(start, start + length)
    const code = createHmac("sha256", blockKey(key, index))
      .update(littleEndian(index))
      .update(sealed.subarray(start - 4, start))
      .update(data)
      .digest()
    if (Buffer.compare(code, sealed.subarray(offset, offset + CODE_BYTES)) !== 0)
      return { data: null, firstFits: index > 0n }
    if (length === 0) return { data: joined(parts), firstFits: true }
    parts.push(data)
    offset = start + length
  }
}

/** Whether the header's code was made with this key. The header counts as the last block of all. */
export function headerFits(header: Uint8Array, code: Uint8Array, key: Uint8Array): boolean {
  const expected = createHmac("sha256", blockKey(key, 0xffff_ffff_ffff_ffffn)).update(header).digest()
  return Buffer.compare(expected, code) === 0
}

function blockKey(key: Uint8Array, index: bigint): Buffer {
  return createHash("sha512").update(littleEndian(index)).update(key).digest()
}

function littleEndian(index: bigint): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, index, true)
  return bytes
}
