import kdbxweb from "kdbxweb"
import { importError } from "../import-error.ts"
import type { InnerStream } from "./inner-header.ts"

export interface KdbxHeader {
  readonly major: 3 | 4
  /** In bytes, from the beginning of the file. */
  readonly length: number
  /** The cipher's UUID in base64. */
  readonly cipher: string
  readonly gzip: boolean
  readonly masterSeed: Uint8Array
  readonly iv: Uint8Array
  /** Version 4. */
  readonly kdf: InstanceType<typeof kdbxweb.VarDictionary> | null
  /** Version 3: AES-KDF's. */
  readonly transformSeed: Uint8Array | null
  readonly rounds: number
  /** Version 3: the plain text begins with it. */
  readonly streamStart: Uint8Array | null
  /** Version 3; in version 4 it lies inside. */
  readonly innerStream: InnerStream | null
}

/** @throws AppError `import`: `newer`, `unsupported-encryption` (KeePass 1 and 2.x before 3.1), `damaged`; others */
export function kdbxHeader(bytes: Uint8Array, format: string): KdbxHeader {
  if (bytes.length < 12) throw importError(format, "damaged")
  const major = new DataView(bytes.buffer, bytes.byteOffset).getUint16(10, true)
  if (major > 4) throw importError(format, "newer")
  if (major < 3) throw importError(format, "unsupported-encryption")
  const context = new kdbxweb.KdbxContext({ kdbx: new kdbxweb.Kdbx() })
  const header = kdbxweb.KdbxHeader.read(new kdbxweb.BinaryStream(bufferOf(bytes)), context)
  const { endPos, masterSeed, encryptionIV, dataCipherUuid, protectedStreamKey, crsAlgorithm } = header
  if (!endPos || !masterSeed || !encryptionIV || !dataCipherUuid) throw importError(format, "damaged")
  const has = protectedStreamKey !== undefined && crsAlgorithm !== undefined
  return {
    major: major === 3 ? 3 : 4,
    length: endPos,
    cipher: dataCipherUuid.toString(),
    gzip: header.compression === kdbxweb.Consts.CompressionAlgorithm.GZip,
    masterSeed: new Uint8Array(masterSeed),
    iv: new Uint8Array(encryptionIV),
    kdf: header.kdfParameters ?? null,
    transformSeed: header.transformSeed === undefined ? null : new Uint8Array(header.transformSeed),
    rounds: header.keyEncryptionRounds ?? 0,
    streamStart: header.streamStartBytes === undefined ? null : new Uint8Array(header.streamStartBytes),
    innerStream: has ? { key: new Uint8Array(protectedStreamKey), algorithm: crsAlgorithm } : null,
  }
}

/** A copy that owns its memory, as kdbxweb wants it. */
export function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer
}
