/** @file Run by tests as a process of its own: sets a passphrase over the real keychain of this environment. */
import { join } from "node:path"
import { createMutex } from "../../src/adapters/files/mutex.ts"
import { createVaultIndex } from "../../src/adapters/files/vault-index.ts"
import { deriveKeyHere } from "../../src/adapters/keychain/derive-key.ts"
import { directKeytar } from "../../src/adapters/keychain/direct-keytar.ts"
import { createKeytarSecretStore } from "../../src/adapters/keychain/keytar-secret-store.ts"
import { systemRandom } from "../../src/adapters/system/random.ts"
import { setPassphrase } from "../../src/core/lock/passphrase.ts"

const [folder = "", passphrase = ""] = process.argv.slice(2)
const mutex = createMutex({ folder: join(folder, "locks") })
await setPassphrase(
  {
    raw: createKeytarSecretStore({ calls: directKeytar() }),
    index: createVaultIndex({ path: join(folder, "vault.json"), mutex }),
    mutex,
    clock: { nowMs: () => Date.now() },
    random: systemRandom,
    deriveKey: deriveKeyHere,
    argon2: { memoryKiB: 64, iterations: 1, parallelism: 1 },
  },
  passphrase,
)
process.stdout.write("set\n")
process.exit()
