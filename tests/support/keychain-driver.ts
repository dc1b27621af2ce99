/** @file Run by tests as a process of its own: one operation on the keychain, keytar called directly. */
import { directKeytar } from "../../src/adapters/keychain/direct-keytar.ts"
import { createKeytarSecretStore } from "../../src/adapters/keychain/keytar-secret-store.ts"
import { AppError } from "../../src/core/errors.ts"
import type { SecretName } from "../../src/core/ports/secret-store.ts"

const [operation, name, value = ""] = process.argv.slice(2)
const limit = Number(process.env.KEYCARD_TEST_LIMIT_MS ?? 10_000)
const store = createKeytarSecretStore({ calls: directKeytar(), limitMs: limit, promptLimitMs: limit })

async function perform(): Promise<unknown> {
  if (operation === "open") return (await store.open(), "opened")
  if (operation === "get") return store.get(name as SecretName)
  if (operation === "set") return (await store.set(name as SecretName, value), "kept")
  return (await store.delete(name as SecretName), "deleted")
}

let outcome: unknown
try {
  outcome = { value: await perform() }
} catch (error) {
  outcome = error instanceof AppError ? { error: error.data } : { bug: String(error) }
}
process.stdout.write(`${JSON.stringify(outcome)}\n`)
process.exit()
