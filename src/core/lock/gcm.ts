/** @file AES-256-GCM (NIST SP 800-38D) as the lock uses it: a fresh 96-bit nonce, then the ciphertext, then the tag. */
import { createCipheriv, createDecipheriv } from "node:crypto"
import type { Random } from "../ports/random.ts"

const NONCE_BYTES = 12 // section 8.2: 96 bits
const TAG_BYTES = 16
export const KEY_BYTES = 32

/** @param vouchedFor what must be the same when it is opened; it is not in the result */
export function seal(
  key: Uint8Array,
  vouchedFor: string,
  plain: Uint8Array,
  random: Pick<Random, "bytes">,
): Buffer {
  const nonce = random.bytes(NONCE_BYTES)
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.from(vouchedFor, "utf8"))
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** What was sealed, or `null` when key, content or `vouchedFor` is another. */
export function unseal(key: Uint8Array, vouchedFor: string, sealed: Uint8Array): Buffer | null {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return null
  const end = sealed.length - TAG_BYTES
  // Without authTagLength Node takes a tag that was cut to four bytes.
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(Buffer.from(vouchedFor, "utf8"))
  decipher.setAuthTag(sealed.subarray(end))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, end)), decipher.final()])
  } catch {
    return null
  }
}
