/** @file Makes KDBX files of every kind that kdbxweb can write, with cheap key derivations. */
import { argon2d, argon2id } from "hash-wasm"
import kdbxweb from "kdbxweb"

const { CipherId, KdfId, CompressionAlgorithm } = kdbxweb.Consts

kdbxweb.CryptoEngine.setArgon2Impl(
  async (password, salt, memory, iterations, length, parallelism, type, version) => {
    if (version !== 0x13) throw new Error("Argon2 1.3 only")
    const hash = type === kdbxweb.CryptoEngine.Argon2TypeArgon2d ? argon2d : argon2id
    const costs = { memorySize: memory, iterations, parallelism, hashLength: length }
    const input = { password: new Uint8Array(password), salt: new Uint8Array(salt) }
    return new Uint8Array(await hash({ ...input, ...costs, outputType: "binary" })).buffer
  },
)

export interface KdbxKind {
  readonly version: 3 | 4
  readonly kdf?: "aes" | "argon2d" | "argon2id"
  readonly cipher?: "aes" | "chacha20"
  readonly gzip?: boolean
  readonly rounds?: number
}

/** Fields by name; those that start with `!` are protected. */
export type KdbxFields = Readonly<Record<string, string>>

export interface KdbxContent {
  readonly entries: readonly KdbxFields[]
  readonly binned?: readonly KdbxFields[]
}

export async function kdbxWith(kind: KdbxKind, content: KdbxContent, password: string): Promise<Uint8Array> {
  const credentials = new kdbxweb.Credentials(kdbxweb.ProtectedValue.fromString(password))
  const db = kdbxweb.Kdbx.create(credentials, "Vault")
  db.setVersion(kind.version)
  if (kind.version === 4)
    db.setKdf({ aes: KdfId.Aes, argon2d: KdfId.Argon2d, argon2id: KdfId.Argon2id }[kind.kdf ?? "argon2d"])
  const { header } = db
  header.compression = kind.gzip === false ? CompressionAlgorithm.None : CompressionAlgorithm.GZip
  header.dataCipherUuid = new kdbxweb.KdbxUuid(kind.cipher === "chacha20" ? CipherId.ChaCha20 : CipherId.Aes)
  if (kind.version === 3) header.keyEncryptionRounds = kind.rounds ?? 100
  else if (kind.kdf === "aes") setInt64(header, "R", kind.rounds ?? 100)
  else {
    setInt64(header, "M", 1024 * 1024)
    setInt64(header, "I", 2)
  }
  for (const fields of content.entries) addEntry(db, fields)
  for (const fields of content.binned ?? []) db.remove(addEntry(db, fields))
  return new Uint8Array(await db.save())
}

function setInt64(header: InstanceType<typeof kdbxweb.KdbxHeader>, name: string, value: number): void {
  header.kdfParameters!.set(name, kdbxweb.VarDictionary.ValueType.UInt64, kdbxweb.Int64.from(value))
}

function addEntry(db: InstanceType<typeof kdbxweb.Kdbx>, fields: KdbxFields) {
  const entry = db.createEntry(db.getDefaultGroup())
  for (const [name, value] of Object.entries(fields)) {
    if (name.startsWith("!")) entry.fields.set(name.slice(1), kdbxweb.ProtectedValue.fromString(value))
    else entry.fields.set(name, value)
  }
  entry.pushHistory()
  return entry
}
