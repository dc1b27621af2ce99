/** @file The vault key, wrapped under a passphrase: one line for one keychain item. Documented in docs/storage.md. */
import { createHash } from "node:crypto"
import { z } from "zod"
import { AppError } from "../errors.ts"
import type { Argon2Parameters, DeriveKey } from "../ports/derive-key.ts"
import type { Random } from "../ports/random.ts"
import { KEY_BYTES, seal, unseal } from "./gcm.ts"

/** RFC 9106 section 4, second recommended option. */
export const LOCK_ARGON2: Argon2Parameters = { memoryKiB: 64 * 1024, iterations: 3, parallelism: 4 }
/** NIST SP 800-63B section 5.1.1.2. */
const MIN_PASSPHRASE_LENGTH = 8
const SALT_BYTES = 16

/** Bounds on what an item may make us compute: RFC 9106 would allow 4 TiB of memory. */
const wrappedKey = z
  .strictObject({
    v: z.literal(1),
    keyId: z.uuid(),
    memoryKiB: z.int().max(512 * 1024),
    iterations: z.int().min(1).max(10),
    parallelism: z.int().min(1).max(8),
    salt: z.base64().refine((text) => Buffer.from(text, "base64").length === SALT_BYTES),
    wrapped: z.base64(),
    /** SHA-256 of all the rest, cut to 16 bytes: tells a damaged item from a wrong passphrase. */
    sum: z.base64(),
  })
  // RFC 9106 section 3.1: at least 8 KiB a lane.
  .refine(({ memoryKiB, parallelism }) => memoryKiB >= 8 * parallelism)
type WrappedKey = z.output<typeof wrappedKey>

const vouchedFor = ({
  keyId,
  memoryKiB,
  iterations,
  parallelism,
  salt,
}: Omit<WrappedKey, "wrapped" | "sum">) =>
  JSON.stringify(["keycard-lock", 1, keyId, memoryKiB, iterations, parallelism, salt])

function sumOf(item: Omit<WrappedKey, "sum">): string {
  const text = JSON.stringify([vouchedFor(item), item.wrapped])
  return createHash("sha256").update(text).digest().subarray(0, 16).toString("base64")
}

/** Unicode's composed form, so that it is the same from every keyboard. @throws AppError `passphrase` `too-short` */
export function checkNewPassphrase(passphrase: string): void {
  if (Array.from(passphrase.normalize("NFC")).length < MIN_PASSPHRASE_LENGTH)
    throw new AppError({ kind: "passphrase", problem: "too-short" })
}

const bytesOf = (passphrase: string) => Buffer.from(passphrase.normalize("NFC"), "utf8")

export interface WrapDeps {
  readonly deriveKey: DeriveKey
  readonly random: Pick<Random, "bytes">
  /** For keys that are wrapped. Default: {@link LOCK_ARGON2}. */
  readonly argon2?: Argon2Parameters | undefined
}

/** @returns the item's value. @throws AppError `passphrase` `too-short` */
export async function wrapKey(
  { deriveKey, random, argon2 = LOCK_ARGON2 }: WrapDeps,
  keyId: string,
  key: Uint8Array,
  passphrase: string,
): Promise<string> {
  checkNewPassphrase(passphrase)
  const { memoryKiB, iterations, parallelism } = argon2
  const salt = random.bytes(SALT_BYTES)
  const head = {
    v: 1 as const,
    keyId,
    memoryKiB,
    iterations,
    parallelism,
    salt: Buffer.from(salt).toString("base64"),
  }
  const passphraseKey = await deriveKey(bytesOf(passphrase), salt, argon2)
  const wrapped = seal(passphraseKey, vouchedFor(head), key, random).toString("base64")
  passphraseKey.fill(0)
  const item = { ...head, wrapped }
  return JSON.stringify({ ...item, sum: sumOf(item) })
}

/** @throws AppError `passphrase` `wrong`; `lock-damaged` */
export async function unwrapKey(
  deriveKey: DeriveKey,
  keyId: string,
  text: string | null,
  passphrase: string,
): Promise<Buffer> {
  const item = parse(text)
  if (item?.keyId !== keyId) throw new AppError({ kind: "lock-damaged" })
  const passphraseKey = await deriveKey(bytesOf(passphrase), Buffer.from(item.salt, "base64"), item)
  const key = unseal(passphraseKey, vouchedFor(item), Buffer.from(item.wrapped, "base64"))
  passphraseKey.fill(0)
  if (key === null) throw new AppError({ kind: "passphrase", problem: "wrong" })
  if (key.length !== KEY_BYTES) throw new AppError({ kind: "lock-damaged" })
  return key
}

function parse(text: string | null): WrappedKey | null {
  if (text === null) return null
  try {
    const item = wrappedKey.safeParse(JSON.parse(text))
    return item.success && sumOf(item.data) === item.data.sum ? item.data : null
  } catch {
    return null
  }
}
