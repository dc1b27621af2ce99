/** @file Keeps new entries: keychain first, index second, all or none.
 *
 * No keychain item is ever overwritten. A new entry, also one that replaces an account's secret, is written under a
 * name of its own; then one write of the index lets it count. The steps, and what a crash after each leaves:
 *   1. write the new items      -> items nobody refers to; the vault as before
 *   2. write the index          -> the new state, and for a replaced account its old item, which nobody refers to
 *   3. delete the old items     -> the new state
 * When step 1 or 2 fails, the new items are deleted, but only after the index was read again and is known not to
 * refer to them: an answer that got lost after the write must not cost a secret. An item too many harms nobody. */
import { AppError, isAppError } from "../errors.ts"
import { canonicalSecret } from "../otp/base32.ts"
import type { OtpEntry } from "../otp/entry.ts"
import { checkName } from "../otp/names.ts"
import { checkedTags } from "../otp/uri-extras.ts"
import type { SecretName } from "../ports/secret-store.ts"
import { otpParameters } from "../vault/schema.ts"
import type { Account, Vault } from "../vault/schema.ts"
import { secretNameOf, writeSecretItem } from "./secret-item.ts"
import type { AccountsDeps, EnrolChoice } from "./service.ts"

interface Planned {
  readonly entry: OtpEntry
  readonly replaces: string | undefined
  /** The name of the new item, and the id of a new account. */
  readonly secretId: string
}

export async function enrolEntries(deps: AccountsDeps, choices: readonly EnrolChoice[]): Promise<Account[]> {
  if (choices.length === 0) return []
  const planned = choices.map(({ entry, replaces }) => ({
    entry: checkedEntry(entry),
    replaces,
    secretId: deps.random.uuid(),
  }))
  const replaced = planned.flatMap(({ replaces }) => replaces ?? [])
  if (new Set(replaced).size < replaced.length) throw new AppError({ kind: "invalid-request" })
  const nowMs = deps.clock.nowMs()
  // Refused before anything is written, where that can be known already.
  let outcome = withEntries(await deps.index.read(), planned, deps.secrets.backend, nowMs)
  try {
    for (const { entry, secretId } of planned)
      await deps.secrets.set(`otp/${secretId}`, writeSecretItem(entry))
    await deps.index.update((vault) => {
      outcome = withEntries(vault, planned, deps.secrets.backend, nowMs)
      return outcome.vault
    })
  } catch (error) {
    if (!(await landed(deps, planned, isHung(error)))) throw error
  }
  await deleteQuietly(deps, outcome.released)
  return outcome.accounts
}

/** Whoever made the entry: what is kept must come out again. @throws AppError `otp`, `invalid-request` */
function checkedEntry(entry: OtpEntry): OtpEntry {
  if (!otpParameters.safeParse(entry).success) throw new AppError({ kind: "invalid-request" })
  const { secret, issuer, account } = entry
  return { ...entry, secret: canonicalSecret(secret), issuer: checkName(issuer), account: checkName(account) }
}

interface Outcome {
  readonly vault: Vault
  /** In the order of the choices. */
  readonly accounts: Account[]
  /** Items that no account refers to any more. */
  readonly released: SecretName[]
}

/** @throws AppError `not-found`; `keychain` `missing` when the vault's secrets are in the other keychain */
function withEntries(
  vault: Vault,
  planned: readonly Planned[],
  backend: "os" | "file",
  nowMs: number,
): Outcome {
  if (vault.backend !== null && vault.backend !== backend)
    throw new AppError({ kind: "keychain", problem: "missing", backend: vault.backend })
  const accounts = new Map(vault.accounts.map((account) => [account.id, account]))
  const released: SecretName[] = []
  const kept = planned.map(({ entry, replaces, secretId }) => {
    const old = replaces === undefined ? undefined : accounts.get(replaces)
    if (replaces !== undefined && old === undefined)
      throw new AppError({ kind: "not-found", what: "account" })
    if (old !== undefined) released.push(secretNameOf(old))
    const account = old === undefined ? newAccount(entry, secretId, nowMs) : replacing(old, entry, secretId)
    accounts.set(account.id, account)
    return account
  })
  return { vault: { ...vault, backend, accounts: [...accounts.values()] }, accounts: kept, released }
}

function newAccount(entry: OtpEntry, id: string, nowMs: number): Account {
  return {
    id,
    ...fieldsOf(entry),
    tags: checkedTags(entry.tags ?? []),
    pinned: false,
    note: entry.note ?? "",
    mark: "",
    uses: 0,
    usedAtMs: null,
    createdAtMs: nowMs,
    trashedAtMs: null,
  }
}

/** Its id, tags, pin and note stay; it comes back from the trash. */
function replacing(old: Account, entry: OtpEntry, secretId: string): Account {
  return { ...old, ...fieldsOf(entry), secretId, trashedAtMs: null }
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
async function landed(deps: AccountsDeps, planned: readonly Planned[], hung: boolean): Promise<boolean> {
  let vault: Vault
  try {
    vault = await deps.index.read()
  } catch {
    return false
  }
  const inUse = new Set(vault.accounts.map(secretNameOf))
  const names = planned.map(({ secretId }): SecretName => `otp/${secretId}`)
  const undone = deleteQuietly(
    deps,
    names.filter((name) => !inUse.has(name)),
  )
  if (!hung) await undone
  return names.every((name) => inUse.has(name))
}

/** What cannot be deleted now stays as an item nobody refers to. A keychain that hangs is asked once only. */
async function deleteQuietly(deps: AccountsDeps, names: readonly SecretName[]): Promise<void> {
  for (const name of names) {
    try {
      await deps.secrets.delete(name)
    } catch (error) {
      if (isHung(error)) return
    }
  }
}
