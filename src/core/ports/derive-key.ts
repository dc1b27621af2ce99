/** How strong the key is that Argon2id (RFC 9106) makes of a passphrase. */
export interface Argon2Parameters {
  readonly memoryKiB: number
  /** Passes over the memory, `t` in the RFC. */
  readonly iterations: number
  /** Lanes, `p` in the RFC. */
  readonly parallelism: number
}

/**
 * Makes a 256-bit key of a passphrase by Argon2id (RFC 9106).
 * @param passphrase UTF-8; the caller has normalised it.
 * @throws AppError `keychain` when the process that computes it ended
 */
export type DeriveKey = (
  passphrase: Uint8Array,
  salt: Uint8Array,
  parameters: Argon2Parameters,
) => Promise<Uint8Array>
