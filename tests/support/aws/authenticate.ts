/** @file Who signed this request, and may the signature be believed. */
import { timingSafeEqual } from "node:crypto"
import {
  expiredToken,
  incompleteSignature,
  invalidClientTokenId,
  missingAuthenticationToken,
  signatureDoesNotMatch,
  wrongSignature,
} from "./aws-error.ts"
import type { Account, Principal } from "./model.ts"
import { expectedSignature, headerNames, headerValue, parseAuthorization } from "./sigv4.ts"
import type { Authorization, WireRequest } from "./sigv4.ts"
import type { Service } from "./xml.ts"

/** What the stand-in holds against a signature. */
export interface SignatureRules {
  readonly service: Service
  readonly nowMs: number
  /** How far `X-Amz-Date` may be off, either way; STS says 15. */
  readonly clockWindowMinutes: number
}

interface Signer {
  readonly secret: string
  readonly principal: Principal
  /** Sessions only. */
  readonly expiresMs?: number
}

/** Each partition has regions of its own. */
const REGIONS: Readonly<Record<string, RegExp>> = {
  aws: /^(?!cn-|us-gov-)[a-z]{2}(-[a-z]+)+-\d$/,
  "aws-cn": /^cn-[a-z]+-\d$/,
  "aws-us-gov": /^us-gov-[a-z]+-\d$/,
  "aws-eusc": /^eusc-[a-z]+-[a-z]+-\d$/,
}

const compact = (atMs: number) => new Date(atMs).toISOString().replace(/[-:]|\.\d+/g, "")

function parseDateTime(text: string): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text)
  if (!parts) return undefined
  const [, year, month, day, hour, minute, second] = parts.map(Number)
  return Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second)
}

function findSigner(account: Account, keyId: string, token: string | undefined): Signer {
  for (const user of account.users) {
    const key = user.accessKeys.find((candidate) => candidate.id === keyId)
    if (!key) continue
    if (key.status !== "Active" || token !== undefined) throw invalidClientTokenId()
    if ((key.unknownFor ?? 0) > 0) {
      key.unknownFor = (key.unknownFor ?? 0) - 1
      throw invalidClientTokenId()
    }
    return { secret: key.secret, principal: { kind: "user", user, mfa: false } }
  }
  const session = account.sessions.find((candidate) => candidate.keyId === keyId)
  if (!session || token === undefined || !sameText(session.token, token)) throw invalidClientTokenId()
  return session
}

function sameText(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left), Buffer.from(right)]
  return one.length === other.length && timingSafeEqual(one, other)
}

/** Times within the window pass; the texts name the request's time, the limit and the server's time. */
function checkClock(dateTime: string, { nowMs, clockWindowMinutes }: SignatureRules): void {
  const atMs = parseDateTime(dateTime)
  if (atMs === undefined)
    throw incompleteSignature(`Date must be in ISO-8601 'basic format'. Got '${dateTime}'.`)
  const windowMs = clockWindowMinutes * 60_000
  const minutes = `${clockWindowMinutes.toString()} min.`
  const [now, earliest, latest] = [nowMs, nowMs - windowMs, nowMs + windowMs].map(compact) as [
    string,
    string,
    string,
  ]
  if (atMs < nowMs - windowMs)
    throw signatureDoesNotMatch(
      `Signature expired: ${dateTime} is now earlier than ${earliest} (${now} - ${minutes})`,
    )
  if (atMs > nowMs + windowMs)
    throw signatureDoesNotMatch(
      `Signature not yet current: ${dateTime} is still later than ${latest} (${now} + ${minutes})`,
    )
}

function checkScope(
  { scope }: Authorization,
  dateTime: string,
  service: Service,
  { partition }: Account,
): void {
  const region =
    service === "iam" ? scope.region === "us-east-1" : REGIONS[partition]?.test(scope.region) === true
  const wrong: string[] = []
  if (!region) wrong.push(`Credential should be scoped to a valid region, not '${scope.region}'. `)
  if (scope.service !== service) wrong.push(`Credential should be scoped to correct service: '${service}'. `)
  if (scope.end !== "aws4_request")
    wrong.push(`Credential should be scoped with a valid terminator: 'aws4_request', not '${scope.end}'. `)
  if (!dateTime.startsWith(`${scope.date}T`))
    wrong.push(
      "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: " +
        `'${scope.date}' != '${dateTime.slice(0, 8)}', from '${dateTime}'.`,
    )
  if (wrong.length > 0) throw signatureDoesNotMatch(wrong.join("").trim())
}

/** The page demands `host` and every `x-amz-*` header that was sent among the signed ones, sorted. */
function checkSignedHeaders(request: WireRequest, signedHeaders: readonly string[]): void {
  const demanded = headerNames(request).filter((name) => name === "host" || name.startsWith("x-amz-"))
  const unsigned = demanded.filter((name) => !signedHeaders.includes(name))
  const sorted = [...signedHeaders].sort().join(";") === signedHeaders.join(";")
  if (unsigned.length > 0 || !sorted || signedHeaders.some((name) => name !== name.toLowerCase()))
    throw wrongSignature()
}

/** Verifies the signature of a request and the state of the key behind it.
 *  @returns the caller. @throws AwsError with the code and text AWS answers. */
export function authenticate(account: Account, request: WireRequest, rules: SignatureRules): Principal {
  const header = headerValue(request, "authorization")
  if (header === undefined) throw missingAuthenticationToken()
  if (!header.startsWith("AWS4-HMAC-SHA256 "))
    throw incompleteSignature("Unsupported AWS 'algorithm' in the Authorization header.")
  const authorization = parseAuthorization(header)
  const dateTime = headerValue(request, "x-amz-date")
  if ("lacks" in authorization)
    throw incompleteSignature(
      authorization.lacks.map((part) => `Authorization header requires '${part}' parameter.`).join(" "),
    )
  if (dateTime === undefined)
    throw incompleteSignature(
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    )
  const signer = findSigner(account, authorization.accessKeyId, headerValue(request, "x-amz-security-token"))
  checkScope(authorization, dateTime, rules.service, account)
  checkClock(dateTime, rules)
  checkSignedHeaders(request, authorization.signedHeaders)
  if (!sameText(authorization.signature, expectedSignature(request, authorization, dateTime, signer.secret)))
    throw wrongSignature()
  if (signer.expiresMs !== undefined && signer.expiresMs <= rules.nowMs) throw expiredToken()
  return signer.principal
}
