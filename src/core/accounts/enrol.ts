/** @file Keeps new entries: keychain first, index second, all or none.
 *
 * No keychain item is ever overwritten. A new entry, also one that replaces an account's secret, is written under a
 * name of its own; then one write of the index lets it count. The steps, and what a crash after each leaves:
 *   0. note their names         -> a note
 *   1. write the new items      -> items nobody refers to, noted; the vault as before
 *   2. write the index          -> the new state, and for a replaced account its old item, noted too
 *   3. delete the old items     -> the new state
 * Where what is replaced is set aside, the index of step 2 has it in the trash, with its item, and step 3 does nothing.
 * When step 1 or 2 fails, the new items are deleted, but only after the index was read again and is known not to
 * refer to them: an answer that got lost after the write must not cost a secret. What cannot be deleted stays noted,
 * and goes at the next start: core/vault/remove-orphans.ts. */
import { AppError, isAppError } from "../errors.ts"
import { canonicalSecret } from "../otp/base32.ts"
import type { OtpEntry } from "../otp/entry.ts"
import { checkName } from "../otp/names.ts"
import { checkedTags } from "../otp/uri-extras.ts"
import type { SecretName, SecretStore } from "../ports/secret-store.ts"
import { noted } from "../vault/noted.ts"
import { claimPlace } from "../vault/place.ts"
import { isOtpParameters } from "../vault/plain-parameters.ts"
import type { Account, Kept, Vault } from "../vault/schema.ts"
import { itemsInUse } from "./items-in-use.ts"
import { freshKept, keptNameOf } from "./kept.ts"
import { secretNameOf, writeSecretItem } from "./secret-item.ts"
import type { AccountsDeps, EnrolBatch, EnrolChoice, EnrolOptions, KeptChoice, Replaced } from "./service.ts"

interface Planned {
  readonly entry: OtpEntry
  readonly replaces: string | undefined
  /** The name of the new item, and the id of a new account. */
  readonly secretId: string
  /** The id that a replaced account has in the trash; null: its item is deleted. */
  readonly asideId: string | null
}

interface Plan {
  readonly entries: readonly Planned[]
  readonly kept: readonly Kept[]
  /** In the order in which they are written. */
  readonly items: ReadonlyMap<SecretName, string>
  /** Where the items are written: as it was before the first one. */
  readonly place: Pick<SecretStore, "backend" | "sealedBy">
  readonly nowMs: number
}

/** @param setAside whether a replaced account goes to the trash with its secret, so that it can be undone */
export async function enrolEntries(
  deps: AccountsDeps,
  choices: readonly EnrolChoice[],
  { kept = [], onProgress, signal }: EnrolOptions,
  setAside: boolean,
): Promise<EnrolBatch> {
  if (choices.length === 0 && kept.length === 0) return { accounts: [], kept: [], replaced: [], items: [] }
  const plan = planOf(deps, choices, await freshKept(deps, kept), setAside)
  // Refused before anything is written, where that can be known already.
  const before = await deps.index.read()
  const expected = withEntries(before, plan)
  const names = [...plan.items.keys(), ...expected.released]
  const { accounts, replaced } = await noted(
    deps,
    names,
    (settled) => write(deps, plan, expected, { onProgress, signal }, settled),
    before,
  )
  return { accounts, kept: [...plan.kept], replaced, items: [...plan.items.keys()] }
}

async function write(
  deps: AccountsDeps,
  plan: Plan,
  expected: Outcome,
  { onProgress, signal }: EnrolOptions,
  settled: () => void,
): Promise<Outcome> {
  let outcome = expected
  const tried: SecretName[] = []
  try {
    for (const [name, value] of plan.items) {
      if (signal?.aborted === true) throw new AppError({ kind: "cancelled" })
      tried.push(name)
      await deps.secrets.set(name, value)
      onProgress?.(tried.length, plan.items.size)
    }
    if (signal?.aborted === true) throw new AppError({ kind: "cancelled" })
    await deps.index.update((vault) => {
      outcome = withEntries(vault, plan)
      return outcome.vault
    })
  } catch (error) {
    if (!(await landed(deps, plan, tried, isHung(error), settled))) throw error
  }
  if (await deleteQuietly(deps, outcome.released)) settled()
  return outcome
}

