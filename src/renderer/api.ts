/** @file How the page asks main: typed by the contract, failures thrown as {@link RequestFailed}. */
import type { AppErrorData } from "../core/errors.ts"
import type { EventChannel, RequestChannel } from "../shared/ipc/channels.ts"
import type { Event, Reply, Request, Response } from "../shared/ipc/contract.ts"

/** What main answered instead of a value. `data` has its words in shared/messages.ts. */
export class RequestFailed extends Error {
  override name = "RequestFailed"
  readonly data: AppErrorData
  constructor(data: AppErrorData) {
    super(data.kind)
    this.data = data
  }
}

/** @throws RequestFailed with what main answered; `unexpected` when it did not answer at all */
export async function call<N extends RequestChannel>(name: N, request: Request<N>): Promise<Response<N>> {
  let reply: Reply<Response<N>>
  try {
    reply = (await window.keycard.call(name, request)) as Reply<Response<N>>
  } catch {
    throw new RequestFailed({ kind: "unexpected" })
  }
  if (!reply.ok) throw new RequestFailed(reply.error)
  return "json" in reply ? (JSON.parse(reply.json) as Response<N>) : reply.value
}

/** @returns how to stop listening */
export function on<N extends EventChannel>(name: N, listener: (event: Event<N>) => void): () => void {
  return window.keycard.on(name, (payload) => listener(payload as Event<N>))
}

/** What a caught value says; anything that is no answer of main is `unexpected`. */
export function errorOf(thrown: unknown): AppErrorData {
  return thrown instanceof RequestFailed ? thrown.data : { kind: "unexpected" }
}
