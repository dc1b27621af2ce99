/** @file Opens Bitwarden's password-protected export. Source: stratumauth/app, BitwardenBackupConverter.cs;
 * bitwarden.com/help, "Encrypted exports". */
import { createHash, createHmac, timingSafeEqual } from "node:crypto"
import { openCbc } from "../ciphers.ts"
import { base64Bytes } from "../encoded.ts"
import { importError } from "../import-error.ts"
import { field, fieldsOf } from "../json-fields.ts"
import type { Fields } from "../json-fields.ts"
import { deriveArgon2, derivePbkdf2 } from "../kdf.ts"
import { jsonIn } from "../reading.ts"

/** `2.iv|ciphertext|mac`: AES-256-CBC, then HMAC-SHA-256 over both. */
interface SealedValue {
  readonly iv: Uint8Array
  readonly ciphertext: Uint8Array
  readonly mac: Uint8Array
}

/**
 * The plain export inside.
 * @throws AppError `import`: `password-wrong` where neither of the two values that the key seals is authentic,
 * `damaged` where only one is or what was decrypted is no export; `newer` for an unknown derivation; `too-costly`
 */
export async function openBitwarden(file: Fields | null, password: string, format: string): Promise<Fields> {
  const data = sealedValue(field(file, "data"), format)
  const check = sealedValue(field(file, "encKeyValidation_DO_NOT_EDIT"), format)
  const master = await masterKey(file, password, format)
  const keys = { cipher: expand(master, "enc"), mac: expand(master, "mac") }
  if (!isAuthentic(data, keys.mac))
    throw importError(format, isAuthentic(check, keys.mac) ? "damaged" : "password-wrong")
  const plain = openCbc(keys.cipher, data.iv, data.ciphertext)
  const opened = plain === null ? null : fieldsOf(jsonIn(plain))
  if (opened === null) throw importError(format, "damaged")
  return opened
}

async function masterKey(file: Fields | null, password: string, format: string): Promise<Uint8Array> {
  const salt = field(file, "salt")
  if (typeof salt !== "string" || salt === "") throw importError(format, "damaged")
  const cost = (name: string) => {
    const value = field(file, name)
    if (typeof value !== "number") throw importError(format, "damaged")
    return value
  }
  const iterations = cost("kdfIterations")
  // The salt is the text itself; that it looks like base64 means nothing.
  const text = new TextEncoder().encode(salt)
  switch (cost("kdfType")) {
    case 0:
      return derivePbkdf2({ password, salt: text, iterations, hash: "sha256", length: 32, format })
    case 1:
      return deriveArgon2({
        variant: "argon2id",
        password,
        salt: createHash("sha256").update(text).digest(),
        memoryKiB: cost("kdfMemory") * 1024,
        passes: iterations,
        lanes: cost("kdfParallelism"),
        length: 32,
        format,
      })
    default:
      throw importError(format, "newer")
  }
}

/** HKDF-Expand alone (RFC 5869 section 2.3), one block of SHA-256. */
function expand(key: Uint8Array, info: string): Uint8Array {
  return createHmac("sha256", key).update(info).update(Uint8Array.of(1)).digest()
}

function isAuthentic({ iv, ciphertext, mac }: SealedValue, key: Uint8Array): boolean {
  const expected = createHmac("sha256", key).update(iv).update(ciphertext).digest()
  return mac.length === expected.length && timingSafeEqual(mac, expected)
}

function sealedValue(value: unknown, format: string): SealedValue {
  const match = typeof value === "string" ? /^(\d+)\.([^|]*)\|([^|]*)\|([^|]*)$/.exec(value) : null
  if (match === null) throw importError(format, "damaged")
  if (match[1] !== "2") throw importError(format, "unsupported-encryption")
  const [iv, ciphertext, mac] = match.slice(2).map(base64Bytes)
  if (!iv || !ciphertext || !mac) throw importError(format, "damaged")
  return { iv, ciphertext, mac }
}
