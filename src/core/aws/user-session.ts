/** @file The session of a user with MFA that the profiles of one key share: one code opens many roles. It is kept in the
 *  keychain beside the key it was made with. */
import type { SessionCredentials } from "../ports/aws-api.ts"
import type { SecretStore } from "../ports/secret-store.ts"
import { isText, isWhole } from "../vault/plain-values.ts"
import type { AwsKey } from "../vault/schema.ts"
import { awsKeyItem } from "./secret-items.ts"
import { deleteLarge, getLarge, setLarge } from "./split-secret.ts"

export interface UserSession extends SessionCredentials {
  /** Unix time in milliseconds. */
  readonly issuedAtMs: number
  /** The device that was proven: a session of another one is not this key's any more. */
  readonly mfaSerial: string
  /** The keychain item of the access key that asked for it: one of a key that was replaced ends with that key. */
  readonly madeWith: string
  /** Who issued it, where that was not AWS: another one does not know it. Absent: kept before this was noted. */
  readonly madeAt?: string | null
}

/** How long it is asked for where no profile of the user's own says otherwise: GetSessionToken's own default. */
export const USER_SESSION_SECONDS = 43_200
/** With less than this left another one is made: roles are assumed one after the other. */
const MIN_LEFT_MS = 5 * 60_000
/** A refusal that a newer proof of MFA could mend is not repeated for one this new. */
const NEW_MS = 5 * 60_000

/** The first of its keychain items. */
export const userSessionItem = (keyId: string) => `user-session/${keyId}` as const
const isTime = (value: unknown): value is number => isWhole(value)

function asUserSession(value: unknown): UserSession | null {
  if (typeof value !== "object" || value === null) return null
  const {
    v,
    accessKeyId,
    secretAccessKey,
    sessionToken,
    expiresAtMs,
    issuedAtMs,
    mfaSerial,
    madeWith,
    madeAt,
  } = value as Partial<Record<string, unknown>>
  const areCredentials = isText(accessKeyId) && isText(secretAccessKey) && isText(sessionToken)
  if (v !== 1 || !areCredentials || !isTime(expiresAtMs) || !isTime(issuedAtMs)) return null
  if (!isText(mfaSerial) || !isText(madeWith)) return null
  if (madeAt !== undefined && madeAt !== null && !isText(madeAt)) return null
  return { accessKeyId, secretAccessKey, sessionToken, expiresAtMs, issuedAtMs, mfaSerial, madeWith, madeAt }
}

/**
 * What is kept for this key and its device, if it is good for a while; damaged ones are as good as none.
 * @param atMs the right time: what AWS issued expires by AWS's clock
 * @throws AppError `keychain`
 */
export async function loadUserSession(
  secrets: SecretStore,
  key: AwsKey,
  atMs: number,
): Promise<UserSession | null> {
  const session = asUserSession(await getLarge(secrets, userSessionItem(key.id)))
  if (session?.mfaSerial !== key.mfaSerial || session.madeWith !== awsKeyItem(key)) return null
  if (session.madeAt !== undefined && session.madeAt !== key.endpoint) return null
  return session.expiresAtMs - atMs > MIN_LEFT_MS ? session : null
}

/** @throws AppError `keychain` */
export async function saveUserSession(
  secrets: SecretStore,
  keyId: string,
  session: UserSession,
): Promise<void> {
  await setLarge(secrets, userSessionItem(keyId), { v: 1, ...session })
}

/** @throws AppError `keychain` */
export const deleteUserSession = (secrets: SecretStore, keyId: string) =>
  deleteLarge(secrets, userSessionItem(keyId))

/**
 * Whether a profile that is started can be given this instead of one of its own: it lasts no longer than was asked
 * for, and at least half as long.
 */
export function servesAsOwn(session: UserSession, durationSeconds: number, atMs: number): boolean {
  const leftMs = session.expiresAtMs - atMs
  return leftMs <= durationSeconds * 1_000 && leftMs >= durationSeconds * 500
}

/** Whether a newer proof of MFA could help: some roles trust one of the last minutes only. */
export const couldBeNewer = (session: UserSession, nowMs: number) => nowMs - session.issuedAtMs > NEW_MS
