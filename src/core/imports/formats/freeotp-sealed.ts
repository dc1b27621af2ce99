/** @file How FreeOTP 2 seals keys (encryptor/MasterKey.java and EncryptedKey.java of freeotp-android). */
import { createDecipheriv } from "node:crypto"
import { importError } from "../import-error.ts"
import { field, fieldsOf, textField } from "../json-fields.ts"
import type { Fields } from "../json-fields.ts"
import { derivePbkdf2 } from "../kdf.ts"
import { signedBytes } from "./freeotp-token.ts"

const NAME = "FreeOTP"
const TAG_LENGTH = 16
const NONCE_LENGTH = 12
const KEY_LENGTH = 32
const DER_SEQUENCE = 0x30
const DER_OCTETS = 0x04
const DER_INTEGER = 0x02

/** One sealed key. `about`: what it is a key for ("AES", "HmacSHA1"), authenticated along with it. */
interface SealedKey {
  readonly about: string
  readonly nonce: Uint8Array
  readonly sealed: Uint8Array
}

/**
 * Opens the master key.
 * @param json the value of `masterKey`
 * @throws AppError `import`: `damaged`, `unsupported-encryption`, `too-costly`, `password-or-damaged`
 */
export async function openMasterKey(json: unknown, password: string): Promise<Uint8Array> {
  const file = fieldsOf(json)
  if (file === null) throw importError(NAME, "damaged")
  const hash = /^PBKDF2withHmacSHA(1|256|512)$/i.exec(textField(file, "mAlgorithm"))?.[1]
  if (hash === undefined) throw importError(NAME, "unsupported-encryption")
  const salt = signedBytes(field(file, "mSalt"))
  const iterations = field(file, "mIterations")
  const sealed = sealedKey(field(file, "mEncryptedKey"))
  if (salt === null || sealed === null || typeof iterations !== "number") throw importError(NAME, "damaged")
  const algorithm = `sha${hash as "1" | "256" | "512"}` as const
  const key = await derivePbkdf2({
    password,
    salt,
    iterations,
    hash: algorithm,
    length: KEY_LENGTH,
    format: NAME,
  })
  const master = openSealed(sealed, key)
  if (master === null) throw importError(NAME, "password-or-damaged")
  if (![16, 24, 32].includes(master.length)) throw importError(NAME, "damaged")
  return master
}

/** The secret under a token's name; `null` when it is damaged. */
export function openTokenKey(json: unknown, master: Uint8Array): Uint8Array | null {
  const sealed = sealedKey(json)
  return sealed === null ? null : openSealed(sealed, master)
}

function sealedKey(json: unknown): SealedKey | null {
  const key = fieldsOf(json)
  if (textField(key, "mCipher") !== "AES/GCM/NoPadding") return null
  const sealed = signedBytes(field(key, "mCipherText"))
  const nonce = nonceOf(key)
  if (sealed === null || nonce === null || sealed.length <= TAG_LENGTH) return null
  return { about: textField(key, "mToken"), nonce, sealed }
}

/**
 * GCM's parameters in DER: a sequence of the nonce and the length of the tag (RFC 5084 section 3.2), or, from old
 * Androids, the nonce alone. Another tag length than 16 is refused: a short tag protects nothing.
 */
function nonceOf(key: Fields | null): Uint8Array | null {
  const der = signedBytes(field(key, "mParameters"))
  if (der === null) return null
  const body = der[0] === DER_SEQUENCE ? der.subarray(2) : der
  if (der[0] === DER_SEQUENCE && der[1] !== body.length) return null
  if (body[0] !== DER_OCTETS || body[1] !== NONCE_LENGTH) return null
  const rest = body.subarray(2 + NONCE_LENGTH)
  const soundTag = rest.length === 3 && rest[0] === DER_INTEGER && rest[1] === 1 && rest[2] === TAG_LENGTH
  const nonce = body.subarray(2, 2 + NONCE_LENGTH)
  return nonce.length === NONCE_LENGTH && (rest.length === 0 || soundTag) ? nonce : null
}

function openSealed({ about, nonce, sealed }: SealedKey, key: Uint8Array): Uint8Array | null {
  const cipher = `aes-${(8 * key.length).toString() as "128" | "192" | "256"}-gcm` as const
  const decipher = createDecipheriv(cipher, key, nonce, { authTagLength: TAG_LENGTH })
  decipher.setAAD(new TextEncoder().encode(about))
  decipher.setAuthTag(sealed.subarray(-TAG_LENGTH))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_LENGTH)), decipher.final()])
  } catch {
    return null
  }
}
