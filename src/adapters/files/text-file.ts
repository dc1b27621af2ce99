import { setTimeout as delay } from "node:timers/promises"
import type { FileSnapshot, TextFile } from "../../core/ports/text-file.ts"
import { inPersonsTerms } from "./file-error.ts"
import { nodeFileSystem, type FileSystem } from "./file-system.ts"
import { readWhole } from "./read-whole.ts"
import { resolveTarget } from "./resolve-target.ts"
import { safeWrite } from "./safe-write.ts"
import { sweepTemporaries } from "./temporary.ts"

const MEBIBYTE = 1024 * 1024

export interface TextFileOptions {
  readonly path: string
  /** Keep the version before as `<name>.bak`, beside the file the links lead to. Default: no. */
  readonly backup?: boolean
  /** A file over this is not read. Default 10 MiB. */
  readonly maxBytes?: number
  readonly fs?: FileSystem
}

/** One file on the disk. Its folder is made, private, when the file is first written. */
export function createTextFile(options: TextFileOptions): TextFile {
  const { path, backup = false, maxBytes = 10 * MEBIBYTE, fs = nodeFileSystem } = options
  let swept = false

  async function sweepOnce(): Promise<void> {
    if (swept) return
    swept = true
    const target = await resolveTarget(fs, path)
    await sweepTemporaries(fs, target.path, Date.now())
  }

  return {
    path,
    read: () =>
      inPersonsTerms(path, async () => readWhole(fs, (await resolveTarget(fs, path)).path, maxBytes)),
    replace: (bytes, expected) =>
      inPersonsTerms(path, async () => {
        await sweepOnce()
        await safeWrite(path, bytes, { fs, expected: expected.version, backup, maxBytes })
      }),
  }
}

/**
 * Reads again after 50, 100 and 200 ms while the content looks like a file that another program has just emptied and
 * is about to fill: AWS's own command line rewrites its files in place.
 * @param looksCut whether a snapshot may be such a half-written file, for example: empty though it was not before.
 */
export async function readSettled(
  file: TextFile,
  looksCut: (snapshot: FileSnapshot) => boolean,
): Promise<FileSnapshot> {
  let snapshot = await file.read()
  for (const pauseMs of [50, 100, 200]) {
    if (!looksCut(snapshot)) break
    await delay(pauseMs)
    snapshot = await file.read()
  }
  return snapshot
}
