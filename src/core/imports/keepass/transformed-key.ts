/** @file The key derivations of KDBX, with bounds. Source: keepass.info/help/base/security.html, "Key derivation functions". */
import { createHash } from "node:crypto"
import kdbxweb from "kdbxweb"
import { importError } from "../import-error.ts"
import { deriveArgon2 } from "../kdf.ts"
import { deriveAesKey } from "./aes-kdf.ts"
import type { KdbxHeader } from "./kdbx-header.ts"

/** @throws AppError `import`: `too-costly`, `damaged`, `unsupported-encryption` */
export async function transformedKey(
  header: KdbxHeader,
  key: Uint8Array,
  format: string,
): Promise<Uint8Array> {
  const { kdf } = header
  if (header.major === 3) return deriveAesKey(key, header.transformSeed, header.rounds, format)
  const id = kdf?.get("$UUID")
  const salt = bytesOf(kdf?.get("S"))
  switch (id instanceof ArrayBuffer ? Buffer.from(id).toString("base64") : "") {
    case kdbxweb.Consts.KdfId.Aes: {
      const transformed = await deriveAesKey(key, salt, numberOf(kdf?.get("R")), format)
      return new Uint8Array(createHash("sha256").update(transformed).digest())
    }
    case kdbxweb.Consts.KdfId.Argon2d:
      return argon2Key("argon2d", kdf, key, format)
    case kdbxweb.Consts.KdfId.Argon2id:
      return argon2Key("argon2id", kdf, key, format)
    default:
      throw importError(format, "unsupported-encryption")
  }
}

async function argon2Key(
  variant: "argon2d" | "argon2id",
  kdf: KdbxHeader["kdf"],
  password: Uint8Array,
  format: string,
): Promise<Uint8Array> {
  const salt = bytesOf(kdf?.get("S"))
  if (salt === null) throw importError(format, "damaged")
  // Argon2 1.0, and a secret or associated data, which no KeePass writes.
  if (kdf?.get("V") !== 0x13 || kdf.get("K") !== undefined || kdf.get("A") !== undefined)
    throw importError(format, "unsupported-encryption")
  return deriveArgon2({
    variant,
    password,
    salt,
    memoryKiB: numberOf(kdf.get("M")) / 1024,
    passes: numberOf(kdf.get("I")),
    lanes: numberOf(kdf.get("P")),
    length: 32,
    format,
  })
}

function bytesOf(value: unknown): Uint8Array | null {
  return value instanceof ArrayBuffer ? new Uint8Array(value) : null
}

/** Beyond 2^53 it is over every bound anyway. */
function numberOf(value: unknown): number {
  if (value instanceof kdbxweb.Int64) return value.hi * 2 ** 32 + value.lo
  return typeof value === "number" ? value : 0
}
