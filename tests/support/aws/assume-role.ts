import { accessDenied, AwsError, validationError, wrongMfaSerial } from "./aws-error.ts"
import { callerArn } from "./call.ts"
import type { Call, Operation } from "./call.ts"
import { credentials, issueSession } from "./issue-session.ts"
import { proveMfa } from "./mfa.ts"
import type { Role } from "./model.ts"
import { checkParameters, MFA_LIMITS } from "./parameters.ts"
import { readSessionParameters } from "./session-parameters.ts"
import type { SessionParameters } from "./session-parameters.ts"

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

const notAuthorized = ({ account, principal }: Call, action: string, arn: string) =>
  accessDenied(
    `User: ${callerArn(account, principal)} is not authorized to perform: ${action} on resource: ${arn}`,
  )

/** The trust policy of a role; an unknown role gets the answer of a role that trusts somebody else. */
function trustedRole(call: Call, mfa: boolean): Role {
  const { account, principal, parameters } = call
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
    throw notAuthorized(call, "sts:AssumeRole", arn)
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

/** Once set it stays: "Monitor and control actions taken with assumed roles", IAM User Guide. */
function sourceIdentity(call: Call, role: Role): string | undefined {
  const { principal, parameters } = call
  const before = principal.kind === "role-session" ? principal.sourceIdentity : undefined
  const asked = parameters.SourceIdentity
  if (asked === undefined && before === undefined) return undefined
  if (!role.takesSourceIdentity || (before !== undefined && asked !== undefined && asked !== before))
    throw notAuthorized(call, "sts:SetSourceIdentity", role.arn)
  return before ?? asked
}

/** Those that were passed on, and this call's own: "Passing session tags in AWS STS", IAM User Guide. */
function sessionTags(call: Call, role: Role, { tags, transitive }: SessionParameters) {
  const { principal } = call
  const inherited = principal.kind === "role-session" ? (principal.transitiveTags ?? new Map()) : new Map()
  if ((tags.size > 0 || inherited.size > 0) && !role.takesTags)
    throw notAuthorized(call, "sts:TagSession", role.arn)
  const passed = [...inherited.keys()].map((key: string) => key.toLowerCase())
  if ([...tags.keys()].some((key) => passed.includes(key.toLowerCase())))
    throw new AwsError(
      400,
      "InvalidParameterValue",
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    )
  const own = [...tags].filter(([key]) => transitive.includes(key))
  return { tags: new Map([...inherited, ...tags]), transitiveTags: new Map([...inherited, ...own]) }
}

/** AssumeRole with a long-term key, a user's session or another role's session. */
export const assumeRole: Operation = (call) => {
  const { account, parameters, principal } = call
  checkParameters(parameters, LIMITS)
  const session = readSessionParameters(parameters, account.partition)
  const mfa = secondFactor(call)
  const role = trustedRole(call, mfa)
  const seconds = Number(parameters.DurationSeconds ?? CHAINED_SECONDS)
  checkDuration(call, role, seconds)
  const sessionName = parameters.RoleSessionName ?? ""
  const identity = sourceIdentity(call, role)
  const assumed = {
    ...({ kind: "role-session", role, sessionName, mfa: false } as const),
    ...sessionTags(call, role, session),
    ...{ sourceIdentity: identity, policy: session.policy, policyArns: session.policyArns },
    chained: principal.kind !== "user",
  }
  return {
    Credentials: credentials(issueSession(call, assumed, seconds)),
    AssumedRoleUser: {
      AssumedRoleId: `${role.roleId}:${sessionName}`,
      Arn: callerArn(account, assumed),
    },
    PackedPolicySize: session.packedPercent === 0 ? undefined : session.packedPercent.toString(),
    SourceIdentity: identity,
  }
}
