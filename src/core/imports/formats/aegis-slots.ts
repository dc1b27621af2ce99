/** @file The slots of an encrypted Aegis vault: each password slot holds the master key, sealed with its password. */
import { openGcm, joined } from "../ciphers.ts"
import { hexBytes } from "../encoded.ts"
import type { ImportTools } from "../format.ts"
import { importError } from "../import-error.ts"
import { field, fieldsOf, objectField } from "../json-fields.ts"
import type { Fields } from "../json-fields.ts"
import { deriveScrypt } from "../kdf.ts"

const NAME = "Aegis"
const PASSWORD_SLOT = 1
/** More is no vault: each costs a key derivation. */
const MAX_SLOTS = 16

/**
 * Tries the password on every password slot, there may be one for backups beside the usual one.
 * @returns the master key
 * @throws AppError `import`: `password-or-damaged` where no slot opens, `restricted` where none takes a password
 */
export async function openSlots(
  slots: readonly unknown[],
  password: string,
  tools: ImportTools,
): Promise<Uint8Array> {
  const usable = slots.map(fieldsOf).filter((slot) => field(slot, "type") === PASSWORD_SLOT)
  if (slots.length === 0) throw importError(NAME, "damaged")
  if (usable.length === 0) throw importError(NAME, "restricted")
  if (usable.length > MAX_SLOTS) throw importError(NAME, "too-costly")
  for (const [index, slot] of usable.entries()) {
    tools.onStep({ step: "deriving-key", slot: index + 1, slots: usable.length })
    const key = await openSlot(slot, password)
    if (key !== null) return key
  }
  throw importError(NAME, "password-or-damaged")
}

async function openSlot(slot: Fields | null, password: string): Promise<Uint8Array | null> {
  const params = objectField(slot, "key_params")
  const key = hexBytes(field(slot, "key"))
  const tag = hexBytes(field(params, "tag"))
  const nonce = hexBytes(field(params, "nonce"))
  const salt = hexBytes(field(slot, "salt"))
  const [n, r, p] = ["n", "r", "p"].map((name) => field(slot, name))
  if (key === null || salt === null || nonce?.length !== 12 || tag?.length !== 16)
    throw importError(NAME, "damaged")
  if (typeof n !== "number" || typeof r !== "number" || typeof p !== "number")
    throw importError(NAME, "damaged")
  const costs = { cost: n, blockSize: r, parallelism: p, length: 32, format: NAME }
  for (const typed of passwordBytes(password, field(slot, "repaired") === true)) {
    const derived = await deriveScrypt({ password: typed, salt, ...costs })
    const master = openGcm({ key: derived, nonce, sealed: joined([key, tag]) })
    if (master !== null) return master
  }
  return null
}

/**
 * The bytes a slot may have been made with. Old versions of Aegis took the whole buffer of Java's UTF-8 encoder, with
 * the zeros behind the text. HMAC ends short keys in zeros anyway, so this shows only over its block of 64 bytes. The
 * buffer's size is the encoder's average for a letter: 2 bytes with Android's, 1.1 with OpenJDK's.
 */
function passwordBytes(password: string, repaired: boolean): Uint8Array[] {
  const bytes = new TextEncoder().encode(password)
  if (repaired) return [bytes]
  const lengths = [2, 1.1].map((average) => bufferLength(password.length, average, bytes.length))
  const padded = [...new Set(lengths)].filter((length) => length > 64 && length > bytes.length)
  return [bytes, ...padded.map((length) => joined([bytes, new Uint8Array(length - bytes.length)]))]
}

/** Java's `CharsetEncoder.encode` begins with the average and grows to twice and one until the text fits. */
function bufferLength(units: number, average: number, needed: number): number {
  let length = Math.floor(units * average)
  while (length < needed) length = 2 * length + 1
  return length
}
