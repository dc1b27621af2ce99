/** @file The reading operations of IAM (API version 2010-05-08) about a user's own key and devices. */
import { AwsError, validationError } from "./aws-error.ts"
import type { Call, Operation } from "./call.ts"
import { checkAllowed, refuseSessionWithoutMfa } from "./iam-allowed.ts"
import { IAM_CHECKUP } from "./iam-checkup.ts"
import { IAM_DEVICES } from "./iam-devices.ts"
import { IAM_KEYS } from "./iam-keys.ts"
import type { IamAction, User } from "./model.ts"
import { checkParameters } from "./parameters.ts"
import { isoSeconds } from "./xml.ts"

const LIMITS = { UserName: { length: [1, 128] as const, pattern: "[\\w+=,.@-]+" } }

/** The user a call is about: the named one, else the one the signing key belongs to. */
function subject(call: Call, action: IamAction): User {
  const { account, parameters, principal } = call
  refuseSessionWithoutMfa(call)
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
  ...IAM_CHECKUP,
  ...IAM_KEYS,
  ...IAM_DEVICES,
  ["GetUser", getUser],
  ["ListAccessKeys", listAccessKeys],
  ["ListMFADevices", listMfaDevices],
])
