import { createHash } from "node:crypto"
import { constants } from "node:fs"
import type { FileSnapshot } from "../../core/ports/text-file.ts"
import { codeOf, failure, NOT_A_FILE, TOO_LARGE } from "./file-error.ts"
import type { FileSystem, OpenFile } from "./file-system.ts"

const CHUNK = 256 * 1024
// Without O_NONBLOCK a named pipe put in the file's place would hold the open call until someone writes to it.
// Windows has no such flag.
const readFlags = constants.O_RDONLY | ((constants as { O_NONBLOCK?: number }).O_NONBLOCK ?? 0)

export const absent: FileSnapshot = { bytes: null, version: null }

export function snapshotOf(bytes: Uint8Array): FileSnapshot {
  return { bytes, version: createHash("sha256").update(bytes).digest("hex") }
}

/** The whole file at a path whose links are followed already; {@link absent} when there is none. */
export async function readWhole(fs: FileSystem, path: string, maxBytes: number): Promise<FileSnapshot> {
  let file: OpenFile
  try {
    file = await fs.open(path, readFlags)
  } catch (error) {
    if (codeOf(error) === "ENOENT") return absent
    throw error
  }
  try {
    const stats = await file.stat()
    if (!stats.isFile()) throw failure(NOT_A_FILE)
    if (stats.size > maxBytes) throw failure(TOO_LARGE)
    return snapshotOf(await readToEnd(file, stats.size, maxBytes))
  } finally {
    await file.close()
  }
}

async function readToEnd(file: OpenFile, expectedSize: number, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    // One byte more than expected, so that the usual file ends with the second call.
    const chunk = Buffer.alloc(length === 0 ? Math.min(expectedSize, maxBytes) + 1 : CHUNK)
    const { bytesRead } = await file.read(chunk, 0, chunk.length, length)
    if (bytesRead === 0) return Buffer.concat(chunks, length)
    chunks.push(chunk.subarray(0, bytesRead))
    length += bytesRead
    if (length > maxBytes) throw failure(TOO_LARGE)
  }
}
