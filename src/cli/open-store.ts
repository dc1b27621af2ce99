/** @file The keychain as it is mostly: nothing of Keycard's own locks it, and nothing in it is on the move. */
import { createGuardedStore } from "../core/lock/guarded-store.ts"
import type { SecretStore } from "../core/ports/secret-store.ts"
import type { OpenLockDeps } from "./open-lock.ts"

/** As `openLockedStore`; what a lock takes is loaded only where there is one. */
export async function openStore(deps: OpenLockDeps, raw: SecretStore): Promise<SecretStore> {
  const { lock, move } = await deps.index.read()
  if (lock === null && move === null) return createGuardedStore(raw, deps.index)
  return (await import("./open-lock.ts")).openLockedStore(deps, raw)
}
