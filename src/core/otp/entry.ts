import type { OtpParameters } from "../vault/schema.ts"

/** One account as a QR code, a link, an export or a person gave it: checked, complete, not yet kept. */
export interface OtpEntry extends OtpParameters {
  readonly issuer: string
  readonly account: string
  /** Base32 (RFC 4648 section 6), upper case, no padding, at least one whole byte. */
  readonly secret: string
  /** HOTP: the next counter to use; otherwise 0. */
  readonly counter: number
  readonly tags?: readonly string[]
  readonly note?: string
  readonly pinned?: boolean
  /** It lay in the other program's trash: it goes into ours. */
  readonly trashed?: boolean
}
