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
