/** @file Any other ZIP: the exports that lie in it. */
import type { ImportFormat, ImportRow } from "../format.ts"
import { importError } from "../import-error.ts"
import { lookAt } from "../input.ts"
import { isZip } from "../zip/directory.ts"
import { MAX_INFLATED_BYTES, zipFiles } from "../zip/files.ts"
import type { ZipFile } from "../zip/files.ts"

const NAME = "ZIP"

/** A ZIP with more files than this is an archive of something else. */
const MAX_FILES = 50

/**
 * @param formats those that may lie in a ZIP; a ZIP in a ZIP is not opened. Asked for when one is read: the list of
 * all formats holds this one too.
 */
export function zipOf(formats: () => readonly ImportFormat[]): ImportFormat {
  return {
    id: "zip",
    name: NAME,
    recognise: ({ bytes }) => isZip(bytes),
    read: async ({ bytes }, tools) => {
      const files = (await zipFiles(bytes, NAME)).filter(isExport)
      if (files.length === 0) throw importError(NAME, "nothing")
      if (files.length > MAX_FILES) throw importError(null, "unknown-format")
      const rows: ImportRow[] = []
      let known = false
      for (const inner of await unpacked(files, tools.password)) {
        const format = isZip(inner) ? undefined : formats().find((one) => one.recognise(lookAt(inner)))
        if (format === undefined) continue
        known = true
        rows.push(...(await format.read(lookAt(inner), tools)))
      }
      if (!known) throw importError(null, "unknown-format")
      return rows
    },
  }
}

/** All files together within the bound of one. */
async function unpacked(files: readonly ZipFile[], password: string | null): Promise<Uint8Array[]> {
  const contents: Uint8Array[] = []
  let length = 0
  for (const file of files) {
    const bytes = await file.read(password)
    length += bytes.length
    if (length > MAX_INFLATED_BYTES) throw importError(NAME, "too-large")
    contents.push(bytes)
  }
  return contents
}

/** What macOS and Windows add to a ZIP holds nothing of its owner's. */
function isExport({ name }: ZipFile): boolean {
  return !/(?:^|\/)(?:__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$)/.test(name)
}
