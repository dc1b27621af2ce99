/** @file What a restore brings, and what the vault will be with it. Nothing is written here. */
import { keptNameOf } from "../accounts/kept.ts"
import { AppError } from "../errors.ts"
import type { SecretName, SecretStore } from "../ports/secret-store.ts"
import { claimPlace } from "../vault/place.ts"
import type { Account, AwsKey, AwsProfile, Kept, Vault } from "../vault/schema.ts"
import type { SsoSignIn } from "../vault/sso-fields.ts"
import type { BackupAccount, BackupKept, BackupKey } from "./content.ts"
import { pictureIn } from "./pictures.ts"
import { freeName, restoredSignIns, type RestoredSignIn } from "./restore-sign-ins.ts"
import type { BackupDeps, RestoreChoice, RestorePreview } from "./service.ts"

/** Work on a key goes on where it began: a backup knows one key of it, and nothing of what AWS did since. */
const NOTHING_UNDER_WAY = { secretId: null, rotation: null, enrolment: null } as const

/** What comes in, under which new names. */
export interface RestorePlan {
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
  /** Where the items are written: as it was before the first one. */
  readonly place: Pick<SecretStore, "backend" | "sealedBy">
}

/** What the vault will be. */
export interface RestoreOutcome {
  readonly vault: Vault
  /** In the order of the plan. */
  readonly accounts: Account[]
  readonly kept: Kept[]
  readonly keys: AwsKey[]
  readonly profiles: AwsProfile[]
  /** Those that were not here. */
  readonly signIns: SsoSignIn[]
}

/** @throws AppError `invalid-request` for a place that is none */
export function planOf(
  { random, secrets }: Pick<BackupDeps, "random" | "secrets">,
  preview: RestorePreview,
  choice: RestoreChoice,
): RestorePlan {
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
    place: { backend: secrets.backend, sealedBy: secrets.sealedBy ?? null },
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

/** The keychain items that a plan writes. */
export function itemsOf({ accounts, kept, keys }: RestorePlan): SecretName[] {
  return [
    ...accounts.map(({ secretId }): SecretName => `otp/${secretId}`),
    ...kept.map(({ id }) => keptNameOf(id)),
    ...keys.map(({ id }): SecretName => `aws-key/${id}`),
  ]
}

/** @throws AppError `already-exists` for a profile's name that is taken; as {@link claimPlace} */
export function withPlan(vault: Vault, plan: RestorePlan): RestoreOutcome {
  const claimed = itemsOf(plan).length > 0 ? claimPlace(vault, plan.place) : vault
  const accountIds = new Map(plan.knownAccounts)
  const taken = new Set(vault.accounts.map(({ id }) => id))
  const accounts = plan.accounts.map(({ row, secretId, otherId }): Account => {
    const { secret: _secret, markPicture: _picture, ...fields } = row
    // Its old id where that is free: what refers to it still does.
    const id = taken.has(row.id) ? otherId : row.id
    taken.add(id)
    accountIds.set(row.id, id)
    return { ...fields, id, secretId, mark: row.mark === "own" && pictureIn(row) === null ? "" : row.mark }
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
    ...claimed,
    accounts: [...vault.accounts, ...accounts],
    kept: [...vault.kept, ...kept],
    awsKeys: [...vault.awsKeys, ...keys],
    awsProfiles: [...vault.awsProfiles, ...profiles],
    ssoSignIns: [...vault.ssoSignIns, ...signIns.added],
    settings: plan.settings ?? vault.settings,
  }
  return { vault: next, accounts, kept, keys, profiles, signIns: signIns.added }
}
