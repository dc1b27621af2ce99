/** What ciphers the protected values: 2 is Salsa20, 3 ChaCha20. */
export interface InnerStream {
  readonly algorithm: number
  readonly key: Uint8Array
}

const END = 0
const ALGORITHM = 1
const KEY = 2

/**
 * The header before the XML of KDBX 4; its attachments are passed over. Source: keepass.info/help/kb/kdbx.html,
 * "Inner header".
 * @throws RangeError where it is cut
 */
export function innerHeader(plain: Uint8Array): { stream: InnerStream; rest: Uint8Array } {
  const view = new DataView(plain.buffer, plain.byteOffset, plain.byteLength)
  let algorithm = 0
  let key: Uint8Array = new Uint8Array()
  for (let offset = 0; ;) {
    const id = view.getUint8(offset)
    const length = view.getUint32(offset + 1, true)
    const start = offset + 5
    if (length > plain.length - start) throw new RangeError("a field of the inner header is cut")
    if (id === ALGORITHM) algorithm = view.getUint32(start, true)
    if (id === KEY) key = plain.slice(start, start + length)
    offset = start + length
    if (id === END) return { stream: { algorithm, key }, rest: plain.subarray(offset) }
  }
}
