/** @file The vault key, wrapped by what a WebAuthn authenticator alone can make: one line for one keychain item. */
import { hkdfSync } from "node:crypto"
import { AppError } from "../errors.ts"
import type { Random } from "../ports/random.ts"
import { KEY_BYTES, seal, unseal } from "./gcm.ts"

/** CTAP 2.1 hmac-secret: 32 bytes in, 32 bytes out. */
export const SALT_BYTES = 32
export const PRF_BYTES = 32
/** WebAuthn Level 3, "credential ID": at most 1023 bytes. With it the line stays under 1,600 characters. */
const MAX_CREDENTIAL_ID_BYTES = 1023
const MAX_LINE_LENGTH = 2_048
const VERSION = "webauthn-prf-1"

/** What the authenticator must be asked with to make the same bytes again. Neither is secret. */
export interface AuthenticatorInput {
  readonly credentialId: Uint8Array
  readonly salt: Uint8Array
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url")
const headOf = ({ credentialId, salt }: AuthenticatorInput) =>
  [VERSION, text(credentialId), text(salt)].join(".")

/**
 * @param prf the output of WebAuthn's "Pseudo-random function extension (prf)" for that credential and salt, 32 bytes
 * @returns version, credential, salt, and nonce with ciphertext and tag: base64url, with dots between
 */
export function wrapByAuthenticator(
  prf: Uint8Array,
  input: AuthenticatorInput,
  key: Uint8Array,
  random: Pick<Random, "bytes">,
): string {
  const { length } = input.credentialId
  if (prf.length !== PRF_BYTES || length === 0 || length > MAX_CREDENTIAL_ID_BYTES)
    throw new Error("not an authenticator's answer")
  const head = headOf(input)
  return withWrappingKey(prf, input, (wrappingKey) => `${head}.${text(seal(wrappingKey, head, key, random))}`)
}

/** What stands in the open in such a line. @throws AppError `lock-damaged` */
export function authenticatorInput(line: string): AuthenticatorInput {
  const { credentialId, salt } = parse(line)
  return { credentialId, salt }
}

/** @throws AppError `lock-damaged`: the line was changed, or these are another authenticator's bytes */
export function unwrapByAuthenticator(prf: Uint8Array, line: string): Buffer {
  const { sealed, ...input } = parse(line)
  const key = withWrappingKey(prf, input, (wrappingKey) => unseal(wrappingKey, headOf(input), sealed))
  if (key?.length !== KEY_BYTES) throw new AppError({ kind: "lock-damaged" })
  return key
}

/** RFC 5869 with SHA-256: the authenticator's bytes are uniform already; this binds them to their one use. */
function withWrappingKey<T>(prf: Uint8Array, { salt }: AuthenticatorInput, use: (key: Uint8Array) => T): T {
  const wrappingKey = new Uint8Array(hkdfSync("sha256", prf, salt, `keycard/${VERSION}`, KEY_BYTES))
  try {
    return use(wrappingKey)
  } finally {
    wrappingKey.fill(0)
  }
}

function parse(line: string): AuthenticatorInput & { sealed: Buffer } {
  const [version, id, salt, sealed, ...more] = line.length > MAX_LINE_LENGTH ? [] : line.split(".")
  const bytes = (part = "") => Buffer.from(part, "base64url")
  const parsed = { credentialId: bytes(id), salt: bytes(salt), sealed: bytes(sealed) }
  const { length } = parsed.credentialId
  // Node's reader skips what is no base64url: only what reads back as it stood is taken.
  const same = `${headOf(parsed)}.${text(parsed.sealed)}` === line
  const sized = length > 0 && length <= MAX_CREDENTIAL_ID_BYTES && parsed.salt.length === SALT_BYTES
  if (version !== VERSION || more.length > 0 || !same || !sized) throw new AppError({ kind: "lock-damaged" })
  return parsed
}
