/** @file Sign-ins to IAM Identity Center, as vault.json has them. Their tokens are in the keychain: `sso/<id>`. */
import { z } from "zod"

const unixMs = z.int().nonnegative()

/** What is known of a sign-in that stands, without its token. */
export const signedIn = z.object({
  /** When a person last signed in; silent renewals leave it. */
  atMs: unixMs,
  /** When the present access token ends. */
  expiresAtMs: unixMs,
  /** Whether it can be renewed without a person, as far as AWS has said. */
  renewable: z.boolean(),
})
export type SignedIn = z.output<typeof signedIn>

/** A start URL that people sign in at. */
export const ssoSignIn = z.object({
  id: z.uuid(),
  name: z.string().min(1).max(100),
  /** `https://d-1234567890.awsapps.com/start`, or an issuer URL. */
  startUrl: z.string().min(1).max(2_000),
  /** Where the instance of Identity Center is, which is where it is asked. */
  region: z.string().max(40),
  /** An Identity Center (and STS) of one's own; null: AWS's. */
  endpoint: z.string().max(2_000).nullable().default(null),
  /** null: signed out. */
  signedIn: signedIn.nullable().default(null),
  createdAtMs: unixMs,
})
export type SsoSignIn = z.output<typeof ssoSignIn>
