import type { CenterAccess } from "./service.ts"

/** One role of one account. */
export interface RoleRow {
  readonly accountId: string
  readonly accountName: string
  readonly roleName: string
}

/** Every role of every account as a row of its own. */
export function rowsOf(access: readonly CenterAccess[]): RoleRow[] {
  return access.flatMap(({ accountId, name, roleNames }) =>
    roleNames.map((roleName) => ({ accountId, accountName: name, roleName })),
  )
}

/** The rows in which each of the words occurs, in the account's name or id or in the role's name. */
export function searchRoles<T extends RoleRow>(rows: readonly T[], query: string): T[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  return rows.filter(({ accountId, accountName, roleName }) => {
    const text = `${accountName} ${accountId} ${roleName}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
