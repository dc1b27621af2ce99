/** @file A second opinion on codes, from RFC 4226 section 5.3 and RFC 6238 section 4 on node:crypto alone. */
import { createHmac } from "node:crypto"
import { decodeBase32 } from "../../support/aws/totp.ts"

export interface Generator {
  /** Base32 without padding. */
  readonly secret: string
  readonly algorithm?: "SHA1" | "SHA256" | "SHA512"
  readonly digits?: number
  /** Seconds. */
  readonly period?: number
}

export function codeOfCounter(generator: Generator, counter: number): string {
  const { secret, algorithm = "SHA1", digits = 6 } = generator
  const message = Buffer.alloc(8)
  message.writeBigUInt64BE(BigInt(counter))
  const mac = createHmac(algorithm, decodeBase32(secret)).update(message).digest()
  const offset = mac.readUInt8(mac.length - 1) & 0x0f
  const truncated = mac.readUInt32BE(offset) & 0x7fffffff
  return String(truncated % 10 ** digits).padStart(digits, "0")
}

/** @param atMs Unix time in milliseconds */
export function codeAt(generator: Generator, atMs: number): string {
  return codeOfCounter(generator, Math.floor(atMs / 1_000 / (generator.period ?? 30)))
}

/**
 * Reads a code and says whether it was right while it was read: it is the code of the moment before the look or of the
 * moment after it.
 */
export async function isRightNow(generator: Generator, read: () => Promise<string | null>): Promise<boolean> {
  const before = codeAt(generator, Date.now())
  const seen = await read()
  const after = codeAt(generator, Date.now())
  return seen === before || seen === after
}
