import { AppError } from "../errors.ts"

/** How strong the key is that Argon2id (RFC 9106, version 0x13) makes of a passphrase. */
export interface Argon2Work {
  readonly memoryKiB: number
  readonly iterations: number
  readonly parallelism: number
}

/** Makes 256 bits. @param passphrase UTF-8 in NFC */
export type DeriveKey = (passphrase: Uint8Array, salt: Uint8Array, work: Argon2Work) => Promise<Uint8Array>

/** RFC 9106 section 4, second recommended option: about half a second. */
export const BACKUP_ARGON2: Argon2Work = { memoryKiB: 64 * 1024, iterations: 3, parallelism: 4 }

export const SALT_BYTES = 16
export const KEY_BYTES = 32

/** NIST SP 800-63B section 5.1.1.2. A backup can be attacked for years without anybody knowing: words help more. */
const MIN_PASSPHRASE_LENGTH = 8

/** In this thread, which stands still meanwhile: for the import's worker, and where the key was made elsewhere. */
export const deriveKeyHere: DeriveKey = async (passphrase, salt, { memoryKiB, iterations, parallelism }) => {
  const { argon2id } = await import("hash-wasm")
  return argon2id({
    password: passphrase,
    salt,
    memorySize: memoryKiB,
    iterations,
    parallelism,
    hashLength: KEY_BYTES,
    outputType: "binary",
  })
}

/** The same bytes from every keyboard. */
export function passphraseBytes(passphrase: string): Uint8Array {
  return Buffer.from(passphrase.normalize("NFC"), "utf8")
}

/** @throws AppError `passphrase` `too-short` */
export function checkNewPassphrase(passphrase: string): void {
  if (Array.from(passphrase.normalize("NFC")).length < MIN_PASSPHRASE_LENGTH)
    throw new AppError({ kind: "passphrase", problem: "too-short" })
}
