/** @file Run by tests as a process of its own: writes to one of the stores, and may be killed at a named step. */
import { join } from "node:path"
import { createMutex } from "../../src/adapters/files/mutex.ts"
import { createTextFile } from "../../src/adapters/files/text-file.ts"
import { createVaultIndex } from "../../src/adapters/files/vault-index.ts"
import { deriveKeyHere } from "../../src/adapters/keychain/derive-key.ts"
import { createFileSecretStore } from "../../src/adapters/keychain/file-secret-store.ts"
import { watchedFileSystem } from "./watched-file-system.ts"

const [store = "", folder = "", from = "0", times = "1", killAt = "0"] = process.argv.slice(2)

const fs = watchedFileSystem((_name, number) => {
  if (armed && number - callsBefore === Number(killAt)) process.kill(process.pid, "SIGKILL")
  calls = number
})
let calls = 0
let callsBefore = 0
let armed = false

const mutex = createMutex({ folder: join(folder, "locks") })

/** One write of the number `value`, big enough to take several pages. */
async function writer(): Promise<(value: number) => Promise<unknown>> {
  if (store === "file") {
    const file = createTextFile({ path: join(folder, "credentials"), backup: true, fs })
    return async (value) => {
      const text = JSON.stringify({ value, padding: "z".repeat((value * 7_919) % 90_000) })
      await file.replace(new TextEncoder().encode(text), await file.read())
    }
  }
  if (store === "index" || store === "increment") {
    const index = createVaultIndex({ path: join(folder, "vault.json"), mutex, fs })
    return (value) =>
      index.update((vault) => ({
        ...vault,
        clockOffsetMs: store === "index" ? value : (vault.clockOffsetMs ?? 0) + 1,
      }))
  }
  const keychain = createFileSecretStore({
    path: join(folder, "keychain.json"),
    mutex,
    deriveKey: deriveKeyHere,
    argon2: { memoryKiB: 64, iterations: 1, parallelism: 1 },
    fs,
  })
  if (await keychain.exists()) await keychain.unlock("correct horse")
  else await keychain.create("correct horse")
  return (value) => keychain.set("otp/last", String(value))
}

const write = await writer()
callsBefore = calls
armed = true
for (let value = Number(from); value < Number(from) + Number(times); value++) {
  await write(value)
  // Written to a pipe at once, so that what the parent has read was acknowledged.
  process.stdout.write(`${value}\n`)
}
process.stdout.write(`calls ${calls - callsBefore}\n`)
