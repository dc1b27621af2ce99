/** @file A lock as a file that exists while it is held. Its content names the holder, so that a dead one loses it. */
import { randomBytes } from "node:crypto"
import { closeSync, openSync, writeSync } from "node:fs"
import { lstat, readFile, unlink } from "node:fs/promises"
import { codeOf } from "./file-error.ts"
import { isGone, ownIdentity, type ProcessIdentity } from "./process-identity.ts"

/**
 * A writer puts its name in within microseconds; a file still without one after this belongs to a writer that died
 * there. One that merely slept notices that it lost the lock when it looks again.
 */
const UNNAMED_MS = 2_000
/** A holder that cannot be asked (another machine or container on the same disk) keeps the lock for this long. */
const FOREIGN_MS = 10 * 60_000

interface Holder extends ProcessIdentity {
  /** Random, one per time the lock is taken. */
  readonly token: string
}

interface Seen {
  readonly token: string
  readonly holder: Holder | null
  readonly madeAtMs: number
}

/** Takes the lock if nobody has it. Resolves to the token to give it back with, or `null`. */
export async function tryLock(path: string): Promise<string | null> {
  const token = randomBytes(8).toString("hex")
  let file: number
  try {
    // Without a turn of the event loop between making the file and naming its holder.
    file = openSync(path, "wx", 0o600)
  } catch (error) {
    // Windows says EPERM or EACCES while a file of this name is being deleted.
    const deleting = process.platform === "win32" && ["EPERM", "EACCES"].includes(codeOf(error))
    if (codeOf(error) === "EEXIST" || deleting) return null
    throw error
  }
  try {
    writeSync(file, JSON.stringify({ ...ownIdentity(), token } satisfies Holder))
  } catch (error) {
    await unlink(path).catch(() => undefined)
    throw error
  } finally {
    closeSync(file)
  }
  // We may have slept between the two steps for so long that another took us for dead.
  return (await look(path))?.token === token ? token : null
}

/** Gives it back. Never throws: the work is done, and what stays behind falls to the next when we end. */
export async function unlock(path: string, token: string): Promise<void> {
  const seen = await look(path).catch(() => null)
  if (seen?.token === token) await unlink(path).catch(() => undefined)
}

/** Removes the lock of a holder that is gone; otherwise does nothing. Whether it was removed. */
export async function breakIfDead(path: string): Promise<boolean> {
  const seen = await look(path)
  if (seen === null || !(await isDead(seen))) return false
  // Only who holds this guard may remove the lock with this token. A guard outlived by its own maker is broken the
  // same way, under a name of its own; so no two ever remove "the same" lock, of which the second is a new one.
  const guard = `${path}.${seen.token}`
  const guardToken = await tryLock(guard)
  if (guardToken === null) {
    await breakIfDead(guard)
    return false
  }
  try {
    if ((await look(path))?.token !== seen.token) return false
    await unlink(path)
    return true
  } finally {
    await unlock(guard, guardToken)
  }
}

async function look(path: string): Promise<Seen | null> {
  try {
    const stats = await lstat(path)
    const holder = parseHolder(await readFile(path, "utf8"))
    const madeAtMs = stats.mtimeMs
    return { token: holder?.token ?? `unnamed-${stats.ino}-${Math.trunc(madeAtMs)}`, holder, madeAtMs }
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null
    throw error
  }
}

async function isDead({ holder, madeAtMs }: Seen): Promise<boolean> {
  const ageMs = Date.now() - madeAtMs
  if (holder === null) return ageMs > UNNAMED_MS
  return (await isGone(holder, madeAtMs)) ?? ageMs > FOREIGN_MS
}

function parseHolder(text: string): Holder | null {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== "object" || value === null) return null
    const { pid, host, start, token } = value as Record<string, unknown>
    if (typeof pid !== "number" || !Number.isInteger(pid) || pid <= 0) return null
    if (typeof host !== "string" || typeof start !== "string") return null
    // It becomes part of a file name.
    if (typeof token !== "string" || !/^[0-9a-f]{16}$/.test(token)) return null
    return { pid, host, start, token }
  } catch {
    return null
  }
}
