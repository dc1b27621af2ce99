/** @file A vault of one of everything, in memory, for the tests of backups. */
import { AppError } from "../../../src/core/errors.ts"
import { createAccounts } from "../../../src/core/accounts/create-accounts.ts"
import { saveKey } from "../../../src/core/aws/secret-items.ts"
import { createBackups } from "../../../src/core/backup/create-backups.ts"
import { deriveKeyHere } from "../../../src/core/backup/derive-key.ts"
import type { BackupDeps, Backups } from "../../../src/core/backup/service.ts"
import type { OtpEntry } from "../../../src/core/otp/entry.ts"
import type { BackupFiles } from "../../../src/core/ports/backup-files.ts"
import { FailureScript } from "../../fakes/failure-script.ts"
import { InMemoryMarkPictures } from "../../fakes/in-memory-mark-pictures.ts"
import { InMemoryMutex } from "../../fakes/in-memory-mutex.ts"
import { InMemoryPendingItems } from "../../fakes/in-memory-pending-items.ts"
import { InMemorySecretStore } from "../../fakes/in-memory-secret-store.ts"
import { InMemoryVaultIndex } from "../../fakes/in-memory-vault-index.ts"
import { ManualClock } from "../../fakes/manual-clock.ts"
import { SeededRandom } from "../../fakes/seeded-random.ts"
import { keyRow, profileRow } from "../../support/vault-rows.ts"

export const PASSPHRASE = "correct horse battery"
/** Real Argon2id, with the least work a reader takes. */
export const weak = { memoryKiB: 8, iterations: 1, parallelism: 1 }
export const NOW_MS = Date.UTC(2026, 2, 1, 9, 12, 30)

/** Folders and files in memory; `problems` fails the writes that it names. */
export class MemoryBackupFiles implements BackupFiles {
  readonly files = new Map<string, Uint8Array>()
  readonly folders = new Set(["/b"])
  /** What the next write throws. */
  failure: AppError | null = null
  /** What is on the disk after a write, where a disk lies. */
  distort: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes

  write(path: string, bytes: Uint8Array, { replace }: { replace: boolean }): Promise<void> {
    if (this.failure !== null) return Promise.reject(this.failure)
    if (!replace && this.files.has(path))
      return Promise.reject(new AppError({ kind: "backup", problem: "exists", path }))
    this.files.set(path, this.distort(bytes))
    return Promise.resolve()
  }
  read(path: string): Promise<Uint8Array> {
    const found = this.files.get(path)
    if (found === undefined) return Promise.reject(new AppError({ kind: "file", problem: "missing", path }))
    return Promise.resolve(found)
  }
  async firstLine(path: string): Promise<string> {
    return (
      Buffer.from(await this.read(path))
        .toString("utf8")
        .split("\n", 1)[0] ?? ""
    )
  }
  list(folder: string): Promise<string[]> {
    if (!this.folders.has(folder))
      return Promise.reject(new AppError({ kind: "file", problem: "missing", path: folder }))
    const names = [...this.files.keys()].filter((path) => path.startsWith(`${folder}/`))
    return Promise.resolve(names.map((path) => path.slice(folder.length + 1)))
  }
  remove(path: string): Promise<void> {
    this.files.delete(path)
    return Promise.resolve()
  }
  join(folder: string, name: string): string {
    return `${folder}/${name}`
  }
}

export interface Bench {
  readonly deps: BackupDeps & {
    readonly secrets: InMemorySecretStore
    readonly index: InMemoryVaultIndex
    readonly clock: ManualClock
    readonly files: MemoryBackupFiles
    readonly marks: InMemoryMarkPictures
    readonly pending: InMemoryPendingItems
  }
  readonly backups: Backups
}

/** Another computer: nothing kept yet. */
export function emptyBench(
  seed = "there",
  files = new MemoryBackupFiles(),
  script = new FailureScript(),
): Bench {
  const deps = {
    secrets: new InMemorySecretStore({ script }),
    index: new InMemoryVaultIndex({ script }),
    clock: new ManualClock(NOW_MS),
    random: new SeededRandom(seed),
    mutex: new InMemoryMutex(),
    files,
    marks: new InMemoryMarkPictures(),
    pending: new InMemoryPendingItems(),
    deriveKey: deriveKeyHere,
    argon2: weak,
  }
  return { deps, backups: createBackups(deps) }
}

export const entries: OtpEntry[] = [
  entry("GitHub", "maria", "JBSWY3DPEHPK3PXP", { tags: ["work"], note: "spare phone", pinned: true }),
  entry("Amazon Web Services", "maria@123456789012", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"),
  entry("Bank", "slow", "KRSXG5CTMVRXEZLU", { period: 60, digits: 8, algorithm: "SHA256" }),
  entry("Steam", "gamer", "STEAMKEYSTEAMKEY", { type: "steam", digits: 5 }),
  entry("Counter", "token", "MFRGGZDFMZTWQ2LK", { type: "hotp", counter: 7 }),
]

function entry(issuer: string, account: string, secret: string, more: Partial<OtpEntry> = {}): OtpEntry {
  const common = { type: "totp", algorithm: "SHA1", digits: 6, period: 30, counter: 0 } as const
  return { ...common, issuer, account, secret, ...more }
}

export const longTerm = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
}
export const KEPT_LINK = "motp://Old:token?secret=0123456789abcdef&pin=1234"

/** One of everything, one account in the trash. */
export async function fullBench(seed = "here"): Promise<Bench> {
  const bench = emptyBench(seed)
  const { secrets, index, random } = bench.deps
  const accounts = createAccounts(bench.deps)
  const [, aws, , , counter] = await accounts.enrol(entries.map((each) => ({ entry: each })))
  await accounts.edit((await accounts.list())[0]?.id ?? "", { pinned: true })
  await accounts.trash([counter?.id ?? ""])
  const key = keyRow({
    id: random.uuid(),
    accountId: "123456789012",
    mfaSerial: "arn:aws:iam::123456789012:mfa/maria",
    otpAccountId: aws?.id ?? null,
    createdAtMs: NOW_MS,
  })
  await saveKey(secrets, key.id, longTerm)
  const profile = profileRow({
    id: random.uuid(),
    name: "dev",
    keyId: key.id,
    region: "eu-central-1",
    roleArns: ["arn:aws:iam::123456789012:role/admin"],
    createdAtMs: NOW_MS,
  })
  const keptId = random.uuid()
  await secrets.set(`kept/${keptId}`, KEPT_LINK)
  await index.update((vault) => ({
    ...vault,
    awsKeys: [key],
    awsProfiles: [profile],
    kept: [{ id: keptId, issuer: "Old", account: "token", what: "mOTP", from: "Aegis", createdAtMs: NOW_MS }],
    settings: { ...vault.settings, theme: "dark", clipboardSeconds: 10 },
  }))
  return bench
}

/** Saves everything of a bench under a path and gives the bytes. */
export async function backupOf({ backups, deps }: Bench): Promise<Uint8Array> {
  await backups.save("/b/backup.keycard", PASSPHRASE, { replace: true })
  return deps.files.read("/b/backup.keycard")
}
