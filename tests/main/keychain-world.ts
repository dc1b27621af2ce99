/** @file The window's keychain on fakes. */
import { AppError } from "../../src/core/errors.ts"
import { emptyVault, type Vault } from "../../src/core/vault/schema.ts"
import { createKeychain } from "../../src/main/keychain.ts"
import type { FileKeychain } from "../../src/main/keychain-types.ts"
import { CHEAP, quickKey } from "../core/lock/places.ts"
import { FakePlatformUnlock } from "../fakes/fake-platform-unlock.ts"
import { InMemoryMutex } from "../fakes/in-memory-mutex.ts"
import { InMemorySecretStore } from "../fakes/in-memory-secret-store.ts"
import { InMemoryVaultIndex } from "../fakes/in-memory-vault-index.ts"
import { ManualClock } from "../fakes/manual-clock.ts"
import { SeededRandom } from "../fakes/seeded-random.ts"
import { keyRow } from "../support/vault-rows.ts"

/** A permanent key that is kept. */
export const KEY = keyRow()

class FakeFile extends InMemorySecretStore implements FileKeychain {
  passphrase: string | null = null
  made = 0
  unlocked = false
  constructor() {
    super({ backend: "file" })
  }
  exists(): Promise<boolean> {
    return Promise.resolve(this.passphrase !== null)
  }
  create(passphrase: string): Promise<void> {
    this.made++
    this.passphrase = passphrase
    this.unlocked = true
    return Promise.resolve()
  }
  unlock(passphrase: string): Promise<void> {
    if (this.passphrase === null)
      return Promise.reject(new AppError({ kind: "keychain-file", problem: "missing", path: "/k" }))
    if (passphrase !== this.passphrase)
      return Promise.reject(new AppError({ kind: "passphrase", problem: "wrong" }))
    this.unlocked = true
    return Promise.resolve()
  }
  lock(): void {
    this.unlocked = false
  }
  retire(): Promise<void> {
    if (this.items.size === 0) this.passphrase = null
    return Promise.resolve()
  }
}

export function keychainWorld(
  options: { vault?: Partial<Vault>; asked?: string; unattended?: string; filePassphrase?: string } = {},
) {
  const os = new InMemorySecretStore()
  const file = new FakeFile()
  file.passphrase = options.filePassphrase ?? null
  const index = new InMemoryVaultIndex({ vault: { ...emptyVault(), ...options.vault } })
  const told: string[] = []
  const platform = new FakePlatformUnlock()
  const keychain = createKeychain({
    index,
    os,
    file,
    platform,
    mutex: new InMemoryMutex(),
    clock: new ManualClock(0),
    random: new SeededRandom(),
    deriveKey: quickKey,
    argon2: CHEAP,
    onProgress: () => undefined,
    asked: options.asked,
    unattendedPassphrase: () => Promise.resolve(options.unattended ?? null),
    onChange: ({ state }) => told.push(state),
    log: () => undefined,
  })
  return { os, file, index, told, keychain, platform }
}
