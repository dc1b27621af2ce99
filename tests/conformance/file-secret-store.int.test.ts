import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createMutex } from "../../src/adapters/files/mutex.ts"
import { deriveKeyHere } from "../../src/adapters/keychain/derive-key.ts"
import { createFileSecretStore } from "../../src/adapters/keychain/file-secret-store.ts"
import { describeSecretStore } from "./secret-store.ts"

/** Real Argon2id, at the least memory the file's reader takes. */
const weak = { memoryKiB: 64, iterations: 1, parallelism: 1 }

describeSecretStore("the keychain in an encrypted file", async () => {
  const folder = mkdtempSync(join(tmpdir(), "keycard-test-"))
  const open = () =>
    createFileSecretStore({
      path: join(folder, "keychain.json"),
      mutex: createMutex({ folder: join(folder, "locks") }),
      deriveKey: deriveKeyHere,
      argon2: weak,
    })
  const store = open()
  await store.create("correct horse")
  return {
    store,
    reopen: async () => {
      const again = open()
      await again.unlock("correct horse")
      return again
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
})
