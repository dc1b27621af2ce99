import { importError } from "../import-error.ts"
import { joined } from "../ciphers.ts"

/** A KDBX of 10 MiB that holds texts and pictures inflates to some 20 MiB. */
export const MAX_XML_BYTES = 64 * 1024 * 1024

/** Inflates gzip (RFC 1952). @throws AppError `import` `too-large` over {@link MAX_XML_BYTES}; others where it is damaged */
export async function gunzip(bytes: Uint8Array, format: string): Promise<Uint8Array> {
  const inflated = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new DecompressionStream("gzip"))
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of inflated as AsyncIterable<Uint8Array>) {
    length += part.length
    if (length > MAX_XML_BYTES) throw importError(format, "too-large")
    parts.push(part)
  }
  return joined(parts)
}
