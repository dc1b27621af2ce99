import type { SessionCard } from "../../shared/ipc/views.ts"

/** `ReadOnly in Prod, via Identity Center`. */
export function centerWords({
  roleName,
  accountName,
  accountId,
}: NonNullable<SessionCard["center"]>): string {
  return `${roleName} in ${accountName || accountId}, via Identity Center`
}
