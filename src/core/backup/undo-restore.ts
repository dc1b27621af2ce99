/** @file Takes a restore back: index first, then the items. What a person changed or used since is theirs, not the
 * restore's: it stays, and so does what it needs. */
import { withoutAccounts } from "../accounts/purge.ts"
import type { SecretName } from "../ports/secret-store.ts"
import { noted } from "../vault/noted.ts"
import { fixedNames } from "../vault/secret-names.ts"
import type { Account, Settings, Vault } from "../vault/schema.ts"
import { backupName } from "./content.ts"
import type { BackupDeps, RestoreBatch, RestoreUndone } from "./service.ts"

interface Outcome {
  readonly vault: Vault
  readonly undone: RestoreUndone
  /** Ids of removed accounts. */
  readonly gone: ReadonlySet<string>
}

/** @throws AppError the first failure of the keychain: it is undone, some secret may still be in it; can be repeated */
export async function undoRestore(deps: BackupDeps, batch: RestoreBatch): Promise<RestoreUndone> {
  const { index, secrets, marks } = deps
  return noted(deps, batch.items, async (settled) => {
    const outcomes: Outcome[] = []
    const after = await index.update((vault) => {
      const outcome = withoutBatch(vault, batch)
      // It may run again: the last one counts.
      outcomes.splice(0, 1, outcome)
      return outcome.vault
    })
    const { undone, gone } = outcomes[0] ?? withoutBatch(after, batch)
    const inUse = new Set<SecretName>(fixedNames(after))
    const failures: unknown[] = []
    const keep = (error: unknown) => failures.push(error)
    for (const name of batch.items) if (!inUse.has(name)) await secrets.delete(name).catch(keep)
    for (const { id, mark } of batch.accounts)
      if (mark === "own" && gone.has(id)) await marks.remove(id).catch(keep)
    if (failures.length > 0) throw failures[0]
    settled()
    return undone
  })
}

/** From the top down: a profile that stays needs its key, and a key that stays its device. */
function withoutBatch(vault: Vault, batch: RestoreBatch): Outcome {
  const stayed: string[] = []
  const inSession = new Set(vault.awsSessions.map(({ profileId }) => profileId))
  const profiles = removable(vault.awsProfiles, batch.profiles, ({ id }) => !inSession.has(id), {
    nameOf: ({ name }) => name,
    stayed,
  })
  const awsProfiles = vault.awsProfiles.filter(({ id }) => !profiles.has(id))
  const neededSignIns = new Set(awsProfiles.map(({ center }) => center?.signInId))
  const signIns = removable(vault.ssoSignIns, batch.signIns, ({ id }) => !neededSignIns.has(id), {
    nameOf: ({ name }) => name,
    stayed,
  })
  const neededKeys = new Set(awsProfiles.map(({ keyId }) => keyId))
  const keys = removable(vault.awsKeys, batch.keys, ({ id }) => !neededKeys.has(id), {
    nameOf: ({ name }) => name,
    stayed,
  })
  const awsKeys = vault.awsKeys.filter(({ id }) => !keys.has(id))
  const devices = new Set(awsKeys.map(({ otpAccountId }) => otpAccountId))
  const accounts = removable(vault.accounts, batch.accounts, ({ id }) => !devices.has(id), {
    nameOf: backupName,
    lasting: lastingOf,
    stayed,
  })
  const kept = removable(vault.kept, batch.kept, () => true, { nameOf: backupName, stayed })
  const settings = batch.settings === null ? null : settingsBefore(vault.settings, batch.settings)
  const undone = {
    accounts: accounts.size,
    kept: kept.size,
    keys: keys.size,
    profiles: profiles.size,
    settings,
    stayed,
  }
  const sameSettings = settings === null || same(settings, vault.settings)
  if (accounts.size + kept.size + keys.size + profiles.size + signIns.size === 0 && sameSettings)
    return { vault, undone, gone: accounts }
  const next: Vault = {
    ...vault,
    awsProfiles,
    awsKeys,
    ssoSignIns: vault.ssoSignIns.filter(({ id }) => !signIns.has(id)),
    kept: vault.kept.filter(({ id }) => !kept.has(id)),
    settings: settings ?? vault.settings,
  }
  return { vault: withoutAccounts(next, accounts), undone, gone: accounts }
}

interface Removing<T> {
  readonly nameOf: (row: T) => string
  /** What of it counts as changed when it differs; default: all of it. */
  readonly lasting?: (row: T) => unknown
  readonly stayed: string[]
}

/** Ids of the rows that are as the restore left them, and that nothing needs. Those that stay are named. */
function removable<T extends { readonly id: string }>(
  now: readonly T[],
  restored: readonly T[],
  isFree: (row: T) => boolean,
  { nameOf, lasting = (row) => row, stayed }: Removing<T>,
): Set<string> {
  const before = new Map(restored.map((row) => [row.id, row]))
  const gone = new Set<string>()
  for (const row of now) {
    const put = before.get(row.id)
    if (put === undefined) continue
    if (isFree(row) && same(lasting(row), lasting(put))) gone.add(row.id)
    else stayed.push(nameOf(row))
  }
  return gone
}

/** How often a code was copied is no change of the account. */
function lastingOf({
  uses: _uses,
  usedAtMs: _usedAtMs,
  ...account
}: Account): Omit<Account, "uses" | "usedAtMs"> {
  return account
}

/** Each setting as it was, unless it was set to something else since. */
function settingsBefore(now: Settings, { before, after }: NonNullable<RestoreBatch["settings"]>): Settings {
  const fields = Object.keys(now) as (keyof Settings)[]
  const unchanged = fields.filter((field) => same(now[field], after[field]))
  return { ...now, ...Object.fromEntries(unchanged.map((field) => [field, before[field]])) }
}

/** Whatever the order of the fields: a file read again may have another. */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
}

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
