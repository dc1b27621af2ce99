/** @file Opens the layers of a KDBX file up to its XML, with the parts of kdbxweb. Its own `load` is not used: it
 * inflates without a bound, and cannot tell a wrong password from damage. Source: keepass.info/help/kb/kdbx.html. */
import { createHash } from "node:crypto"
import kdbxweb from "kdbxweb"
import { AppError } from "../../errors.ts"
import { openCbc } from "../ciphers.ts"
import { importError } from "../import-error.ts"
import { gunzip } from "./gunzip.ts"
import { headerFits, openBlocks } from "./hmac-blocks.ts"
import { innerHeader } from "./inner-header.ts"
import type { InnerStream } from "./inner-header.ts"
import { bufferOf, kdbxHeader } from "./kdbx-header.ts"
import type { KdbxHeader } from "./kdbx-header.ts"
import { transformedKey } from "./transformed-key.ts"

export interface OpenedKdbx {
  readonly xml: string
  /** Deciphers the protected values, one after the other in the order of the XML. */
  readonly unprotect: (sealed: Uint8Array) => Uint8Array
}

/** The same for both versions: the header, and the password after the key derivation. */
interface Keyed {
  readonly bytes: Uint8Array
  readonly header: KdbxHeader
  readonly transformed: Uint8Array
  readonly format: string
}

/**
 * @throws AppError `import`: `password-wrong` (version 4), `password-or-damaged` (3.1, which cannot tell), `damaged`,
 * `too-costly`, `newer`, `unsupported-encryption`
 */
export async function openKdbx(bytes: Uint8Array, password: string, format: string): Promise<OpenedKdbx> {
  try {
    const header = kdbxHeader(bytes, format)
    // A key file would be hashed in behind the password; there is none here.
    const composite = sha256(sha256(new TextEncoder().encode(password)))
    const transformed = await transformedKey(header, composite, format)
    const keyed = { bytes, header, transformed, format }
    return await (header.major === 3 ? openThree(keyed) : openFour(keyed))
  } catch (error) {
    throw error instanceof AppError ? error : importError(format, "damaged")
  }
}

async function openThree({ bytes, header, transformed, format }: Keyed): Promise<OpenedKdbx> {
  const { streamStart, innerStream } = header
  if (streamStart === null || innerStream === null || streamStart.length < 16)
    throw importError(format, "damaged")
  const key = sha256(header.masterSeed, sha256(transformed))
  const plain = decrypt(bytes.subarray(header.length), header, key, format)
  if (plain === null || !equal(plain.subarray(0, streamStart.length), streamStart))
    throw importError(format, "password-or-damaged")
  const sealed = bufferOf(plain.subarray(streamStart.length))
  const blocks = new Uint8Array(await kdbxweb.HashedBlockTransform.decrypt(sealed))
  const xml = header.gzip ? await gunzip(blocks, format) : blocks
  return { xml: new TextDecoder().decode(xml), unprotect: await unprotector(innerStream) }
}

/** The header's hash says whether it is intact, two codes made with the key whether that is the right one. */
async function openFour({ bytes, header, transformed, format }: Keyed): Promise<OpenedKdbx> {
  const head = bytes.subarray(0, header.length)
  const [hash, code] = [bytes.subarray(header.length, header.length + 32), bytes.subarray(header.length + 32)]
  if (code.length < 32 || !equal(hash, sha256(head))) throw importError(format, "damaged")
  const hmacKey = createHash("sha512")
    .update(header.masterSeed)
    .update(transformed)
    .update(Uint8Array.of(1))
    .digest()
  const blocks = openBlocks(code.subarray(32), hmacKey)
  const fits = headerFits(head, code.subarray(0, 32), hmacKey)
  if (!fits && blocks.firstFits === false) throw importError(format, "password-wrong")
  if (!fits && blocks.firstFits === null) throw importError(format, "password-or-damaged")
  if (!fits || blocks.data === null) throw importError(format, "damaged")
  const plain = decrypt(blocks.data, header, sha256(header.masterSeed, transformed), format)
  if (plain === null) throw importError(format, "damaged")
  const inner = innerHeader(header.gzip ? await gunzip(plain, format) : plain)
  return { xml: new TextDecoder().decode(inner.rest), unprotect: await unprotector(inner.stream) }
}

function decrypt(sealed: Uint8Array, header: KdbxHeader, key: Uint8Array, format: string): Uint8Array | null {
  switch (header.cipher) {
    case kdbxweb.Consts.CipherId.Aes:
      return openCbc(key, header.iv, sealed)
    case kdbxweb.Consts.CipherId.ChaCha20:
      return new kdbxweb.ChaCha20(key, header.iv).encrypt(sealed)
    default: // Twofish, and what plugins add
      throw importError(format, "unsupported-encryption")
  }
}

async function unprotector({ key, algorithm }: InnerStream): Promise<OpenedKdbx["unprotect"]> {
  const stream = await kdbxweb.ProtectSaltGenerator.create(key, algorithm)
  return (sealed) => {
    const salt = new Uint8Array(stream.getSalt(sealed.length))
    return sealed.map((byte, index) => byte ^ (salt[index] ?? 0))
  }
}

function sha256(...parts: Uint8Array[]): Uint8Array {
  const hash = createHash("sha256")
  for (const part of parts) hash.update(part)
  return new Uint8Array(hash.digest())
}

function equal(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0
}
