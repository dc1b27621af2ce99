import type { SessionTag } from "../vault/role-options.ts"

/** A permanent access key of an IAM user. */
export interface LongTermKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** Credentials that expire by themselves. */
export interface SessionCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  /** Unix time in milliseconds. */
  readonly expiresAtMs: number
}

/** Where to call. Never taken from the environment or the config file: a code must not go astray. */
export interface AwsTarget {
  readonly region: string
  /** An STS/IAM of one's own: https, or http on loopback. Absent: AWS's own endpoint of the region. */
  readonly endpoint?: string | undefined
}

export interface MfaProof {
  /** ARN of a virtual device or the serial of a hardware one. */
  readonly serialNumber: string
  /** Six digits. */
  readonly tokenCode: string
}

export interface CallerIdentity {
  readonly accountId: string
  readonly arn: string
  readonly userId: string
}

export interface MfaDevice {
  readonly serialNumber: string
  readonly userName: string
  /** Unix time in milliseconds. */
  readonly enabledAtMs: number
}

/** What is asked of one role: "AssumeRole", AWS STS API Reference. */
export interface RoleRequest {
  readonly roleArn: string
  readonly roleSessionName: string
  /** 900 to 43,200; 3,600 at most where it is signed with a session. */
  readonly durationSeconds: number
  readonly externalId?: string | undefined
  readonly sourceIdentity?: string | undefined
  readonly tags?: readonly SessionTag[] | undefined
  /** An inline session policy: JSON. */
  readonly policy?: string | undefined
  readonly policyArns?: readonly string[] | undefined
  readonly mfa?: MfaProof | undefined
}

/** An answer, and what it told about the clocks. */
export interface Answer<T> {
  readonly value: T
  /** Server clock minus ours in milliseconds, from the Date header; `null` when it could not be measured. */
  readonly clockOffsetMs: number | null
}

/**
 * The calls to STS and IAM that Keycard makes. One attempt each where a code travels, 20 s at most, answers
 * validated field by field, TLS always verified.
 *
 * @throws AppError `aws-refused`, `aws-answer`, `network`, `clock`, `cancelled`. After any of them the code counts
 * as spent: the request may have arrived.
 */
export interface AwsApi {
  /** STS GetSessionToken. `durationSeconds` 900 to 129,600. */
  getSessionToken(
    target: AwsTarget,
    key: LongTermKey,
    request: { durationSeconds: number; mfa?: MfaProof | undefined },
    signal?: AbortSignal,
  ): Promise<Answer<SessionCredentials>>
  /** STS AssumeRole, signed with a session or a permanent key. `durationSeconds` 900 to 43,200. */
  assumeRole(
    target: AwsTarget,
    credentials: LongTermKey | SessionCredentials,
    request: RoleRequest,
    signal?: AbortSignal,
  ): Promise<Answer<SessionCredentials>>
  /** STS GetCallerIdentity: who these credentials are. */
  getCallerIdentity(
    target: AwsTarget,
    credentials: LongTermKey | SessionCredentials,
    signal?: AbortSignal,
  ): Promise<Answer<CallerIdentity>>
  /** IAM ListMFADevices of the key's own user. */
  listMfaDevices(target: AwsTarget, key: LongTermKey, signal?: AbortSignal): Promise<Answer<MfaDevice[]>>
}
