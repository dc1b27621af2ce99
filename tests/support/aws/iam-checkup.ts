/** @file The operations of IAM that look at a whole account, strict about limits, pages and permissions. */
import { AwsError, validationError } from "./aws-error.ts"
import type { Operation } from "./call.ts"
import { checkAllowed, refuseSessionWithoutMfa } from "./iam-allowed.ts"
import { checkParameters } from "./parameters.ts"
import { isoSeconds } from "./xml.ts"

const getAccountSummary: Operation = (call) => {
  refuseSessionWithoutMfa(call)
  checkAllowed(call, "*", "iam:GetAccountSummary")
  const { root, users } = call.account
  return {
    SummaryMap: new Map([
      ["AccountMFAEnabled", root.mfa ? "1" : "0"],
      ["AccountAccessKeysPresent", root.accessKeys.toString()],
      ["Users", users.length.toString()],
    ]),
  }
}

const listUsers: Operation = (call) => {
  refuseSessionWithoutMfa(call)
  const { account, parameters } = call
  checkParameters(parameters, { MaxItems: { range: [1, 1000] }, Marker: { length: [1, 2048] } })
  checkAllowed(call, "*", "iam:ListUsers")
  const { Marker } = parameters
  const start = Marker === undefined ? 0 : account.users.findIndex(({ userId }) => userId === Marker)
  if (start < 0) throw validationError("Invalid Marker.")
  const end = start + Number(parameters.MaxItems ?? 100)
  const next = account.users[end]
  const members = account.users.slice(start, end).map((user) => ({
    Path: "/",
    UserName: user.name,
    UserId: user.userId,
    Arn: user.arn,
    CreateDate: isoSeconds(user.createdMs),
    PasswordLastUsed: user.passwordUsedMs === undefined ? undefined : isoSeconds(user.passwordUsedMs),
  }))
  return { IsTruncated: next === undefined ? "false" : "true", Users: members, Marker: next?.userId }
}

const getAccessKeyLastUsed: Operation = (call) => {
  refuseSessionWithoutMfa(call)
  const { account, parameters } = call
  checkParameters(parameters, { AccessKeyId: { length: [16, 128], pattern: "[\\w]+", required: true } })
  const user = account.users.find(({ accessKeys }) =>
    accessKeys.some(({ id }) => id === parameters.AccessKeyId),
  )
  const key = user?.accessKeys.find(({ id }) => id === parameters.AccessKeyId)
  checkAllowed(call, user?.name ?? "*", "iam:GetAccessKeyLastUsed")
  if (!user || !key) throw new AwsError(404, "NoSuchEntity", "The Access Key cannot be found.")
  const used = key.lastUsedMs
  return {
    UserName: user.name,
    AccessKeyLastUsed: {
      LastUsedDate: used === undefined ? undefined : isoSeconds(used),
      ServiceName: used === undefined ? "N/A" : "sts",
      Region: used === undefined ? "N/A" : "us-east-1",
    },
  }
}

export const IAM_CHECKUP: readonly (readonly [string, Operation])[] = [
  ["GetAccountSummary", getAccountSummary],
  ["ListUsers", listUsers],
  ["GetAccessKeyLastUsed", getAccessKeyLastUsed],
]
