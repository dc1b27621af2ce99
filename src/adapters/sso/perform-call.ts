import { AppError } from "../../core/errors.ts"
import { refusalError } from "../../core/aws/refusals.ts"
import type { SsoTarget } from "../../core/ports/sso-api.ts"
import { boundedCall, clientSettings, isServiceError } from "../aws/bounded-call.ts"
import type { CallOptions, Failed } from "../aws/bounded-call.ts"
import { bareCause, networkError, safeText } from "../aws/call-error.ts"
import type { GuardedHandler } from "../aws/guarded-handler.ts"
import { judgeJson } from "./judge-json.ts"
import { refusedBy } from "./refusals.ts"
import type { SsoSubject } from "./refusals.ts"

export interface SsoCall {
  readonly target: SsoTarget
  /** What of it is asked: the same refusal means another thing. */
  readonly about: SsoSubject
  /** What must not be in any error: tokens, codes, the client's secret. */
  readonly secrets: readonly string[]
  readonly signal?: AbortSignal | undefined
}

/** {@link clientSettings} of calls that are not signed. */
function settings({ target }: SsoCall, handler: GuardedHandler) {
  const { region, endpoint } = target
  return {
    ...clientSettings(
      { region, endpoint: endpoint ?? undefined },
      { accessKeyId: "-", secretAccessKey: "-" },
      handler,
    ),
    authSchemePreference: ["smithy.api#noAuth"],
  }
}

export type SsoClientSettings = ReturnType<typeof settings>

function toAppError(error: unknown, call: SsoCall, { observed, host }: Failed): AppError {
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
 * Makes one call as {@link boundedCall} does, no secret in what is thrown.
 *
 * @param send makes a client with these settings and sends; checks what came back.
 * @param refused what a refusal by this name means here; undefined: a failure.
 * @throws AppError `sso`, `aws-refused`, `aws-answer`, `network`, `cancelled`.
 */
export async function performSsoCall<T>(
  call: SsoCall,
  options: CallOptions,
  send: (client: SsoClientSettings, signal: AbortSignal, serverNowMs: () => number) => Promise<T>,
  refused: (name: string) => T | undefined = () => undefined,
): Promise<T> {
  const { value } = await boundedCall(
    { ...options, endpoint: call.target.endpoint ?? undefined, asked: call.signal, judge: judgeJson },
    ({ handler, signal, serverNowMs }) => send(settings(call, handler), signal, serverNowMs),
    (error, failed) => {
      const isBelieved = isServiceError(error) && failed.observed.failure === null
      const meant = isBelieved ? refused(error.name) : undefined
      if (meant !== undefined) return meant
      throw toAppError(error, call, failed)
    },
  )
  return value
}
