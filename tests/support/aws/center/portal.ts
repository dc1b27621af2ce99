/** @file The access portal: accounts, roles, credentials. "IAM Identity Center Portal API Reference". */
import type { Account, Role } from "../model.ts"
import { newIdentifier, newSecret, newSessionToken } from "../random.ts"
import { CenterError, invalidRequest, unauthorized } from "./center-error.ts"
import type { Center, CenterAccountOptions } from "./model.ts"

export interface PortalCall {
  readonly account: Account
  readonly center: Center
  readonly query: URLSearchParams
  readonly bearer: string | undefined
  readonly nowMs: number
}

function refuseUnknown(query: URLSearchParams, known: readonly string[]): void {
  for (const name of query.keys())
    if (!known.includes(name) || query.getAll(name).length > 1) throw invalidRequest(name)
}

function checkToken({ center, bearer, nowMs }: PortalCall): void {
  const token = center.accessTokens.get(bearer ?? "")
  if (token === undefined || token.expiresMs <= nowMs) throw unauthorized()
}

function pageOf<T>(
  { center, query }: PortalCall,
  all: readonly T[],
): { items: readonly T[]; nextToken?: string } {
  const most = Math.min(Number(query.get("max_result") ?? 100), center.options.pageSize)
  if (!(most >= 1 && most <= 100)) throw invalidRequest("max_result")
  const start = Number((query.get("next_token") ?? "from-0").replace(/^from-/, ""))
  if (!Number.isInteger(start) || start < 0 || start > all.length) throw invalidRequest("next_token")
  const end = start + most
  return { items: all.slice(start, end), ...(end < all.length ? { nextToken: `from-${String(end)}` } : {}) }
}

export function listAccounts(call: PortalCall): object {
  refuseUnknown(call.query, ["max_result", "next_token"])
  checkToken(call)
  const { items, ...next } = pageOf(call, call.center.accounts)
  const accountList = items.map(({ id, name }) => ({
    ...{ accountId: id, accountName: name },
    emailAddress: `${id}@example.com`,
  }))
  return { ...next, accountList }
}

function accountOf({ center, query }: PortalCall): CenterAccountOptions {
  const found = center.accounts.find(({ id }) => id === query.get("account_id"))
  if (found === undefined) throw new CenterError(403, "ForbiddenException", "", "No access")
  return found
}

export function listRoles(call: PortalCall): object {
  refuseUnknown(call.query, ["account_id", "max_result", "next_token"])
  checkToken(call)
  const { id, roles } = accountOf(call)
  const { items, ...next } = pageOf(call, roles)
  return { ...next, roleList: items.map((roleName) => ({ roleName, accountId: id })) }
}

/** The role that a permission set becomes in an account. */
export function reservedRole(account: Account, accountId: string, roleName: string): Role {
  const arn = `arn:aws:iam::${accountId}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_${roleName}_0123456789abcdef`
  const known = account.roles.find((role) => role.arn === arn)
  if (known !== undefined) return known
  const role: Role = {
    ...{ name: `AWSReservedSSO_${roleName}_0123456789abcdef`, arn, roleId: newIdentifier("AROA") },
    ...{ maxSessionDurationSeconds: 43_200, requiresMfa: false, trusts: [], externalId: undefined },
    ...{ takesTags: false, takesSourceIdentity: false },
  }
  account.roles.push(role)
  return role
}

export function roleCredentials(call: PortalCall): object {
  refuseUnknown(call.query, ["account_id", "role_name"])
  checkToken(call)
  const { id, roles } = accountOf(call)
  const roleName = call.query.get("role_name") ?? ""
  if (!roles.includes(roleName)) throw new CenterError(403, "ForbiddenException", "", "No access")
  const session = {
    keyId: newIdentifier("ASIA"),
    secret: newSecret(),
    token: newSessionToken(),
    expiresMs: Math.floor(call.nowMs / 1000 + call.center.options.roleSeconds) * 1000,
    principal: {
      kind: "role-session",
      role: reservedRole(call.account, id, roleName),
      sessionName: "ada@example.com",
      mfa: false,
    },
  } as const
  call.account.sessions.push(session)
  return {
    roleCredentials: {
      accessKeyId: session.keyId,
      secretAccessKey: session.secret,
      sessionToken: session.token,
      // Milliseconds, here alone.
      expiration: session.expiresMs,
    },
  }
}

export function logout(call: PortalCall): object {
  checkToken(call)
  const ended = call.center.accessTokens.get(call.bearer ?? "")?.signIn
  for (const [token, { signIn }] of call.center.accessTokens)
    if (signIn === ended) call.center.accessTokens.delete(token)
  for (const [token, signIn] of call.center.refreshTokens)
    if (signIn === ended) call.center.refreshTokens.delete(token)
  return {}
}
