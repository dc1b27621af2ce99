/** @file The keychain items of AWS: keys, issued credentials, what was replaced in the shared files. */
import { createHash } from "node:crypto"
import { AppError } from "../errors.ts"
import type { LongTermKey, SessionCredentials } from "../ports/aws-api.ts"
import type { SecretName, SecretStore } from "../ports/secret-store.ts"
import { isText, isTextList, isWhole } from "../vault/plain-values.ts"
import type { AwsKey, AwsProfile } from "../vault/schema.ts"
import type { RegionRecord } from "./shared-files/config-region.ts"
import type { ProcessRecord } from "./shared-files/process-line.ts"
import { deleteLarge, getLarge, readLarge, refuseDamaged, setLarge } from "./split-secret.ts"

/** The fields of an object of this format's only version, to be checked one by one; null: not even that. */
function fieldsOf(value: unknown): Partial<Record<string, unknown>> | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null
  const fields = value as Partial<Record<string, unknown>>
  return fields.v === 1 ? fields : null
}

/** The keychain item of this permanent key. An item is never overwritten: another key is another item. */
export function awsKeyItem({ id, secretId }: Pick<AwsKey, "id" | "secretId">): SecretName {
  return `aws-key/${secretId ?? id}`
}

export async function saveKey(secrets: SecretStore, id: string, key: LongTermKey): Promise<void> {
  const { accessKeyId, secretAccessKey } = key
  await secrets.set(`aws-key/${id}`, JSON.stringify({ v: 1, accessKeyId, secretAccessKey }))
}

/** @throws AppError `keychain`, `secret-missing`, `secret-damaged` */
export async function loadKey(
  secrets: SecretStore,
  key: Pick<AwsKey, "id" | "secretId" | "name">,
): Promise<LongTermKey> {
  const text = await secrets.get(awsKeyItem(key))
  if (text === null) throw new AppError({ kind: "secret-missing", what: "key", name: key.name })
  const { accessKeyId, secretAccessKey } = fieldsOf(parseJson(text)) ?? {}
  if (!isText(accessKeyId) || !isText(secretAccessKey))
    throw new AppError({ kind: "secret-damaged", what: "key", name: key.name })
  return { accessKeyId, secretAccessKey }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}

export interface StoredSession extends SessionCredentials {
  readonly issuedAtMs: number
  /** What they were issued for: other credentials are due once the profile names another key or other roles. */
  readonly keyId: string // see sourceOf
  readonly roleArns: readonly string[]
  /** Of {@link roleDigest}; absent: nothing goes with the roles. */
  readonly roleDigest?: string | undefined
  /** The role was assumed with the permanent key, and nothing else. */
  readonly direct?: boolean | undefined
}

/** What goes with the roles of a profile, in short; empty: nothing does. */
export function roleDigest({ roleOptions }: Pick<AwsProfile, "roleOptions">): string {
  if (roleOptions.length === 0) return ""
  return createHash("sha256").update(JSON.stringify(roleOptions)).digest("hex").slice(0, 32)
}

function asSession(value: unknown): StoredSession | null {
  const fields = fieldsOf(value)
  if (fields === null) return null
  const { accessKeyId, secretAccessKey, sessionToken, issuedAtMs, expiresAtMs, keyId, roleArns } = fields
  const areCredentials = isText(accessKeyId) && isText(secretAccessKey) && isText(sessionToken)
  if (!areCredentials || !isTime(issuedAtMs) || !isTime(expiresAtMs)) return null
  if (!isText(keyId) || !isTextList(roleArns)) return null
  const { roleDigest, direct } = fields
  return {
    ...{ accessKeyId, secretAccessKey, sessionToken, issuedAtMs, expiresAtMs, keyId, roleArns },
    roleDigest: isText(roleDigest) ? roleDigest : undefined,
    direct: direct === true,
  }
}

const isTime = (value: unknown): value is number => isWhole(value, Number.MIN_SAFE_INTEGER)

