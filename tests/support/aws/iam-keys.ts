/** @file The operations of IAM that make, change and delete access keys ("AccessKeysPerUser" is 2). */
import { AwsError, validationError } from "./aws-error.ts"
import type { Call, Operation } from "./call.ts"
import { KEY_ID, noSuchEntity, USER_NAME, userOf } from "./iam-subject.ts"
import type { AccessKey, IamAction, User } from "./model.ts"
import { newIdentifier, newSecret } from "./random.ts"
import { isoSeconds } from "./xml.ts"

const MOST_KEYS = 2

const createAccessKey: Operation = (call) => {
  const user = userOf(call, "iam:CreateAccessKey", { UserName: USER_NAME })
  if (user.accessKeys.length >= MOST_KEYS)
    throw new AwsError(409, "LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: 2")
  const { nowMs, account } = call
  const key: AccessKey = {
    ...{ id: newIdentifier("AKIA"), secret: newSecret(), status: "Active", createdMs: nowMs },
    unknownFor: account.newKeyUnknownFor,
  }
  user.accessKeys.push(key)
  return {
    AccessKey: {
      UserName: user.name,
      AccessKeyId: key.id,
      Status: key.status,
      SecretAccessKey: key.secret,
      CreateDate: isoSeconds(nowMs),
    },
  }
}

function keyOf(call: Call, action: IamAction, extra: Parameters<typeof userOf>[2] = {}) {
  const user = userOf(call, action, { UserName: USER_NAME, AccessKeyId: KEY_ID, ...extra })
  const id = call.parameters.AccessKeyId ?? ""
  const key = user.accessKeys.find((candidate) => candidate.id === id)
  if (!key) throw noSuchEntity(`The Access Key with id ${id} cannot be found.`)
  return { user, key } satisfies { user: User; key: AccessKey }
}

const updateAccessKey: Operation = (call) => {
  const { key } = keyOf(call, "iam:UpdateAccessKey", { Status: { required: true } })
  const { Status } = call.parameters
  if (Status !== "Active" && Status !== "Inactive")
    throw validationError(`Value '${Status ?? ""}' at 'status' failed to satisfy constraint: enum value set`)
  if (key.status !== Status && Status === "Active") key.unknownFor = call.account.newKeyUnknownFor
  key.status = Status
  return {}
}

const deleteAccessKey: Operation = (call) => {
  const { user, key } = keyOf(call, "iam:DeleteAccessKey")
  user.accessKeys.splice(user.accessKeys.indexOf(key), 1)
  return {}
}

export const IAM_KEYS: readonly (readonly [string, Operation])[] = [
  ["CreateAccessKey", createAccessKey],
  ["UpdateAccessKey", updateAccessKey],
  ["DeleteAccessKey", deleteAccessKey],
]
