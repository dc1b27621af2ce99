import { createAccounts } from "../../../src/core/accounts/create-accounts.ts"
import { secretNameOf } from "../../../src/core/accounts/secret-item.ts"
import type { OtpEntry } from "../../../src/core/otp/entry.ts"
import type { SecretStore } from "../../../src/core/ports/secret-store.ts"
import { FailureScript } from "../../fakes/failure-script.ts"
import { InMemorySecretStore } from "../../fakes/in-memory-secret-store.ts"
import { InMemoryVaultIndex } from "../../fakes/in-memory-vault-index.ts"
import { ManualClock } from "../../fakes/manual-clock.ts"
import { SeededRandom } from "../../fakes/seeded-random.ts"
import { RFC4226_SECRET } from "../../vectors/rfc4226.ts"
import { RFC6238_SECRETS } from "../../vectors/rfc6238.ts"
import { entry, secretOf } from "../otp/entries.ts"

/** Those whose codes are published. */
export const rfc6238 = entry({ secret: secretOf(RFC6238_SECRETS.SHA1), digits: 8 })
export const rfc4226 = entry({ type: "hotp", secret: secretOf(RFC4226_SECRET), account: "counter" })

/** Accounts on fakes whose calls are numbered together. */
export function vaultOf(
  wrap: (secrets: SecretStore) => SecretStore = (secrets) => secrets,
  seed = "this process",
) {
  const script = new FailureScript()
  const store = new InMemorySecretStore({ script })
  const index = new InMemoryVaultIndex({ script })
  const clock = new ManualClock()
  const random = new SeededRandom(seed)
  const accounts = createAccounts({ secrets: wrap(store), index, clock, random })
  /** What the vault holds as a set: each account's item, and items that no account refers to. */
  const state = () => {
    const names = index.now.accounts.map(secretNameOf)
    return {
      accounts: index.now.accounts,
      secrets: names.map((name) => {
        const text = store.items.get(name)
        return text === undefined ? null : (JSON.parse(text) as { secret: string }).secret
      }),
      unused: [...store.items.keys()].filter((name) => !names.includes(name)),
    }
  }
  /** The ids of the new accounts, of which there is one at least. */
  const enrol = async (...entries: OtpEntry[]) =>
    (await accounts.enrol(entries.map((made) => ({ entry: made })))).map(({ id }) => id) as [
      string,
      ...string[],
    ]
  return { accounts, store, index, clock, random, script, state, enrol }
}
