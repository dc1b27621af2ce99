/** @file Puts back what is in a backup: keychain first, index second, all or none.
 *
 * As on enrolling no keychain item is ever overwritten: every secret is a new item under a name of its own, noted
 * before it is written, and one write of the index lets all of them count. When either fails, the new items are
 * deleted, but only after the index was read again and is known not to name them. Pictures of marks are files beside
 * the index; they come before it too, so that none is missing that the index names. */
import { keptNameOf } from "../accounts/kept.ts"
import { writeSecretItem } from "../accounts/secret-item.ts"
import { saveKey } from "../aws/secret-items.ts"
import { isAppError } from "../errors.ts"
import { noted } from "../vault/noted.ts"
import { fixedNames } from "../vault/secret-names.ts"
import type { SecretName } from "../ports/secret-store.ts"
import type { Account, Vault } from "../vault/schema.ts"
import type { BackupContent } from "./content.ts"
import { pictureIn } from "./pictures.ts"
import { previewRestore } from "./restore-preview.ts"
import { itemsOf, planOf, withPlan, type RestoreOutcome, type RestorePlan } from "./restore-plan.ts"
import type { BackupDeps, Restored, RestoreChoice } from "./service.ts"

/** @throws AppError `invalid-request` for a place that is none; `already-exists` for a profile's name that is taken */
export async function restoreBackup(
  deps: BackupDeps,
  content: BackupContent,
  choice: RestoreChoice,
): Promise<Restored> {
  const plan = planOf(deps, await previewRestore(deps, content), choice)
  // Refused before anything is written, where that can be known already.
  const before = await deps.index.read()
  const expected = withPlan(before, plan)
  const items = itemsOf(plan)
  const { outcome, settings } = await noted(
    deps,
    items,
    (settled) => write(deps, plan, expected, before, settled),
    before,
  )
  const { accounts, kept, keys, profiles, signIns } = outcome
  return {
    accounts: accounts.length,
    kept: kept.length,
    keys,
    profiles,
    settings: plan.settings,
    batch: {
      accounts,
      kept,
      keys,
      profiles,
      signIns,
      items,
      settings: plan.settings === null ? null : { before: settings, after: plan.settings },
    },
  }
}

interface Written {
  readonly outcome: RestoreOutcome
  /** As they were before. */
  readonly settings: Vault["settings"]
}

async function write(
  deps: BackupDeps,
  plan: RestorePlan,
  expected: RestoreOutcome,
  before: Vault,
  settled: () => void,
): Promise<Written> {
  const { secrets } = deps
  let written: Written = { outcome: expected, settings: before.settings }
  try {
    for (const { row, secretId } of plan.accounts) await secrets.set(`otp/${secretId}`, writeSecretItem(row))
    for (const { row, id } of plan.keys) await saveKey(secrets, id, row)
    for (const { row, id } of plan.kept) await secrets.set(keptNameOf(id), row.uri)
    await writePictures(deps, plan, expected.accounts)
    await deps.index.update((vault) => {
      written = { outcome: withPlan(vault, plan), settings: vault.settings }
      return written.outcome.vault
    })
  } catch (error) {
    if (!(await landed(deps, plan, expected.accounts, isHung(error), settled))) throw error
  }
  settled()
  // Another process restored the same meanwhile, and this one's accounts have other ids.
  const moved = written.outcome.accounts.filter(({ id }, place) => id !== expected.accounts[place]?.id)
  if (moved.length > 0) await writePictures(deps, plan, written.outcome.accounts)
  return written
}

/** @param accounts in the order of the plan */
async function writePictures(
  { marks }: BackupDeps,
  plan: RestorePlan,
  accounts: readonly Account[],
): Promise<void> {
  for (const [place, { row }] of plan.accounts.entries()) {
    const png = pictureIn(row)
    const id = accounts[place]?.id
    if (png !== null && id !== undefined) await marks.write(id, png)
  }
}

function isHung(error: unknown): boolean {
  return isAppError(error, "keychain") && error.data.problem === "timeout"
}

/** After a failure: whether the index names the new items all the same. If it is known not to, they are deleted. */
async function landed(
  deps: BackupDeps,
  plan: RestorePlan,
  accounts: readonly Account[],
  hung: boolean,
  settled: () => void,
): Promise<boolean> {
  let vault: Vault
  try {
    vault = await deps.index.read()
  } catch {
    return false
  }
  const inUse = new Set<SecretName>(fixedNames(vault))
  const names = itemsOf(plan)
  const here = new Set(vault.accounts.map(({ id }) => id))
  const strangers = accounts.filter(({ id, mark }) => mark === "own" && !here.has(id))
  const undone = (async () => {
    for (const { id } of strangers) await deps.marks.remove(id).catch(() => undefined)
    const unused = names.filter((name) => !inUse.has(name))
    if (await deleteQuietly(deps, unused)) settled()
  })()
  // With a keychain that hangs nobody waits for that: who restores wants to hear of it.
  if (!hung) await undone
  return names.length > 0 && names.every((name) => inUse.has(name))
}

/** What cannot be deleted now stays noted, for the next start. A keychain that hangs is asked once only. */
async function deleteQuietly({ secrets }: BackupDeps, names: readonly SecretName[]): Promise<boolean> {
  let all = true
  for (const name of names) {
    try {
      await secrets.delete(name)
    } catch (error) {
      all = false
      if (isHung(error)) return false
    }
  }
  return all
}
