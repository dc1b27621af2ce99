import { AppError } from "../../src/core/errors.ts"
import { refusalError } from "../../src/core/aws/refusals.ts"
import { codeAt, type OtpKey } from "../../src/core/otp/codes.ts"
import type { AwsApi, MfaProof, SessionCredentials } from "../../src/core/ports/aws-api.ts"

const STEP_MS = 30_000
/** Requests that are signed further off than this are refused. */
const SIGNATURE_MS = 5 * 60_000

export interface Surroundings {
  /** The right time, which AWS has. */
  readonly trueMs: () => number
  /** What this computer's clock shows. */
  readonly wallMs: () => number
  readonly lost: () => boolean
  readonly throttled: () => boolean
}

/**
 * STS in memory that keeps AWS's rules by its own clock: codes of the present step and its neighbours, each once for
 * a device, whatever became of the request; signatures within five minutes; sessions that end when they end.
 */
export class RuleKeepingAwsApi implements AwsApi {
  readonly #world: Surroundings
  readonly #devices: ReadonlyMap<string, OtpKey>
  readonly #accepted = new Set<string>()
  /** Every code that left this computer, by the step that made it; also those AWS never saw. */
  readonly sent: string[] = []
  /** When a session ends, by its access key id; AWS's time. */
  readonly issued = new Map<string, number>()
  requests = 0
  refusals = 0

  /** @param devices by serial */
  constructor(world: Surroundings, devices: ReadonlyMap<string, OtpKey>) {
    this.#world = world
    this.#devices = devices
  }

  /** Codes that were sent more than once. */
  get sentTwice(): string[] {
    return this.sent.filter((code, index) => this.sent.indexOf(code) !== index)
  }

  getSessionToken: AwsApi["getSessionToken"] = (_target, _key, { durationSeconds, mfa }) =>
    this.#answer(mfa, () => this.#issue(durationSeconds))

  assumeRole: AwsApi["assumeRole"] = (_target, credentials, { durationSeconds, mfa }) =>
    this.#answer(mfa, () => {
      if (!credentials.accessKeyId.startsWith("ASIA") && mfa === undefined)
        throw this.#refused("AccessDenied", "must provide both MFA serial number and one time pass code")
      const ends = this.issued.get(credentials.accessKeyId)
      if (ends !== undefined && ends <= this.#world.trueMs()) throw this.#refused("ExpiredToken", "expired")
      return this.#issue(durationSeconds)
    })

  getCallerIdentity: AwsApi["getCallerIdentity"] = () =>
    this.#answer(undefined, () => ({
      accountId: "123456789012",
      arn: "arn:aws:iam::123456789012:user/ada",
      userId: "AIDAEXAMPLEEXAMPLE123",
    }))

  listMfaDevices: AwsApi["listMfaDevices"] = () => this.#answer(undefined, () => [])

  #refused(code: string, message: string): AppError {
    this.refusals += 1
    return refusalError({ code, message, httpStatus: 403, clockOffsetMs: this.#offsetMs })
  }

  get #offsetMs(): number {
    return this.#world.trueMs() - this.#world.wallMs()
  }

  async #answer<T>(mfa: MfaProof | undefined, value: () => T) {
    this.requests += 1
    const step = mfa && this.#stepOf(mfa)
    if (mfa !== undefined) this.sent.push(`${mfa.serialNumber} ${mfa.tokenCode} ${step ?? "unknown"}`)
    await new Promise((resolve) => setImmediate(resolve))
    if (this.#world.lost()) throw new AppError({ kind: "network", problem: "dns", host: "sts.amazonaws.com" })
    if (this.#world.throttled()) throw this.#refused("Throttling", "Rate exceeded")
    if (Math.abs(this.#offsetMs) > SIGNATURE_MS)
      throw this.#refused("SignatureDoesNotMatch", "Signature expired: then is now earlier than now")
    if (mfa !== undefined) this.#accept(mfa)
    return { value: value(), clockOffsetMs: this.#offsetMs }
  }

  /** The step that a code is of, within an hour of the right time. */
  #stepOf({ serialNumber, tokenCode }: MfaProof): number | null {
    const device = this.#devices.get(serialNumber)
    if (device === undefined) return null
    const present = Math.floor(this.#world.trueMs() / STEP_MS)
    for (let away = 0; away <= 120; away++) {
      for (const step of [present - away, present + away]) {
        if (codeAt(device, step * STEP_MS).code === tokenCode) return step
      }
    }
    return null
  }

  #accept(mfa: MfaProof): void {
    const wrong = "MultiFactorAuthentication failed with invalid MFA one time pass code."
    const step = this.#stepOf(mfa)
    const present = Math.floor(this.#world.trueMs() / STEP_MS)
    if (step === null || Math.abs(step - present) > 1) throw this.#refused("AccessDenied", wrong)
    const code = `${mfa.serialNumber} ${step}`
    if (this.#accepted.has(code)) throw this.#refused("AccessDenied", wrong)
    this.#accepted.add(code)
  }

  #issue(durationSeconds: number): SessionCredentials {
    const number = String(this.issued.size + 1).padStart(6, "0")
    const accessKeyId = `ASIAEXAMPLEEXA${number}`
    const expiresAtMs = this.#world.trueMs() + durationSeconds * 1_000
    this.issued.set(accessKeyId, expiresAtMs)
    return { accessKeyId, secretAccessKey: `secret-${number}`, sessionToken: `token-${number}`, expiresAtMs }
  }
}
