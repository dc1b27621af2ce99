import type { AccountView, KeptView } from "../../../src/shared/ipc/views.ts"
import { Refused, type Tell } from "./fake-parts.ts"
import { sampleAccounts, sampleKept } from "./sample-accounts.ts"

/** The accounts there are, which the page hears of at each change. */
export type FakeShelf = ReturnType<typeof createFakeShelf>

export function createFakeShelf(count: number, tell: Tell) {
  let accounts: AccountView[] = sampleAccounts(count)
  let kept: readonly KeptView[] = sampleKept(2)
  const put = (next: AccountView[]) => {
    accounts = next
    tell("accounts:changed", accounts)
  }
  return {
    accounts: () => accounts,
    put,
    find: (id: string): AccountView => {
      const account = accounts.find((each) => each.id === id)
      if (account === undefined) throw new Refused({ kind: "not-found", what: "account" })
      return account
    },
    change: (ids: readonly string[], next: Partial<AccountView>) =>
      put(accounts.map((each) => (ids.includes(each.id) ? { ...each, ...next } : each))),
    /** Of those that Keycard keeps for an export, and cannot compute. */
    kept: () => kept,
    putKept: (next: readonly KeptView[]) => void (kept = next),
  }
}
