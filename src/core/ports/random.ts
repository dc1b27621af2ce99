/** Randomness fit for identifiers and keys. */
export interface Random {
  /** A version 4 UUID, lower case. */
  uuid(): string
  bytes(length: number): Uint8Array
}
