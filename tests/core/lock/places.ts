/** @file Places and vaults for tests of the lock and of moves. */
import { createHash } from "node:crypto"
import { expect } from "vitest"
import { plainPlace } from "../../../src/core/lock/place-store.ts"
import { createSealedStore } from "../../../src/core/lock/sealed-store.ts"
import type { DeriveKey } from "../../../src/core/ports/derive-key.ts"
import type { SecretName, SecretStore } from "../../../src/core/ports/secret-store.ts"
import { emptyVault, type Vault } from "../../../src/core/vault/schema.ts"
import type { Place } from "../../../src/core/vault/lock-fields.ts"
import { setLarge } from "../../../src/core/aws/split-secret.ts"
import { SeededRandom } from "../../fakes/seeded-random.ts"
import { accountRow, keyRow, profileRow } from "../../support/vault-rows.ts"

export const CHEAP = { memoryKiB: 8, iterations: 1, parallelism: 1 }
/** Stands for Argon2id where its cost is not what is tested. */
export const quickKey: DeriveKey = (passphrase, salt) =>
  Promise.resolve(createHash("sha256").update(passphrase).update(salt).digest())

export const PLAIN: Place = { backend: "os", keyId: null }
export const FILE: Place = { backend: "file", keyId: null }

/** As many accounts, one access key, and one profile whose session takes two items. */
export function someVault(count: number): Vault {
  const random = new SeededRandom("vault")
  const accounts = Array.from({ length: count }, (_, place) =>
    accountRow({
      id: random.uuid(),
      ...(place % 3 === 0 ? { secretId: random.uuid() } : {}),
      issuer: `Issuer ${place}`,
      account: "ann",
      trashedAtMs: place === 1 ? 5 : null,
    }),
  )
  const awsKeys = [keyRow({ id: random.uuid() })]
  const awsProfiles = [profileRow({ id: random.uuid(), keyId: awsKeys[0]?.id ?? "" })]
  const ssoSignIns = [
    {
      ...{ id: random.uuid(), name: "acme", startUrl: "https://acme.awsapps.com/start", region: "us-east-1" },
      ...{ endpoint: null, signedIn: null, createdAtMs: 0 },
    },
  ]
  return { ...emptyVault(), backend: "os", accounts, awsKeys, awsProfiles, ssoSignIns }
}

/** What each name of the vault should read as. */
export function valuesOf(vault: Vault): Map<SecretName, string> {
  const values = new Map<SecretName, string>()
  for (const { id, secretId } of vault.accounts) values.set(`otp/${secretId ?? id}`, `{"v":1,"of":"${id}"}`)
  for (const { id } of vault.awsKeys) values.set(`aws-key/${id}`, `{"v":1,"of":"${id}"}`)
  return values
}

export const sessionOf = (profileId: string) => ({ v: 1, of: profileId, token: "t".repeat(3_000) })

export async function fill(store: SecretStore, vault: Vault): Promise<void> {
  for (const [name, value] of valuesOf(vault)) await store.set(name, value)
  for (const { id } of vault.awsProfiles) await setLarge(store, `session/${id}`, sessionOf(id))
  for (const { id } of vault.ssoSignIns) await setLarge(store, `sso/${id}`, sessionOf(id))
}

export function storeAt(stores: { os: SecretStore; file: SecretStore }, key: Buffer | null) {
  return ({ backend, keyId }: Place) =>
    Promise.resolve(
      keyId === null
        ? plainPlace(stores[backend])
        : createSealedStore({ raw: stores[backend], keyId, key: () => key, random: new SeededRandom("n") }),
    )
}

export function expectNoneOf(values: Iterable<string>, needles: Iterable<string>): void {
  const all = [...values].join("\n")
  for (const needle of needles) expect(all.includes(needle)).toBe(false)
}
