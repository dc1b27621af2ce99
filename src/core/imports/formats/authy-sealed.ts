/** @file How Authy seals secrets with the backup password: PBKDF2-HMAC-SHA1 of the salt's letters, AES-256-CBC with an IV of
 * zeros. Nothing proves the password; what is not base32 in the end was opened with a wrong one, or is damaged. */
import { canonicalSecret } from "../../otp/base32.ts"
import { openCbc } from "../ciphers.ts"
import { base64Bytes } from "../encoded.ts"
import type { ImportTools } from "../format.ts"
import { importError } from "../import-error.ts"
import { field, textField } from "../json-fields.ts"
import type { Fields } from "../json-fields.ts"
import { derivePbkdf2, MAX_PBKDF2_ITERATIONS } from "../kdf.ts"
import { AppError } from "../../errors.ts"

const NAME = "Authy"
/** Where a token does not say; newer ones do. */
const ITERATIONS = 1_000
const ITERATION_FIELDS = ["keyDerivationIterations", "key_derivation_iterations"]

/** Whether a token's secret needs the password. */
export function isSealed(token: Fields): boolean {
  return (
    ["decryptedSecret", "secretSeed"].every((name) => textField(token, name) === "") &&
    textField(token, "encryptedSecret") !== ""
  )
}

/**
 * Opens all secrets with one password.
 * @returns base32 by token; null for one that it does not open while others open
 * @throws AppError `import`: `password-needed`, `password-or-damaged` when it opens none, `too-costly` for all together
 */
export async function openAuthySecrets(
  tokens: readonly Fields[],
  { password, onStep }: ImportTools,
): Promise<ReadonlyMap<Fields, string | null>> {
  const opened = new Map<Fields, string | null>()
  if (tokens.length === 0) return opened
  if (password === null) throw importError(NAME, "password-needed")
  const work = tokens.reduce((sum, token) => sum + iterationsOf(token), 0)
  if (!(work <= MAX_PBKDF2_ITERATIONS)) throw importError(NAME, "too-costly")
  for (const [index, token] of tokens.entries()) {
    onStep({ step: "deriving-key", slot: index + 1, slots: tokens.length })
    opened.set(token, await openSecret(token, password))
  }
  if ([...opened.values()].every((secret) => secret === null)) throw importError(NAME, "password-or-damaged")
  return opened
}

function iterationsOf(token: Fields): number {
  const stated = ITERATION_FIELDS.map((name) => field(token, name)).find((value) => value !== undefined)
  return stated === undefined ? ITERATIONS : typeof stated === "number" ? stated : NaN
}

async function openSecret(token: Fields, password: string): Promise<string | null> {
  const salt = new TextEncoder().encode(textField(token, "salt"))
  const iterations = iterationsOf(token)
  const key = await derivePbkdf2({ password, salt, iterations, hash: "sha1", length: 32, format: NAME })
  const sealed = base64Bytes(textField(token, "encryptedSecret"))
  const text = sealed === null ? null : openCbc(key, new Uint8Array(16), sealed)
  try {
    return text === null ? null : canonicalSecret(Buffer.from(text).toString("latin1"))
  } catch (error) {
    // Letters that are no base32: it was not opened.
    if (error instanceof AppError) return null
    throw error
  }
}
