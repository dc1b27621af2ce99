import type {
  Answer,
  AwsApi,
  CallerIdentity,
  MfaDevice,
  MfaProof,
  RoleRequest,
  SessionCredentials,
} from "../../src/core/ports/aws-api.ts"
import type { Clock } from "../../src/core/ports/clock.ts"

export interface ApiCall {
  readonly action: "GetSessionToken" | "AssumeRole" | "GetCallerIdentity" | "ListMFADevices"
  readonly atMs: number
  readonly signedBy: string
  readonly durationSeconds?: number
  readonly mfa?: MfaProof | undefined
  readonly roleArn?: string
  readonly roleSessionName?: string
  /** Of AssumeRole: all that was asked. */
  readonly role?: RoleRequest
}

/**
 * An AWS in memory that says yes with numbered credentials, until a test says otherwise. A code is good once, as at
 * AWS: sending one twice throws an error that no test can mistake for a refusal.
 */
export class ScriptedAwsApi implements AwsApi {
  readonly calls: ApiCall[] = []
  readonly #clock: Clock
  readonly #sent = new Set<string>()
  #issued = 0
  /** Of the next calls, in order: thrown instead of answering. */
  readonly failures: Error[] = []
  /** Awaited by every call before it answers. */
  beforeAnswer: (call: ApiCall, signal?: AbortSignal) => Promise<void> = () => Promise.resolve()
  clockOffsetMs: number | null = 0
  identity: CallerIdentity = {
    accountId: "123456789012",
    arn: "arn:aws:iam::123456789012:user/ada",
    userId: "AIDAEXAMPLEEXAMPLE123",
  }
  devices: MfaDevice[] = []
  /** Another token than the numbered one. */
  token: string | null = null

  constructor(clock: Clock) {
    this.#clock = clock
  }

  count(action: ApiCall["action"]): number {
    return this.calls.filter((call) => call.action === action).length
  }

  getSessionToken: AwsApi["getSessionToken"] = (_target, key, { durationSeconds, mfa }, signal) => {
    const call = { action: "GetSessionToken", signedBy: key.accessKeyId, durationSeconds, mfa } as const
    return this.#answer(call, () => this.#issue(durationSeconds), signal)
  }

  assumeRole: AwsApi["assumeRole"] = (_target, credentials, request, signal) => {
    const { durationSeconds, mfa, roleArn, roleSessionName } = request
    const signedBy = credentials.accessKeyId
    const call = { action: "AssumeRole", signedBy, durationSeconds, mfa, roleArn, roleSessionName } as const
    const asked = { ...call, role: request }
    return this.#answer(asked, () => this.#issue(durationSeconds), signal)
  }

  getCallerIdentity: AwsApi["getCallerIdentity"] = (_target, credentials, signal) =>
    this.#answer(
      { action: "GetCallerIdentity", signedBy: credentials.accessKeyId },
      () => this.identity,
      signal,
    )

  listMfaDevices: AwsApi["listMfaDevices"] = (_target, key, signal) =>
    this.#answer({ action: "ListMFADevices", signedBy: key.accessKeyId }, () => this.devices, signal)

  async #answer<T>(call: Omit<ApiCall, "atMs">, value: () => T, signal?: AbortSignal): Promise<Answer<T>> {
    const logged = { ...call, atMs: this.#clock.nowMs() }
    this.calls.push(logged)
    if (call.mfa !== undefined) {
      const code = `${call.mfa.serialNumber} ${call.mfa.tokenCode}`
      if (this.#sent.has(code)) throw new Error("a code was sent twice")
      this.#sent.add(code)
    }
    await this.beforeAnswer(logged, signal)
    const failure = this.failures.shift()
    if (failure !== undefined) throw failure
    return { value: value(), clockOffsetMs: this.clockOffsetMs }
  }

  #issue(durationSeconds: number): SessionCredentials {
    this.#issued += 1
    const number = String(this.#issued).padStart(4, "0")
    return {
      accessKeyId: `ASIAEXAMPLEEXAMP${number}`,
      secretAccessKey: `session-secret-${number}`,
      sessionToken: this.token ?? `session-token-${number}-${"x".repeat(2_500)}`,
      expiresAtMs: this.#clock.nowMs() + durationSeconds * 1_000,
    }
  }
}
