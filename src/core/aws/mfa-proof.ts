import { readSecret } from "../accounts/read-secret.ts"
import { correctionMs } from "../clock/correction.ts"
import { AppError } from "../errors.ts"
import { codeAt } from "../otp/codes.ts"
import type { MfaProof } from "../ports/aws-api.ts"
import type { Account, AwsKey, Vault } from "../vault/schema.ts"
import { claimPresentStep, claimStep } from "./claim-step.ts"
import { codeFromOf } from "./code-from.ts"
import { hardwareCode } from "./hardware-code.ts"
import type { AwsDeps, RefreshOptions } from "./service.ts"
import { checkCode } from "./values.ts"

/** The account that makes the codes of this key's device. @throws AppError `mfa-account-missing` */
function linkedAccount(vault: Vault, key: AwsKey): Account {
  const account = vault.accounts.find(({ id }) => id === key.otpAccountId)
  const usable = account?.trashedAtMs === null && account.type === "totp" && account.digits === 6
  if (!usable) throw new AppError({ kind: "mfa-account-missing", key: key.name })
  return account
}

/**
 * A code for one request, its time step spent. Without a device there is no proof and no session: a session without
 * MFA would look like success and fail later, elsewhere.
 *
 * @throws AppError `aws-value` `mfa-serial`, `mfa-account-missing`, `code-needed`, `code-spent`, `secret-missing`, `yubikey`,
 * `clock`, `cancelled`.
 */
export async function proveMfa(
  deps: Pick<AwsDeps, "secrets" | "index" | "clock" | "codeSource">,
  vault: Vault,
  key: AwsKey,
  options: Pick<RefreshOptions, "code" | "onWait" | "onTouch" | "signal">,
): Promise<MfaProof> {
  const { secrets, index, clock } = deps
  const serialNumber = key.mfaSerial
  if (serialNumber === null) throw new AppError({ kind: "aws-value", field: "mfa-serial" })
  if (options.code !== undefined) {
    const tokenCode = checkCode(options.code)
    await claimPresentStep(index, clock, { serialNumber, correctionMs: correctionMs(vault) })
    return { serialNumber, tokenCode }
  }
  const from = codeFromOf(key)
  if (from.kind === "typed") throw new AppError({ kind: "code-needed", key: key.name })
  if (from.kind === "yubikey")
    return { serialNumber, tokenCode: (await hardwareCode(deps, vault, serialNumber, from, options)).code }
  const account = linkedAccount(vault, key)
  // The secret first: a keychain that asks its owner may take minutes, and the step would be over.
  const secret = await readSecret(secrets, account)
  const { onWait, signal } = options
  const correction = { correctionMs: correctionMs(vault) }
  const request = { serialNumber, periodSeconds: account.period, ...correction, onWait, signal }
  const atMs = await claimStep(index, clock, request)
  return { serialNumber, tokenCode: codeAt(secret, atMs).code }
}
