import { AppError } from "../../core/errors.ts"
import { refusalError } from "../../core/aws/refusals.ts"
import type { Answer, AwsTarget, LongTermKey, SessionCredentials } from "../../core/ports/aws-api.ts"
import { boundedCall, clientSettings, isServiceError } from "./bounded-call.ts"
import type { CallOptions, Failed } from "./bounded-call.ts"
import { bareCause, networkError, safeText } from "./call-error.ts"
import type { GuardedHandler } from "./guarded-handler.ts"

export interface Call {
  readonly target: AwsTarget
  readonly credentials: LongTermKey | SessionCredentials
  /** What must not be in any error beside the credentials: the code. */
  readonly secrets: readonly string[]
  readonly signal?: AbortSignal | undefined
}

/** {@link clientSettings} of calls that are signed. */
function settings({ target, credentials }: Call, handler: GuardedHandler) {
  const { accessKeyId, secretAccessKey } = credentials
  const token = "sessionToken" in credentials ? { sessionToken: credentials.sessionToken } : {}
  return {
    ...clientSettings(target, { accessKeyId, secretAccessKey, ...token }, handler),
    authSchemePreference: ["aws.auth#sigv4"],
    sigv4aSigningRegionSet: [target.region],
  }
}

export type ClientSettings = ReturnType<typeof settings>

function toAppError(error: unknown, call: Call, { observed, host }: Failed): AppError {
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

/**
 * Makes one call as {@link boundedCall} does, no secret in what is thrown.
 *
 * @param send makes a client with these settings and sends; checks what came back.
 * @throws AppError `aws-refused`, `aws-answer`, `network`, `clock`, `cancelled`.
 */
export function performCall<T>(
  call: Call,
  options: CallOptions,
  send: (client: ClientSettings, signal: AbortSignal, serverNowMs: () => number) => Promise<T>,
): Promise<Answer<T>> {
  return boundedCall(
    { ...options, endpoint: call.target.endpoint, asked: call.signal },
    ({ handler, signal, serverNowMs }) => send(settings(call, handler), signal, serverNowMs),
    (error, failed) => {
      throw toAppError(error, call, failed)
    },
  )
}
