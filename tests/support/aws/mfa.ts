import { halfAnMfa, wrongMfaCode, wrongMfaSerial } from "./aws-error.ts"
import type { User } from "./model.ts"
import { matchingSteps } from "./totp.ts"

/** Proves the second factor of a call, and spends its code: a time step of a device is good once, whatever
 *  becomes of the call afterwards (RFC 6238 section 5.2).
 *  @returns whether a code was given at all.
 *  @throws AwsError AccessDenied. */
export function proveMfa(
  user: User,
  serial: string | undefined,
  code: string | undefined,
  nowMs: number,
): boolean {
  if (serial === undefined && code === undefined) return false
  if (serial === undefined || code === undefined) throw halfAnMfa()
  const device = user.mfaDevices.find((candidate) => candidate.serial === serial)
  if (device === undefined) throw wrongMfaSerial()
  const step = matchingSteps(device.seedBase32, code, nowMs).find((match) => !device.spentSteps.has(match))
  if (step === undefined) throw wrongMfaCode()
  device.spentSteps.add(step)
  return true
}
