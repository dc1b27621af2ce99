/** @file The encrypted-file keychain as it stands on the disk. Documented in docs/storage.md. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto"
import { z } from "zod"
import { KEY_BYTES } from "./derive-key.ts"

export const KEYCHAIN_VERSION = 1
export const SALT_BYTES = 16
const NONCE_BYTES = 12 // NIST SP 800-38D section 8.2: 96 bits
const TAG_BYTES = 16

const binary = (length: number) =>
  z.base64().refine((text) => Buffer.from(text, "base64").length === length, "length")

/** Bounds on what a file may make us compute: RFC 9106 would allow 4 TiB of memory. */
const argon2id = z.strictObject({
  name: z.literal("argon2id"),
  memoryKiB: z.int().max(512 * 1024),
  iterations: z.int().min(1).max(10),
  parallelism: z.int().min(1).max(8),
  salt: binary(SALT_BYTES),
})

const keychainFile = z
  .strictObject({
    format: z.literal("keycard-keychain"),
    version: z.literal(KEYCHAIN_VERSION),
    /** Chosen when the keychain is made; stays for its life. */
    id: z.uuid(),
    /** Grows by one with every write. */
    generation: z.int().nonnegative(),
    /** The data key, wrapped under the passphrase. */
    slot: z.strictObject({
      kdf: argon2id,
      nonce: binary(NONCE_BYTES),
      wrapped: binary(KEY_BYTES),
      tag: binary(TAG_BYTES),
    }),
    nonce: binary(NONCE_BYTES),
    ciphertext: z.base64(),
    tag: binary(TAG_BYTES),
    /** SHA-256 of all the rest: tells a damaged file from a wrong passphrase. No protection against forgery. */
    checksum: binary(32),
  })
  // RFC 9106 section 3.1: at least 8 KiB a lane.
  .refine(({ slot: { kdf } }) => kdf.memoryKiB >= 8 * kdf.parallelism)

const header = z.looseObject({ format: z.literal("keycard-keychain"), version: z.int() })
const itemsSchema = z.record(z.string(), z.string())

export type KeychainFile = z.output<typeof keychainFile>
export type Slot = KeychainFile["slot"]
export type Kdf = z.output<typeof argon2id>
export type Items = ReadonlyMap<string, string>

type Identity = Pick<KeychainFile, "id">
type Head = Pick<KeychainFile, "id" | "generation" | "slot">

export function parseKeychainFile(
  bytes: Uint8Array,
): { state: "good"; file: KeychainFile } | { state: "damaged" } | { state: "newer" } {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes))
  } catch {
    return { state: "damaged" }
  }
  const head = header.safeParse(value)
  if (head.success && head.data.version > KEYCHAIN_VERSION) return { state: "newer" }
  const parsed = keychainFile.safeParse(value)
  if (!parsed.success || checksumOf(parsed.data) !== parsed.data.checksum) return { state: "damaged" }
  return { state: "good", file: parsed.data }
}

/** Encrypts all items together under a fresh nonce, bound to everything that stands outside the ciphertext. */
export function sealItems(dataKey: Uint8Array, head: Head, items: Items): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES)
  const plain = Buffer.from(JSON.stringify(Object.fromEntries(items)), "utf8")
  const { ciphertext, tag } = encrypt(dataKey, nonce, headText(head, nonce.toString("base64")), plain)
  plain.fill(0)
  const sealed = {
    format: "keycard-keychain",
    version: KEYCHAIN_VERSION,
    id: head.id,
    generation: head.generation,
    slot: head.slot,
    nonce: nonce.toString("base64"),
    ciphertext: ciphertext.toString("base64"),
    tag: tag.toString("base64"),
  } as const
  const file: KeychainFile = { ...sealed, checksum: checksumOf(sealed) }
  return Buffer.from(`${JSON.stringify(file, null, 2)}\n`, "utf8")
}

/** The items, or `null` when the file was changed by someone without the key. */
export function openItems(dataKey: Uint8Array, file: KeychainFile): Items | null {
  const plain = decrypt(dataKey, file.nonce, headText(file, file.nonce), file.ciphertext, file.tag)
  if (plain === null) return null
  try {
    return new Map(Object.entries(itemsSchema.parse(JSON.parse(plain.toString("utf8")))))
  } catch {
    return null
  } finally {
    plain.fill(0)
  }
}

/** Encrypts the data key under the key made of the passphrase. */
export function wrapKey(dataKey: Uint8Array, passphraseKey: Uint8Array, kdf: Kdf, identity: Identity): Slot {
  const nonce = randomBytes(NONCE_BYTES)
  const { ciphertext, tag } = encrypt(passphraseKey, nonce, slotText(kdf, identity), dataKey)
  return {
    kdf,
    nonce: nonce.toString("base64"),
    wrapped: ciphertext.toString("base64"),
    tag: tag.toString("base64"),
  }
}

/** The data key, or `null` when the passphrase is another one. */
export function unwrapKey(slot: Slot, passphraseKey: Uint8Array, identity: Identity): Buffer | null {
  return decrypt(passphraseKey, slot.nonce, slotText(slot.kdf, identity), slot.wrapped, slot.tag)
}

/** What the data key's encryption vouches for, in a form that does not depend on the order in the file. */
function slotText({ name, memoryKiB, iterations, parallelism, salt }: Kdf, { id }: Identity): string {
  return JSON.stringify([
    "keycard-keychain",
    KEYCHAIN_VERSION,
    id,
    name,
    memoryKiB,
    iterations,
    parallelism,
    salt,
  ])
}

/** What the items' encryption vouches for. */
function headText(head: Head, nonce: string): string {
  const { kdf, nonce: slotNonce, wrapped, tag } = head.slot
  return JSON.stringify([slotText(kdf, head), head.generation, slotNonce, wrapped, tag, nonce])
}

function checksumOf(file: Omit<KeychainFile, "checksum">): string {
  const text = JSON.stringify([headText(file, file.nonce), file.ciphertext, file.tag])
  return createHash("sha256").update(text).digest("base64")
}

function encrypt(
  key: Uint8Array,
  nonce: Uint8Array,
  vouchedFor: string,
  plain: Uint8Array,
): { ciphertext: Buffer; tag: Buffer } {
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.from(vouchedFor, "utf8"))
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()])
  return { ciphertext, tag: cipher.getAuthTag() }
}

function decrypt(
  key: Uint8Array,
  nonce: string,
  vouchedFor: string,
  ciphertext: string,
  tag: string,
): Buffer | null {
  // Without authTagLength Node takes a tag that was cut to four bytes.
  const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "base64"), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(Buffer.from(vouchedFor, "utf8"))
  decipher.setAuthTag(Buffer.from(tag, "base64"))
  try {
    return Buffer.concat([decipher.update(Buffer.from(ciphertext, "base64")), decipher.final()])
  } catch {
    return null
  }
}
