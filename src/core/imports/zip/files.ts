/** @file Reads files out of a ZIP: nothing is unpacked but what is asked for, nothing over its bound, and names are
 * compared and never used as paths. */
import * as zip from "@zip.js/zip.js"
import { joined } from "../ciphers.ts"
import { MAX_IMPORT_BYTES } from "../format.ts"
import { importError } from "../import-error.ts"
import { AppError } from "../../errors.ts"
import { MAX_ZIP_ENTRIES } from "./directory.ts"

/** As many bytes as a file of its own may have. */
export const MAX_INFLATED_BYTES = MAX_IMPORT_BYTES

export interface ZipFile {
  readonly name: string
  readonly encrypted: boolean
  /**
   * @throws AppError `import`: `password-needed`, `password-wrong`, `password-or-damaged`, `damaged`,
   * `unsupported-encryption`, `too-large` over {@link MAX_INFLATED_BYTES}
   */
  readonly read: (password: string | null) => Promise<Uint8Array>
}

/**
 * The files of a ZIP in its order, without folders.
 * @param format the program's name, for errors
 * @throws AppError `import` `damaged`, `too-large` over {@link MAX_ZIP_ENTRIES}
 */
export async function zipFiles(bytes: Uint8Array, format: string): Promise<ZipFile[]> {
  const files: ZipFile[] = []
  let count = 0
  try {
    const reader = new zip.ZipReader(new zip.Uint8ArrayReader(bytes), { useWebWorkers: false })
    for await (const entry of reader.getEntriesGenerator()) {
      count += 1
      if (count > MAX_ZIP_ENTRIES) throw importError(format, "too-large")
      if (!entry.directory) files.push(zipFile(entry, format))
    }
  } catch (error) {
    throw error instanceof AppError ? error : importError(format, "damaged")
  }
  return files
}

function zipFile(entry: zip.FileEntry, format: string): ZipFile {
  return {
    name: entry.filename,
    encrypted: entry.encrypted,
    async read(password) {
      if (entry.encrypted && (password === null || password === ""))
        throw importError(format, "password-needed")
      if (entry.uncompressedSize > MAX_INFLATED_BYTES) throw importError(format, "too-large")
      const parts: Uint8Array[] = []
      const options = {
        checkCrc32: true,
        useWebWorkers: false,
        ...(entry.encrypted && { password: password ?? "" }),
      }
      try {
        await entry.getData(collector(parts, format), options)
      } catch (error) {
        throw refusal(error, entry, format)
      }
      return joined(parts)
    },
  }
}

/** What an entry says of its size is not believed. */
function collector(parts: Uint8Array[], format: string): WritableStream<Uint8Array> {
  let length = 0
  return new WritableStream({
    write(part) {
      length += part.length
      if (length > MAX_INFLATED_BYTES) throw importError(format, "too-large")
      // The next part may reuse this one's memory.
      parts.push(part.slice())
    },
  })
}

/**
 * ZIPs check a password by one byte (ZipCrypto) or two (AES) before anything else: a wrong one passes once in 256 or
 * 65,536 times, and then fails as damage does. Behind AES's check its authentication code speaks for the bytes.
 */
function refusal(error: unknown, entry: zip.FileEntry, format: string): AppError {
  if (error instanceof AppError) return error
  switch (error instanceof Error ? error.message : "") {
    case zip.ERR_INVALID_PASSWORD:
      return importError(format, "password-wrong")
    case zip.ERR_UNSUPPORTED_ENCRYPTION:
      return importError(format, "unsupported-encryption")
    default:
      return importError(format, entry.encrypted ? "password-or-damaged" : "damaged")
  }
}
