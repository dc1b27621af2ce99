import { randomBytes } from "node:crypto"
import { basename, dirname, join } from "node:path"
import type { FileSystem } from "./file-system.ts"
import { isAlive } from "./process-identity.ts"

const HOUR_MS = 3_600_000

/** `.<name>.<pid>.<random>.tmp` in the same folder: the sweep knows by the pid whether its writer lives. */
export function temporaryName(path: string): string {
  const random = randomBytes(6).toString("hex")
  return join(dirname(path), `.${basename(path)}.${process.pid}.${random}.tmp`)
}

/**
 * Removes what writers that were killed left beside this file. Never throws: a leftover costs only its space.
 * @param path with its links followed.
 */
export async function sweepTemporaries(fs: FileSystem, path: string, nowMs: number): Promise<void> {
  const folder = dirname(path)
  const prefix = `.${basename(path)}.`
  const names = await fs.readdir(folder).catch(() => [])
  for (const name of names) {
    if (!name.startsWith(prefix)) continue
    const pid = /^(\d+)\.[0-9a-f]{12}\.tmp$/.exec(name.slice(prefix.length))?.[1]
    if (pid === undefined || isAlive(Number(pid))) continue
    // The age protects a writer in another container, whose pid means nothing here.
    const stats = await fs.lstat(join(folder, name)).catch(() => null)
    if (stats !== null && nowMs - stats.mtimeMs > HOUR_MS)
      await fs.unlink(join(folder, name)).catch(() => undefined)
  }
}
