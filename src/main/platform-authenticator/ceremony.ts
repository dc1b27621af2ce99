/** @file What is asked of the authenticator, as a port: the window that asks it stands in ceremony-window.ts. */

/** A credential that was made. */
export interface MadeCredential {
  readonly credentialId: Uint8Array
  /** What it made of the salt at once; null: it is to be asked for with `get`, or it never makes any. */
  readonly prf: Uint8Array | null
}

/** One conversation with the authenticator and the person before it. */
export interface Ceremony {
  /** `PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable()` */
  available(): Promise<boolean>
  /**
   * Makes a credential that only this device's own authenticator has.
   * @returns null: the authenticator has none of what was asked for
   * @throws AppError `cancelled`
   */
  create(salt: Uint8Array): Promise<MadeCredential | null>
  /**
   * @returns the 32 bytes that this credential makes of this salt; null: it makes none
   * @throws AppError `cancelled`, which is also all that is told where the credential is gone
   */
  get(credentialId: Uint8Array, salt: Uint8Array): Promise<Uint8Array | null>
}

/**
 * Holds a conversation and ends it, however it goes.
 * @param visible whether a person is to be asked
 */
export type HoldCeremony = <T>(visible: boolean, talk: (ceremony: Ceremony) => Promise<T>) => Promise<T>
