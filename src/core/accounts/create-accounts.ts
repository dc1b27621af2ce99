import { AppError } from "../errors.ts"
import { changeAccounts, reordered, withChanges, withManyChanges, withUses } from "./change.ts"
import { currentCodes } from "./current-codes.ts"
import { enrolEntries } from "./enrol.ts"
import { findAccount } from "./find-account.ts"
import { readKept, removeKept } from "./kept.ts"
import { nextHotpCode } from "./next-hotp.ts"
import { previewEntries } from "./preview.ts"
import { purgeAccounts } from "./purge.ts"
import type { Accounts, AccountsDeps } from "./service.ts"
import { undoEnrol } from "./undo-enrol.ts"

/** The accounts of one vault. Holds no state of its own: what another process writes counts from the next call on. */
export function createAccounts(deps: AccountsDeps): Accounts {
  const { index, clock } = deps
  const list: Accounts["list"] = async ({ trash = false } = {}) => {
    const { accounts } = await index.read()
    return trash ? accounts : accounts.filter(({ trashedAtMs }) => trashedAtMs === null)
  }
  return {
    list,
    find: async (query) => findAccount(await list(), query),
    preview: (entries) => previewEntries(deps, entries),
    enrol: async (choices) => (await enrolEntries(deps, choices, {}, false)).accounts,
    enrolBatch: (choices, options = {}) => enrolEntries(deps, choices, options, true),
    undoEnrol: (batch) => undoEnrol(deps, batch),
    codes: (ids, nowMs = clock.nowMs()) => currentCodes(deps, ids, nowMs),
    codesAt: (ids, unixMs) => currentCodes(deps, ids, unixMs, "true-time"),
    nextHotp: (id) => nextHotpCode(deps, id),
    async edit(id, changes) {
      const vault = await index.update((before) =>
        changeAccounts(before, [id], (account) => withChanges(account, changes)),
      )
      const edited = vault.accounts.find((account) => account.id === id)
      if (edited === undefined) throw new AppError({ kind: "not-found", what: "account" })
      return edited
    },
    async editMany(ids, changes) {
      await index.update((vault) =>
        changeAccounts(vault, ids, (account) => withManyChanges(account, changes)),
      )
    },
    async reorder(ids, beforeId) {
      await index.update((vault) => reordered(vault, ids, beforeId))
    },
    async countUses(uses) {
      await index.update((vault) => withUses(vault, uses))
    },
    async trash(ids) {
      const nowMs = clock.nowMs()
      await index.update((vault) =>
        changeAccounts(vault, ids, (account) =>
          account.trashedAtMs === null ? { ...account, trashedAtMs: nowMs } : account,
        ),
      )
    },
    async restore(ids) {
      await index.update((vault) =>
        changeAccounts(vault, ids, (account) =>
          account.trashedAtMs === null ? account : { ...account, trashedAtMs: null },
        ),
      )
    },
    purge: (ids) => purgeAccounts(deps, ids),
    kept: async () => (await index.read()).kept,
    readKept: (id) => readKept(deps, id),
    removeKept: (ids) => removeKept(deps, ids),
  }
}
