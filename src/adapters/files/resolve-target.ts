import { dirname, resolve } from "node:path"
import { codeOf, failure, NOT_A_FILE } from "./file-error.ts"
import type { FileStats, FileSystem } from "./file-system.ts"

const MAX_LINKS = 40 // Linux's own limit, path_resolution(7)

export interface Target {
  /** Where the bytes are, links followed. */
  readonly path: string
  /** `null` when nothing stands there yet. */
  readonly stats: FileStats | null
}

/**
 * Follows symbolic links by hand, so that a last link that points nowhere yet names the file to create: dotfiles are
 * often links into another folder. Refuses anything but a regular file, since opening a named pipe would wait forever.
 */
export async function resolveTarget(fs: FileSystem, path: string): Promise<Target> {
  let current = resolve(path)
  for (let links = 0; links <= MAX_LINKS; links++) {
    let stats: FileStats
    try {
      stats = await fs.lstat(current)
    } catch (error) {
      if (codeOf(error) === "ENOENT") return { path: current, stats: null }
      throw error
    }
    if (stats.isFile()) return { path: current, stats }
    if (!stats.isSymbolicLink()) throw failure(NOT_A_FILE)
    current = resolve(dirname(current), await fs.readlink(current))
  }
  throw failure("ELOOP")
}
