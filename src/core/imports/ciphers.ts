/** @file The two ciphers of other programs' files. Both are in Node's OpenSSL and in Electron's BoringSSL. */
import { createDecipheriv } from "node:crypto"

export const GCM_NONCE_BYTES = 12
export const GCM_TAG_BYTES = 16

interface Sealed {
  /** 32 bytes. */
  readonly key: Uint8Array
  /** 12 bytes; any other length is no file's of the formats here. */
  readonly nonce: Uint8Array
  /** The ciphertext and, behind it, the 16 bytes of the tag. */
  readonly sealed: Uint8Array
  readonly associated?: Uint8Array
}

/**
 * Opens AES-256-GCM (NIST SP 800-38D).
 * @returns null where the tag does not fit: another key, or damage; the cipher cannot tell which
 */
export function openGcm({ key, nonce, sealed, associated }: Sealed): Uint8Array | null {
  if (key.length !== 32 || nonce.length !== GCM_NONCE_BYTES || sealed.length < GCM_TAG_BYTES) return null
  const end = sealed.length - GCM_TAG_BYTES
  // Without its length given, Node accepts a tag cut to four bytes.
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: GCM_TAG_BYTES })
  decipher.setAuthTag(sealed.subarray(end))
  if (associated !== undefined) decipher.setAAD(associated)
  try {
    return joined([decipher.update(sealed.subarray(0, end)), decipher.final()])
  } catch {
    return null
  }
}

/**
 * Opens AES-256-CBC with PKCS #7 padding (RFC 5652 section 6.3). It proves nothing: one wrong key in 256 gives padding
 * that looks right.
 * @param iv 16 bytes
 * @returns null where the padding is wrong
 */
export function openCbc(key: Uint8Array, iv: Uint8Array, sealed: Uint8Array): Uint8Array | null {
  if (key.length !== 32 || iv.length !== 16 || sealed.length === 0 || sealed.length % 16 !== 0) return null
  const decipher = createDecipheriv("aes-256-cbc", key, iv)
  try {
    return joined([decipher.update(sealed), decipher.final()])
  } catch {
    return null
  }
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}
