/** @file How what is in a backup stands to what is kept here. Nothing is changed. */
import { keptNameOf } from "../accounts/kept.ts"
import { inParallel } from "../accounts/in-parallel.ts"
import { READS_AT_ONCE } from "../accounts/preview.ts"
import { readSecret } from "../accounts/read-secret.ts"
import { loadKey } from "../aws/secret-items.ts"
import { isAppError } from "../errors.ts"
import { foldName } from "../otp/names.ts"
import type { Account, AwsProfile, OtpParameters, Vault } from "../vault/schema.ts"
import type { BackupContent, BackupKey } from "./content.ts"
import type { BackupDeps, RestorePreview, RowLikeness } from "./service.ts"
import { isSamePlace } from "./restore-sign-ins.ts"
import { usableContent } from "./usable.ts"
import type { SsoSignIn } from "../vault/sso-fields.ts"

type Deps = Pick<BackupDeps, "secrets" | "index">

/** Rows that could not be kept again are left out of `content` and named in its `missing`. */
export async function previewRestore(deps: Deps, found: BackupContent): Promise<RestorePreview> {
  const content = usableContent(found)
  const vault = await deps.index.read()
  const accounts = await accountRows(deps, vault, content)
  const keys = await keyRows(deps, vault, content.awsKeys)
  const keyIds = new Map(content.awsKeys.map((key, place) => [key.id, keys[place]?.of ?? null]))
  const links = await inParallel(vault.kept, READS_AT_ONCE, ({ id }) => deps.secrets.get(keptNameOf(id)))
  const kept = new Set(links)
  return {
    content,
    accounts,
    keys,
    kept: content.kept.map(({ uri }) => ({ likeness: kept.has(uri) ? "duplicate" : "new" })),
    profiles: content.awsProfiles.map((profile) => ({
      likeness: profileLikeness(vault, profile, keyIds, content.ssoSignIns),
    })),
    settingsDiffer: content.settings !== null && !same(content.settings, vault.settings),
  }
}

/** What lies in the trash of the backup is compared with the trash here too: restoring twice adds nothing twice. */
async function accountRows(
  { secrets }: Deps,
  vault: Vault,
  content: BackupContent,
): Promise<RestorePreview["accounts"]> {
  const wanted = content.accounts.length === 0 ? [] : vault.accounts
  const keys = await inParallel(wanted, READS_AT_ONCE, async (account) => {
    try {
      return codesKey(await readSecret(secrets, account))
    } catch (error) {
      if (isAppError(error, "secret-missing") || isAppError(error, "secret-damaged")) return null
      throw error
    }
  })
  const bySecret = new Map<string, Account>()
  const bySecretInTrash = new Map<string, Account>()
  wanted.forEach((account, place) => {
    const key = keys[place] ?? null
    if (key === null) return
    if (account.trashedAtMs === null) setOnce(bySecret, key, account)
    else setOnce(bySecretInTrash, key, account)
  })
  const names = new Set(
    wanted.filter(({ trashedAtMs }) => trashedAtMs === null).flatMap((account) => nameKey(account) ?? []),
  )
  return content.accounts.map((account) => {
    const key = codesKey(account)
    const twin =
      bySecret.get(key) ?? (account.trashedAtMs === null ? undefined : bySecretInTrash.get(key)) ?? null
    if (twin !== null) return { likeness: "duplicate", of: twin.id }
    const name = account.trashedAtMs === null ? nameKey(account) : null
    return { likeness: name !== null && names.has(name) ? "conflict" : "new", of: null }
  })
}

async function keyRows(
  { secrets }: Deps,
  vault: Vault,
  keys: readonly BackupKey[],
): Promise<RestorePreview["keys"]> {
  const kept = await inParallel(keys.length === 0 ? [] : vault.awsKeys, READS_AT_ONCE, async (key) => {
    try {
      return { id: key.id, ...(await loadKey(secrets, key)) }
    } catch (error) {
      if (isAppError(error, "secret-missing") || isAppError(error, "secret-damaged")) return null
      throw error
    }
  })
  return keys.map((key) => {
    const twin = kept.find(
      (one) => one?.accessKeyId === key.accessKeyId && one.secretAccessKey === key.secretAccessKey,
    )
    if (twin) return { likeness: "duplicate", of: twin.id }
    const taken = vault.awsKeys.some(({ name }) => name === key.name)
    return { likeness: taken ? "conflict" : "new", of: null }
  })
}

/** The same profile has the same name and issues the same with the same key. */
function profileLikeness(
  { awsProfiles, ssoSignIns }: Vault,
  profile: AwsProfile,
  keyIds: ReadonlyMap<string, string | null>,
  backedUp: readonly SsoSignIn[],
): RowLikeness {
  const namesake = awsProfiles.find(({ name }) => name === profile.name)
  if (namesake === undefined) return "new"
  const terms = ({
    durationSeconds,
    region,
    roleArns,
    roleOptions,
    assume,
    federation,
    mode,
  }: AwsProfile) => [durationSeconds, region, ...[roleArns, roleOptions, assume, federation], mode]
  const sameKey =
    profile.keyId === null
      ? sameCenter([profile.center, backedUp], [namesake.center, ssoSignIns])
      : keyIds.get(profile.keyId) === namesake.keyId
  return sameKey && same(terms(profile), terms(namesake)) ? "duplicate" : "conflict"
}

type OfSignIns = readonly [AwsProfile["center"], readonly SsoSignIn[]]

/** Whether both are the same role of the same account, by way of the same Identity Center. */
function sameCenter([a, aSignIns]: OfSignIns, [b, bSignIns]: OfSignIns): boolean {
  const [one, other] = [
    aSignIns.find(({ id }) => id === a?.signInId),
    bSignIns.find(({ id }) => id === b?.signInId),
  ]
  if (one === undefined || other === undefined || !isSamePlace(one, other)) return false
  return a?.accountId === b?.accountId && a?.roleName === b?.roleName
}

/** Equal for what makes the same codes. */
function codesKey({ type, secret, algorithm, digits, period }: OtpParameters & { secret: string }): string {
  return [type, secret, algorithm, digits, period].join("/")
}

/** null: two without any name are strangers, not namesakes. */
function nameKey({ issuer, account }: Pick<Account, "issuer" | "account">): string | null {
  return issuer === "" && account === "" ? null : JSON.stringify([foldName(issuer), foldName(account)])
}

function setOnce<K, V>(map: Map<K, V>, key: K, value: V): void {
  if (!map.has(key)) map.set(key, value)
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
