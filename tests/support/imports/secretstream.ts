/**
 * @file The first message of libsodium's crypto_secretstream_xchacha20poly1305, with a header of our choice: libsodium
 * draws its own, which would make other bytes each time. By libsodium's documentation, "Encrypted streams": HChaCha20
 * (draft-irtf-cfrg-xchacha) of the header's first 16 bytes gives the key, its last 8 follow a counter as the nonce;
 * block 0 keys Poly1305 (RFC 8439 section 2.5), block 1 hides the tag byte, the text follows from block 2.
 */
import { createCipheriv } from "node:crypto"

const joined = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts))

export function sealFirstMessage(
  key: Uint8Array,
  header: Uint8Array,
  plain: Uint8Array,
  tag: number,
): Uint8Array {
  const subkey = hchacha20(key, header.subarray(0, 16))
  const nonce = joined(new Uint8Array([1, 0, 0, 0]), header.subarray(16, 24))
  const tagBlock = new Uint8Array(64)
  tagBlock[0] = tag
  const macKey = chacha20(subkey, nonce, 0, new Uint8Array(32))
  const hidden = chacha20(subkey, nonce, 1, tagBlock)
  const text = chacha20(subkey, nonce, 2, plain)
  const lengths = new Uint8Array(16)
  new DataView(lengths.buffer).setUint32(8, 64 + text.length, true)
  // libsodium pads by the length itself, not by what is missing to 16.
  const padding = new Uint8Array(text.length & 15)
  return joined(hidden.subarray(0, 1), text, poly1305(macKey, joined(hidden, text, padding, lengths)))
}

/** OpenSSL's initial vector is the counter (4 bytes, little-endian) and the nonce. */
function chacha20(key: Uint8Array, nonce: Uint8Array, block: number, data: Uint8Array): Uint8Array {
  return new Uint8Array(
    createCipheriv("chacha20", key, joined(new Uint8Array([block, 0, 0, 0]), nonce)).update(data),
  )
}

const CONSTANTS = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574]
const QUARTERS = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
] as const

function hchacha20(key: Uint8Array, input: Uint8Array): Uint8Array {
  const words = (bytes: Uint8Array) =>
    Array.from({ length: bytes.length / 4 }, (_, at) => Buffer.from(bytes).readUInt32LE(4 * at))
  const state = new Uint32Array([...CONSTANTS, ...words(key), ...words(input)])
  for (let round = 0; round < 10; round++) for (const quarter of QUARTERS) quarterRound(state, quarter)
  const out = Buffer.alloc(32)
  for (const [at, word] of [0, 1, 2, 3, 12, 13, 14, 15].entries()) out.writeUInt32LE(state[word] ?? 0, 4 * at)
  return new Uint8Array(out)
}

function quarterRound(state: Uint32Array, [a, b, c, d]: readonly [number, number, number, number]): void {
  const mix = (to: number, from: number, turned: number, by: number) => {
    state[to] = (state[to] ?? 0) + (state[from] ?? 0)
    const word = (state[turned] ?? 0) ^ (state[to] ?? 0)
    state[turned] = (word << by) | (word >>> (32 - by))
  }
  mix(a, b, d, 16)
  mix(c, d, b, 12)
  mix(a, b, d, 8)
  mix(c, d, b, 7)
}

function poly1305(key: Uint8Array, message: Uint8Array): Uint8Array {
  const number = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).reverse().toString("hex")}`)
  const prime = (1n << 130n) - 5n
  const r = number(key.subarray(0, 16)) & 0x0ffffffc0ffffffc0ffffffc0fffffffn
  let sum = 0n
  for (let at = 0; at < message.length; at += 16) {
    sum = ((sum + number(joined(message.subarray(at, at + 16), new Uint8Array([1])))) * r) % prime
  }
  const tag = (sum + number(key.subarray(16, 32))) & ((1n << 128n) - 1n)
  return new Uint8Array(Buffer.from(tag.toString(16).padStart(32, "0"), "hex").reverse())
}
