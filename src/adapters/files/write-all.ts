import { failure } from "./file-error.ts"
import type { OpenFile } from "./file-system.ts"

/** Writes until every byte is out: one write(2) may take fewer, on a nearly full disk or beyond 2 GiB. */
export async function writeAll(file: OpenFile, bytes: Uint8Array): Promise<void> {
  let offset = 0
  while (offset < bytes.length) {
    const { bytesWritten } = await file.write(bytes, offset, bytes.length - offset, offset)
    if (bytesWritten <= 0) throw failure("EIO")
    offset += bytesWritten
  }
}
