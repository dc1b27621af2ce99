/** @file What a ZIP says it holds, without unpacking anything: enough to tell which program made it. Source: PKWARE
 * APPNOTE, sections 4.3.12 and 4.3.16. */

/** A directory with more entries than this is not looked through further: no export has them. */
export const MAX_ZIP_ENTRIES = 10_000

const END_OF_DIRECTORY = 0x06054b50
const ENTRY = 0x02014b50
/** Without and with the longest comment. */
const END_LENGTH = 22
const LONGEST_END = END_LENGTH + 0xffff

/** Whether it begins as a ZIP does, an empty one too. */
export function isZip(bytes: Uint8Array): boolean {
  const start = bytes.length < 4 ? "" : Buffer.from(bytes.subarray(0, 4)).toString("latin1")
  return start === "PK\x03\x04" || start === "PK\x05\x06"
}

/** The names of its files, without folders; [] where it is no ZIP or its directory is not to be found. Never throws. */
export function zipNames(bytes: Uint8Array): string[] {
  if (!isZip(bytes)) return []
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOfDirectory(view)
  const names: string[] = []
  let offset = end === -1 ? bytes.length : view.getUint32(end + 16, true)
  while (offset + 46 <= bytes.length && view.getUint32(offset, true) === ENTRY) {
    const start = offset + 46
    const length = view.getUint16(offset + 28, true)
    names.push(new TextDecoder().decode(bytes.subarray(start, start + length)))
    if (names.length === MAX_ZIP_ENTRIES) break
    offset = start + length + view.getUint16(offset + 30, true) + view.getUint16(offset + 32, true)
  }
  return names.filter((name) => !name.endsWith("/"))
}

function endOfDirectory(view: DataView): number {
  const first = Math.max(0, view.byteLength - LONGEST_END)
  for (let offset = view.byteLength - END_LENGTH; offset >= first; offset--) {
    if (view.getUint32(offset, true) === END_OF_DIRECTORY) return offset
  }
  return -1
}
