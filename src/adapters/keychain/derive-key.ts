import { AppError, isAppError } from "../../core/errors.ts"
import type { HelperClient } from "./helper-client.ts"
import type { Argon2Parameters } from "./helper-messages.ts"

export const KEY_BYTES = 32

/**
 * Makes a 256-bit key of a passphrase by Argon2id (RFC 9106).
 * @param passphrase UTF-8; the caller has normalised it.
 */
export type DeriveKey = (
  passphrase: Uint8Array,
  salt: Uint8Array,
  parameters: Argon2Parameters,
) => Promise<Uint8Array>

/** In this process, which stands still for about half a second: for the command line. */
export const deriveKeyHere: DeriveKey = async (passphrase, salt, parameters) => {
  const { argon2id } = await import("hash-wasm")
  return argon2id({
    password: passphrase,
    salt,
    memorySize: parameters.memoryKiB,
    iterations: parameters.iterations,
    parallelism: parameters.parallelism,
    hashLength: KEY_BYTES,
    outputType: "binary",
  })
}

/** 512 MiB and ten passes, the most we accept, take about ten seconds on a slow machine. */
const LIMIT_MS = 60_000

/** In the keychain helper: for the window, which must not stand still. */
export function deriveKeyRemotely(helper: HelperClient): DeriveKey {
  return async (passphrase, salt, parameters) => {
    const work = { op: "derive", passphrase: base64(passphrase), salt: base64(salt), parameters } as const
    try {
      return Buffer.from(String(await helper.ask(work, LIMIT_MS)), "base64")
    } catch (error) {
      if (!isAppError(error, "keychain")) throw error
      throw new AppError({ ...error.data, backend: "file" }, { cause: error })
    }
  }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64")
}
