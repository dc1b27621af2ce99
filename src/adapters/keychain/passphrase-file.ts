import { readFile } from "node:fs/promises"
import { AppError } from "../../core/errors.ts"

/**
 * The passphrase for unattended use: the file's first line.
 * @param path `KEYCARD_PASSPHRASE_FILE`; undefined or empty: none
 * @throws AppError `passphrase` `file-unreadable`
 */
export async function readPassphraseFile(path: string | undefined): Promise<string | null> {
  if (path === undefined || path === "") return null
  try {
    return (await readFile(path, "utf8")).split(/\r?\n/, 1)[0] ?? ""
  } catch (cause) {
    throw new AppError({ kind: "passphrase", problem: "file-unreadable" }, { cause })
  }
}
