/** @file Whether AWS is asked for a key's age without anybody asking. Small: it is decided with every session. */
import type { AwsKey, AwsProfile, Vault } from "../../vault/schema.ts"

export const DAY_MS = 86_400_000
/** AWS does not tell: it is not asked every day, for each refusal stands in the account's own log. */
export const REFUSED_MS = 7 * DAY_MS

/**
 * The key of a profile that was just issued a session, if its age is to be asked for now: once a day, not while work on
 * it is under way, and not for who wants no warning of age.
 * @param nowMs Unix time in milliseconds
 */
export function keyToLookAt(vault: Vault, profile: AwsProfile, nowMs: number): AwsKey | null {
  const key = vault.awsKeys.find(({ id }) => id === profile.keyId)
  // Without a device no session has MFA, and without a code of its own nothing more is known than before.
  if (key === undefined || key.mfaSerial === null || key.rotation !== null || key.enrolment !== null)
    return null
  return vault.settings.keyAgeDays > 0 && isDue(key, nowMs) ? key : null
}

/** A clock that was set back must not hold it up for longer than it would have been. */
export function isDue({ facts, factsDueAtMs }: AwsKey, nowMs: number): boolean {
  const asked = facts?.askedAtMs ?? -Infinity
  const askedToday = asked <= nowMs && nowMs - asked < DAY_MS
  const waits = factsDueAtMs !== null && nowMs < factsDueAtMs && factsDueAtMs - nowMs <= REFUSED_MS
  return !askedToday && !waits
}
