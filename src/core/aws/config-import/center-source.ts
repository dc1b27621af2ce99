import { said, valuesOf } from "./effective.ts"
import type { ProfileFiles, Values } from "./effective.ts"
import type { CenterSource } from "./types.ts"

/** AWS's own keys, and those of Granted, which keeps AWS's tools from signing in by themselves. */
const KEYS = {
  session: ["sso_session"],
  startUrl: ["sso_start_url", "granted_sso_start_url"],
  region: ["sso_region", "granted_sso_region"],
  accountId: ["sso_account_id", "granted_sso_account_id"],
  roleName: ["sso_role_name", "granted_sso_role_name"],
} as const

const first = (values: Values, keys: readonly string[]) =>
  keys.map((key) => said(values, key)).find((value) => value !== null) ?? null

export function namesCenter(values: Values): boolean {
  return Object.values(KEYS).some((keys) => first(values, keys) !== null)
}

/** "Configuring IAM Identity Center authentication with the AWS CLI", AWS CLI User Guide. null: not all of it is said. */
export function centerSource(files: ProfileFiles, values: Values): CenterSource | null {
  const session = first(values, KEYS.session)
  const shared = session === null ? null : valuesOf(files.ssoSessions.get(session))
  const startUrl = (shared && said(shared, "sso_start_url")) ?? first(values, KEYS.startUrl)
  const region = (shared && said(shared, "sso_region")) ?? first(values, KEYS.region)
  const accountId = first(values, KEYS.accountId)
  const roleName = first(values, KEYS.roleName)
  if (startUrl === null || region === null || accountId === null || roleName === null) return null
  if (!/^https:\/\/[^\s/]+(\/\S*)?$/.test(startUrl) || !/^\d{12}$/.test(accountId)) return null
  return { startUrl, region, accountId, roleName, session }
}
