import type { VaultIndex } from "../core/ports/vault-index.ts"
import type { Vault } from "../core/vault/schema.ts"

/**
 * Reads the document again only when its file changed: codes and lists ask for it many times a minute, and at 1,000
 * accounts reading costs more than all codes together.
 * @param version names what the file holds now; a different name for every different content
 */
export function cachedIndex(index: VaultIndex, version: () => Promise<string>): VaultIndex {
  let cached: { version: string; vault: Vault } | null = null
  return {
    async read() {
      // Asked before reading: a write in between makes the next read fresh, never this one stale for ever.
      const now = await version()
      if (cached?.version === now) return cached.vault
      const vault = await index.read()
      cached = { version: now, vault }
      return vault
    },
    async update(change) {
      cached = null
      try {
        return await index.update(change)
      } finally {
        cached = null
      }
    },
  }
}
