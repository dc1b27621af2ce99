/** @file Automatic backups: into the chosen folder, the newest n kept. Only a key is kept for them, never the
 * passphrase; who can read it from the keychain can read there all that is in the backups. */
import { z } from "zod"
import { AppError, isAppError } from "../errors.ts"
import type { BackupProblem, BackupState } from "../vault/backup-state.ts"
import { collectContent } from "./collect.ts"
import { readHead } from "./container.ts"
import { makeBackup, writeVerified, type BackupKey } from "./make.ts"
import type { BackupDeps, SavedBackup } from "./service.ts"
import { keyItemName } from "./key-item.ts"

const NAME = /^keycard-auto-(\d{8}T\d{6}Z)(?:-(\d+))?\.keycard$/

const keyItem = z.object({
  v: z.literal(1),
  key: z.base64(),
  memoryKiB: z.int(),
  iterations: z.int(),
  parallelism: z.int(),
  salt: z.base64(),
})

/** One line for the keychain. */
export function writeKeyItem({ key, kdf }: BackupKey): string {
  return JSON.stringify({ v: 1, key: Buffer.from(key).toString("base64"), ...kdf })
}

/** Makes one and keeps in the index how it went. One at a time across processes. @throws AppError */
export async function automaticBackup(deps: BackupDeps): Promise<SavedBackup> {
  return deps.mutex.hold("backup", async () => {
    const { automatic, lastDigest } = (await deps.index.read()).backup
    const { folder, keyId, keep } = automatic
    if (folder === null || keyId === null)
      throw new AppError({ kind: "backup", problem: "not-set-up", path: null })
    try {
      return await run(deps, folder, keyId, keep, lastDigest)
    } catch (error) {
      // The lock closed meanwhile: it is made once Keycard is unlocked, and nothing went wrong.
      if (!isAppError(error, "locked")) await noteFailure(deps, folder, problemOf(error))
      throw error
    }
  })
}

async function run(
  deps: BackupDeps,
  folder: string,
  keyId: string,
  keep: number,
  digestBefore: string | null,
): Promise<SavedBackup> {
  const key = await readKey(deps, keyId)
  try {
    const vaultId = await ownVaultId(deps)
    const { content, digest } = await collectContent(deps, null)
    // Asked first: a folder that is gone is not made anew. It may be a drive that is not plugged in.
    const names = new Set(await deps.files.list(folder))
    const bytes = makeBackup(deps, key, content, { made: "automatic", vaultId })
    const path = deps.files.join(folder, freeName(names, deps.clock.nowMs()))
    await writeVerified(deps, path, bytes, key.key, { replace: false })
    await note(deps, (state) => ({
      ...state,
      lastSuccess: { atMs: deps.clock.nowMs(), path },
      lastFailure: null,
      // Taken away meanwhile: what the index does not tell of has changed, and this one may lack it.
      lastDigest: state.lastDigest === digestBefore ? digest : null,
    }))
    const removed = await removeOld(deps, folder, vaultId, keep, path)
    const { accounts, awsKeys, missing, withoutPicture } = content
    return { path, accounts: accounts.length, keys: awsKeys.length, missing, withoutPicture, removed }
  } finally {
    key.key.fill(0)
  }
}

async function readKey({ secrets }: BackupDeps, keyId: string): Promise<BackupKey> {
  const text = await secrets.get(keyItemName(keyId))
  const item = keyItem.safeParse(text === null ? null : jsonOf(text))
  if (!item.success) throw new AppError({ kind: "backup", problem: "key-missing", path: null })
  const { memoryKiB, iterations, parallelism, salt, key } = item.data
  return { key: Buffer.from(key, "base64"), kdf: { memoryKiB, iterations, parallelism, salt } }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}

async function ownVaultId({ index, random }: BackupDeps): Promise<string> {
  const fresh = random.uuid()
  const { backup } = await index.update((vault) =>
    vault.backup.vaultId === null ? { ...vault, backup: { ...vault.backup, vaultId: fresh } } : vault,
  )
  return backup.vaultId ?? fresh
}

/** UTC, so that names sort as time does. */
function freeName(taken: ReadonlySet<string>, nowMs: number): string {
  const stamp = new Date(nowMs).toISOString().replace(/[-:]|\.\d{3}/g, "")
  for (let copy = 1; ; copy++) {
    const name = `keycard-auto-${stamp}${copy === 1 ? "" : `-${copy}`}.keycard`
    if (!taken.has(name)) return name
  }
}

/**
 * Only what has a name of ours and says in its head that this vault made it by itself: never a backup saved by hand,
 * never another computer's. What cannot be read or removed stays; the new backup is there all the same.
 */
async function removeOld(
  { files }: BackupDeps,
  folder: string,
  vaultId: string,
  keep: number,
  newest: string,
): Promise<string[]> {
  const ours: string[] = []
  for (const name of (await files.list(folder)).filter((one) => NAME.test(one)).sort(byTime)) {
    const path = files.join(folder, name)
    const head = readHead(await files.firstLine(path).catch(() => ""))
    if (head?.made === "automatic" && head.vaultId === vaultId && path !== newest) ours.push(path)
  }
  const removed: string[] = []
  for (const path of ours.slice(0, Math.max(0, ours.length - (keep - 1)))) {
    const gone = await files.remove(path).then(
      () => true,
      () => false,
    )
    if (gone) removed.push(path)
  }
  return removed
}

/** Oldest first. */
function byTime(a: string, b: string): number {
  const [, timeA = "", copyA = "1"] = NAME.exec(a) ?? []
  const [, timeB = "", copyB = "1"] = NAME.exec(b) ?? []
  if (timeA !== timeB) return timeA < timeB ? -1 : 1
  return Number(copyA) - Number(copyB)
}

function problemOf(error: unknown): BackupProblem {
  if (!(error instanceof AppError)) return "unexpected"
  const { data } = error
  if (data.kind === "file") return data.problem
  if (data.kind === "keychain") return "keychain"
  if (data.kind !== "backup") return "unexpected"
  return data.problem === "not-kept" || data.problem === "key-missing" || data.problem === "too-large"
    ? data.problem
    : "unexpected"
}

/** The failure itself is what the caller hears of, also where it cannot be noted. */
async function noteFailure(deps: BackupDeps, folder: string, problem: BackupProblem): Promise<void> {
  await note(deps, (state) => ({
    ...state,
    lastFailure: {
      atMs: deps.clock.nowMs(),
      problem,
      path: folder,
      times: (state.lastFailure?.times ?? 0) + 1,
    },
  })).catch(() => undefined)
}

async function note({ index }: BackupDeps, change: (state: BackupState) => BackupState): Promise<void> {
  await index.update((vault) => ({ ...vault, backup: change(vault.backup) }))
}
