import { basename, dirname, join } from "node:path"
import { AppError } from "../../core/errors.ts"
import type { BackupFiles } from "../../core/ports/backup-files.ts"
import { CHANGED, codeOf, failure, inPersonsTerms } from "./file-error.ts"
import { nodeFileSystem, type FileSystem } from "./file-system.ts"
import { readWhole } from "./read-whole.ts"
import { resolveTarget } from "./resolve-target.ts"
import { safeWrite } from "./safe-write.ts"
import { sweepTemporaries } from "./temporary.ts"

/** More than any backup may have. */
const MAX_BYTES = 65 * 1024 * 1024
const FIRST_LINE_BYTES = 4_096

/** Backups and exports on the disk, in folders that a person chose. */
export function createBackupFiles({ fs = nodeFileSystem }: { fs?: FileSystem } = {}): BackupFiles {
  return {
    join,
    list: (folder) => inPersonsTerms(folder, () => fs.readdir(folder)),
    remove: (path) => inPersonsTerms(path, () => fs.unlink(path)),
    read: (path) =>
      inPersonsTerms(path, async () => {
        const { bytes } = await readWhole(fs, (await resolveTarget(fs, path)).path, MAX_BYTES)
        if (bytes === null) throw failure("ENOENT")
        return bytes
      }),
    firstLine: (path) => inPersonsTerms(path, () => firstLine(fs, path)),
    async write(path, bytes, { replace }) {
      // Folders are chosen, never made: one that is gone may be a drive that is not plugged in.
      await inPersonsTerms(dirname(path), () => fs.readdir(dirname(path)))
      await inPersonsTerms(path, async () => {
        await sweepTemporaries(fs, (await resolveTarget(fs, path)).path, Date.now())
        try {
          await safeWrite(path, bytes, { fs, ...(!replace && { expected: null }), maxBytes: MAX_BYTES })
        } catch (error) {
          if (replace || codeOf(error) !== CHANGED) throw error
          throw new AppError({ kind: "backup", problem: "exists", path: basename(path) }, { cause: error })
        }
      })
    },
  }
}

/** Never waits for a pipe that was put there, and follows no link: what is no ordinary file is none of ours. */
async function firstLine(fs: FileSystem, path: string): Promise<string> {
  if (!(await fs.lstat(path)).isFile()) return ""
  const file = await fs.open(path, "r")
  try {
    const buffer = Buffer.alloc(FIRST_LINE_BYTES)
    const { bytesRead } = await file.read(buffer, 0, FIRST_LINE_BYTES, 0)
    return buffer.toString("utf8", 0, bytesRead).split(/\r?\n/, 1)[0] ?? ""
  } finally {
    await file.close()
  }
}
