/** @file What STS and IAM say when they say no, and what it means. "Common Errors", STS and IAM API references. */
import { AppError } from "../errors.ts"
import type { AwsRefusal } from "../errors.ts"

export interface ServiceRefusal {
  /** `AccessDenied`, `SignatureDoesNotMatch`, ... */
  readonly code: string
  readonly message: string
  readonly httpStatus: number
  /** Server clock minus ours in milliseconds, from the answer's Date header. */
  readonly clockOffsetMs: number | null
}

/** The codes of the access-denied family say more in their text than in their name. */
function denial(message: string): AwsRefusal {
  if (/invalid MFA one time pass code/i.test(message)) return "mfa-code"
  if (/unable to validate MFA code|verify your MFA serial number/i.test(message)) return "mfa-device"
  if (/MultiFactorAuthentication failed/i.test(message)) return "mfa-code"
  if (/with session credentials/i.test(message)) return "session-key"
  if (/sts:TagSession/i.test(message)) return "role-tags"
  if (/sts:SetSourceIdentity|source ?identity/i.test(message)) return "role-identity"
  if (/MultiFactorAuth|must provide both MFA|explicit deny/i.test(message)) return "mfa-required"
  return /perform: sts:AssumeRole\b/i.test(message) ? "role-denied" : "denied"
}

const BY_CODE: Readonly<Record<string, AwsRefusal>> = {
  InvalidClientTokenId: "key-unknown",
  UnrecognizedClientException: "key-unknown",
  InvalidAccessKeyId: "key-unknown",
  SignatureDoesNotMatch: "key-secret",
  InvalidSignatureException: "key-secret",
  IncompleteSignature: "key-secret",
  ExpiredToken: "session-expired",
  ExpiredTokenException: "session-expired",
  RequestExpired: "session-expired",
  RegionDisabledException: "region-disabled",
  OptInRequired: "region-disabled",
  InvalidAuthenticationCode: "mfa-code",
  InvalidAuthenticationCodeException: "mfa-code",
  Throttling: "throttled",
  ThrottlingException: "throttled",
  TooManyRequestsException: "throttled",
  RequestLimitExceeded: "throttled",
  // The SDK's names for these two end like those of other services.
  MalformedPolicyDocument: "policy",
  MalformedPolicyDocumentException: "policy",
  PackedPolicyTooLarge: "too-much",
  PackedPolicyTooLargeException: "too-much",
  ServiceUnavailable: "server",
  InternalFailure: "server",
  InternalError: "server",
}

/** The parameters that a ValidationError names, in the order it names them: `externalId`, `roleSessionName`. */
export function refusedFields(message: string): string[] {
  return [...message.matchAll(/ at '([a-zA-Z]{1,40})[^']{0,60}' failed to satisfy/g)].flatMap(
    ([, name]) => name ?? [],
  )
}

function validation(message: string): AwsRefusal {
  if (/MaxSessionDuration|role chaining|1 hour session limit/i.test(message)) return "role-duration"
  if (/DurationSeconds/i.test(message)) return "duration"
  return refusedFields(message).length > 0 || /tag/i.test(message) ? "value" : "other"
}

/** The kind of a refusal. */
export function refusalOf({ code, message, httpStatus }: ServiceRefusal): AwsRefusal {
  if (code.startsWith("AccessDenied") || code === "UnauthorizedOperation") return denial(message)
  if (code === "ValidationError" || code === "InvalidParameterValue") return validation(message)
  const known = BY_CODE[code]
  if (known !== undefined) return known
  if (httpStatus === 429) return "throttled"
  return httpStatus >= 500 ? "server" : "other"
}

const STAMP = /(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/g

/**
 * How far the clocks are apart, out of the two times of "Signature expired: OURS is now earlier than LIMIT
 * (THEIRS - 15 min.)" or "Signature not yet current: OURS is still later than LIMIT (THEIRS + 15 min.)".
 * @returns server minus ours in milliseconds, or `null`.
 */
function offsetFromText(message: string): number | null {
  const times = [...message.matchAll(STAMP)].map(([, ...parts]) => {
    const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.map(Number)
    return Date.UTC(year, month - 1, day, hour, minute, second)
  })
  const [ours, , theirs] = times
  return ours === undefined || theirs === undefined ? null : theirs - ours
}

/** STS accepts the codes of the steps just before and after its own. */
const STEP_MS = 30_000

/**
 * The error for a refusal. A clock that is off is one message, whether the signature or the code failed by it.
 * @returns AppError `clock` or `aws-refused`.
 */
export function refusalError(answer: ServiceRefusal): AppError {
  const { code, message, clockOffsetMs } = answer
  if (
    /Signature expired|Signature not yet current|RequestTimeTooSkewed|RequestInTheFuture/i.test(
      `${code} ${message}`,
    )
  )
    return new AppError({ kind: "clock", offsetMs: offsetFromText(message) ?? clockOffsetMs })
  const refusal = refusalOf(answer)
  const aboutCode = refusal === "mfa-code" || refusal === "mfa-device"
  if (aboutCode && clockOffsetMs !== null && Math.abs(clockOffsetMs) > STEP_MS)
    return new AppError({ kind: "clock", offsetMs: clockOffsetMs })
  return new AppError({ kind: "aws-refused", refusal, code, message })
}
