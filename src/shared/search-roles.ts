/** What is looked at when somebody searches for a role. */
export interface SearchedRole {
  readonly accountId: string
  readonly accountName: string
  readonly roleName: string
}

/** The rows in which each of the words occurs, in the account's name or id or in the role's name. */
export function searchRoles<T extends SearchedRole>(rows: readonly T[], query: string): T[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  return rows.filter(({ accountId, accountName, roleName }) => {
    const text = `${accountName} ${accountId} ${roleName}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
