/** @file A file to import, or stdin: bytes, bounded, from a pipe too. */
import { open, readFile } from "node:fs/promises"
import { fileError } from "../adapters/files/file-error.ts"
import { AppError } from "../core/errors.ts"
import { MAX_IMPORT_BYTES } from "../core/imports/format.ts"

/**
 * @param path `-`: stdin. A pipe (`<(gpg -d …)`) is read to its end.
 * @throws AppError `file`; `import` `too-large` over 10 MiB
 */
export async function readInput(path: string, stdin: AsyncIterable<Buffer>): Promise<Uint8Array> {
  if (path === "-") return bounded(stdin)
  try {
    const file = await open(path, "r")
    try {
      return await bounded(file.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>)
    } finally {
      await file.close()
    }
  } catch (error) {
    throw fileError(error, path)
  }
}

async function bounded(stream: AsyncIterable<Buffer>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of stream) {
    length += chunk.length
    if (length > MAX_IMPORT_BYTES) throw new AppError({ kind: "import", problem: "too-large", format: null })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, length)
}

/** A file's first line. @throws AppError `file` */
export async function readFirstLine(path: string): Promise<string> {
  try {
    return (await readFile(path, "utf8")).replace(/^\uFEFF/, "").split(/\r?\n/, 1)[0] ?? ""
  } catch (error) {
    throw fileError(error, path)
  }
}
