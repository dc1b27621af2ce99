import type { SecretName } from "../ports/secret-store.ts"
import { noted } from "../vault/noted.ts"
import type { Vault } from "../vault/schema.ts"
import { secretNameOf } from "./secret-item.ts"
import type { AccountsDeps } from "./service.ts"

/**
 * Removes accounts for good: index first, then each secret. An id that is not in the index any more still has its
 * first item deleted, so that a purge which failed half-way can be repeated. All deletions are tried.
 *
 * @throws AppError the first failure of the keychain: the accounts are gone, some secret may still be in it.
 */
export async function purgeAccounts(deps: AccountsDeps, ids: readonly string[]): Promise<void> {
  const wanted = new Set(ids)
  const before = await deps.index.read()
  const work = async (settled: () => void) => {
    let names: SecretName[] = []
    let gone = new Set<string>()
    await deps.index.update((vault) => {
      names = itemsOf(vault, ids, wanted)
      const found = vault.accounts.filter(({ id }) => wanted.has(id))
      gone = new Set(found.map(({ id }) => id))
      return found.length === 0 ? vault : withoutAccounts(vault, wanted)
    })
    const failures: unknown[] = []
    const keep = (error: unknown) => failures.push(error)
    for (const name of names) await deps.secrets.delete(name).catch(keep)
    for (const id of gone) await deps.marks?.remove(id).catch(keep)
    if (failures.length > 0) throw failures[0]
    settled()
  }
  await noted(deps, itemsOf(before, ids, wanted), work, before)
}

/** What goes with these accounts. Whatever the ids are: what another account needs stays. */
function itemsOf({ accounts }: Vault, ids: readonly string[], wanted: ReadonlySet<string>): SecretName[] {
  const names = new Set<SecretName>(ids.map((id): SecretName => `otp/${id}`))
  for (const account of accounts) if (wanted.has(account.id)) names.add(secretNameOf(account))
  for (const account of accounts) if (!wanted.has(account.id)) names.delete(secretNameOf(account))
  return [...names]
}

/** Keys that took their codes from one of these accounts ask for the code again. */
export function withoutAccounts(vault: Vault, gone: ReadonlySet<string>): Vault {
  return {
    ...vault,
    accounts: vault.accounts.filter(({ id }) => !gone.has(id)),
    awsKeys: vault.awsKeys.map((key) =>
      key.otpAccountId !== null && gone.has(key.otpAccountId) ? { ...key, otpAccountId: null } : key,
    ),
  }
}
