/** @file Looks into a home as Keycard does after a start, without a process for each look. */
import { createMutex } from "../../../src/adapters/files/mutex.ts"
import { createTextFile } from "../../../src/adapters/files/text-file.ts"
import { createVaultIndex } from "../../../src/adapters/files/vault-index.ts"
import { deriveKeyHere } from "../../../src/adapters/keychain/derive-key.ts"
import { createFileSecretStore } from "../../../src/adapters/keychain/file-secret-store.ts"
import { systemClock as clock } from "../../../src/adapters/system/clock.ts"
import { systemRandom as random } from "../../../src/adapters/system/random.ts"
import { createAccounts } from "../../../src/core/accounts/create-accounts.ts"
import type { Accounts } from "../../../src/core/accounts/service.ts"
import { createAws } from "../../../src/core/aws/create-aws.ts"
import type { Aws } from "../../../src/core/aws/service.ts"
import type { AwsApi } from "../../../src/core/ports/aws-api.ts"
import { type Home, PASSPHRASE } from "./keycard.ts"

const noCalls = (): Promise<never> => Promise.reject(new Error("a look inside a home calls no AWS"))
const api: AwsApi = {
  getSessionToken: noCalls,
  assumeRole: noCalls,
  getCallerIdentity: noCalls,
  listMfaDevices: noCalls,
}

/** Opens vault and keychain anew: whatever is damaged throws here. */
export async function lookInside(home: Home): Promise<{ accounts: Accounts; aws: Aws }> {
  const mutex = createMutex({ folder: home.path(".keycard", "locks") })
  const index = createVaultIndex({ path: home.path(".keycard", "vault.json"), mutex })
  const secrets = createFileSecretStore({
    path: home.path(".keycard", "keychain.json"),
    mutex,
    deriveKey: deriveKeyHere,
  })
  await secrets.unlock(PASSPHRASE)
  const accounts = createAccounts({ secrets, index, clock, random })
  const credentialsFile = createTextFile({ path: home.path(".aws", "credentials"), backup: true })
  const configFile = createTextFile({ path: home.path(".aws", "config"), backup: true })
  const aws = createAws({
    secrets,
    index,
    clock,
    random,
    mutex,
    accounts,
    api,
    credentialsFile,
    configFile,
  })
  return { accounts, aws }
}

/** The code of every account in the vault at Unix time 59 s, by its name. @throws when one cannot be made. */
export async function allCodes({ accounts }: { accounts: Accounts }): Promise<Map<string, string>> {
  const listed = await accounts.list()
  const { codes, failures } = await accounts.codes(
    listed.map(({ id }) => id),
    59_000,
  )
  if (failures.length > 0) throw new Error(`no code: ${failures.map(({ error }) => error.kind).join(", ")}`)
  const nameOf = new Map(listed.map(({ id, account }) => [id, account]))
  return new Map(codes.map(({ id, code }) => [nameOf.get(id) ?? "", code]))
}
