import type { ZodType } from "zod"
import type { EventChannel } from "../../shared/ipc/channels.ts"
import { events, type Event } from "../../shared/ipc/contract.ts"
import type { Log } from "../log.ts"
import { areAccountViews } from "./plain-views.ts"

/** Tells the page. What the contract has no room for does not cross. */
export type Broadcast = <N extends EventChannel>(name: N, payload: Event<N>) => void

/** @param send to our own page, or nowhere when there is none */
export function createBroadcast(send: (name: string, payload: unknown) => void, log: Log): Broadcast {
  return (name, payload) => {
    if (name === "accounts:changed" && areAccountViews(payload)) {
      send(name, payload)
      return
    }
    const schema: ZodType = events[name]
    const parsed = schema.safeParse(payload)
    if (parsed.success) send(name, parsed.data)
    else log.error(`${name} does not fit the contract`, parsed.error)
  }
}
