/** @file Gathers what goes out: from the index what is not secret, from the keychain what is. */
import { createHash } from "node:crypto"
import { keptNameOf } from "../accounts/kept.ts"
import { inParallel } from "../accounts/in-parallel.ts"
import { READS_AT_ONCE } from "../accounts/preview.ts"
import { readSecret } from "../accounts/read-secret.ts"
import { loadKey } from "../aws/secret-items.ts"
import { AppError, isAppError } from "../errors.ts"
import type { OtpEntry } from "../otp/entry.ts"
import type { SecretStore } from "../ports/secret-store.ts"
import type { Account, Kept, Vault } from "../vault/schema.ts"
import { backupName, emptyContent, type BackupContent, type BackupKept } from "./content.ts"
import { withPictures } from "./pictures.ts"
import type { BackupDeps, LeftOut, Outgoing } from "./service.ts"

interface Collected {
  readonly content: BackupContent
  readonly digest: string
}

/**
 * Everything, or the named accounts only. One secret that is gone does not cost the backup of all the others: it is
 * named in `missing`. A keychain that does not answer is a failure.
 * @throws AppError `not-found` for an id that is none
 */
export async function collectContent(
  { secrets, index, marks }: Pick<BackupDeps, "secrets" | "index" | "marks">,
  ids: readonly string[] | null,
): Promise<Collected> {
  const vault = await index.read()
  const missing: string[] = []
  const accounts = (await withSecrets(secrets, chosen(vault, ids))).flatMap(({ account, secret }) => {
    if (typeof secret !== "string") {
      missing.push(backupName(account))
      return []
    }
    const { secretId: _, ...fields } = account
    return [{ ...fields, secret }]
  })
  const digest = contentDigest(vault)
  if (ids !== null)
    return { content: await withPictures(marks, { ...emptyContent(), accounts, missing }), digest }
  const awsKeys = await inParallel(vault.awsKeys, READS_AT_ONCE, async (key) => {
    try {
      const { secretId: _item, rotation: _rotation, enrolment: _enrolment, ...fields } = key
      return { ...fields, ...(await loadKey(secrets, key)) }
    } catch (error) {
      if (reasonOf(error) === null) throw error
      missing.push(key.name)
      return null
    }
  })
  const content: BackupContent = {
    ...emptyContent(),
    accounts,
    kept: await keptWithLinks(secrets, vault, (entry) => missing.push(backupName(entry))),
    awsKeys: awsKeys.filter((key) => key !== null),
    awsProfiles: vault.awsProfiles,
    ssoSignIns: signedOut(vault),
    settings: vault.settings,
    missing,
  }
  return { content: await withPictures(marks, content), digest }
}

/** Entries for an export; the trash stays behind. @param ids null: all */
export async function collectEntries(
  { secrets, index }: Pick<BackupDeps, "secrets" | "index">,
  ids: readonly string[] | null,
): Promise<Outgoing> {
  const vault = await index.read()
  const accounts = chosen(vault, ids).filter(({ trashedAtMs }) => trashedAtMs === null)
  const left: LeftOut[] = []
  const entries = (await withSecrets(secrets, accounts)).flatMap(({ account, secret }): OtpEntry[] => {
    if (typeof secret !== "string") {
      left.push({ issuer: account.issuer, account: account.account, reason: secret.reason })
      return []
    }
    const { type, algorithm, digits, period, counter, issuer, account: name, tags, note, pinned } = account
    return [{ type, secret, algorithm, digits, period, counter, issuer, account: name, tags, note, pinned }]
  })
  const kept = await keptWithLinks(secrets, ids === null ? vault : { kept: [] }, ({ issuer, account }) =>
    left.push({ issuer, account, reason: "secret-missing" }),
  )
  return { entries, kept, left }
}

/**
 * What a backup would hold, as far as the index knows it: the same for two vaults that make the same backup. A secret
 * that takes the place of another has a name of its own, so that it counts too.
 */
export function contentDigest(vault: Vault): string {
  const { accounts, kept, awsKeys, awsProfiles, settings } = vault
  // How often a code was copied is no reason for another backup.
  const lasting = accounts.map(({ uses: _uses, usedAtMs: _usedAtMs, ...account }) => account)
  // Nor is when a key was used last, or that it is being rotated: what it is replaced by is another item.
  const keys = awsKeys.map(({ facts: _facts, rotation: _rotation, enrolment: _enrolment, ...key }) => key)
  const text = JSON.stringify([lasting, kept, keys, awsProfiles, settings, signedOut(vault)])
  return createHash("sha256").update(text).digest("hex")
}

const signedOut = ({ ssoSignIns }: Vault) => ssoSignIns.map((signIn) => ({ ...signIn, signedIn: null }))

function chosen(vault: Vault, ids: readonly string[] | null): readonly Account[] {
  if (ids === null) return vault.accounts
  const wanted = new Set(ids)
  const found = vault.accounts.filter(({ id }) => wanted.has(id))
  if (found.length < wanted.size) throw new AppError({ kind: "not-found", what: "account" })
  return found
}

async function keptWithLinks(
  secrets: SecretStore,
  { kept }: Pick<Vault, "kept">,
  onMissing: (entry: Kept) => void,
): Promise<BackupKept[]> {
  const links = await inParallel(kept, READS_AT_ONCE, ({ id }) => secrets.get(keptNameOf(id)))
  return kept.flatMap((entry, place) => {
    const uri = links[place] ?? null
    if (uri === null) onMissing(entry)
    return uri === null ? [] : [{ ...entry, uri }]
  })
}

type Reason = "secret-missing" | "secret-damaged"

function withSecrets(
  secrets: SecretStore,
  accounts: readonly Account[],
): Promise<{ account: Account; secret: string | { reason: Reason } }[]> {
  return inParallel(accounts, READS_AT_ONCE, async (account) => {
    try {
      return { account, secret: (await readSecret(secrets, account)).secret }
    } catch (error) {
      const reason = reasonOf(error)
      if (reason === null) throw error
      return { account, secret: { reason } }
    }
  })
}

function reasonOf(error: unknown): Reason | null {
  if (isAppError(error, "secret-missing")) return "secret-missing"
  return isAppError(error, "secret-damaged") ? "secret-damaged" : null
}
