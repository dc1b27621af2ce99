import { CHANGED, failure } from "./file-error.ts"
import type { FileSystem, OpenFile } from "./file-system.ts"
import { readWhole } from "./read-whole.ts"
import { temporaryName } from "./temporary.ts"
import { writeAll } from "./write-all.ts"

/**
 * For a file that is itself a mount point: it can be written, not replaced. A crash in the middle leaves a torn file,
 * so the old content is first copied to `<name>.bak` when a backup is asked for; after a failed write it is put back.
 */
export async function replaceInPlace(
  fs: FileSystem,
  path: string,
  bytes: Uint8Array,
  options: { backup: boolean; expected: string | null | undefined; maxBytes: number },
): Promise<void> {
  const old = await readWhole(fs, path, options.maxBytes)
  if (options.expected !== undefined && old.version !== options.expected) throw failure(CHANGED)
  if (options.backup && old.bytes !== null) await copyToBackup(fs, path, old.bytes)
  const file = await fs.open(path, "r+")
  try {
    await overwrite(file, bytes)
  } catch (error) {
    // The blocks of the old content are still the file's own: this succeeds on a full disk too.
    if (old.bytes !== null) await overwrite(file, old.bytes).catch(() => undefined)
    throw error
  } finally {
    await file.close()
  }
}

async function overwrite(file: OpenFile, bytes: Uint8Array): Promise<void> {
  await writeAll(file, bytes)
  await file.truncate(bytes.length)
  await file.sync()
}

/** A link to a mount point is refused, so the backup is a copy: written aside and renamed. */
async function copyToBackup(fs: FileSystem, path: string, bytes: Uint8Array): Promise<void> {
  const temporary = temporaryName(path)
  try {
    const file = await fs.open(temporary, "wx", 0o600)
    try {
      await writeAll(file, bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await fs.rename(temporary, `${path}.bak`)
  } catch (error) {
    await fs.unlink(temporary).catch(() => undefined)
    throw error
  }
}
