import { randomUUID } from "node:crypto"
import { readdirSync, unlinkSync } from "node:fs"
import { join } from "node:path"
import type { PendingItems, PendingNames } from "../../core/ports/pending-items.ts"
import type { SecretName } from "../../core/ports/secret-store.ts"
import type { Place } from "../../core/vault/lock-fields.ts"
import { codeOf, fileError } from "./file-error.ts"
import { nodeFileSystem, type FileSystem } from "./file-system.ts"
import { isAlive, isGone, ownIdentity, type ProcessIdentity } from "./process-identity.ts"
import { readWhole } from "./read-whole.ts"
import { safeWrite } from "./safe-write.ts"

const NOTE = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.json$/
/** What a writer that was killed left: see temporary.ts. */
const TEMPORARY = /^\..+\.(\d+)\.[0-9a-f]{12}\.tmp$/
/** A maker that cannot be asked, of another machine or container on the same disk, counts as at work for this long. */
const FOREIGN_MS = 24 * 3_600_000
/** A note of 50,000 items. */
const MAX_BYTES = 4 * 1024 * 1024
/** Items that are never changed, and values that are, over several items each. */
const NAME = /^(?:otp|kept|aws-key|backup|sso|user-session)\/[0-9a-f-]{36}$/

interface Note extends PendingNames {
  readonly by: ProcessIdentity
  readonly sinceMs: number
}

export interface PendingFiles extends PendingItems {
  /**
   * The index was put back from its backup: what is noted may count in the one that was lost. All notes go; what they
   * named stays. At once, for the next thing that happens may be a look at what is left. Never throws.
   */
  forget(): void
}

/**
 * A note is `<folder>/<id>.json` and names the process that made it: of one that lives, only this one's own notes can
 * be told to be left.
 */
export function createPendingItems(folder: string, fs: FileSystem = nodeFileSystem): PendingFiles {
  /** Ids of this process's notes whose work goes on. */
  const atWork = new Set<string>()
  const pathOf = (id: string) => join(folder, `${id}.json`)

  async function names(): Promise<string[]> {
    try {
      return await fs.readdir(folder)
    } catch (error) {
      if (codeOf(error) === "ENOENT") return []
      throw fileError(error, folder)
    }
  }

  async function remove(path: string): Promise<void> {
    try {
      await fs.unlink(path)
    } catch (error) {
      if (codeOf(error) !== "ENOENT") throw fileError(error, path)
    }
  }

  /** null: not there any more, no note of ours, of a newer Keycard, or of somebody at work. */
  async function readLeft(id: string): Promise<PendingNames | null> {
    const { bytes } = await readWhole(fs, pathOf(id), MAX_BYTES)
    const note = bytes === null ? null : parseNote(bytes)
    if (note === null) return null
    const { by, sinceMs, ...pending } = note
    if (isOurs(by)) return atWork.has(id) ? null : pending
    const gone = (await isGone(by, sinceMs)) ?? Date.now() - sinceMs > FOREIGN_MS
    return gone ? pending : null
  }

  return {
    async during(pending, work) {
      const id = randomUUID()
      const path = pathOf(id)
      const note: Note = { ...pending, by: ownIdentity(), sinceMs: Date.now() }
      const text = JSON.stringify({ format: "keycard-pending", version: 1, ...note })
      atWork.add(id)
      const ended = { settled: false }
      try {
        await safeWrite(path, Buffer.from(text, "utf8"), { fs }).catch((error: unknown) => {
          throw fileError(error, path)
        })
        return await work(() => {
          ended.settled = true
        })
      } finally {
        atWork.delete(id)
        // A note too many costs a look at the next start.
        if (ended.settled) await remove(path).catch(() => undefined)
      }
    },
    async left(visit) {
      for (const name of await names()) {
        const path = join(folder, name)
        const id = NOTE.exec(name)?.[1]
        const writer = TEMPORARY.exec(name)?.[1]
        if (writer !== undefined && !isAlive(Number(writer))) await remove(path)
        if (id === undefined) continue
        const pending = await readLeft(id)
        const stands = async () => (await names()).includes(name)
        if (pending !== null && (await visit(pending, stands))) await remove(path)
      }
    },
    forget() {
      try {
        for (const name of readdirSync(folder)) if (NOTE.test(name)) unlinkSync(join(folder, name))
      } catch {
        // There is none, or the disk refuses everything else too.
      }
    },
  }
}

function isOurs({ pid, host, start }: ProcessIdentity): boolean {
  const own = ownIdentity()
  return pid === own.pid && host === own.host && start === own.start
}

/** null: no note that this version knows. */
function parseNote(bytes: Uint8Array): Note | null {
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(bytes).toString("utf8"))
  } catch {
    return null
  }
  const { format, version, names, places, generation, by, sinceMs } = fieldsOf(value)
  if (format !== "keycard-pending" || version !== 1 || !Array.isArray(names)) return null
  if (!names.every(isName) || !isNumber(generation) || !isNumber(sinceMs)) return null
  if (!Array.isArray(places) || !places.every(isPlace)) return null
  const { pid, host, start } = fieldsOf(by)
  if (!isNumber(pid) || typeof host !== "string" || typeof start !== "string") return null
  return { names, generation, places, by: { pid, host, start }, sinceMs }
}

function fieldsOf(value: unknown): Partial<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? value : {}
}

const isNumber = (value: unknown): value is number => Number.isSafeInteger(value)
const isName = (name: unknown): name is SecretName => typeof name === "string" && NAME.test(name)

function isPlace(value: unknown): value is Place {
  const { backend, keyId } = fieldsOf(value)
  return (backend === "os" || backend === "file") && (keyId === null || typeof keyId === "string")
}
