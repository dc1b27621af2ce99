import { correctionMs } from "../../clock/correction.ts"
import { AppError } from "../../errors.ts"
import type { TwoCodes } from "../../ports/iam-keys-api.ts"
import type { AwsKey, CodeFrom } from "../../vault/schema.ts"
import { claimPresentStep } from "../claim-step.ts"
import { codeFromOf } from "../code-from.ts"
import { hardwareCode } from "../hardware-code.ts"
import { checkCode } from "../values.ts"
import type { CareDeps, CareOptions } from "./service.ts"
import { twoCodes, usableAccount } from "./two-codes.ts"

/** So often a pair is tried: a touch that comes late makes a code of a later step. */
const ATTEMPTS = 4

/**
 * Where two codes in a row of a key's device come from: what is typed, a hardware key, or the account that is linked.
 * What is missing is said here, before AWS is asked anything.
 * @returns makes them, their time steps spent
 * @throws AppError `code-needed`, `aws-value` `code`, `mfa-account-missing`; later `yubikey`, `clock`, `code-spent`
 */
export async function codePair(
  deps: CareDeps,
  key: AwsKey,
  serialNumber: string,
  options: CareOptions,
): Promise<() => Promise<TwoCodes>> {
  const from = codeFromOf(key)
  const { code, secondCode } = options
  if (code !== undefined && secondCode !== undefined) {
    const typed: TwoCodes = [checkCode(code), checkCode(secondCode)]
    return async () => {
      const correction = correctionMs(await deps.index.read())
      await claimPresentStep(deps.index, deps.clock, { serialNumber, correctionMs: correction })
      return typed
    }
  }
  if (from.kind === "typed") throw new AppError({ kind: "code-needed", key: key.name })
  if (from.kind === "yubikey") return () => hardwarePair(deps, serialNumber, from, options)
  const account = usableAccount((await deps.index.read()).accounts, key.otpAccountId, key.name)
  return () => twoCodes(deps, serialNumber, account, options)
}

/** Of the very next step each: the first one's is spent, so that the second is waited for. */
async function hardwarePair(
  deps: CareDeps,
  serialNumber: string,
  from: Extract<CodeFrom, { kind: "yubikey" }>,
  options: CareOptions,
): Promise<TwoCodes> {
  options.onStep?.("waiting-for-codes")
  const next = async () => hardwareCode(deps, await deps.index.read(), serialNumber, from, options)
  let first = await next()
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const second = await next()
    // A code made on the border of two steps may be of either: it proves no order.
    const [one, two] = [first.steps, second.steps].map((steps) => (steps.length === 1 ? steps[0] : undefined))
    if (one !== undefined && two === one + 1) return [first.code, second.code]
    first = second
  }
  throw new AppError({ kind: "code-spent", retryAtMs: deps.clock.nowMs() })
}
