import type { Account } from "../vault/schema.ts"

/** How an account is called in messages: `Issuer (account)`, what there is of it, or else its id. */
export function accountName(account: Pick<Account, "id" | "issuer" | "account">): string {
  if (account.issuer === "" && account.account === "") return account.id
  if (account.issuer === "") return account.account
  if (account.account === "") return account.issuer
  return `${account.issuer} (${account.account})`
}
