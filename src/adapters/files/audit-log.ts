/** @file The log of issued credentials on the disk: `audit.log`, and `audit.log.1` (newer) to `audit.log.3` (older). */
import { constants, promises } from "node:fs"
import { dirname } from "node:path"
import { formatLine, parseLines } from "../../core/audit/line.ts"
import { isAppError } from "../../core/errors.ts"
import type { AuditLog } from "../../core/ports/audit-log.ts"
import type { Mutex } from "../../core/ports/mutex.ts"
import { codeOf, failure, inPersonsTerms, NOT_A_FILE } from "./file-error.ts"
import { makeFolder } from "./make-folder.ts"

const LINE_FEED = 0x0a
/** Of one file; a file that others made larger is read up to four times as much. */
const MAX_BYTES = 1024 * 1024
const KEPT = 3
/** Nobody waits longer to issue: the line then goes into a file that is a little too long. */
const ROTATION_WAIT_MS = 2_000

// A link put in the log's place would lead our lines elsewhere; a pipe would hold the call. Windows has no such flags.
const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as { O_NOFOLLOW?: number; O_NONBLOCK?: number }
const APPEND = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | O_NOFOLLOW | O_NONBLOCK
const READ = constants.O_RDONLY | O_NOFOLLOW | O_NONBLOCK

export interface AuditLogOptions {
  readonly path: string
  readonly mutex: Mutex
  /** At this size a file is put aside; default 1 MiB. */
  readonly maxBytes?: number
  /** How many older files stay; default 3. */
  readonly kept?: number
}

/** One file's log. Its folder is made, private, with the first line. */
export function createAuditLog(options: AuditLogOptions): AuditLog {
  const { path, mutex, maxBytes = MAX_BYTES, kept = KEPT } = options
  const older = (number: number) => `${path}.${number}`

  async function size(): Promise<number> {
    try {
      return (await promises.lstat(path)).size
    } catch (error) {
      if (codeOf(error) === "ENOENT") return 0
      throw error
    }
  }

  /** Oldest first, each to the name after; the last one's old content goes. */
  async function putAside(): Promise<void> {
    for (let number = kept; number >= 1; number--) {
      const from = number === 1 ? path : older(number - 1)
      try {
        await promises.rename(from, older(number))
      } catch (error) {
        if (codeOf(error) !== "ENOENT") throw error
      }
    }
  }

  /** Who waited for another process that rotated finds a small file, and leaves it. */
  async function rotate(more: number): Promise<void> {
    try {
      await mutex.hold(
        "audit-log",
        async () => {
          if ((await size()) + more > maxBytes) await putAside()
        },
        { waitMs: ROTATION_WAIT_MS },
      )
    } catch (error) {
      if (!isAppError(error, "file") || error.data.problem !== "busy") throw error
    }
  }

  return {
    append: (event) =>
      inPersonsTerms(path, async () => {
        const line = Buffer.from(`${formatLine(event)}\n`)
        if ((await size()) + line.length > maxBytes) await rotate(line.length)
        await appendLine(path, line)
      }),
    read: () =>
      inPersonsTerms(path, async () => {
        const texts: string[] = []
        const seen = new Set<string>()
        // From the newest on: a rotation meanwhile gives a file an older name, under which it is met again, not missed.
        for (let number = 0; number <= kept; number++) {
          const found = await readFile(number === 0 ? path : older(number), maxBytes * 4)
          if (found === null || seen.has(found.identity)) continue
          seen.add(found.identity)
          texts.unshift(found.text)
        }
        const readings = texts.map(parseLines)
        return {
          events: readings.flatMap(({ events }) => events).sort((a, b) => a.atMs - b.atMs),
          unreadable: readings.reduce((sum, { unreadable }) => sum + unreadable, 0),
        }
      }),
  }
}

/**
 * One write(2) on a file opened to append: POSIX puts it at the end as a whole, also when another process does the same.
 * What a killed or starved write left without a line end gets one first.
 */
async function appendLine(path: string, line: Buffer): Promise<void> {
  const file = await open(path)
  try {
    const stats = await file.stat()
    if (!stats.isFile()) throw failure(NOT_A_FILE)
    const last = Buffer.alloc(1, LINE_FEED)
    if (stats.size > 0) await file.read(last, 0, 1, stats.size - 1)
    const bytes = last[0] === LINE_FEED ? line : Buffer.concat([Buffer.of(LINE_FEED), line])
    const { bytesWritten } = await file.write(bytes)
    if (bytesWritten < bytes.length) throw failure("ENOSPC")
  } finally {
    await file.close()
  }
}

async function open(path: string): Promise<promises.FileHandle> {
  try {
    return await promises.open(path, APPEND, 0o600)
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error
    await makeFolder(dirname(path), { mode: 0o700 })
    return promises.open(path, APPEND, 0o600)
  }
}

/** The last `maxBytes` of a file; null: none there. */
async function readFile(path: string, maxBytes: number): Promise<{ identity: string; text: string } | null> {
  let file: promises.FileHandle
  try {
    file = await promises.open(path, READ)
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null
    throw error
  }
  try {
    const stats = await file.stat({ bigint: true })
    if (!stats.isFile()) throw failure(NOT_A_FILE)
    const size = Number(stats.size)
    const start = Math.max(0, size - maxBytes)
    const bytes = Buffer.alloc(size - start)
    const { bytesRead } = await file.read(bytes, 0, bytes.length, start)
    return { identity: `${stats.dev}-${stats.ino}`, text: bytes.toString("utf8", 0, bytesRead) }
  } finally {
    await file.close()
  }
}
