/** @file Replaces a file whole: after a crash, a full disk or a lost race it is the old one or the new one. */
import { dirname } from "node:path"
import { setTimeout as delay } from "node:timers/promises"
import { CHANGED, codeOf, failure } from "./file-error.ts"
import { nodeFileSystem, type FileSystem, type OpenFile } from "./file-system.ts"
import { readWhole } from "./read-whole.ts"
import { replaceInPlace } from "./replace-in-place.ts"
import { resolveTarget, type Target } from "./resolve-target.ts"
import { temporaryName } from "./temporary.ts"
import { writeAll } from "./write-all.ts"

export interface SafeWriteOptions {
  readonly fs?: FileSystem
  /** Version the file must still have just before it is replaced, `null`: must not exist. Absent: not checked. */
  readonly expected?: string | null
  /** Whether the version before stays beside it as `<name>.bak`. */
  readonly backup?: boolean
  readonly maxBytes?: number
}

const windows = process.platform === "win32"
/** A file that is itself a mount point, as containers mount single files, cannot be replaced by rename(2). */
const mountCodes = ["EXDEV", "EBUSY"]
/** What link(2) says where hard links are not to be had: FAT, some network disks, another mount. */
const noLinkCodes = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EXDEV", "EMLINK", "EINVAL"]

/**
 * Writes a temporary file in the same folder, flushes it, and renames it over the old one. Links are followed; the
 * file is private from its first byte, and its permissions never become wider than 0700 or than they were.
 *
 * After a failed fsync nothing is tried again on the same file: the kernel may call the second fsync a success.
 * Caveat: on macOS fsync does not empty the drive's own cache, and Node offers no call that does.
 *
 * @throws an error with a system `code`, or with `CHANGED`; then the old content stands and no temporary is left
 * (unless the disk refuses to remove it: the sweep does later).
 */
export async function safeWrite(
  path: string,
  bytes: Uint8Array,
  options: SafeWriteOptions = {},
): Promise<void> {
  const { fs = nodeFileSystem, expected, backup = false, maxBytes = Infinity } = options
  const target = await resolveTarget(fs, path)
  const folder = dirname(target.path)
  if (target.stats === null) await fs.mkdir(folder, { recursive: true, mode: 0o700 })
  const temporary = temporaryName(target.path)
  try {
    await writeTemporary(fs, temporary, bytes, target)
    if (expected !== undefined && (await readWhole(fs, target.path, maxBytes)).version !== expected) {
      throw failure(CHANGED)
    }
    if (backup && target.stats !== null) await keepBackup(fs, target.path)
    if (expected === null) await putNew(fs, temporary, target.path)
    else await rename(fs, temporary, target.path)
  } catch (error) {
    await fs.unlink(temporary).catch(() => undefined)
    if (windows || !mountCodes.includes(codeOf(error)) || target.stats === null) throw error
    await replaceInPlace(fs, target.path, bytes, { backup, expected, maxBytes })
    return
  }
  await syncFolder(fs, folder)
}

async function writeTemporary(
  fs: FileSystem,
  path: string,
  bytes: Uint8Array,
  target: Target,
): Promise<void> {
  const mode = target.stats === null ? 0o600 : target.stats.mode & 0o700
  const file = await fs.open(path, "wx", 0o600)
  try {
    await takeOver(file, target, mode)
    await writeAll(file, bytes)
    await file.sync()
    if ((await file.stat()).size !== bytes.length) throw failure("EIO")
  } catch (error) {
    await file.close().catch(() => undefined)
    throw error
  }
  await file.close()
}

/** The old owner, where we are root and may say so, and the old permissions without those of group and others. */
async function takeOver(file: OpenFile, target: Target, mode: number): Promise<void> {
  if (windows) return
  if (target.stats !== null && process.getuid?.() === 0) await file.chown(target.stats.uid, target.stats.gid)
  if (((await file.stat()).mode & 0o777) !== mode) await file.chmod(mode)
}

/** A hard link costs no space and cannot be half done. Where links are not to be had there is no backup. */
async function keepBackup(fs: FileSystem, path: string): Promise<void> {
  const temporary = temporaryName(path)
  try {
    await fs.link(path, temporary)
    await rename(fs, temporary, `${path}.bak`)
  } catch (error) {
    await fs.unlink(temporary).catch(() => undefined)
    if (!noLinkCodes.includes(codeOf(error))) throw error
  }
}

/** Puts the file where none is: unlike rename, link fails when another program was faster. */
async function putNew(fs: FileSystem, temporary: string, path: string): Promise<void> {
  try {
    await fs.link(temporary, path)
  } catch (error) {
    if (codeOf(error) === "EEXIST") throw failure(CHANGED)
    if (!noLinkCodes.includes(codeOf(error))) throw error
    await rename(fs, temporary, path)
    return
  }
  await fs.unlink(temporary).catch(() => undefined)
}

/** On Windows a virus scanner or a sync client holds a file for a moment: tries for ten seconds. */
async function rename(fs: FileSystem, from: string, to: string): Promise<void> {
  const started = performance.now()
  for (let attempt = 1; ; attempt++) {
    try {
      await fs.rename(from, to)
      return
    } catch (error) {
      const passing = windows && ["EPERM", "EACCES", "EBUSY"].includes(codeOf(error))
      if (!passing || performance.now() - started > 10_000) throw error
      await delay(Math.min(100, 10 * attempt))
    }
  }
}

/**
 * Makes the new name durable. A failure here is not passed on: the new content is in place, and a caller who took
 * the write for failed would undo its other half. Windows has no such call.
 */
async function syncFolder(fs: FileSystem, folder: string): Promise<void> {
  if (windows) return
  const handle = await fs.open(folder, "r").catch(() => null)
  await handle?.sync().catch(() => undefined)
  await handle?.close().catch(() => undefined)
}
