import { AppError } from "../../core/errors.ts"
import { refusalError } from "../../core/aws/refusals.ts"
import type { SsoTarget } from "../../core/ports/sso-api.ts"
import { bareCause, networkError, safeText } from "../aws/call-error.ts"
import { GuardedHandler } from "../aws/guarded-handler.ts"
import type { Observed } from "../aws/guarded-handler.ts"
import { judgeJson } from "./judge-json.ts"
import { refusedBy } from "./refusals.ts"
import type { SsoSubject } from "./refusals.ts"

export interface SsoCallOptions {
  /** For the whole call, its body included. */
  readonly timeoutMs: number
  readonly nowMs: () => number
}

export interface SsoCall {
  readonly target: SsoTarget
  /** What of it is asked: the same refusal means another thing. */
  readonly about: SsoSubject
  /** What must not be in any error: tokens, codes, the client's secret. */
  readonly secrets: readonly string[]
  readonly signal?: AbortSignal | undefined
}

/**
 * The settings of a client, every one of them said: what is left out, the SDK would look for in the environment and
 * in the shared files. The calls are not signed. No `logger`: it prints tokens.
 */
function settings({ target }: SsoCall, requestHandler: GuardedHandler) {
  return {
    region: target.region,
    ...(target.endpoint === null ? {} : { endpoint: target.endpoint }),
    ignoreConfiguredEndpointUrls: true,
    credentials: { accessKeyId: "-", secretAccessKey: "-" },
    requestHandler,
    maxAttempts: 1,
    retryMode: "standard",
    defaultsMode: "standard" as const,
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    authSchemePreference: ["smithy.api#noAuth"],
    userAgentAppId: "Keycard",
    customUserAgent: [["Keycard"]] as [string][],
  }
}

export type SsoClientSettings = ReturnType<typeof settings>

interface SdkError {
  readonly name: string
  readonly message: string
}

const isServiceError = (error: unknown): error is SdkError =>
  error instanceof Error && "$fault" in error && "$metadata" in error

function toAppError(error: unknown, call: SsoCall, observed: Observed, host: string): AppError {
  if (error instanceof AppError) return error
  if (observed.failure !== null) return observed.failure
  const { httpStatus, clockOffsetMs } = observed
  if (httpStatus === null) return networkError("other", host, error)
  if (!isServiceError(error) || httpStatus < 300)
    return new AppError(
      { kind: "sso", problem: "answer", signIn: call.target.name },
      { cause: bareCause(error) },
    )
  const code = safeText(error.name, call.secrets).slice(0, 100)
  const problem = refusedBy(code, call.about)
  if (problem !== null) return new AppError({ kind: "sso", problem, signIn: call.target.name })
  return refusalError({ code, message: safeText(error.message, call.secrets), httpStatus, clockOffsetMs })
}

/**
 * Makes one call: one attempt, a time limit over all of it, no secret in what is thrown.
 *
 * @param send makes a client with these settings and sends; checks what came back.
 * @param refused what a refusal by this name means here; undefined: a failure.
 * @throws AppError `sso`, `aws-refused`, `aws-answer`, `network`, `cancelled`.
 */
export async function performSsoCall<T>(
  call: SsoCall,
  options: SsoCallOptions,
  send: (client: SsoClientSettings, signal: AbortSignal, serverNowMs: () => number) => Promise<T>,
  refused: (name: string) => T | undefined = () => undefined,
): Promise<T> {
  const { target, signal: asked } = call
  const isCalledOff = () => asked?.aborted === true
  if (isCalledOff()) throw new AppError({ kind: "cancelled" })
  const limit = AbortSignal.timeout(options.timeoutMs)
  const signal = asked === undefined ? limit : AbortSignal.any([asked, limit])
  const observed: Observed = { httpStatus: null, clockOffsetMs: null, failure: null }
  const handler = new GuardedHandler({ observed, signal, nowMs: options.nowMs, judge: judgeJson })
  const host = target.endpoint === null ? "AWS" : new URL(target.endpoint).host
  try {
    const serverNowMs = () => options.nowMs() + (observed.clockOffsetMs ?? 0)
    return await send(settings(call, handler), signal, serverNowMs)
  } catch (error) {
    if (isCalledOff()) throw new AppError({ kind: "cancelled" })
    if (limit.aborted) throw networkError("timeout", host)
    const meant = isServiceError(error) && observed.failure === null ? refused(error.name) : undefined
    if (meant !== undefined) return meant
    throw toAppError(error, call, observed, host)
  } finally {
    handler.destroy()
  }
}
