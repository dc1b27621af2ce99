/** @file Puts back what is in a backup: keychain first, index second, all or none.
 *
 * As on enrolling no keychain item is ever overwritten: every secret is a new item under a name of its own, and one
 * write of the index lets all of them count. When either fails, the new items are deleted, but only after the index
 * was read again and is known not to name them. */
import { keptNameOf } from "../accounts/kept.ts"
import { secretNameOf, writeSecretItem } from "../accounts/secret-item.ts"
import { awsKeyItem, saveKey } from "../aws/secret-items.ts"
import { AppError, isAppError } from "../errors.ts"
import type { SecretName } from "../ports/secret-store.ts"
import type { Account, AwsKey, AwsProfile, Kept, Vault } from "../vault/schema.ts"
import type { BackupAccount, BackupContent, BackupKept, BackupKey } from "./content.ts"
import { restoredSignIns, freeName, type RestoredSignIn } from "./restore-sign-ins.ts"
import { previewRestore } from "./restore-preview.ts"
import type { BackupDeps, Restored, RestoreChoice, RestorePreview } from "./service.ts"

/** Work on a key goes on where it began: a backup knows one key of it, and nothing of what AWS did since. */
const NOTHING_UNDER_WAY = { secretId: null, rotation: null, enrolment: null } as const

/** What comes in, under which new names. */
interface Plan {
  readonly accounts: readonly {
    readonly row: BackupAccount
    readonly secretId: string
    readonly otherId: string
  }[]
  readonly keys: readonly { readonly row: BackupKey; readonly id: string }[]
  readonly profiles: readonly { readonly row: AwsProfile; readonly otherId: string }[]
  readonly signIns: readonly RestoredSignIn[]
  readonly kept: readonly { readonly row: BackupKept; readonly id: string }[]
  /** From ids in the backup to ids here, where the very same is here already. */
  readonly knownAccounts: ReadonlyMap<string, string>
  readonly knownKeys: ReadonlyMap<string, string>
  readonly settings: Vault["settings"] | null
}

/** What the vault will be. */
interface Outcome {
  readonly vault: Vault
  readonly keys: AwsKey[]
  readonly profiles: AwsProfile[]
}

/** @throws AppError `invalid-request` for a place that is none; `already-exists` for a profile's name that is taken */
export async function restoreBackup(
  deps: BackupDeps,
  content: BackupContent,
  choice: RestoreChoice,
): Promise<Restored> {
  const plan = planOf(deps, await previewRestore(deps, content), choice)
  // Refused before anything is written, where that can be known already.
  let outcome = withPlan(await deps.index.read(), plan, deps.secrets.backend)
  try {
    for (const { row, secretId } of plan.accounts)
      await deps.secrets.set(`otp/${secretId}`, writeSecretItem(row))
    for (const { row, id } of plan.keys) await saveKey(deps.secrets, id, row)
    for (const { row, id } of plan.kept) await deps.secrets.set(keptNameOf(id), row.uri)
    await deps.index.update((vault) => {
      outcome = withPlan(vault, plan, deps.secrets.backend)
      return outcome.vault
    })
  } catch (error) {
    if (!(await landed(deps, plan, isHung(error)))) throw error
  }
  return {
    accounts: plan.accounts.length,
    kept: plan.kept.length,
    keys: outcome.keys,
    profiles: outcome.profiles,
    settings: plan.settings,
  }
}

function planOf({ random }: BackupDeps, preview: RestorePreview, choice: RestoreChoice): Plan {
  const { content } = preview
  const profiles = chosen(content.awsProfiles, preview.profiles, choice.profiles)
  const neededKeys = placesOf(content.awsKeys, new Set(profiles.flatMap(({ keyId }) => keyId ?? [])))
  const keys = chosen(content.awsKeys, preview.keys, [...choice.keys, ...neededKeys])
  const devices = new Set(keys.flatMap(({ otpAccountId }) => otpAccountId ?? []))
  const neededAccounts = placesOf(content.accounts, devices)
  const accounts = chosen(content.accounts, preview.accounts, [...choice.accounts, ...neededAccounts])
  return {
    accounts: accounts.map((row) => ({ row, secretId: random.uuid(), otherId: random.uuid() })),
    keys: keys.map((row) => ({ row, id: random.uuid() })),
    profiles: profiles.map((row) => ({ row, otherId: random.uuid() })),
    signIns: content.ssoSignIns
      .filter(({ id }) => profiles.some(({ center }) => center?.signInId === id))
      .map((row) => ({ row, otherId: random.uuid() })),
    kept: chosen(content.kept, preview.kept, choice.kept).map((row) => ({ row, id: random.uuid() })),
    knownAccounts: knownOf(content.accounts, preview.accounts),
    knownKeys: knownOf(content.awsKeys, preview.keys),
    settings: choice.settings ? content.settings : null,
  }
}

/** The rows at these places, in the backup's order, without what is here already. @throws AppError `invalid-request` */
function chosen<T>(
  rows: readonly T[],
  views: readonly { readonly likeness: string }[],
  places: readonly number[],
): T[] {
  const wanted = new Set(places)
  if (places.some((place) => rows[place] === undefined)) throw new AppError({ kind: "invalid-request" })
  return rows.filter((_, place) => wanted.has(place) && views[place]?.likeness !== "duplicate")
}

