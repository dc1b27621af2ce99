/** @file What the exports that tests make of authenticator apps have in common: names, secrets, ciphers. */
import { createCipheriv, createHash } from "node:crypto"

export const PASSWORD = "correct horse"
export const BACKUP_PASSWORD = "battery staple"
/** 70 letters: over the block of HMAC-SHA-256. */
export const LONG_PASSWORD = "a long passphrase, over sixty-four bytes: ".padEnd(70, "xyz")

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

/** Bytes that depend on their name alone. */
export function bytesFor(name: string, length: number): Uint8Array {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, index) =>
    createHash("sha256")
      .update(`keycard fixture ${name} ${String(index)}`)
      .digest(),
  )
  return new Uint8Array(Buffer.concat(blocks).subarray(0, length))
}

/** Base32 without padding, `length` letters long (a multiple of 8). */
export function secretFor(name: string, length = 32): string {
  return Array.from(bytesFor(name, length), (byte) => BASE32[byte % 32]).join("")
}

export const SECRETS = {
  github: secretFor("github"),
  example: secretFor("example"),
  bank: secretFor("bank", 16),
  steam: secretFor("steam"),
  kept: secretFor("kept", 16),
  gone: secretFor("gone"),
}

export const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex")
export const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64")
export const utf8 = (text: string) => new TextEncoder().encode(text)
export const joined = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts))

export interface Gcm {
  readonly sealed: Uint8Array
  readonly tag: Uint8Array
  readonly nonce: Uint8Array
}

export function gcm(name: string, key: Uint8Array, plain: Uint8Array, associated?: string): Gcm {
  const nonce = bytesFor(`${name} nonce`, 12)
  const cipher = createCipheriv("aes-256-gcm", key, nonce)
  if (associated !== undefined) cipher.setAAD(utf8(associated))
  const sealed = joined(cipher.update(plain), cipher.final())
  return { sealed, tag: new Uint8Array(cipher.getAuthTag()), nonce }
}

export function cbc(key: Uint8Array, iv: Uint8Array, plain: Uint8Array): Uint8Array {
  const cipher = createCipheriv("aes-256-cbc", key, iv)
  return joined(cipher.update(plain), cipher.final())
}
