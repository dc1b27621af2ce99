/** @file The four operations of STS (API version 2011-06-15) that an owner of an access key meets. */
import { assumeRole } from "./assume-role.ts"
import { accessDenied } from "./aws-error.ts"
import { callerArn, callerId } from "./call.ts"
import type { Call, Operation } from "./call.ts"
import { credentials, issueSession } from "./issue-session.ts"
import { proveMfa } from "./mfa.ts"
import type { User } from "./model.ts"
import { checkParameters, MFA_LIMITS } from "./parameters.ts"
import { readSessionParameters } from "./session-parameters.ts"

const DURATION = { range: [900, 129_600] as const }
const DEFAULT_DURATION_SECONDS = 43_200

/** Both session makers for users take the long-term key alone. */
function longTermUser({ principal }: Call, action: string): User {
  if (principal.kind === "user") return principal.user
  throw accessDenied(`Cannot call ${action} with session credentials`)
}

const durationOf = ({ parameters }: Call) => Number(parameters.DurationSeconds ?? DEFAULT_DURATION_SECONDS)

const getSessionToken: Operation = (call) => {
  const { parameters, nowMs } = call
  checkParameters(parameters, { DurationSeconds: DURATION, ...MFA_LIMITS })
  const user = longTermUser(call, "GetSessionToken")
  const mfa = proveMfa(user, parameters.SerialNumber, parameters.TokenCode, nowMs)
  return {
    Credentials: credentials(issueSession(call, { kind: "user-session", user, mfa }, durationOf(call))),
  }
}

const getCallerIdentity: Operation = ({ account, principal }) => ({
  Arn: callerArn(account, principal),
  UserId: callerId(account, principal),
  Account: account.id,
})

const getFederationToken: Operation = (call) => {
  const { account, parameters } = call
  const name = { length: [2, 32] as const, pattern: "[\\w+=,.@-]*", required: true }
  checkParameters(parameters, { Name: name, DurationSeconds: DURATION })
  const user = longTermUser(call, "GetFederationToken")
  const { policy, policyArns, packedPercent } = readSessionParameters(parameters, account.partition)
  const named = { kind: "federated", user, name: parameters.Name ?? "", mfa: false } as const
  const principal = { ...named, policy, policyArns }
  return {
    Credentials: credentials(issueSession(call, principal, durationOf(call))),
    FederatedUser: {
      FederatedUserId: `${account.id}:${principal.name}`,
      Arn: callerArn(account, principal),
    },
    PackedPolicySize: packedPercent === 0 ? undefined : packedPercent.toString(),
  }
}

export const STS: ReadonlyMap<string, Operation> = new Map([
  ["AssumeRole", assumeRole],
  ["GetCallerIdentity", getCallerIdentity],
  ["GetFederationToken", getFederationToken],
  ["GetSessionToken", getSessionToken],
])
