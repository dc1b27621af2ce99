/** @file A second opinion on one-time codes, written from RFC 4226 section 5.3 and RFC 6238 section 4 on
 *  node:crypto alone, so that it shares no line with what it judges. AWS knows SHA-1, 6 digits, 30 s only. */
import { createHmac, timingSafeEqual } from "node:crypto"

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
const PERIOD_MS = 30_000

/** Decodes base32 without padding (RFC 4648 section 6).
 *  @throws Error for a character outside the alphabet. */
export function decodeBase32(text: string): Buffer {
  const bits = Array.from(text, (character) => {
    const value = ALPHABET.indexOf(character)
    if (value < 0) throw new Error("A seed has a character that is not base32.")
    return value.toString(2).padStart(5, "0")
  }).join("")
  const bytes = bits.match(/.{8}/g) ?? []
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)))
}

/** The number of whole periods since 1970. */
export const timeStep = (atMs: number) => Math.floor(atMs / PERIOD_MS)

/** The six-digit code of one time step. */
export function codeOfStep(seedBase32: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac("sha1", decodeBase32(seedBase32)).update(counter).digest()
  const offset = mac.readUInt8(mac.length - 1) & 0x0f
  const truncated = mac.readUInt32BE(offset) & 0x7fffffff
  return String(truncated % 1_000_000).padStart(6, "0")
}

/** The time steps within one step of drift whose code this is: nearly always none or one. */
export function matchingSteps(seedBase32: string, code: string, nowMs: number): number[] {
  const now = timeStep(nowMs)
  const given = Buffer.from(code)
  return [now, now - 1, now + 1].filter((step) => {
    const right = Buffer.from(codeOfStep(seedBase32, step))
    return given.length === right.length && timingSafeEqual(given, right)
  })
}
