/** @file Run by tests as a process of its own: writes or deletes keychain items, and kills itself before a step. */
import type { SecretStore } from "../../src/core/ports/secret-store.ts"
import type { VaultIndex } from "../../src/core/ports/vault-index.ts"
import { plainPlace } from "../../src/core/lock/place-store.ts"
import { removeOrphans } from "../../src/core/vault/remove-orphans.ts"
import { more, newKey, orphansWorld, PASSPHRASE } from "./orphans-world.ts"
import { watchedFileSystem } from "./watched-file-system.ts"

const [operation = "", folder = "", killAt = "0"] = process.argv.slice(2)

let steps = 0
function step<T>(work: () => Promise<T>): Promise<T> {
  steps += 1
  if (steps === Number(killAt)) process.kill(process.pid, "SIGKILL")
  return work()
}
const done = () => Promise.resolve()

const world = orphansWorld(folder, {
  secrets: (store): SecretStore => ({
    ...store,
    set: (name, value) => step(() => store.set(name, value)),
    delete: (name) => step(() => store.delete(name)),
  }),
  index: (index): VaultIndex => ({
    read: () => index.read(),
    update: async (change) => {
      const vault = await step(() => index.update(change))
      await step(done)
      return vault
    },
  }),
  fs: watchedFileSystem((call) => {
    if (["open", "write", "rename", "link", "unlink"].includes(call)) void step(done)
  }),
})

const { accounts, backups } = world
if (operation === "import") await accounts.enrolBatch(more)
else if (operation === "sweep") {
  const { index, pending, secrets } = world
  const removed = await removeOrphans({ index, pending, storeAt: () => Promise.resolve(plainPlace(secrets)) })
  process.stdout.write(`removed ${removed}\n`)
} else if (operation === "key") {
  const { id } = await world.aws.addKey({ name: "work", source: { kind: "typed", key: newKey } })
  await world.aws.removeKey(id)
} else if (operation === "purge") await accounts.purge((await accounts.list()).map(({ id }) => id))
else {
  const { readFile } = await import("node:fs/promises")
  const { content } = await backups.preview(await backups.open(await readFile(world.backupPath), PASSPHRASE))
  const { batch } = await backups.restore(content, {
    accounts: content.accounts.map((_, place) => place),
    ...{ kept: [], keys: [], profiles: [], settings: false },
  })
  if (operation === "undo") await backups.undoRestore(batch)
}
process.stdout.write(`steps ${steps}\n`)
