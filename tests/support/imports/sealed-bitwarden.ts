/** @file Makes password-protected exports of Bitwarden, by its published description and sharing no code with the reader. */
import { createCipheriv, createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto"
import { argon2id } from "hash-wasm"

export interface BitwardenKdf {
  readonly kdfType: number
  readonly kdfIterations: number
  readonly kdfMemory?: number
  readonly kdfParallelism?: number
}

/** Cheap, so that tests are quick; the way is that of 600,000. */
export const PBKDF2: BitwardenKdf = { kdfType: 0, kdfIterations: 5_000 }
export const ARGON2: BitwardenKdf = { kdfType: 1, kdfIterations: 2, kdfMemory: 1, kdfParallelism: 2 }

/** @param random salts and initial vectors, of as many bytes as it is asked for */
export async function sealedBitwarden(
  plain: unknown,
  password: string,
  kdf: BitwardenKdf,
  random: (length: number) => Buffer = randomBytes,
) {
  const salt = random(16).toString("base64")
  const master =
    kdf.kdfType === 0
      ? pbkdf2Sync(password, salt, kdf.kdfIterations, 32, "sha256")
      : await argon2id({
          password,
          salt: createHash("sha256").update(salt).digest(),
          memorySize: (kdf.kdfMemory ?? 0) * 1024,
          iterations: kdf.kdfIterations,
          parallelism: kdf.kdfParallelism ?? 0,
          hashLength: 32,
          outputType: "binary",
        })
  const keyFor = (info: string) => createHmac("sha256", master).update(`${info}\x01`).digest()
  const seal = (text: string) => {
    const iv = random(16)
    const cipher = createCipheriv("aes-256-cbc", keyFor("enc"), iv)
    const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()])
    const mac = createHmac("sha256", keyFor("mac")).update(iv).update(sealed).digest()
    return `2.${[iv, sealed, mac].map((part) => part.toString("base64")).join("|")}`
  }
  return {
    encrypted: true,
    passwordProtected: true,
    salt,
    ...kdf,
    encKeyValidation_DO_NOT_EDIT: seal("3f1c9a52-6f0e-4d8b-9c55-0a4b6f2d7e11"),
    data: seal(JSON.stringify(plain)),
  }
}
