/** @file The reading operations of IAM (API version 2010-05-08) about a user's own key and devices. */
import { accessDenied, AwsError, invalidClientTokenId, validationError } from "./aws-error.ts"
import { callerArn } from "./call.ts"
import type { Call, Operation } from "./call.ts"
import type { IamAction, User } from "./model.ts"
import { checkParameters } from "./parameters.ts"
import { isoSeconds } from "./xml.ts"

const LIMITS = { UserName: { length: [1, 128] as const, pattern: "[\\w+=,.@-]+" } }

function checkAllowed({ account, principal }: Call, target: string, action: IamAction): void {
  const refusal = `User: ${callerArn(account, principal)} is not authorized to perform: ${action} on resource: user ${target}`
  if (principal.kind !== "role-session" && principal.user.denyWithoutMfa && !principal.mfa)
    throw accessDenied(`${refusal} with an explicit deny in an identity-based policy`)
  if (principal.kind === "role-session" || !principal.user.allow.includes(action))
    throw accessDenied(`${refusal} because no identity-based policy allows the ${action} action`)
}

/** The user a call is about: the named one, else the one the signing key belongs to. */
function subject(call: Call, action: IamAction): User {
  const { account, parameters, principal } = call
  // A session without MFA may not call IAM at all, and IAM says so in these misleading words.
  if (principal.kind === "federated" || (principal.kind === "user-session" && !principal.mfa))
    throw invalidClientTokenId()
  checkParameters(parameters, LIMITS)
  const name = parameters.UserName ?? ("user" in principal ? principal.user.name : undefined)
  if (name === undefined)
    throw validationError("Must specify userName when calling with non-User credentials")
  checkAllowed(call, name, action)
  const user = account.users.find((candidate) => candidate.name === name)
  if (!user) throw new AwsError(404, "NoSuchEntity", `The user with name ${name} cannot be found.`)
  return user
}

const getUser: Operation = (call) => {
  const user = subject(call, "iam:GetUser")
  return {
    User: {
      Path: "/",
      UserName: user.name,
      UserId: user.userId,
      Arn: user.arn,
      CreateDate: isoSeconds(user.createdMs),
    },
  }
}

const listAccessKeys: Operation = (call) => {
  const user = subject(call, "iam:ListAccessKeys")
  const members = user.accessKeys.map((key) => ({
    UserName: user.name,
    AccessKeyId: key.id,
    Status: key.status,
    CreateDate: isoSeconds(key.createdMs),
  }))
  return { IsTruncated: "false", AccessKeyMetadata: members }
}

const listMfaDevices: Operation = (call) => {
  const user = subject(call, "iam:ListMFADevices")
  const members = user.mfaDevices.map((device) => ({
    UserName: user.name,
    SerialNumber: device.serial,
    EnableDate: isoSeconds(device.enabledMs),
  }))
  return { IsTruncated: "false", MFADevices: members }
}

export const IAM: ReadonlyMap<string, Operation> = new Map([
  ["GetUser", getUser],
  ["ListAccessKeys", listAccessKeys],
  ["ListMFADevices", listMfaDevices],
])
