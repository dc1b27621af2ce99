/**
 * Pictures that a person chose as marks: small PNG files beside the index, one for each account. Not secret.
 * @throws AppError `file`.
 */
export interface MarkPictures {
  /** `null`: there is none. */
  read(accountId: string): Promise<Uint8Array<ArrayBuffer> | null>
  /** Replaces what was there, whole. */
  write(accountId: string, png: Uint8Array): Promise<void>
  /** One that is gone already does not matter. */
  remove(accountId: string): Promise<void>
}
