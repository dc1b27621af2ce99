import { isAppError } from "../errors.ts"
import type { Clock } from "../ports/clock.ts"
import type { FileSnapshot, TextFile } from "../ports/text-file.ts"
import type { SharedFile } from "./shared-files/model.ts"
import { readSharedFile } from "./shared-files/read.ts"

/** How often an edit is repeated on what another program wrote in between. */
const ATTEMPTS = 4
/** AWS's own command line rewrites its files in place: what is empty or cut may be whole a moment later. */
const SETTLE_MS = [50, 100, 200]

interface Read {
  readonly snapshot: FileSnapshot
  readonly file: SharedFile
}

/** @throws AppError `file`, `aws-file` */
async function readOnce(textFile: TextFile): Promise<Read> {
  const snapshot = await textFile.read()
  return { snapshot, file: readSharedFile(snapshot.bytes, textFile.path) }
}

/**
 * Reads a shared file; one that is empty or that botocore could not parse is read again before it is believed.
 * @throws AppError `file`, `aws-file`.
 */
export async function readSettledFile(textFile: TextFile, clock: Clock): Promise<Read> {
  for (const pauseMs of SETTLE_MS) {
    try {
      const read = await readOnce(textFile)
      if (read.snapshot.bytes?.length !== 0) return read
    } catch (error) {
      if (!isAppError(error, "aws-file")) throw error
    }
    await clock.sleepUntil(clock.nowMs() + pauseMs)
  }
  return readOnce(textFile)
}

/**
 * Changes a shared file, again on what is new when another program was faster.
 * @param change may run several times; what it keeps elsewhere is kept before the file is written.
 * @throws AppError `file` (`changed` after four attempts), `aws-file`, and whatever `change` throws.
 */
export async function editFile(
  textFile: TextFile,
  clock: Clock,
  change: (file: SharedFile) => Promise<SharedFile> | SharedFile,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const { snapshot, file } = await readSettledFile(textFile, clock)
    const { text } = await change(file)
    // The file was valid UTF-8: the same text is the same bytes.
    if (text === file.text) return
    try {
      await textFile.replace(new TextEncoder().encode(text), snapshot)
      return
    } catch (error) {
      const changed = isAppError(error, "file") && error.data.problem === "changed"
      if (!changed || attempt === ATTEMPTS) throw error
    }
  }
}
