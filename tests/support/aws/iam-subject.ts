/** @file Whose keys and devices a changing call of IAM is about. */
import { AwsError, validationError } from "./aws-error.ts"
import type { Call } from "./call.ts"
import { checkAllowed, refuseSessionWithoutMfa } from "./iam-allowed.ts"
import type { IamAction, User } from "./model.ts"
import { checkParameters } from "./parameters.ts"
import type { Limits } from "./parameters.ts"

/** All that a user who looks after their own keys and devices is allowed. */
export const SELF_CARE: readonly IamAction[] = [
  "iam:GetUser",
  "iam:ListAccessKeys",
  "iam:ListMFADevices",
  "iam:GetAccessKeyLastUsed",
  "iam:CreateAccessKey",
  "iam:UpdateAccessKey",
  "iam:DeleteAccessKey",
  "iam:CreateVirtualMFADevice",
  "iam:EnableMFADevice",
  "iam:ResyncMFADevice",
  "iam:DeactivateMFADevice",
  "iam:DeleteVirtualMFADevice",
  "iam:ListVirtualMFADevices",
]

export const USER_NAME: Limits = { length: [1, 128], pattern: "[\\w+=,.@-]+" }
export const KEY_ID: Limits = { length: [16, 128], pattern: "[\\w]+", required: true }
export const SERIAL: Limits = { length: [9, 256], pattern: "[\\w+=/:,.@-]+", required: true }
export const DEVICE_CODE: Limits = { length: [6, 6], pattern: "[\\d]+", required: true }

/** Refuses parameters that the operation does not have: AWS passes over them, a test must not. */
function refuseUnknown(call: Call, limits: Readonly<Record<string, Limits>>): void {
  const known = new Set(["Action", "Version", ...Object.keys(limits)])
  const unknown = Object.keys(call.parameters).find((name) => !known.has(name))
  if (unknown !== undefined) throw validationError(`Unknown parameter ${unknown}`)
}

/** Checks parameters, who asks and whether they may. */
export function checkCall(
  call: Call,
  action: IamAction,
  target: string,
  limits: Readonly<Record<string, Limits>>,
): void {
  refuseSessionWithoutMfa(call)
  refuseUnknown(call, limits)
  checkParameters(call.parameters, limits)
  checkAllowed(call, target, action)
}

/**
 * The user of a call that may leave the name out only when it is signed with a permanent key.
 * @throws AwsError ValidationError, AccessDenied for another user, NoSuchEntity
 */
export function userOf(call: Call, action: IamAction, limits: Readonly<Record<string, Limits>>): User {
  const { account, parameters, principal } = call
  const own = principal.kind === "user" ? principal.user.name : undefined
  const name = parameters.UserName ?? own
  if (name === undefined)
    throw validationError("Must specify userName when calling with non-User credentials")
  checkCall(call, action, name, limits)
  const user = account.users.find((candidate) => candidate.name === name)
  if (!user) throw noSuchEntity(`The user with name ${name} cannot be found.`)
  return user
}

export const noSuchEntity = (message: string) => new AwsError(404, "NoSuchEntity", message)
