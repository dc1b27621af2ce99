import type { AccountView } from "../../shared/ipc/views.ts"

const collator = new Intl.Collator(undefined, { sensitivity: "base", numeric: true })

/** Pinned first, then by issuer and account as a person would sort them. */
export function byName(a: AccountView, b: AccountView): number {
  return (
    Number(b.pinned) - Number(a.pinned) ||
    collator.compare(a.issuer || a.account, b.issuer || b.account) ||
    collator.compare(a.account, b.account) ||
    (a.id < b.id ? -1 : 1)
  )
}
