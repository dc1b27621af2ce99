import { AppError } from "../../core/errors.ts"
import { refusalError } from "../../core/aws/refusals.ts"
import type { Answer, AwsTarget, LongTermKey, SessionCredentials } from "../../core/ports/aws-api.ts"
import { bareCause, networkError, safeText } from "./call-error.ts"
import { GuardedHandler } from "./guarded-handler.ts"
import type { Observed } from "./guarded-handler.ts"

export interface CallOptions {
  /** For the whole call, its body included. */
  readonly timeoutMs: number
  readonly nowMs: () => number
}

export interface Call {
  readonly target: AwsTarget
  readonly credentials: LongTermKey | SessionCredentials
  /** What must not be in any error beside the credentials: the code. */
  readonly secrets: readonly string[]
  readonly signal?: AbortSignal | undefined
}

/**
 * The settings of a client, every one of them said: what is left out, the SDK would look for in the environment and
 * in the shared files. No `logger`: it prints tokens and codes. Proxies of the environment are not used.
 */
function settings({ target, credentials }: Call, requestHandler: GuardedHandler) {
  return {
    region: target.region,
    ...(target.endpoint === undefined ? {} : { endpoint: target.endpoint }),
    ignoreConfiguredEndpointUrls: true,
    credentials: {
      accessKeyId: credentials.accessKeyId,
      secretAccessKey: credentials.secretAccessKey,
      ...("sessionToken" in credentials ? { sessionToken: credentials.sessionToken } : {}),
    },
    requestHandler,
    maxAttempts: 1,
    retryMode: "standard",
    defaultsMode: "standard" as const,
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    authSchemePreference: ["aws.auth#sigv4"],
    sigv4aSigningRegionSet: [target.region],
    userAgentAppId: "Keycard",
    customUserAgent: [["Keycard"]] as [string][],
  }
}

export type ClientSettings = ReturnType<typeof settings>

interface SdkError {
  readonly name: string
  readonly message: string
  readonly $metadata?: { readonly httpStatusCode?: number }
  readonly $fault?: unknown
}

const isServiceError = (error: unknown): error is SdkError =>
  error instanceof Error && "$fault" in error && "$metadata" in error

function toAppError(error: unknown, call: Call, observed: Observed, host: string): AppError {
  if (error instanceof AppError) return error
  if (observed.failure !== null) return observed.failure
  const { httpStatus, clockOffsetMs } = observed
  if (httpStatus === null) return networkError("other", host, error)
  if (!isServiceError(error) || httpStatus < 300)
    return new AppError({ kind: "aws-answer", problem: "not-xml" }, { cause: bareCause(error) })
  const { secretAccessKey } = call.credentials
  const token = "sessionToken" in call.credentials ? [call.credentials.sessionToken] : []
  const message = safeText(error.message, [secretAccessKey, ...token, ...call.secrets])
  const code = safeText(error.name, call.secrets).slice(0, 100)
  return refusalError({ code, message, httpStatus, clockOffsetMs })
}

const isAborted = ({ signal }: Call) => signal?.aborted === true

/**
 * Makes one call: one attempt, a time limit over all of it, no secret in what is thrown.
 *
 * @param send makes a client with these settings and sends; checks what came back.
 * @throws AppError `aws-refused`, `aws-answer`, `network`, `clock`, `cancelled`.
 */
export async function performCall<T>(
  call: Call,
  options: CallOptions,
  send: (client: ClientSettings, signal: AbortSignal, serverNowMs: () => number) => Promise<T>,
): Promise<Answer<T>> {
  if (isAborted(call)) throw new AppError({ kind: "cancelled" })
  const limit = AbortSignal.timeout(options.timeoutMs)
  const signal = call.signal === undefined ? limit : AbortSignal.any([call.signal, limit])
  const observed: Observed = { httpStatus: null, clockOffsetMs: null, failure: null }
  const handler = new GuardedHandler({ observed, signal, nowMs: options.nowMs })
  const host = call.target.endpoint === undefined ? "AWS" : new URL(call.target.endpoint).host
  try {
    const serverNowMs = () => options.nowMs() + (observed.clockOffsetMs ?? 0)
    const value = await send(settings(call, handler), signal, serverNowMs)
    return { value, clockOffsetMs: observed.clockOffsetMs }
  } catch (error) {
    if (isAborted(call)) throw new AppError({ kind: "cancelled" })
    if (limit.aborted) throw networkError("timeout", host)
    throw toAppError(error, call, observed, host)
  } finally {
    handler.destroy()
  }
}
