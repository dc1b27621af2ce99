import { codeByClock } from "../clock/correction.ts"
import { isAppError } from "../errors.ts"
import { hotpCode } from "../otp/codes.ts"
import { codeKey } from "../otp/code-key.ts"
import type { OtpEntry } from "../otp/entry.ts"
import { foldName } from "../otp/names.ts"
import type { SecretStore } from "../ports/secret-store.ts"
import type { Account, Vault } from "../vault/schema.ts"
import { inParallel } from "./in-parallel.ts"
import { readSecret } from "./read-secret.ts"
import type { AccountsDeps, Likeness, PreviewRow } from "./service.ts"

/** Secrets asked of the keychain at once: some answer one call at a time, and a hung one blocks each. */
export const READS_AT_ONCE = 4

/** Accounts in the trash count as gone: an entry like one of them is new. */
export async function previewEntries(
  deps: AccountsDeps,
  entries: readonly OtpEntry[],
): Promise<PreviewRow[]> {
  const vault = await deps.index.read()
  const { accounts } = vault
  const kept = accounts.filter(({ trashedAtMs }) => trashedAtMs === null)
  const bySecret = await accountsBySecret(deps.secrets, entries.length === 0 ? [] : kept)
  const byName = new Map<string, Account>()
  for (const account of kept) if (!byName.has(nameKey(account))) byName.set(nameKey(account), account)
  const nowMs = deps.clock.nowMs()
  const twins = twinsAmong(entries)
  return entries.map((entry, index) => ({
    entry,
    twin: twins[index] ?? null,
    likeness: likenessOf(
      bySecret.get(codeKey(entry)),
      hasName(entry) ? byName.get(nameKey(entry)) : undefined,
    ),
    ...codeOf(entry, nowMs, vault),
  }))
}

/** For each entry the first one before it that makes the same codes, or else is called the same. */
function twinsAmong(entries: readonly OtpEntry[]): PreviewRow["twin"][] {
  const secrets = new Map<string, number>()
  const names = new Map<string, number>()
  return entries.map((entry, index) => {
    const sameSecret = firstOf(secrets, codeKey(entry), index)
    const sameName = hasName(entry) ? firstOf(names, nameKey(entry), index) : index
    if (sameSecret < index) return { kind: "same-secret", index: sameSecret }
    return sameName < index ? { kind: "same-name", index: sameName } : null
  })
}

function firstOf(seen: Map<string, number>, key: string, index: number): number {
  const first = seen.get(key)
  if (first === undefined) seen.set(key, index)
  return first ?? index
}

function likenessOf(sameSecret: Account | undefined, sameName: Account | undefined): Likeness {
  if (sameSecret !== undefined) return { kind: "duplicate", of: sameSecret }
  if (sameName !== undefined) return { kind: "conflict", with: sameName }
  return { kind: "new" }
}

function codeOf(
  entry: OtpEntry,
  nowMs: number,
  vault: Pick<Vault, "clockCorrection">,
): Pick<PreviewRow, "code" | "expiresAtMs"> {
  if (entry.type === "hotp") return { code: hotpCode(entry, entry.counter), expiresAtMs: null }
  const { code, expiresAtMs } = codeByClock(entry, nowMs, vault)
  return { code, expiresAtMs }
}

/** An account whose item is gone or damaged cannot be compared, and is no reason to refuse a new one. */
async function accountsBySecret(
  secrets: SecretStore,
  accounts: readonly Account[],
): Promise<Map<string, Account>> {
  const keys = await inParallel(accounts, READS_AT_ONCE, async (account) => {
    try {
      return codeKey(await readSecret(secrets, account))
    } catch (error) {
      if (isAppError(error, "secret-missing") || isAppError(error, "secret-damaged")) return null
      throw error
    }
  })
  const bySecret = new Map<string, Account>()
  accounts.forEach((account, place) => {
    const key = keys[place]
    if (typeof key === "string" && !bySecret.has(key)) bySecret.set(key, account)
  })
  return bySecret
}

/** Equal for entries of one name. */
function nameKey({ issuer, account }: Pick<OtpEntry, "issuer" | "account">): string {
  return JSON.stringify([foldName(issuer), foldName(account)])
}

/** Two without any name are strangers, not namesakes. */
function hasName({ issuer, account }: OtpEntry): boolean {
  return issuer !== "" || account !== ""
}
