import type { Answer, AwsTarget, LongTermKey, SessionCredentials } from "./aws-api.ts"

/** What is asked of GetFederationToken: AWS STS API Reference. */
export interface FederationRequest {
  /** 2 to 32 characters: who CloudTrail shows. */
  readonly name: string
  /** 900 to 129,600. */
  readonly durationSeconds: number
  /** An inline policy: JSON. Without any policy the session may do nothing. */
  readonly policy?: string | undefined
  readonly policyArns: readonly string[]
}

/** The calls that lead into AWS's console. One attempt each, 20 s at most, TLS always verified, no redirect. */
export interface ConsoleApi {
  /**
   * STS GetFederationToken, signed with a permanent key: what a user's sign-in needs.
   * @throws AppError `aws-refused`, `aws-answer`, `network`, `clock`, `cancelled`.
   */
  getFederationToken(
    target: AwsTarget,
    key: LongTermKey,
    request: FederationRequest,
    signal?: AbortSignal,
  ): Promise<Answer<SessionCredentials>>
  /**
   * getSigninToken of the federation endpoint: a token that signs in once, within 15 minutes.
   * @param base https://HOST of the sign-in page, without a slash at the end
   * @param durationSeconds of the console's session, 900 to 43,200; null: as long as the credentials
   * @throws AppError `aws-console` `refused`, `answer`; `network`, `aws-refused`, `cancelled`.
   */
  signInToken(
    base: string,
    credentials: SessionCredentials,
    durationSeconds: number | null,
    signal?: AbortSignal,
  ): Promise<string>
}
