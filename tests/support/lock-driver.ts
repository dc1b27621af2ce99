/** @file Run by tests as a process of its own: changes the passphrase, and may kill itself at a step; or moves secrets
 * from one keychain to the other and back until it is killed. */
import { join } from "node:path"
import { moveSecrets } from "../../src/core/accounts/move-keychain.ts"
import { allPlaces } from "../../src/core/lock/all-places.ts"
import { changePassphrase, removePassphrase, setPassphrase } from "../../src/core/lock/passphrase.ts"
import type { SecretStore } from "../../src/core/ports/secret-store.ts"
import type { VaultIndex } from "../../src/core/ports/vault-index.ts"
import { placeOf } from "../../src/core/vault/place.ts"
import { createFolderSecretStore } from "./folder-secret-store.ts"
import { lockWorld, openOrCreate } from "./lock-world.ts"

const [operation = "", folder = "", killAt = "0", when = "before"] = process.argv.slice(2)
const FIRST = "correct horse battery"
const NEXT = "staple of another kind"

let steps = 0
async function step<T>(work: () => Promise<T>): Promise<T> {
  const mine = ++steps
  if (mine === Number(killAt) && when === "before") process.kill(process.pid, "SIGKILL")
  const value = await work()
  if (mine === Number(killAt) && when === "after") process.kill(process.pid, "SIGKILL")
  return value
}

/** Counts what changes the disk. */
function watched(store: SecretStore): SecretStore {
  return {
    ...store,
    set: (name, value) => step(() => store.set(name, value)),
    delete: (name) => step(() => store.delete(name)),
  }
}
const watchedIndex = (index: VaultIndex): VaultIndex => ({
  read: () => index.read(),
  update: (change) => step(() => index.update(change)),
})

const world = lockWorld(folder)
const deps = {
  ...world.lockDeps,
  raw: watched(createFolderSecretStore(join(folder, "os"))),
  index: watchedIndex(world.index),
}

async function backAndForth(): Promise<never> {
  for (;;) {
    const { index, mutex, os, file } = world
    const vault = await index.read()
    const here = placeOf(vault).backend
    const other = here === "os" ? "file" : "os"
    const to = vault.move === null ? other : vault.move.to.backend
    await openOrCreate(file)
    const storeAt = allPlaces({ os, file, vaultKey: () => null, random: world.lockDeps.random }, vault.move)
    await moveSecrets({ index, mutex, storeAt }, { place: { backend: to, keyId: null }, lock: null })
    process.stdout.write(`${to}\n`)
  }
}

process.stdout.write("ready\n")
if (operation === "move") await backAndForth()
else {
  if (operation === "set") await setPassphrase(deps, FIRST)
  else if (operation === "change") await changePassphrase(deps, FIRST, NEXT)
  else await removePassphrase(deps, FIRST)
  process.stdout.write(`steps ${steps}\n`)
}
