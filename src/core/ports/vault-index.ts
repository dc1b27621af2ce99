import type { Vault } from "../vault/schema.ts"

/**
 * Everything that is not secret, in one document shared by every process of this user.
 *
 * @throws AppError `index` when the file is damaged beyond its backup or made by a newer Keycard; `file` when it
 * cannot be read or written. A read that fails never leads to a write.
 */
export interface VaultIndex {
  /** The document as it stands now, including what another process wrote. An absent file is an empty vault. */
  read(): Promise<Vault>
  /**
   * Reads, changes and writes under a lock that other processes respect.
   * @param change pure; may run again when another writer was faster; returning the same object writes nothing.
   */
  update(change: (vault: Vault) => Vault): Promise<Vault>
}