function placesOf(rows: readonly { readonly id: string }[], ids: ReadonlySet<string>): number[] {
  return rows.flatMap(({ id }, place) => (ids.has(id) ? [place] : []))
}

function knownOf(
  rows: readonly { readonly id: string }[],
  views: readonly { readonly of: string | null }[],
): Map<string, string> {
  return new Map(
    rows.flatMap(({ id }, place): [string, string][] => {
      const of = views[place]?.of ?? null
      return of === null ? [] : [[id, of]]
    }),
  )
}

/** @throws AppError `keychain` `missing` when the vault's secrets are in the other keychain */
function withPlan(vault: Vault, plan: Plan, backend: "os" | "file"): Outcome {
  if (vault.backend !== null && vault.backend !== backend)
    throw new AppError({ kind: "keychain", problem: "missing", backend: vault.backend })
  const accountIds = new Map(plan.knownAccounts)
  const taken = new Set(vault.accounts.map(({ id }) => id))
  const accounts = plan.accounts.map(({ row, secretId, otherId }): Account => {
    const { secret: _, ...fields } = row
    // Its old id where that is free: what refers to it still does.
    const id = taken.has(row.id) ? otherId : row.id
    taken.add(id)
    accountIds.set(row.id, id)
    // The picture of one's own is a file beside the vault, and not in the backup.
    return { ...fields, id, secretId, mark: row.mark === "own" ? "" : row.mark }
  })
  const names = new Set(vault.awsKeys.map(({ name }) => name))
  const keyIds = new Map(plan.knownKeys)
  const keys = plan.keys.map(({ row, id }): AwsKey => {
    const { accessKeyId: _id, secretAccessKey: _secret, ...fields } = row
    const name = freeName(names, row.name)
    names.add(name)
    keyIds.set(row.id, id)
    const device = row.otpAccountId === null ? null : (accountIds.get(row.otpAccountId) ?? null)
    return { ...fields, ...NOTHING_UNDER_WAY, id, name, otpAccountId: device }
  })
  const signIns = restoredSignIns(vault, plan.signIns)
  const profileIds = new Set(vault.awsProfiles.map(({ id }) => id))
  const profileNames = new Set(vault.awsProfiles.map(({ name }) => name))
  const profiles = plan.profiles.map(({ row, otherId }): AwsProfile => {
    if (profileNames.has(row.name))
      throw new AppError({ kind: "already-exists", what: "profile", name: row.name })
    const keyId = row.keyId === null ? null : keyIds.get(row.keyId)
    if (keyId === undefined) throw new AppError({ kind: "not-found", what: "key" })
    const signInId = row.center === null ? null : signIns.ids.get(row.center.signInId)
    if (signInId === undefined) throw new AppError({ kind: "not-found", what: "sign-in" })
    const center = row.center === null || signInId === null ? null : { ...row.center, signInId }
    profileNames.add(row.name)
    const id = profileIds.has(row.id) ? otherId : row.id
    profileIds.add(id)
    return { ...row, id, keyId, center }
  })
  const kept = plan.kept.map(({ row: { uri: _, ...fields }, id }): Kept => ({ ...fields, id }))
  const next: Vault = {
    ...vault,
    backend: accounts.length + kept.length + keys.length > 0 ? backend : vault.backend,
    accounts: [...vault.accounts, ...accounts],
    kept: [...vault.kept, ...kept],
    awsKeys: [...vault.awsKeys, ...keys],
    awsProfiles: [...vault.awsProfiles, ...profiles],
    ssoSignIns: [...vault.ssoSignIns, ...signIns.added],
    settings: plan.settings ?? vault.settings,
  }
  return { vault: next, keys, profiles }
}

function isHung(error: unknown): boolean {
  return isAppError(error, "keychain") && error.data.problem === "timeout"
}

/** After a failure: whether the index names the new items all the same. If it is known not to, they are deleted. */
async function landed(deps: BackupDeps, plan: Plan, hung: boolean): Promise<boolean> {
  let vault: Vault
  try {
    vault = await deps.index.read()
  } catch {
    return false
  }
  const inUse = new Set<SecretName>([
    ...vault.accounts.map(secretNameOf),
    ...vault.kept.map(({ id }) => keptNameOf(id)),
    ...vault.awsKeys.map(awsKeyItem),
  ])
  const names: SecretName[] = [
    ...plan.accounts.map(({ secretId }): SecretName => `otp/${secretId}`),
    ...plan.kept.map(({ id }) => keptNameOf(id)),
    ...plan.keys.map(({ id }): SecretName => `aws-key/${id}`),
  ]
  const undone = deleteQuietly(
    deps,
    names.filter((name) => !inUse.has(name)),
  )
  // With a keychain that hangs nobody waits for that: who restores wants to hear of it.
  if (!hung) await undone
  return names.length > 0 && names.every((name) => inUse.has(name))
}

/** What cannot be deleted now stays as an item nobody refers to. A keychain that hangs is asked once only. */
async function deleteQuietly({ secrets }: BackupDeps, names: readonly SecretName[]): Promise<void> {
  for (const name of names) {
    try {
      await secrets.delete(name)
    } catch (error) {
      if (isHung(error)) return
    }
  }
}
