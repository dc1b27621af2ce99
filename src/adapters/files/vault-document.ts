import { z } from "zod"
import { plainAccounts } from "../../core/vault/plain-account.ts"
import { VAULT_VERSION, vault, type Vault } from "../../core/vault/schema.ts"

/** What stands in the file. `damaged`: not ours to write over; `newer`: made by a later Keycard. */
export type VaultDocument = { state: "good"; vault: Vault } | { state: "damaged" } | { state: "newer" }

const header = z.looseObject({ format: z.literal("keycard-vault"), version: z.int() })

export function parseVault(bytes: Uint8Array): VaultDocument {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes))
  } catch {
    return { state: "damaged" }
  }
  const head = header.safeParse(value)
  if (head.success && head.data.version > VAULT_VERSION) return { state: "newer" }
  const accounts = head.success ? plainAccounts(head.data.accounts) : null
  const parsed = vault.safeParse(accounts === null ? value : { ...head.data, accounts: [] })
  if (!parsed.success) return { state: "damaged" }
  return { state: "good", vault: accounts === null ? parsed.data : { ...parsed.data, accounts } }
}

/**
 * Two spaces of indentation, a final newline: a person may read it and a diff of two backups says something.
 * @throws ZodError when it is no vault: a bug of the caller, caught before it reaches the disk.
 */
export function serialiseVault(document: Vault): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(vault.parse(document), null, 2)}\n`)
}
