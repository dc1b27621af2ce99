import { AppError } from "../../core/errors.ts"
import type { AwsTarget } from "../../core/ports/aws-api.ts"
import { networkError } from "./call-error.ts"
import { GuardedHandler } from "./guarded-handler.ts"
import type { Judge, Observed } from "./guarded-handler.ts"

export interface CallOptions {
  /** For the whole call, its body included. */
  readonly timeoutMs: number
  readonly nowMs: () => number
}

interface Bounds extends CallOptions {
  /** A server of one's own; undefined: AWS. */
  readonly endpoint: string | undefined
  /** Calls it off. */
  readonly asked: AbortSignal | undefined
  /** Says whether an answer is one that this service gives; default: XML's. */
  readonly judge?: Judge | undefined
}

/** What a call is sent with. */
export interface Bounded {
  readonly handler: GuardedHandler
  readonly signal: AbortSignal
  /** By the clock of the server, once it answered. */
  readonly serverNowMs: () => number
}

/** What may be known when a call failed. */
export interface Failed {
  readonly observed: Observed
  /** Who was asked, for a person. */
  readonly host: string
}

/**
 * Makes one call: one attempt, a time limit over all of it.
 *
 * @param recover gives another answer for what was thrown, or throws what a person may read
 * @throws AppError `cancelled`, `network` when its time is over, what `recover` throws
 */
export async function boundedCall<T>(
  { timeoutMs, nowMs, endpoint, asked, judge }: Bounds,
  send: (bounded: Bounded) => Promise<T>,
  recover: (error: unknown, failed: Failed) => T,
): Promise<{ readonly value: T; readonly clockOffsetMs: number | null }> {
  const isCalledOff = () => asked?.aborted === true
  if (isCalledOff()) throw new AppError({ kind: "cancelled" })
  const limit = AbortSignal.timeout(timeoutMs)
  const signal = asked === undefined ? limit : AbortSignal.any([asked, limit])
  const observed: Observed = { httpStatus: null, clockOffsetMs: null, failure: null }
  const handler = new GuardedHandler({ observed, signal, nowMs, ...(judge === undefined ? {} : { judge }) })
  const host = endpoint === undefined ? "AWS" : new URL(endpoint).host
  const serverNowMs = () => nowMs() + (observed.clockOffsetMs ?? 0)
  try {
    const value = await send({ handler, signal, serverNowMs })
    return { value, clockOffsetMs: observed.clockOffsetMs }
  } catch (error) {
    if (isCalledOff()) throw new AppError({ kind: "cancelled" })
    if (limit.aborted) throw networkError("timeout", host)
    return { value: recover(error, { observed, host }), clockOffsetMs: observed.clockOffsetMs }
  } finally {
    handler.destroy()
  }
}

/**
 * The settings of every client, each of them said: what is left out, the SDK would look for in the environment and in
 * the shared files. No `logger`: it prints tokens and codes. Proxies of the environment are not used.
 */
export function clientSettings(
  { region, endpoint }: AwsTarget,
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string },
  requestHandler: GuardedHandler,
) {
  return {
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    ignoreConfiguredEndpointUrls: true,
    credentials,
    requestHandler,
    maxAttempts: 1,
    retryMode: "standard",
    defaultsMode: "standard" as const,
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    userAgentAppId: "Keycard",
    customUserAgent: [["Keycard"]] as [string][],
  }
}

/** What the SDK throws when a service refused. */
export interface ServiceError {
  readonly name: string
  readonly message: string
}

export const isServiceError = (error: unknown): error is ServiceError =>
  error instanceof Error && "$fault" in error && "$metadata" in error
