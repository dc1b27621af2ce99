/** @file A {@link KeyCare} on a real index and a real keychain file in a folder, for a process that may be killed before
 *  any of its effects: each write of the index and the keychain, each change at AWS. */
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { createAwsSdkApi } from "../../src/adapters/aws/aws-sdk-api.ts"
import { createIamApi } from "../../src/adapters/aws/iam-api.ts"
import { createIamKeysApi } from "../../src/adapters/aws/iam-keys-api.ts"
import { createMutex } from "../../src/adapters/files/mutex.ts"
import { createVaultIndex } from "../../src/adapters/files/vault-index.ts"
import { deriveKeyHere } from "../../src/adapters/keychain/derive-key.ts"
import { createFileSecretStore } from "../../src/adapters/keychain/file-secret-store.ts"
import { systemRandom } from "../../src/adapters/system/random.ts"
import { createAccounts } from "../../src/core/accounts/create-accounts.ts"
import { createKeyCare } from "../../src/core/aws/care/create-key-care.ts"
import type { Clock } from "../../src/core/ports/clock.ts"
import type { SecretStore } from "../../src/core/ports/secret-store.ts"
import type { VaultIndex } from "../../src/core/ports/vault-index.ts"

/** The time of all processes that work on the folder: whoever waits finds the time come at once. */
export function folderClock(folder: string): Clock {
  const path = join(folder, "clock")
  const ahead = () => (existsSync(path) ? Number(readFileSync(path, "utf8")) : 0)
  const nowMs = () => Date.now() + ahead()
  return {
    nowMs,
    sleepUntil(unixMs) {
      if (unixMs > nowMs()) writeFileSync(path, String(unixMs - Date.now()))
      return Promise.resolve()
    },
  }
}

const EFFECTS = new Set([
  "createAccessKey",
  "setAccessKeyActive",
  "deleteAccessKey",
  "createVirtualMfaDevice",
  "enableMfaDevice",
  "deactivateMfaDevice",
  "deleteVirtualMfaDevice",
  "getSessionToken",
])

/** The same with a call before each of the methods that change something. */
function watched<T extends object>(api: T, isEffect: (name: string) => boolean, onEffect: () => void): T {
  const names = Object.keys(api) as (keyof T & string)[]
  const methods = names.map((name) => {
    const method = api[name]
    if (typeof method !== "function" || !isEffect(name)) return [name, method] as const
    const call = (...request: unknown[]): unknown => {
      onEffect()
      return (method as (...request: unknown[]) => unknown).apply(api, request)
    }
    return [name, call] as const
  })
  return Object.fromEntries(methods) as T
}

export async function openCareFolder(folder: string, onEffect: () => void = () => undefined) {
  const mutex = createMutex({ folder: join(folder, "locks") })
  const store = createFileSecretStore({
    path: join(folder, "keychain.json"),
    mutex,
    deriveKey: deriveKeyHere,
    argon2: { memoryKiB: 64, iterations: 1, parallelism: 1 },
  })
  if (await store.exists()) await store.unlock("correct horse")
  else await store.create("correct horse")
  const secrets: SecretStore = {
    backend: "file",
    open: () => store.open(),
    get: (name) => store.get(name),
    set(name, value) {
      onEffect()
      return store.set(name, value)
    },
    delete(name) {
      onEffect()
      return store.delete(name)
    },
  }
  const file = createVaultIndex({ path: join(folder, "vault.json"), mutex })
  const index: VaultIndex = {
    read: () => file.read(),
    update(change) {
      onEffect()
      return file.update(change)
    },
  }
  const clock = folderClock(folder)
  const wire = { timeoutMs: 60_000, nowMs: () => clock.nowMs() }
  const isEffect = (name: string) => EFFECTS.has(name)
  const accounts = createAccounts({ secrets, index, clock, random: systemRandom })
  const care = createKeyCare({
    ...{ secrets, index, clock, random: systemRandom, mutex, accounts },
    api: watched(createAwsSdkApi(wire), isEffect, onEffect),
    iam: { ...createIamApi(wire), ...watched(createIamKeysApi(wire), isEffect, onEffect) },
  })
  return { care, secrets, index, clock, mutex, accounts, wire }
}

export const CARE_ACTIONS = ["rotate", "deleteOld", "rollBack", "enrolMfa", "removeMfa"] as const
export type CareAction = (typeof CARE_ACTIONS)[number]
