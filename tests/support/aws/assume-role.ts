import { accessDenied, validationError, wrongMfaSerial } from "./aws-error.ts"
import { callerArn } from "./call.ts"
import type { Call, Operation } from "./call.ts"
import { credentials, issueSession } from "./issue-session.ts"
import { proveMfa } from "./mfa.ts"
import type { Role } from "./model.ts"
import { checkParameters, MFA_LIMITS } from "./parameters.ts"

const NAME = "[\\w+=,.@-]*"
const CHAINED_SECONDS = 3600

const LIMITS = {
  RoleArn: { length: [20, 2048], required: true },
  RoleSessionName: { length: [2, 64], pattern: NAME, required: true },
  ExternalId: { length: [2, 1224], pattern: "[\\w+=,.@:/-]*" },
  SourceIdentity: { length: [2, 64], pattern: NAME },
  DurationSeconds: { range: [900, 43_200] },
  ...MFA_LIMITS,
} as const

/** The trust policy of a role; an unknown role gets the answer of a role that trusts somebody else. */
function trustedRole({ account, principal, parameters }: Call, mfa: boolean): Role {
  const arn = parameters.RoleArn ?? ""
  const role = account.roles.find((candidate) => candidate.arn === arn)
  const caller = principal.kind === "role-session" ? principal.role.arn : principal.user.arn
  if (
    // GetFederationToken's credentials may call nothing of STS but GetCallerIdentity.
    principal.kind === "federated" ||
    !role?.trusts.includes(caller) ||
    (role.requiresMfa && !mfa) ||
    (role.externalId !== undefined && role.externalId !== parameters.ExternalId)
  )
    throw accessDenied(
      `User: ${callerArn(account, principal)} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
    )
  return role
}

/** The MFA of the caller's session, or of this very call; a role has no device of its own. */
function secondFactor({ principal, parameters, nowMs }: Call): boolean {
  const { SerialNumber: serial, TokenCode: code } = parameters
  if (principal.kind !== "role-session") return proveMfa(principal.user, serial, code, nowMs) || principal.mfa
  if (serial !== undefined || code !== undefined) throw wrongMfaSerial()
  return false
}

/** STS counts every call with session credentials as role chaining, those of GetSessionToken too: the error
 *  is reported by people who have no role in the chain. */
function checkDuration({ principal }: Call, role: Role, seconds: number): void {
  if (principal.kind !== "user" && seconds > CHAINED_SECONDS)
    throw validationError(
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
    )
  if (seconds > role.maxSessionDurationSeconds)
    throw validationError("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")
}

/** AssumeRole with a long-term key, a user's session or another role's session. */
export const assumeRole: Operation = (call) => {
  const { account, parameters } = call
  checkParameters(parameters, LIMITS)
  const mfa = secondFactor(call)
  const role = trustedRole(call, mfa)
  const seconds = Number(parameters.DurationSeconds ?? CHAINED_SECONDS)
  checkDuration(call, role, seconds)
  const sessionName = parameters.RoleSessionName ?? ""
  const assumed = { kind: "role-session", role, sessionName, mfa: false } as const
  return {
    Credentials: credentials(issueSession(call, assumed, seconds)),
    AssumedRoleUser: {
      AssumedRoleId: `${role.roleId}:${sessionName}`,
      Arn: callerArn(account, assumed),
    },
    SourceIdentity: parameters.SourceIdentity,
  }
}
