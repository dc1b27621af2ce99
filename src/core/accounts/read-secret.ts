import { AppError } from "../errors.ts"
import type { SecretStore } from "../ports/secret-store.ts"
import type { Account } from "../vault/schema.ts"
import { accountName } from "./account-name.ts"
import { readSecretItem, secretNameOf } from "./secret-item.ts"
import type { OtpSecret } from "./secret-item.ts"

/**
 * What makes this account's codes.
 * @throws AppError `keychain`; `secret-missing`; `secret-damaged`, also when the item makes other codes than the
 * index says: a wrong code that looks right is worse than none.
 */
export async function readSecret(secrets: SecretStore, account: Account): Promise<OtpSecret> {
  const name = accountName(account)
  const text = await secrets.get(secretNameOf(account))
  if (text === null) throw new AppError({ kind: "secret-missing", what: "account", name })
  const secret = readSecretItem(text, name)
  const same =
    secret.type === account.type &&
    secret.algorithm === account.algorithm &&
    secret.digits === account.digits &&
    secret.period === account.period
  if (!same) throw new AppError({ kind: "secret-damaged", what: "account", name })
  return secret
}
