/** @file What AWS answered, field by field: these values end in a file that other programs read line by line. */
import { AppError } from "../../core/errors.ts"
import type { AwsAnswerProblem } from "../../core/errors.ts"
import type { CallerIdentity, MfaDevice, SessionCredentials } from "../../core/ports/aws-api.ts"

const HOUR_MS = 3_600_000
/** The longest session of STS is 36 hours; clocks may differ. */
const MAX_AHEAD_MS = 36 * HOUR_MS + HOUR_MS / 2
/** AWS gives no limit for a token ("Making requests with temporary credentials"); a megabyte is an attack. */
const MAX_TOKEN = 65_536

const refused = (problem: AwsAnswerProblem) => new AppError({ kind: "aws-answer", problem })

/** Visible ASCII without what a file of sections and comments could take for its own. */
const PRINTABLE = /^[\x21-\x7e]+$/

function text(value: unknown, pattern: RegExp, max: number, problem: AwsAnswerProblem): string {
  if (typeof value !== "string" || value.length > max || !pattern.test(value)) throw refused(problem)
  return value
}

interface RawCredentials {
  readonly AccessKeyId?: unknown
  readonly SecretAccessKey?: unknown
  readonly SessionToken?: unknown
  readonly Expiration?: unknown
}

/**
 * @param serverNowMs our clock corrected by the measured offset: expiry is judged by AWS's clock, not by ours.
 * @throws AppError `aws-answer`.
 */
export function checkCredentials(raw: RawCredentials | undefined, serverNowMs: number): SessionCredentials {
  if (raw === undefined || typeof raw !== "object") throw refused("no-credentials")
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = raw
  if (AccessKeyId === undefined && SecretAccessKey === undefined && SessionToken === undefined)
    throw refused("no-credentials")
  const expiresAtMs = Expiration instanceof Date ? Expiration.getTime() : Number.NaN
  const accessKeyId = text(AccessKeyId, /^\w{3,128}$/, 128, "access-key-id")
  const secretAccessKey = text(SecretAccessKey, PRINTABLE, 256, "secret-access-key")
  const sessionToken = text(SessionToken, PRINTABLE, MAX_TOKEN, "session-token")
  if (!(expiresAtMs > serverNowMs && expiresAtMs - serverNowMs <= MAX_AHEAD_MS)) throw refused("expiration")
  return { accessKeyId, secretAccessKey, sessionToken, expiresAtMs }
}

const ARN = /^arn:[\w+=,.@:/*-]+$/

export function checkIdentity(raw: { Account?: unknown; Arn?: unknown; UserId?: unknown }): CallerIdentity {
  return {
    accountId: text(raw.Account, /^\d{12}$/, 12, "no-credentials"),
    arn: text(raw.Arn, ARN, 300, "no-credentials"),
    userId: text(raw.UserId, PRINTABLE, 200, "no-credentials"),
  }
}

/** Devices whose fields cannot be used are left out: the others still can. */
export function checkDevices(raw: readonly unknown[]): MfaDevice[] {
  return raw.slice(0, 100).flatMap((device): MfaDevice[] => {
    if (typeof device !== "object" || device === null) return []
    const { SerialNumber, UserName, EnableDate } = device as Record<string, unknown>
    if (typeof SerialNumber !== "string" || !/^[\w+=/:,.@-]{9,256}$/.test(SerialNumber)) return []
    const userName = typeof UserName === "string" && /^[\w+=,.@-]{1,128}$/.test(UserName) ? UserName : ""
    const enabledAtMs = EnableDate instanceof Date ? EnableDate.getTime() : 0
    return [
      { serialNumber: SerialNumber, userName, enabledAtMs: Number.isNaN(enabledAtMs) ? 0 : enabledAtMs },
    ]
  })
}
