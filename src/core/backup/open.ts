import { openBackup, backupError, parseBackup, type SealedBackup } from "./container.ts"
import { readContent, type BackupContent } from "./content.ts"
import { passphraseBytes, type DeriveKey } from "./derive-key.ts"

/**
 * Opens a backup with its passphrase.
 * @throws AppError `import`: `password-wrong` (or somebody changed the file and its checksum on purpose); what
 * {@link parseBackup} and {@link readContent} throw
 */
export async function openWithPassphrase(
  file: SealedBackup | Uint8Array,
  passphrase: string,
  deriveKey: DeriveKey,
): Promise<BackupContent> {
  const sealed = file instanceof Uint8Array ? parseBackup(file) : file
  const { salt, ...work } = sealed.head.kdf
  const key = await deriveKey(passphraseBytes(passphrase), Buffer.from(salt, "base64"), work)
  try {
    return openWithKey(sealed, key) ?? refuse()
  } finally {
    key.fill(0)
  }
}

/** null: another key. @throws AppError `import` */
export function openWithKey(sealed: SealedBackup, key: Uint8Array): BackupContent | null {
  const plain = openBackup(key, sealed)
  if (plain === null) return null
  try {
    return readContent(plain)
  } finally {
    plain.fill(0)
  }
}

function refuse(): never {
  throw backupError("password-wrong")
}
