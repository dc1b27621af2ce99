import { join } from "node:path"
import { setTimeout as delay } from "node:timers/promises"
import { AppError } from "../../core/errors.ts"
import type { Mutex } from "../../core/ports/mutex.ts"
import { fileError } from "./file-error.ts"
import { breakIfDead, tryLock, unlock } from "./lock-file.ts"
import { makeFolder } from "./make-folder.ts"

/** By path of the lock: when the last of this process to ask for it will have given it back. */
const queues = new Map<string, Promise<void>>()

/**
 * Locks as files `<name>.lock` in one folder. No heartbeat and no timer: a holder that slept with the laptop still
 * holds, one that died is known by its pid and start. Asking again for a name one already holds waits for oneself.
 * @param folder made, private, when it is missing.
 */
export function createMutex({ folder }: { folder: string }): Mutex {
  return {
    async hold(name, work, { waitMs = 30_000 } = {}) {
      if (!/^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(name)) throw new RangeError("not a name of a lock")
      const path = join(folder, `${name}.lock`)
      const deadline = performance.now() + waitMs
      const before = queues.get(path) ?? Promise.resolve()
      let leave = (): void => undefined
      const left = new Promise<void>((resolve) => (leave = resolve))
      const after = before.then(() => left)
      queues.set(path, after)
      try {
        if (!(await settles(before, deadline))) throw busy(path)
        const token = await take(folder, path, deadline)
        try {
          return await work()
        } finally {
          await unlock(path, token)
        }
      } finally {
        leave()
        if (queues.get(path) === after) queues.delete(path)
      }
    },
  }
}

async function take(folder: string, path: string, deadline: number): Promise<string> {
  try {
    await makeFolder(folder, { mode: 0o700 })
    for (let attempt = 1; ; attempt++) {
      const token = await tryLock(path)
      if (token !== null) return token
      if (await breakIfDead(path)) continue
      if (performance.now() > deadline) throw busy(path)
      // Random, so that two who collided do not collide again.
      await delay(Math.min(2 + attempt, 40) * (0.5 + Math.random()))
    }
  } catch (error) {
    throw fileError(error, path)
  }
}

async function settles(promise: Promise<void>, deadline: number): Promise<boolean> {
  const stop = new AbortController()
  const late = delay(Math.max(0, deadline - performance.now()), false, { signal: stop.signal })
  late.catch(() => undefined)
  try {
    return await Promise.race([promise.then(() => true), late])
  } finally {
    stop.abort()
  }
}

function busy(path: string): AppError {
  return new AppError({ kind: "file", problem: "busy", path })
}
