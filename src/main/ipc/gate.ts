/** @file Enforces the lock: while it is closed, main answers what opens it and nothing else. */
import { AppError } from "../../core/errors.ts"
import type { RequestChannel } from "../../shared/ipc/channels.ts"
import type { Handlers } from "./handlers.ts"

/** None of these tells or changes what is kept. */
const OPEN: ReadonlySet<RequestChannel> = new Set<RequestChannel>([
  "app:state",
  "app:open-link",
  "keychain:choose",
  "keychain:retry",
  "lock:now",
  "lock:unlock",
  "lock:unlock-platform",
])

/** Settings that show nothing and weaken nothing. */
const OPEN_SETTINGS: ReadonlySet<string> = new Set(["theme"])

/**
 * Refuses requests while locked, before their handler runs, and drops the answer of one that was under way when the
 * lock closed. Each asks anew: a page that was taken over cannot remember an open lock.
 */
export function gated(handlers: Handlers, isLocked: () => Promise<boolean>): Handlers {
  const refuseLocked = async () => {
    if (await isLocked()) throw new AppError({ kind: "locked" })
  }
  const gate = ([name, handler]: [string, (request: never) => Promise<unknown>]) => {
    if (OPEN.has(name as RequestChannel)) return [name, handler]
    const behind = async (request: never) => {
      if (!(name === "settings:set" && changesOnlyOpen(request))) {
        await refuseLocked()
        const answer = await handler(request)
        await refuseLocked()
        return answer
      }
      return await handler(request)
    }
    return [name, behind]
  }
  return Object.fromEntries(Object.entries(handlers).map(gate)) as Handlers
}

function changesOnlyOpen(change: object): boolean {
  const keys = Object.keys(change)
  return keys.length > 0 && keys.every((key) => OPEN_SETTINGS.has(key))
}
