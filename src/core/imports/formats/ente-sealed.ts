/** @file The encryption of Ente Auth's exports: Argon2id, and libsodium's secretstream with one message. Its documents
 * say XChaCha20-Poly1305, which is not the same thing. */
import sodium from "libsodium-wrappers"
import { base64Bytes, textIn } from "../encoded.ts"
import type { ImportTools } from "../format.ts"
import { importError } from "../import-error.ts"
import { field, objectField } from "../json-fields.ts"
import type { Fields } from "../json-fields.ts"
import { deriveArgon2 } from "../kdf.ts"
import { neededPassword } from "../reading.ts"

const NAME = "Ente Auth"
const HEADER_BYTES = 24
/** The stream's tag byte and its MAC. */
const OVERHEAD_BYTES = 17

export function isEnteEncrypted(file: Fields): boolean {
  const names = ["encryptedData", "encryptionNonce"]
  return objectField(file, "kdfParams") !== null && names.every((name) => field(file, name) !== undefined)
}

/** @returns the text inside, a list of links */
export async function decryptEnte(file: Fields, tools: ImportTools): Promise<string> {
  const version = field(file, "version")
  if (typeof version === "number" && version > 1) throw importError(NAME, "newer")
  const password = neededPassword(tools, NAME)
  const header = base64Bytes(field(file, "encryptionNonce"))
  const sealed = base64Bytes(field(file, "encryptedData"))
  if (header?.length !== HEADER_BYTES || sealed === null || sealed.length < OVERHEAD_BYTES)
    throw importError(NAME, "damaged")
  tools.onStep({ step: "deriving-key", slot: 1, slots: 1 })
  const key = await deriveKey(objectField(file, "kdfParams"), password)
  const opened = await openStream(key, header, sealed)
  if (opened === null) throw importError(NAME, "password-or-damaged")
  const text = textIn(opened)
  if (text === null) throw importError(NAME, "damaged")
  return text
}

async function deriveKey(params: Fields | null, password: string): Promise<Uint8Array> {
  const memoryBytes = field(params, "memLimit")
  const passes = field(params, "opsLimit")
  const salt = base64Bytes(field(params, "salt"))
  if (typeof memoryBytes !== "number" || typeof passes !== "number" || salt === null)
    throw importError(NAME, "damaged")
  // libsodium rounds down to whole KiB.
  const costs = { memoryKiB: Math.floor(memoryBytes / 1024), passes, lanes: 1, length: 32 }
  return deriveArgon2({ variant: "argon2id", password, salt, ...costs, format: NAME })
}

/** The one message of the stream. Its tag says `message` or `final`, both are met. */
async function openStream(
  key: Uint8Array,
  header: Uint8Array,
  sealed: Uint8Array,
): Promise<Uint8Array | null> {
  await sodium.ready
  const state = sodium.crypto_secretstream_xchacha20poly1305_init_pull(header, key)
  try {
    const pulled: unknown = sodium.crypto_secretstream_xchacha20poly1305_pull(state, sealed, null)
    return messageOf(pulled)
  } catch {
    return null
  }
}

function messageOf(pulled: unknown): Uint8Array | null {
  if (typeof pulled !== "object" || pulled === null || !("message" in pulled)) return null
  return pulled.message instanceof Uint8Array ? pulled.message : null
}
