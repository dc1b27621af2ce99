import { AppError, isAppError } from "../errors.ts"
import { newHead, NONCE_BYTES, parseBackup, sealBackup, type BackupHead } from "./container.ts"
import { writeContent, type BackupContent } from "./content.ts"
import { BACKUP_ARGON2, checkNewPassphrase, passphraseBytes, SALT_BYTES } from "./derive-key.ts"
import { openWithKey } from "./open.ts"
import type { BackupDeps } from "./service.ts"

/** A key, and how it was made of a passphrase: what the head of a backup says. */
export interface BackupKey {
  readonly key: Uint8Array
  readonly kdf: Omit<BackupHead["kdf"], "name">
}

/** @throws AppError `passphrase` `too-short` */
export async function newBackupKey(deps: BackupDeps, passphrase: string): Promise<BackupKey> {
  checkNewPassphrase(passphrase)
  const { memoryKiB, iterations, parallelism } = deps.argon2 ?? BACKUP_ARGON2
  const work = { memoryKiB, iterations, parallelism }
  const salt = deps.random.bytes(SALT_BYTES)
  const key = await deps.deriveKey(passphraseBytes(passphrase), salt, work)
  return { key, kdf: { ...work, salt: Buffer.from(salt).toString("base64") } }
}

/** @throws AppError `backup` `too-large` */
export function makeBackup(
  { clock, random }: Pick<BackupDeps, "clock" | "random">,
  { key, kdf }: BackupKey,
  content: BackupContent,
  about: Pick<BackupHead, "made" | "vaultId">,
): Uint8Array {
  const nonce = random.bytes(NONCE_BYTES)
  const plain = writeContent(content)
  try {
    return sealBackup(key, newHead({ ...about, kdf, createdAtMs: clock.nowMs(), nonce }), plain)
  } finally {
    plain.fill(0)
  }
}

/** Writes it, reads it from the disk again and opens it there. @throws AppError `backup` `exists`, `not-kept` */
export async function writeVerified(
  { files }: Pick<BackupDeps, "files">,
  path: string,
  bytes: Uint8Array,
  key: Uint8Array,
  options: { replace: boolean },
): Promise<void> {
  await files.write(path, bytes, options)
  const found = await files.read(path)
  if (!Buffer.from(bytes).equals(found) || !opens(found, key))
    throw new AppError({ kind: "backup", problem: "not-kept", path })
}

function opens(bytes: Uint8Array, key: Uint8Array): boolean {
  try {
    return openWithKey(parseBackup(bytes), key) !== null
  } catch (error) {
    if (isAppError(error, "import")) return false
    throw error
  }
}
