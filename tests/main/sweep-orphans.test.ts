import { expect, it } from "vitest"
import type { SecretName } from "../../src/core/ports/secret-store.ts"
import { createSweep } from "../../src/main/sweep-orphans.ts"
import type { KeychainState } from "../../src/shared/ipc/views.ts"
import { InMemoryPendingItems } from "../fakes/in-memory-pending-items.ts"
import { InMemorySecretStore } from "../fakes/in-memory-secret-store.ts"
import { InMemoryVaultIndex } from "../fakes/in-memory-vault-index.ts"
import { SeededRandom } from "../fakes/seeded-random.ts"
import { ManualTimers } from "./manual-timers.ts"

const SOON_MS = 10_000
const uuid = "11111111-1111-4111-8111-111111111111"
const item: SecretName = `otp/${uuid}`

/** The encrypted file, as far as it is swept. */
class FileStore extends InMemorySecretStore {
  unlocked = true
  exists = () => Promise.resolve(true)
  retire = () => Promise.resolve()
}

function world(
  names: readonly SecretName[] = [item],
  backend: "os" | "file" = "os",
  keyId: string | null = null,
) {
  const [os, file] = [new InMemorySecretStore(), new FileStore({ backend: "file" })]
  const pending = new InMemoryPendingItems()
  const timers = new ManualTimers()
  const failures: unknown[] = []
  const now = { state: { state: "ready", backend: "os" } as KeychainState }
  pending.leave({ names, places: [{ backend, keyId }], generation: 0 })
  const sweep = createSweep({
    ...{ os, file, pending, timers, random: new SeededRandom("sweep"), index: new InMemoryVaultIndex() },
    keychain: { state: () => now.state },
    log: (_message, cause) => failures.push(cause),
  })
  return { os, file, pending, timers, failures, now, sweep }
}

/** What is begun then comes to its end. */
async function pass({ timers }: ReturnType<typeof world>): Promise<void> {
  await timers.pass(SOON_MS)
  await new Promise((resolve) => setImmediate(resolve))
}

it("removes what was left a while after the keychain opened, and not before", async () => {
  const here = world()
  await here.os.set(item, "an orphan")
  here.sweep.soon()
  await here.timers.pass(1_000)
  expect(here.os.items.has(item)).toBe(true)
  await pass(here)
  expect(here.os.items.size).toBe(0)
  expect(here.pending.notes.size).toBe(0)
  expect(here.failures).toEqual([])
})

it("removes every part of a value that lies over several items", async () => {
  const here = world([`sso/${uuid}`])
  for (const name of [`sso/${uuid}`, `sso/${uuid}.a.1`, `sso/${uuid}.a.2`, `sso/${uuid}.b.1`] as SecretName[])
    await here.os.set(name, "a part")
  here.sweep.soon()
  await pass(here)
  expect([...here.os.items.keys()]).toEqual([])
})

it("removes sealed items without the key that opens them", async () => {
  const here = world([item], "os", uuid)
  const sealed = `${item}.sealed` as SecretName
  await here.os.set(sealed, "nobody reads this")
  here.sweep.soon()
  await pass(here)
  expect([...here.os.items.keys()]).toEqual([])
})

it("leaves a keychain alone that is not the one in use, and one that locked meanwhile", async () => {
  const other = world([item], "file")
  await other.file.set(item, "an orphan")
  other.sweep.soon()
  await pass(other)
  expect(other.file.items.has(item)).toBe(true)
  expect(other.pending.notes.size).toBe(1)
  const locked = world()
  await locked.os.set(item, "an orphan")
  locked.sweep.soon()
  locked.now.state = { state: "locked" }
  await pass(locked)
  expect(locked.os.items.has(item)).toBe(true)
})

it("leaves an encrypted file alone while it is closed", async () => {
  const here = world([item], "file")
  here.now.state = { state: "ready", backend: "file" }
  here.file.unlocked = false
  here.sweep.soon()
  await pass(here)
  expect(here.pending.notes.size).toBe(1)
  expect(here.failures).toEqual([])
})

it("logs what failed, tries again at the next opening, and does nothing once stopped", async () => {
  const here = world()
  await here.os.set(item, "an orphan")
  here.os.close("locked")
  here.sweep.soon()
  await pass(here)
  expect(here.failures).toHaveLength(1)
  here.os.reopen()
  here.sweep.soon()
  here.sweep.stop()
  await pass(here)
  expect(here.os.items.has(item)).toBe(true)
  here.sweep.soon()
  await pass(here)
  expect(here.os.items.size).toBe(0)
})
