/** @file The bytes of a picture file: a regular file, within the size limit, read once and not kept. */
import { constants } from "node:fs"
import { open, type FileHandle } from "node:fs/promises"
import { AppError, type FileProblem } from "../../core/errors.ts"
import { maximumFileBytes } from "../../shared/qr/pixels.ts"

const problems: Readonly<Record<string, FileProblem>> = {
  ENOENT: "missing",
  ENOTDIR: "missing",
  EACCES: "denied",
  EPERM: "denied",
  ELOOP: "link-loop",
  EISDIR: "not-a-file",
  ENXIO: "not-a-file", // a socket
  EBUSY: "busy",
}

/** Reads a picture file whole. A pipe, a device, a directory is refused without waiting for it.
 *  @throws AppError `file` (missing, denied, not-a-file, ...) or `picture` (too-large-file) */
export async function openPicture(path: string): Promise<Uint8Array> {
  try {
    // Without O_NONBLOCK (which Windows does not have) the opening of a pipe waits for its writer.
    const file = await open(path, constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0))
    try {
      return await readWhole(file, path)
    } finally {
      await file.close()
    }
  } catch (error) {
    if (error instanceof AppError) throw error
    const code = error instanceof Error && "code" in error ? String(error.code) : ""
    throw new AppError({ kind: "file", problem: problems[code] ?? "other", path }, { cause: error })
  }
}

/** The size is asked first, and not believed: a file may grow, and some (/proc) state 0. */
async function readWhole(file: FileHandle, path: string): Promise<Uint8Array> {
  const stat = await file.stat()
  if (!stat.isFile()) throw new AppError({ kind: "file", problem: "not-a-file", path })
  const tooLarge = new AppError({ kind: "picture", problem: "too-large-file" })
  if (stat.size > maximumFileBytes) throw tooLarge
  const parts: Uint8Array[] = []
  let total = 0
  for (;;) {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(Math.max(64 * 1024, stat.size + 1 - total)))
    if (bytesRead === 0) return Buffer.concat(parts)
    total += bytesRead
    if (total > maximumFileBytes) throw tooLarge
    parts.push(buffer.subarray(0, bytesRead))
  }
}
