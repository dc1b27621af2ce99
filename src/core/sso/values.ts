/** @file What a person says of a sign-in and of a role, checked once, where it comes in. */
import { AppError } from "../errors.ts"
import { checkEndpoint } from "../aws/values.ts"
import type { CenterRole } from "../vault/schema.ts"

const refused = (field: "start-url" | "account-id" | "role-name") =>
  new AppError({ kind: "aws-value", field })

/**
 * `https://NAME.awsapps.com/start`, or an issuer URL. With an endpoint of one's own http on this machine will do.
 * @returns without a slash or a fragment at the end: the access portal adds `#/` to its address.
 * @throws AppError `aws-value` `start-url`.
 */
export function checkStartUrl(text: string, ownEndpoint: boolean): string {
  const trimmed = text.trim()
  // A name alone, as AWS's own command line shows it: `my-company.awsapps.com/start`.
  const written = /^[a-z0-9-]+\.awsapps\.com(\/|$)/i.test(trimmed) ? `https://${trimmed}` : trimmed
  let url: URL
  try {
    url = new URL(written)
  } catch {
    throw refused("start-url")
  }
  url.hash = ""
  if (url.protocol !== "https:" && !ownEndpoint) throw refused("start-url")
  const plain = url.username === "" && url.password === "" && url.search === ""
  if (!plain || written.length > 2_000) throw refused("start-url")
  try {
    return checkEndpoint(url.href)
  } catch {
    throw refused("start-url")
  }
}

/** @throws AppError `aws-value` `account-id`. */
export function checkAccountId(text: string): string {
  const id = text.trim()
  if (!/^\d{12}$/.test(id)) throw refused("account-id")
  return id
}

/** A permission set's name. "CreatePermissionSet", IAM Identity Center API reference. @throws AppError `aws-value` */
export function checkRoleName(text: string): string {
  const name = text.trim()
  if (!/^[\w+=,.@-]{1,64}$/.test(name)) throw refused("role-name")
  return name
}

/** @throws AppError `aws-value` */
export function checkCenterRole(role: CenterRole | undefined): CenterRole {
  if (role === undefined) throw new AppError({ kind: "invalid-request" })
  return {
    signInId: role.signInId,
    accountId: checkAccountId(role.accountId),
    accountName: role.accountName
      .replace(/\p{C}+/gu, " ")
      .trim()
      .slice(0, 200),
    roleName: checkRoleName(role.roleName),
  }
}
