import { TextReader, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js"

export interface ZipOptions {
  readonly password?: string
  /** The old cipher of PKZIP in place of AES. */
  readonly zipCrypto?: boolean
  /** 0: stored. */
  readonly level?: number
  readonly lastModDate?: Date
  readonly extendedTimestamp?: boolean
}

/** A ZIP with these files; a name that ends with a slash is a folder. */
export async function zipWith(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: ZipOptions = {},
): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false, ...options })
  for (const [name, content] of Object.entries(files)) {
    if (name.endsWith("/")) await writer.add(name, undefined, { directory: true })
    else
      await writer.add(
        name,
        typeof content === "string" ? new TextReader(content) : new Uint8ArrayReader(content),
      )
  }
  return writer.close()
}
