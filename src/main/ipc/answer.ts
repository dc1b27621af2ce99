import type { ZodType } from "zod"
import { AppError } from "../../core/errors.ts"
import type { RequestChannel } from "../../shared/ipc/channels.ts"
import { requests, type Reply, type Request, type Response } from "../../shared/ipc/contract.ts"
import { areAccountViews } from "./plain-views.ts"

/**
 * Parse, run, parse again; every failure becomes a {@link Reply}. Never throws.
 *
 * The second parse is what keeps a seed in main: a response with a field the contract does not name is a bug, and
 * does not cross. Of an AppError its data crosses, its cause reaches the log only.
 */
export async function answer<N extends RequestChannel>(
  name: N,
  payload: unknown,
  run: (request: Request<N>) => Promise<Response<N>>,
  log: (message: string, cause: unknown) => void,
): Promise<Reply<Response<N>>> {
  const schema: { request: ZodType; response: ZodType } = requests[name]
  try {
    const request = schema.request.safeParse(payload)
    if (!request.success) return { ok: false, error: { kind: "invalid-request" } }
    const made = await run(request.data as Request<N>)
    if (name === "accounts:list" && areAccountViews(made)) return { ok: true, json: JSON.stringify(made) }
    return { ok: true, value: schema.response.parse(made) as Response<N> }
  } catch (cause) {
    log(`${name} failed`, cause)
    return { ok: false, error: cause instanceof AppError ? cause.data : { kind: "unexpected" } }
  }
}
