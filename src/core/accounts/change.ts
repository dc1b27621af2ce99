/** @file Changes of the index alone: no secret is touched by any of them. */
import { AppError } from "../errors.ts"
import { checkName } from "../otp/names.ts"
import { otpError } from "../otp/otp-error.ts"
import { checkedTags } from "../otp/uri-extras.ts"
import type { Account, Vault } from "../vault/schema.ts"
import type { AccountChanges } from "./service.ts"

const MAX_NOTE_LENGTH = 2_000

/** The account with the given changes. @throws AppError `otp` `label` `too-long` */
export function withChanges(account: Account, changes: AccountChanges): Account {
  const note = changes.note ?? account.note
  if (note.length > MAX_NOTE_LENGTH) throw otpError("label", "too-long")
  return {
    ...account,
    issuer: changes.issuer === undefined ? account.issuer : checkName(changes.issuer),
    account: changes.account === undefined ? account.account : checkName(changes.account),
    note,
    tags: changes.tags === undefined ? account.tags : checkedTags(changes.tags),
    pinned: changes.pinned ?? account.pinned,
  }
}

/** The vault with `change` made to each of these accounts. @throws AppError `not-found`, then none is changed */
export function changeAccounts(
  vault: Vault,
  ids: readonly string[],
  change: (account: Account) => Account,
): Vault {
  const wanted = new Set(ids)
  const known = vault.accounts.filter(({ id }) => wanted.has(id)).length
  if (known < wanted.size) throw new AppError({ kind: "not-found", what: "account" })
  const accounts = vault.accounts.map((account) => (wanted.has(account.id) ? change(account) : account))
  const same = accounts.every((account, place) => account === vault.accounts[place])
  return same ? vault : { ...vault, accounts }
}
