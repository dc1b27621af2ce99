import kdbxweb from "kdbxweb"
import { importError } from "../import-error.ts"

/** KeePass's button "1 second delay" gives up to some 60 million. This many take about 10 s. */
export const MAX_AES_ROUNDS = 100_000_000

/**
 * AES-KDF before its last hash: each half of the key goes through AES-256-ECB as often as the file asks for.
 * @throws AppError `import`: `too-costly`; `damaged` where it asks for nothing that can be done
 */
export async function deriveAesKey(
  key: Uint8Array,
  seed: Uint8Array | null,
  rounds: number,
  format: string,
): Promise<Uint8Array> {
  if (seed?.length !== 32 || !Number.isInteger(rounds) || rounds < 1) throw importError(format, "damaged")
  if (rounds > MAX_AES_ROUNDS) throw importError(format, "too-costly")
  return kdbxweb.KeyEncryptorAes.encrypt(key, seed, rounds)
}
