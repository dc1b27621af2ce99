import { deriveKeyHere } from "../adapters/keychain/derive-key.ts"
import { createFileSecretStore } from "../adapters/keychain/file-secret-store.ts"
import { readPassphraseFile } from "../adapters/keychain/passphrase-file.ts"
import { AppError } from "../core/errors.ts"
import type { Mutex } from "../core/ports/mutex.ts"
import type { SecretStore } from "../core/ports/secret-store.ts"
import type { VaultIndex } from "../core/ports/vault-index.ts"
import { holdsSecrets } from "../core/vault/choose-backend.ts"
import type { Asker } from "./prompt.ts"

/**
 * Opens the encrypted-file keychain with the passphrase of `KEYCARD_PASSPHRASE_FILE`, else asks for it. A first use
 * creates it: without asking when a passphrase file is named, with the passphrase typed twice otherwise.
 * @throws AppError `passphrase`, `keychain-file`, `file`
 */
export async function openFileKeychain(deps: {
  readonly path: string
  readonly mutex: Mutex
  readonly index: VaultIndex
  readonly asker: Asker
  readonly env: Readonly<Record<string, string | undefined>>
}): Promise<SecretStore> {
  const store = createFileSecretStore({ path: deps.path, mutex: deps.mutex, deriveKey: deriveKeyHere })
  const unattended = await readPassphraseFile(deps.env.KEYCARD_PASSPHRASE_FILE)
  // A file that is gone while accounts are known is a loss to be named, not a first use.
  if ((await store.exists()) || holdsSecrets(await deps.index.read())) {
    await store.unlock(unattended ?? (await ask(deps.asker, "Passphrase")))
    return store
  }
  const chosen = unattended ?? (await ask(deps.asker, "New passphrase for the encrypted keychain"))
  if (unattended === null && chosen !== (await ask(deps.asker, "The same again"))) {
    throw new AppError({ kind: "passphrase", problem: "mismatch" })
  }
  await store.create(chosen)
  return store
}

async function ask(asker: Asker, question: string): Promise<string> {
  if (!asker.interactive) throw new AppError({ kind: "passphrase", problem: "needed" })
  return asker.ask(question, { hidden: true })
}
