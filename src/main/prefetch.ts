import { inParallel } from "../core/accounts/in-parallel.ts"
import { secretNameOf } from "../core/accounts/secret-item.ts"
import type { SecretStore } from "../core/ports/secret-store.ts"
import type { VaultIndex } from "../core/ports/vault-index.ts"

/** More at once would hold up what the person does meanwhile. */
const AT_ONCE = 2

/**
 * Reads into the cache what is not on screen, so that scrolling and searching find it there. Once for each opening of
 * the keychain; the first failure ends it: what is shown says why.
 * @param secrets the caching one
 */
export function createPrefetch(
  secrets: Pick<SecretStore, "get">,
  index: Pick<VaultIndex, "read">,
): { start(): void; reset(): void } {
  let started = false

  async function readAll(): Promise<void> {
    const { accounts } = await index.read()
    const waiting = accounts.filter(({ trashedAtMs }) => trashedAtMs === null).map(secretNameOf)
    await inParallel(waiting, AT_ONCE, (name) => secrets.get(name))
  }

  return {
    start() {
      if (started) return
      started = true
      readAll().catch(() => (started = false))
    },
    reset: () => void (started = false),
  }
}
