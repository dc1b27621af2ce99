/** @file Values that go to AWS or into its tools' files, checked once, where they come in. */
import { AppError } from "../errors.ts"
import type { AwsValueField } from "../aws-problems.ts"
import type { LongTermKey } from "../ports/aws-api.ts"
import type { AssumeMode } from "../vault/role-options.ts"
import { parseArn } from "./arn.ts"

const refused = (field: AwsValueField) => new AppError({ kind: "aws-value", field })

export const MIN_DURATION_SECONDS = 900
export const MAX_DURATION_SECONDS = 129_600
export const DEFAULT_DURATION_SECONDS = 43_200
/** AssumeRole's own limit, and the one of a role that another role assumes. */
export const MAX_ROLE_SECONDS = 43_200
export const MAX_CHAINED_ROLE_SECONDS = 3_600

/**
 * GetSessionToken: 900 to 129,600 s. One role: up to 43,200 (assumed directly with the code), but 3,600 from a
 * session. Several: 3,600, the limit of role chaining.
 * @throws AppError `aws-value` `duration`, `role-duration`, `chain-duration`.
 */
export function checkDuration(seconds: number, roles: number, assume: AssumeMode = "auto"): number {
  const chained = roles > 1 || (roles === 1 && assume === "session")
  const most = roles === 0 ? MAX_DURATION_SECONDS : chained ? MAX_CHAINED_ROLE_SECONDS : MAX_ROLE_SECONDS
  if (Number.isInteger(seconds) && seconds >= MIN_DURATION_SECONDS && seconds <= most) return seconds
  if (roles === 0) throw refused("duration")
  throw refused(chained && seconds > most ? "chain-duration" : "role-duration")
}

/** A duration for who gave none. */
export function defaultDuration(roles: number): number {
  return roles === 0 ? DEFAULT_DURATION_SECONDS : MAX_CHAINED_ROLE_SECONDS
}

/** @throws AppError `aws-value` `region`. */
export function checkRegion(region: string): string {
  if (!/^[a-z]{2,4}(-[a-z]+)+-\d$/.test(region) || region.length > 40) throw refused("region")
  return region
}

/** @throws AppError `aws-value` `role-arn`. */
export function checkRoleArn(text: string): string {
  const arn = parseArn(text)
  if (arn?.service !== "iam" || !/^role\/./.test(arn.resource) || text.length > 2_048)
    throw refused("role-arn")
  return text
}

/**
 * The ARN of a virtual device (`:mfa/`) or the serial number of a hardware one. A user's ARN is the usual mistake,
 * and FIDO keys (`:u2f/`) make no codes.
 * @throws AppError `aws-value` `mfa-serial`.
 */
export function checkMfaSerial(text: string): string {
  const arn = parseArn(text)
  const isVirtual = arn?.service === "iam" && /^mfa\/./.test(arn.resource)
  const isHardware = /^[A-Za-z0-9]{9,32}$/.test(text)
  if ((!isVirtual && !isHardware) || text.length > 256) throw refused("mfa-serial")
  return text
}

/** This machine, by its name or its address. */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname)
}

/**
 * An STS/IAM of one's own: https, or http on this machine.
 * @returns without a slash at the end. @throws AppError `aws-value` `endpoint`.
 */
export function checkEndpoint(text: string): string {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    throw refused("endpoint")
  }
  const safe = url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname))
  const plain = url.username === "" && url.password === "" && url.search === "" && url.hash === ""
  if (!safe || !plain || text.length > 2_000) throw refused("endpoint")
  return url.href.replace(/\/$/, "")
}

/** The id of a session's key, which no permanent key has. "IAM identifiers", IAM User Guide: unique ID prefixes. */
export const isSessionKeyId = (accessKeyId: string) => accessKeyId.startsWith("ASIA")

/**
 * A permanent key of an IAM user. With an endpoint of one's own the id need not begin with `AKIA`.
 * @throws AppError `aws-value` `access-key-id` (a session's key too) or `secret-access-key`.
 */
export function checkLongTermKey(key: LongTermKey, ownEndpoint: boolean): LongTermKey {
  const accessKeyId = key.accessKeyId.trim()
  const secretAccessKey = key.secretAccessKey.trim()
  const shape = ownEndpoint ? /^\w{3,128}$/ : /^AKIA[A-Z0-9]{12,124}$/
  if (!shape.test(accessKeyId) || isSessionKeyId(accessKeyId)) throw refused("access-key-id")
  if (!/^[\x21-\x7e]{3,128}$/.test(secretAccessKey)) throw refused("secret-access-key")
  return { accessKeyId, secretAccessKey }
}

/** @throws AppError `aws-value` `code`. */
export function checkCode(code: string): string {
  const digits = code.replace(/\s/g, "")
  if (!/^\d{6}$/.test(digits)) throw refused("code")
  return digits
}

/** The name of a key, as people type it. @throws AppError `aws-value` `name`. */
export function checkKeyName(text: string): string {
  const name = text.trim()
  if (name === "" || name.length > 100 || /\p{Cc}/u.test(name)) throw refused("name")
  return name
}
