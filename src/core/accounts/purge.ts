import type { SecretName } from "../ports/secret-store.ts"
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
  const names = new Set<SecretName>(ids.map((id): SecretName => `otp/${id}`))
  await deps.index.update((vault) => {
    const gone = vault.accounts.filter(({ id }) => wanted.has(id))
    for (const account of gone) names.add(secretNameOf(account))
    // Whatever the ids were: what another account needs stays.
    for (const account of vault.accounts) if (!wanted.has(account.id)) names.delete(secretNameOf(account))
    return gone.length === 0 ? vault : withoutAccounts(vault, wanted)
  })
  const failures: unknown[] = []
  for (const name of names) await deps.secrets.delete(name).catch((error: unknown) => failures.push(error))
  if (failures.length > 0) throw failures[0]
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
