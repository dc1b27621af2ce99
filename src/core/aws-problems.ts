/** @file What is wrong with a value for AWS, or with signing in to its console. A part of errors.ts. */

/** A value that goes to AWS, or into its tools' files. */
export type AwsValueField =
  | "access-key-id"
  | "secret-access-key"
  | "mfa-serial"
  | "role-arn"
  | "region"
  | "duration"
  | "role-duration"
  | "chain-duration" // over an hour, for a role that is not assumed with the permanent key
  | "endpoint"
  | "code"
  | "name"
  | "start-url"
  | "account-id"
  | "role-name"
  | "chain" // more roles than a profile may have, or options for more than it has
  | "external-id"
  | "session-name"
  | "source-identity"
  | "source-identity-chain" // another one than an earlier role of the chain set
  | "tag-key"
  | "tag-value"
  | "tags" // too many, or one twice
  | "transitive-tag" // one that an earlier role of the chain passes on already
  | "session-policy"
  | "policy-arn"
  | "policies" // too many, or one twice
  | "console-duration"
  | "console-page"

/** Why there is no link that signs in to AWS's console. */
export type ConsoleProblem =
  | "duration-fixed" // only a role that was assumed with the permanent key takes a duration
  | "refused" // the sign-in page did not take the credentials
  | "answer" // what came back is no token
  | "no-browser" // none could be started
  | "not-opened" // nothing asked for the page that was to be opened

/** The role of a profile that AWS refused. */
export interface RefusedRole {
  readonly arn: string
  /** From 1 on. */
  readonly place: number
  /** How many roles the profile has. */
  readonly of: number
}
