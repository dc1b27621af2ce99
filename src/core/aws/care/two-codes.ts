import { readSecret } from "../../accounts/read-secret.ts"
import { correctionMs } from "../../clock/correction.ts"
import { AppError } from "../../errors.ts"
import { codeAt } from "../../otp/codes.ts"
import type { TwoCodes } from "../../ports/iam-keys-api.ts"
import type { Account } from "../../vault/schema.ts"
import { claimStep } from "../claim-step.ts"
import type { CareDeps, CareOptions } from "./service.ts"

/**
 * The codes of two time steps that follow one another, both spent by this: the second one's step has begun, so that
 * AWS, whose clock may be a little behind, has seen both begin. EnableMFADevice, IAM API reference: two in a row.
 * @throws AppError `secret-missing`, `cancelled`, `index`, `file`
 */
export async function twoCodes(
  deps: CareDeps,
  serialNumber: string,
  account: Account,
  { onWait, onStep, signal }: CareOptions,
): Promise<TwoCodes> {
  const { index, clock } = deps
  const secret = await readSecret(deps.secrets, account)
  const { period: periodSeconds } = account
  onStep?.("waiting-for-codes")
  const next = async () => {
    const correction = correctionMs(await index.read())
    const request = { serialNumber, periodSeconds, correctionMs: correction, onWait, signal }
    return claimStep(index, clock, request)
  }
  let firstMs = await next()
  for (;;) {
    const secondMs = await next()
    if (secondMs - firstMs === periodSeconds * 1_000)
      return [codeAt(secret, firstMs).code, codeAt(secret, secondMs).code]
    // Asleep meanwhile, or the clock was set: those two do not follow one another.
    firstMs = secondMs
  }
}

/** The account whose codes are this device's. @throws AppError `mfa-account-missing` */
export function usableAccount(accounts: readonly Account[], id: string | null, keyName: string): Account {
  const account = accounts.find((candidate) => candidate.id === id)
  const usable = account?.trashedAtMs === null && account.type === "totp" && account.digits === 6
  if (!usable) throw new AppError({ kind: "mfa-account-missing", key: keyName })
  return account
}
