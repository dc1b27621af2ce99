/** @file Takes an enrolment back: index first, then the items, so that a crash between leaves an item too many, never
 * an account without its secret. */
import type { SecretName } from "../ports/secret-store.ts"
import { noted } from "../vault/noted.ts"
import type { Account, Vault } from "../vault/schema.ts"
import { itemsInUse } from "./items-in-use.ts"
import { withoutAccounts } from "./purge.ts"
import { secretNameOf } from "./secret-item.ts"
import type { AccountsDeps, EnrolBatch, Replaced, Undone } from "./service.ts"

/** @throws AppError the first failure of the keychain: it is undone, some secret may still be in it; can be repeated */
export async function undoEnrol(deps: AccountsDeps, batch: EnrolBatch): Promise<Undone> {
  return noted(deps, batch.items, async (settled) => {
    let undone: Undone = { removed: 0, restored: 0 }
    const after = await deps.index.update((vault) => {
      const outcome = withoutBatch(vault, batch)
      undone = outcome.undone
      return outcome.vault
    })
    const inUse = itemsInUse(after)
    const here = new Set(after.accounts.map(({ id }) => id))
    const failures: unknown[] = []
    const keep = (error: unknown) => failures.push(error)
    for (const name of batch.items) if (!inUse.has(name)) await deps.secrets.delete(name).catch(keep)
    // A picture that an account was given since goes with it.
    for (const { id } of batch.accounts) if (!here.has(id)) await deps.marks?.remove(id).catch(keep)
    if (failures.length > 0) throw failures[0]
    settled()
    return undone
  })
}

function withoutBatch(vault: Vault, batch: EnrolBatch): { vault: Vault; undone: Undone } {
  const { accounts, changed, restored } = withRestored(vault.accounts, batch)
  const wasReplaced = new Set(batch.replaced.map(({ before }) => before.id))
  const added = new Set(batch.accounts.filter(({ id }) => !wasReplaced.has(id)).map(({ id }) => id))
  const items = new Set<SecretName>(batch.items)
  // One that was given another secret since is no longer what the batch brought.
  const gone = new Set(
    accounts.filter((each) => added.has(each.id) && items.has(secretNameOf(each))).map(({ id }) => id),
  )
  const keptIds = new Set(batch.kept.map(({ id }) => id))
  const kept = vault.kept.filter(({ id }) => !keptIds.has(id))
  const removed = gone.size + vault.kept.length - kept.length
  const undone = { removed, restored }
  if (removed === 0 && !changed) return { vault, undone }
  return { vault: withoutAccounts({ ...vault, accounts, kept }, gone), undone }
}

/** Each replaced account as it was, its copy taken out of the trash; only where both are as the batch left them. */
function withRestored(accounts: readonly Account[], { replaced, items }: EnrolBatch) {
  const byId = new Map(accounts.map((account) => [account.id, account]))
  const written = new Set<SecretName>(items)
  let restored = 0
  for (const { before, asideId } of replaced) {
    const now = byId.get(before.id)
    const copy = byId.get(asideId)
    if (now === undefined || copy === undefined) continue
    if (!written.has(secretNameOf(now)) || secretNameOf(copy) !== secretNameOf(before)) continue
    byId.set(before.id, asBefore(now, before))
    byId.delete(asideId)
    restored += 1
  }
  return { accounts: [...byId.values()], changed: restored > 0, restored }
}

/** Tags, pin and note are the account's own and stay as they are now. */
function asBefore({ tags, pinned, note }: Account, before: Replaced["before"]): Account {
  return { ...before, tags, pinned, note }
}
