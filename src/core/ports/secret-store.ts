/** Names an item: `otp/<uuid>`, `kept/<uuid>`, `aws-key/<uuid>`, `session/<uuid>`, ...: docs/storage.md. */
export type SecretName =
  `${"otp" | "kept" | "aws-key" | "sso" | "session" | "user-session" | "replaced" | "backup" | "lock"}/${string}`

/** The most bytes (UTF-8) one value may hold: Windows caps an item at 2,560 bytes, and its encoding costs some. */
export const MAX_SECRET_BYTES = 2_000

/**
 * A keychain. Values are one line of printable text (libsecret keyrings have been broken by multi-line values).
 *
 * Every method throws AppError `keychain` when the keychain is locked, missing, cancelled, denied or hung; then
 * nothing was changed as far as can be known, and no caller may take it for "no such item".
 */
export interface SecretStore {
  readonly backend: "os" | "file"
  /** The vault key that values are sealed under here; absent or null: kept as they are. */
  readonly sealedBy?: string | null
  /** Proves that the keychain is open by reading (or first writing) an item of its own. */
  open(): Promise<void>
  /** The value, or `null` only when the keychain is known to be open and holds no such item. */
  get(name: SecretName): Promise<string | null>
  /**
   * Writes, reads back and compares.
   * @throws AppError `keychain` `too-large` over {@link MAX_SECRET_BYTES}, `not-kept` when it reads back differently.
   */
  set(name: SecretName, value: string): Promise<void>
  /** Deletes; deleting what is not there is no error. */
  delete(name: SecretName): Promise<void>
  /**
   * Where it is much quicker than one by one: writes (or, for `null`, deletes) several, all or none.
   * @throws as {@link set}
   */
  readonly setAll?: (items: ReadonlyMap<SecretName, string | null>) => Promise<void>
}