/** What the tools are given, without what only Keycard needs to know. */
export function credentialsOf(stored: SessionCredentials): SessionCredentials {
  const { accessKeyId, secretAccessKey, sessionToken, expiresAtMs } = stored
  return { accessKeyId, secretAccessKey, sessionToken, expiresAtMs }
}

/** @param head what {@link readSession} found, under the same hold of the profile's lock; absent: it is read again */
export async function saveSession(
  secrets: SecretStore,
  profileId: string,
  session: StoredSession,
  head?: string | null,
): Promise<void> {
  await setLarge(secrets, `session/${profileId}`, { v: 1, ...session }, head)
}

/** The issued credentials of a profile, or `null`; damaged ones are as good as none: others can be issued. */
export async function loadSession(secrets: SecretStore, profile: AwsProfile): Promise<StoredSession | null> {
  return (await readSession(secrets, profile)).session
}

/** {@link loadSession}, with what {@link saveSession} must know of the items there are. */
export async function readSession(
  secrets: SecretStore,
  profile: AwsProfile,
): Promise<{ session: StoredSession | null; head: string | null }> {
  const { value, head } = await readLarge(secrets, `session/${profile.id}`)
  return { session: servingSession(asSession(value), profile), head }
}

function servingSession(session: StoredSession | null, profile: AwsProfile): StoredSession | null {
  if (session === null) return null
  const sameRoles = JSON.stringify(session.roleArns) === JSON.stringify(profile.roleArns)
  const sameOptions = (session.roleDigest ?? "") === roleDigest(profile)
  return session.keyId === sourceOf(profile) && sameRoles && sameOptions ? session : null
}

/** What a profile's credentials are issued from, as one text: its key's id, or the role of Identity Center. */
export function sourceOf({ keyId, center }: Pick<AwsProfile, "keyId" | "center">): string {
  return keyId ?? `sso ${center?.signInId ?? ""} ${center?.accountId ?? ""} ${center?.roleName ?? ""}`
}

export const deleteSession = (secrets: SecretStore, profileId: string) =>
  deleteLarge(secrets, `session/${profileId}`)

/** What the shared files held in the places that Keycard wrote to for one profile. */
export interface Replaced {
  /** A section of the credentials file, from its header to its last key. */
  readonly credentials: string | null
  readonly config: RegionRecord | null
  /** The section of the config file in which our `credential_process` line stands. */
  readonly process: ProcessRecord | null
}

export const NOTHING_REPLACED: Replaced = { credentials: null, config: null, process: null }

export async function saveReplaced(
  secrets: SecretStore,
  profileId: string,
  replaced: Replaced,
): Promise<void> {
  if (replaced.credentials === null && replaced.config === null && replaced.process === null)
    await deleteLarge(secrets, `replaced/${profileId}`)
  else await setLarge(secrets, `replaced/${profileId}`, { v: 1, ...replaced })
}

/** @throws AppError `secret-damaged`: what cannot be read is not taken for nothing. */
export async function loadReplaced(secrets: SecretStore, profile: AwsProfile): Promise<Replaced> {
  const value = refuseDamaged(await getLarge(secrets, `replaced/${profile.id}`), profile.name)
  if (value === null) return NOTHING_REPLACED
  // Absent in what was kept before such lines were written.
  const { credentials, config, process = null } = fieldsOf(value) ?? {}
  const isCopy =
    (credentials === null || isText(credentials)) &&
    (config === null || isRegionRecord(config)) &&
    (process === null || isProcessRecord(process))
  if (!isCopy) throw new AppError({ kind: "secret-damaged", what: "session", name: profile.name })
  return { credentials, config, process }
}

function isProcessRecord(value: unknown): value is ProcessRecord {
  if (typeof value !== "object" || value === null) return false
  const { command, block } = value as Partial<Record<keyof ProcessRecord, unknown>>
  return isText(command) && (block === null || isText(block))
}

function isRegionRecord(value: unknown): value is RegionRecord {
  if (typeof value !== "object" || value === null) return false
  const { region, before, hadSection } = value as Partial<Record<keyof RegionRecord, unknown>>
  return isText(region) && (before === null || isTextList(before)) && typeof hadSection === "boolean"
}
