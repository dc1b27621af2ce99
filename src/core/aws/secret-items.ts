/** @file The keychain items of AWS: keys, issued credentials, what was replaced in the shared files. */
import { z } from "zod"
import { AppError } from "../errors.ts"
import type { LongTermKey, SessionCredentials } from "../ports/aws-api.ts"
import type { SecretStore } from "../ports/secret-store.ts"
import type { AwsKey, AwsProfile } from "../vault/schema.ts"
import type { RegionRecord } from "./shared-files/config-region.ts"
import { deleteLarge, getLarge, refuseDamaged, setLarge } from "./split-secret.ts"

const keyItem = z.object({ v: z.literal(1), accessKeyId: z.string(), secretAccessKey: z.string() })

export async function saveKey(secrets: SecretStore, id: string, key: LongTermKey): Promise<void> {
  const { accessKeyId, secretAccessKey } = key
  await secrets.set(`aws-key/${id}`, JSON.stringify({ v: 1, accessKeyId, secretAccessKey }))
}

/** @throws AppError `keychain`, `secret-missing`, `secret-damaged` */
export async function loadKey(secrets: SecretStore, key: Pick<AwsKey, "id" | "name">): Promise<LongTermKey> {
  const text = await secrets.get(`aws-key/${key.id}`)
  if (text === null) throw new AppError({ kind: "secret-missing", what: "key", name: key.name })
  const item = keyItem.safeParse(parseJson(text))
  if (!item.success) throw new AppError({ kind: "secret-damaged", what: "key", name: key.name })
  return { accessKeyId: item.data.accessKeyId, secretAccessKey: item.data.secretAccessKey }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}

const sessionItem = z.object({
  v: z.literal(1),
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  sessionToken: z.string(),
  issuedAtMs: z.int(),
  expiresAtMs: z.int(),
  /** What they were issued for: other credentials are due once the profile names another key or other roles. */
  keyId: z.string(),
  roleArns: z.array(z.string()),
})
export type StoredSession = Omit<z.output<typeof sessionItem>, "v">

/** What the tools are given, without what only Keycard needs to know. */
export function credentialsOf(stored: StoredSession): SessionCredentials {
  const { accessKeyId, secretAccessKey, sessionToken, expiresAtMs } = stored
  return { accessKeyId, secretAccessKey, sessionToken, expiresAtMs }
}

export async function saveSession(secrets: SecretStore, profileId: string, session: StoredSession) {
  await setLarge(secrets, `session/${profileId}`, { v: 1, ...session })
}

/** The issued credentials of a profile, or `null`; damaged ones are as good as none: others can be issued. */
export async function loadSession(secrets: SecretStore, profile: AwsProfile): Promise<StoredSession | null> {
  const item = sessionItem.safeParse(await getLarge(secrets, `session/${profile.id}`))
  if (!item.success) return null
  const { v: _, ...session } = item.data
  const sameRoles = JSON.stringify(session.roleArns) === JSON.stringify(profile.roleArns)
  return session.keyId === profile.keyId && sameRoles ? session : null
}

export const deleteSession = (secrets: SecretStore, profileId: string) =>
  deleteLarge(secrets, `session/${profileId}`)

const replacedItem = z.object({
  v: z.literal(1),
  credentials: z.string().nullable(),
  config: z
    .object({ region: z.string(), before: z.array(z.string()).nullable(), hadSection: z.boolean() })
    .nullable(),
})

/** What the shared files held in the places that Keycard wrote to for one profile. */
export interface Replaced {
  /** A section of the credentials file, from its header to its last key. */
  readonly credentials: string | null
  readonly config: RegionRecord | null
}

export const NOTHING_REPLACED: Replaced = { credentials: null, config: null }

export async function saveReplaced(
  secrets: SecretStore,
  profileId: string,
  replaced: Replaced,
): Promise<void> {
  if (replaced.credentials === null && replaced.config === null)
    await deleteLarge(secrets, `replaced/${profileId}`)
  else await setLarge(secrets, `replaced/${profileId}`, { v: 1, ...replaced })
}

/** @throws AppError `secret-damaged`: what cannot be read is not taken for nothing. */
export async function loadReplaced(secrets: SecretStore, profile: AwsProfile): Promise<Replaced> {
  const value = refuseDamaged(await getLarge(secrets, `replaced/${profile.id}`), profile.name)
  if (value === null) return NOTHING_REPLACED
  const item = replacedItem.safeParse(value)
  if (!item.success) throw new AppError({ kind: "secret-damaged", what: "session", name: profile.name })
  return { credentials: item.data.credentials, config: item.data.config }
}
