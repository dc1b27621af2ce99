/** @file What the parts of the fake main share. */
import type { AppErrorData } from "../../../src/core/errors.ts"
import type { EventChannel, RequestChannel } from "../../../src/shared/ipc/channels.ts"
import type { Event, Request, Response } from "../../../src/shared/ipc/contract.ts"

export type Handlers = { [N in RequestChannel]: (request: Request<N>) => Response<N> | Promise<Response<N>> }

/** The handlers of all channels that begin with one of these words. */
export type Part<P extends string> = Pick<Handlers, Extract<RequestChannel, `${P}:${string}`>>

export type Tell = <N extends EventChannel>(name: N, payload: Event<N>) => void

/** A failure that main would answer with. */
export class Refused extends Error {
  readonly data: AppErrorData
  constructor(data: AppErrorData) {
    super(data.kind)
    this.data = data
  }
}

export const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Without the fields that were not asked for. */
export function definedOf<T extends object>(change: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(change) as [string, unknown][]
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}
