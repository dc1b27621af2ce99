/** @file Bytes that files write as text. Strict: what does not belong is refused, not passed over. */

/** UTF-8 without its byte-order mark; null where it is none. */
export function textIn(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** Standard base64 (RFC 4648 section 4), padded or not; white space between is let go. null where it is none. */
export function base64Bytes(value: unknown): Uint8Array | null {
  if (typeof value !== "string") return null
  const text = value.replace(/\s+/g, "")
  const end = text.indexOf("=")
  const symbols = end === -1 ? text : text.slice(0, end)
  const padding = end === -1 ? "" : text.slice(end)
  if (/[^A-Za-z0-9+/]/.test(symbols) || symbols.length % 4 === 1) return null
  if (padding !== "" && (!/^={1,2}$/.test(padding) || text.length % 4 !== 0)) return null
  return new Uint8Array(Buffer.from(symbols, "base64"))
}

/** Upper or lower case. null where it is none. */
export function hexBytes(value: unknown): Uint8Array | null {
  if (typeof value !== "string" || value.length % 2 !== 0 || /[^0-9a-f]/i.test(value)) return null
  return new Uint8Array(Buffer.from(value, "hex"))
}