/** @throws AppError `otp`, `invalid-request`: also when one account is replaced twice */
function planOf(
  deps: AccountsDeps,
  choices: readonly EnrolChoice[],
  keptChoices: readonly KeptChoice[],
  setAside: boolean,
): Plan {
  const { random, secrets } = deps
  const nowMs = deps.clock.nowMs()
  const entries = choices.map(({ entry, replaces }): Planned => ({
    entry: checkedEntry(entry),
    replaces,
    secretId: random.uuid(),
    asideId: setAside && replaces !== undefined ? random.uuid() : null,
  }))
  const replaced = entries.flatMap(({ replaces }) => replaces ?? [])
  if (new Set(replaced).size < replaced.length) throw new AppError({ kind: "invalid-request" })
  const items = new Map<SecretName, string>()
  for (const { entry, secretId } of entries) items.set(`otp/${secretId}`, writeSecretItem(entry))
  const kept = keptChoices.map(({ uri, issuer, account, what, from }): Kept => {
    const id = random.uuid()
    items.set(keptNameOf(id), uri)
    return { id, issuer: checkName(issuer), account: checkName(account), what, from, createdAtMs: nowMs }
  })
  const place = { backend: secrets.backend, sealedBy: secrets.sealedBy ?? null }
  return { entries, kept, items, place, nowMs }
}

/** Whoever made the entry: what is kept must come out again. @throws AppError `otp`, `invalid-request` */
function checkedEntry(entry: OtpEntry): OtpEntry {
  if (!isOtpParameters(entry)) throw new AppError({ kind: "invalid-request" })
  const { secret, issuer, account } = entry
  return { ...entry, secret: canonicalSecret(secret), issuer: checkName(issuer), account: checkName(account) }
}

interface Outcome {
  readonly vault: Vault
  /** In the order of the choices. */
  readonly accounts: Account[]
  readonly replaced: Replaced[]
  /** Items that no account refers to any more. */
  readonly released: SecretName[]
}

/** @throws AppError `not-found`; as {@link claimPlace} */
function withEntries(vault: Vault, { entries, kept, place, nowMs }: Plan): Outcome {
  const claimed = claimPlace(vault, place)
  const all = new Map(vault.accounts.map((account) => [account.id, account]))
  const outcome = { replaced: [] as Replaced[], released: [] as SecretName[] }
  const accounts = entries.map(({ entry, replaces, secretId, asideId }) => {
    const old = replaces === undefined ? undefined : all.get(replaces)
    if (replaces !== undefined && old === undefined)
      throw new AppError({ kind: "not-found", what: "account" })
    const account = old === undefined ? newAccount(entry, secretId, nowMs) : replacing(old, entry, secretId)
    all.set(account.id, account)
    if (old !== undefined && asideId !== null) {
      all.set(asideId, aside(old, asideId, nowMs))
      outcome.replaced.push({ before: old, asideId })
    } else if (old !== undefined) outcome.released.push(secretNameOf(old))
    return account
  })
  const grown = { ...claimed, accounts: [...all.values()], kept: [...vault.kept, ...kept] }
  return { ...outcome, vault: grown, accounts }
}

function newAccount(entry: OtpEntry, id: string, nowMs: number): Account {
  return {
    id,
    ...fieldsOf(entry),
    tags: checkedTags(entry.tags ?? []),
    pinned: entry.pinned === true,
    note: entry.note ?? "",
    mark: "",
    uses: 0,
    usedAtMs: null,
    createdAtMs: nowMs,
    trashedAtMs: entry.trashed === true ? nowMs : null,
  }
}

/** Its id, tags, pin and note stay; it comes back from the trash. */
function replacing(old: Account, entry: OtpEntry, secretId: string): Account {
  return { ...old, ...fieldsOf(entry), secretId, trashedAtMs: null }
}

/** What was replaced, as an account of its own in the trash: with the item it had. */
function aside(old: Account, id: string, nowMs: number): Account {
  return { ...old, id, secretId: old.secretId ?? old.id, trashedAtMs: nowMs }
}

function fieldsOf({ type, algorithm, digits, period, counter, issuer, account }: OtpEntry) {
  return { type, algorithm, digits, period, counter, issuer, account }
}

function isHung(error: unknown): boolean {
  return isAppError(error, "keychain") && error.data.problem === "timeout"
}

/**
 * After a failure: whether the index refers to the new items all the same. If it is known not to, they are deleted;
 * if it cannot be read, they stay. With a keychain that `hung` nobody waits for that: who saved wants to hear of it.
 */
async function landed(
  deps: AccountsDeps,
  { items }: Plan,
  tried: readonly SecretName[],
  hung: boolean,
  settled: () => void,
): Promise<boolean> {
  let inUse: ReadonlySet<SecretName>
  try {
    inUse = itemsInUse(await deps.index.read())
  } catch {
    return false
  }
  const unused = tried.filter((name) => !inUse.has(name))
  const undone = deleteQuietly(deps, unused).then((all) => {
    if (all) settled()
  })
  if (!hung) await undone
  return [...items.keys()].every((name) => inUse.has(name))
}

/** What cannot be deleted now stays noted. A keychain that hangs is asked once only. @returns whether all are gone */
async function deleteQuietly(deps: AccountsDeps, names: readonly SecretName[]): Promise<boolean> {
  let all = true
  for (const name of names) {
    try {
      await deps.secrets.delete(name)
    } catch (error) {
      all = false
      if (isHung(error)) return false
    }
  }
  return all
}
