import type { Answer, AwsTarget, LongTermKey, MfaDevice, SessionCredentials } from "./aws-api.ts"

export interface IamUser {
  readonly name: string
  readonly arn: string
  /** Unix time in milliseconds; null: no password, or it was never used. */
  readonly passwordUsedAtMs: number | null
}

export interface IamAccessKey {
  readonly accessKeyId: string
  readonly userName: string
  readonly active: boolean
  /** Unix time in milliseconds. */
  readonly createdAtMs: number
}

/** What came of a list, and whether it was all of it: a very long one is cut. */
export interface Listing<T> {
  readonly items: readonly T[]
  readonly complete: boolean
}

/** Whose question it is, and where it goes. */
export interface IamCaller {
  readonly target: AwsTarget
  readonly credentials: LongTermKey | SessionCredentials
  readonly signal?: AbortSignal | undefined
}

/**
 * IAM's reading operations, for the check-up. `userName` null: the user whose key signs. One attempt each, answers
 * checked field by field.
 * @throws AppError `aws-refused` (`denied`, `mfa-required` where it is not allowed), `aws-answer`, `network`, `clock`,
 * `cancelled`.
 */
export interface IamApi {
  /** GetAccountSummary. */
  accountSummary(caller: IamCaller): Promise<Answer<{ rootMfa: boolean; rootKeys: boolean }>>
  /** ListUsers, 1,000 at most. */
  listUsers(caller: IamCaller): Promise<Answer<Listing<IamUser>>>
  /** ListMFADevices. */
  listMfaDevices(caller: IamCaller, userName: string | null): Promise<Answer<readonly MfaDevice[]>>
  /** ListAccessKeys. */
  listAccessKeys(caller: IamCaller, userName: string | null): Promise<Answer<readonly IamAccessKey[]>>
  /** GetAccessKeyLastUsed. @returns Unix time in milliseconds; null: never, as far as AWS remembers. */
  accessKeyLastUsed(caller: IamCaller, accessKeyId: string): Promise<Answer<number | null>>
}
