/** @file Changes of the index alone: no secret is touched by any of them. */
import { AppError } from "../errors.ts"
import { checkName, foldName } from "../otp/names.ts"
import { otpError } from "../otp/otp-error.ts"
import { checkedTags } from "../otp/uri-extras.ts"
import type { Account, Vault } from "../vault/schema.ts"
import type { AccountChanges, ManyChanges } from "./service.ts"

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
    mark: changes.mark ?? account.mark,
  }
}

/** The account with a change made to many. Tags that differ in capitals only are one. */
export function withManyChanges(account: Account, { pinned, addTags, removeTags }: ManyChanges): Account {
  const gone = new Set((removeTags ?? []).map(foldName))
  const kept = account.tags.filter((tag) => !gone.has(foldName(tag)))
  const there = new Set(kept.map(foldName))
  const added = checkedTags(addTags ?? []).filter((tag) => !there.has(foldName(tag)))
  const tags = checkedTags([...kept, ...added])
  const same = tags.length === account.tags.length && tags.every((tag, place) => tag === account.tags[place])
  if (same && (pinned ?? account.pinned) === account.pinned) return account
  return { ...account, tags: same ? account.tags : tags, pinned: pinned ?? account.pinned }
}

/** @throws AppError `not-found` when one of them, or the one they go before, is gone */
export function reordered(vault: Vault, ids: readonly string[], beforeId: string | null): Vault {
  const byId = new Map(vault.accounts.map((account) => [account.id, account]))
  const moved = [...new Set(ids)].map((id) => {
    const account = byId.get(id)
    if (account === undefined) throw new AppError({ kind: "not-found", what: "account" })
    return account
  })
  const moving = new Set(ids)
  const rest = vault.accounts.filter(({ id }) => !moving.has(id))
  // Before one of themselves: before the next that stays.
  const from = vault.accounts.findIndex(({ id }) => id === beforeId)
  if (beforeId !== null && from === -1) throw new AppError({ kind: "not-found", what: "account" })
  const next = from === -1 ? undefined : vault.accounts.slice(from).find(({ id }) => !moving.has(id))
  const at = next === undefined ? rest.length : rest.indexOf(next)
  return { ...vault, accounts: [...rest.slice(0, at), ...moved, ...rest.slice(at)] }
}

export function withUses(
  vault: Vault,
  uses: readonly { readonly id: string; readonly atMs: number }[],
): Vault {
  const counted = new Map<string, { times: number; atMs: number }>()
  for (const { id, atMs } of uses) {
    const before = counted.get(id) ?? { times: 0, atMs: 0 }
    counted.set(id, { times: before.times + 1, atMs: Math.max(before.atMs, atMs) })
  }
  const known = vault.accounts.some(({ id }) => counted.has(id))
  if (!known) return vault
  const accounts = vault.accounts.map((account) => {
    const used = counted.get(account.id)
    if (used === undefined) return account
    const usedAtMs = Math.max(account.usedAtMs ?? 0, used.atMs)
    return { ...account, uses: account.uses + used.times, usedAtMs }
  })
  return { ...vault, accounts }
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
