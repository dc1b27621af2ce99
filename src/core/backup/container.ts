/** @file The backup as it stands on the disk: three lines of text. Documented in docs/storage.md.
 *
 *   1. the head, JSON: what it is, and how the key is made of the passphrase
 *   2. base64 of AES-256-GCM's ciphertext and its tag; the head's very bytes are the additional data
 *   3. `sha256:` and the digest of the two lines: tells a damaged file from a wrong passphrase, no more */
import { createCipheriv, createDecipheriv, createHash } from "node:crypto"
import { z } from "zod"
import { AppError } from "../errors.ts"
import type { ImportProblem } from "../errors.ts"
import { SALT_BYTES } from "./derive-key.ts"

const BACKUP_FORMAT = "keycard-backup"
const BACKUP_VERSION = 1
/** As a file: a hundred thousand accounts fit. */
export const MAX_BACKUP_BYTES = 64 * 1024 * 1024
/** Our heads have about 400 characters. */
export const MAX_HEAD_LENGTH = 4_096
/** The most that fits inside, before it is encrypted: base64 makes four characters of three bytes. */
export const MAX_PLAIN_BYTES = Math.floor((MAX_BACKUP_BYTES - MAX_HEAD_LENGTH - 100) / 4) * 3 - 16
export const NONCE_BYTES = 12 // NIST SP 800-38D section 8.2: 96 bits
const TAG_BYTES = 16

/** What a file may make us compute; RFC 9106 would allow 4 TiB of memory. */
const MOST = { memoryKiB: 512 * 1024, iterations: 10, parallelism: 8 }

const binary = (length: number) =>
  z.base64().refine((text) => Buffer.from(text, "base64").length === length, "length")

const head = z.strictObject({
  format: z.literal(BACKUP_FORMAT),
  version: z.literal(BACKUP_VERSION),
  created: z.iso.datetime(),
  made: z.enum(["by-hand", "automatic"]),
  /** Of automatic ones: whose they are. */
  vaultId: z.uuid().nullable(),
  kdf: z.strictObject({
    name: z.literal("argon2id"),
    memoryKiB: z.int().min(8),
    iterations: z.int().min(1),
    parallelism: z.int().min(1),
    salt: binary(SALT_BYTES),
  }),
  cipher: z.strictObject({ name: z.literal("aes-256-gcm"), nonce: binary(NONCE_BYTES) }),
})
export type BackupHead = z.output<typeof head>

const anyVersion = z.looseObject({ format: z.literal(BACKUP_FORMAT), version: z.int() })

export interface SealedBackup {
  readonly head: BackupHead
  /** The head's line, byte for byte: what the encryption vouches for. */
  readonly headLine: string
  /** Ciphertext and tag. */
  readonly sealed: Uint8Array
}

/** Why a backup cannot be opened, in the words of an import. */
export function backupError(problem: ImportProblem): AppError {
  return new AppError({ kind: "import", problem, format: "Keycard" })
}

/** A new head. @param createdAtMs Unix time in milliseconds */
export function newHead(
  options: Pick<BackupHead, "made" | "vaultId"> & {
    readonly kdf: Omit<BackupHead["kdf"], "name">
    readonly createdAtMs: number
    readonly nonce: Uint8Array
  },
): BackupHead {
  const { made, vaultId, kdf, createdAtMs, nonce } = options
  return {
    format: BACKUP_FORMAT,
    version: BACKUP_VERSION,
    created: new Date(createdAtMs).toISOString(),
    made,
    vaultId,
    kdf: { name: "argon2id", ...kdf },
    cipher: { name: "aes-256-gcm", nonce: base64(nonce) },
  }
}

/** @throws AppError `backup` `too-large` */
export function sealBackup(key: Uint8Array, fields: BackupHead, plain: Uint8Array): Uint8Array {
  const headLine = JSON.stringify(fields)
  const nonce = Buffer.from(fields.cipher.nonce, "base64")
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.from(headLine, "utf8"))
  const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  const body = base64(sealed)
  const file = Buffer.from(`${headLine}\n${body}\nsha256:${digestOf(headLine, body)}\n`, "utf8")
  if (file.length > MAX_BACKUP_BYTES) throw new AppError({ kind: "backup", problem: "too-large", path: null })
  return file
}

/** Whether a file begins as a backup of ours does, whatever its version. Never throws. */
export function isBackup(text: string): boolean {
  const line = (/^\uFEFF?([^\r\n]*)/.exec(text.slice(0, MAX_HEAD_LENGTH)) ?? [])[1] ?? ""
  return line.includes(`"${BACKUP_FORMAT}"`) && anyVersion.safeParse(jsonOf(line)).success
}

/** The head of one of our files by its first line, or null. For telling ours from others, before anything is opened. */
export function readHead(firstLine: string): BackupHead | null {
  return head.safeParse(jsonOf(firstLine)).data ?? null
}

/**
 * Looks at a file without opening it. Line ends may be those of any system.
 * @throws AppError `import`: `unknown-format`, `too-large`, `newer`, `damaged`, `too-costly`
 */
export function parseBackup(bytes: Uint8Array): SealedBackup {
  if (bytes.length > MAX_BACKUP_BYTES) throw backupError("too-large")
  const text = textOf(bytes)
  if (!isBackup(text)) throw new AppError({ kind: "import", problem: "unknown-format", format: null })
  const [headLine = "", body = "", check = "", ...rest] = text
    .replace(/^\uFEFF/, "")
    .split("\n")
    .map((line) => line.trimEnd())
  const value = jsonOf(headLine)
  if ((anyVersion.safeParse(value).data?.version ?? 0) > BACKUP_VERSION) throw backupError("newer")
  const fields = head.safeParse(value).data
  const whole = check === `sha256:${digestOf(headLine, body)}` && rest.every((line) => line === "")
  const sealed = Buffer.from(body, "base64")
  if (fields === undefined || !whole || sealed.length < TAG_BYTES) throw backupError("damaged")
  const { memoryKiB, iterations, parallelism } = fields.kdf
  if (memoryKiB > MOST.memoryKiB || iterations > MOST.iterations || parallelism > MOST.parallelism)
    throw backupError("too-costly")
  // RFC 9106 section 3.1: at least 8 KiB a lane.
  if (memoryKiB < 8 * parallelism) throw backupError("damaged")
  return { head: fields, headLine, sealed }
}

/** What is inside, or null when the key is another one or somebody changed the file on purpose. */
export function openBackup(key: Uint8Array, { head: fields, headLine, sealed }: SealedBackup): Buffer | null {
  const nonce = Buffer.from(fields.cipher.nonce, "base64")
  const end = sealed.length - TAG_BYTES
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(headLine, "utf8"))
  decipher.setAuthTag(sealed.subarray(end))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()])
  } catch {
    return null
  }
}

function digestOf(headLine: string, body: string): string {
  return createHash("sha256").update(`${headLine}\n${body}`).digest("hex")
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    // Not all text any more; what is left of the head still says what it was.
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1")
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64")
}
