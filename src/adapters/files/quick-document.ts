/** @file vault.json without its schema where that goes: what Keycard itself wrote needs none to be read or written. */
import { plainVault } from "../../core/vault/plain-vault.ts"
import type { Vault } from "../../core/vault/schema.ts"
import type { VaultDocument } from "./vault-document.ts"

/** The same as `parseVault` says. */
export async function readDocument(bytes: Uint8Array): Promise<VaultDocument> {
  const vault = plainDocument(bytes)
  if (vault !== null) return { state: "good", vault }
  const { parseVault } = await import("./vault-document.ts")
  return parseVault(bytes)
}

/** The same as `serialiseVault` says, the order of fields aside. @throws ZodError when it is no vault */
export async function writeDocument(vault: Vault): Promise<Uint8Array> {
  const plain = plainVault(vault)
  if (plain !== null) return new TextEncoder().encode(`${JSON.stringify(plain, null, 2)}\n`)
  const { serialiseVault } = await import("./vault-document.ts")
  return serialiseVault(vault)
}

function plainDocument(bytes: Uint8Array): Vault | null {
  try {
    return plainVault(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)))
  } catch {
    return null
  }
}
