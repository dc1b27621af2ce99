import { AppError, isAppError } from "../../core/errors.ts"
import type { Mutex } from "../../core/ports/mutex.ts"
import type { FileSnapshot, TextFile } from "../../core/ports/text-file.ts"
import type { VaultIndex } from "../../core/ports/vault-index.ts"
import { emptyVault } from "../../core/vault/empty-vault.ts"
import type { Vault } from "../../core/vault/schema.ts"
import { codeOf, fileError } from "./file-error.ts"
import { nodeFileSystem, type FileSystem } from "./file-system.ts"
import { readDocument, writeDocument } from "./quick-document.ts"
import { absent, snapshotOf } from "./read-whole.ts"
import { resolveTarget } from "./resolve-target.ts"
import { createTextFile } from "./text-file.ts"

/** vault.json of 5,000 accounts is about 3 MB. */
const MAX_BYTES = 64 * 1024 * 1024

export interface VaultIndexOptions {
  /** Path of vault.json. */
  readonly path: string
  readonly mutex: Mutex
  /** Told when the backup had to be used. `keptAt`: where the damaged file is now, `null` when there was none. */
  readonly onRecovered?: (recovered: { path: string; keptAt: string | null }) => void
  readonly fs?: FileSystem
}

/** What the file said, and its version for the next write. */
interface Reading {
  readonly vault: Vault
  readonly snapshot: FileSnapshot
}

/**
 * The index as a file: written whole under the lock `vault`, the version before kept as `vault.json.bak`. A damaged or
 * missing file is replaced by a good backup, the damaged one kept as `vault.json.damaged-<time>`.
 */
export function createVaultIndex({
  path,
  mutex,
  onRecovered,
  fs = nodeFileSystem,
}: VaultIndexOptions): VaultIndex {
  const file = createTextFile({ path, backup: true, maxBytes: MAX_BYTES, fs })
  // Restoring must not make the damaged file the backup.
  const restored = createTextFile({ path, maxBytes: MAX_BYTES, fs })
  /** What was read or written last: the same bytes say the same again, and need not be taken apart for it. */
  let known: { readonly version: string | null; readonly vault: Vault } | null = null

  /** Where the bytes are when vault.json is a link; its backup and its damaged copies stand beside them. */
  async function realPath(): Promise<string> {
    try {
      return (await resolveTarget(fs, path)).path
    } catch (error) {
      throw fileError(error, path)
    }
  }

  async function backupFile(): Promise<TextFile> {
    return createTextFile({ path: `${await realPath()}.bak`, maxBytes: MAX_BYTES, fs })
  }

  /** `null`: not to be used as it stands; a look at the backup under the lock decides. */
  async function readGood(from: TextFile): Promise<Reading | null> {
    const snapshot = await from.read()
    if (snapshot.bytes === null) return null
    if (known?.version === snapshot.version) return { vault: known.vault, snapshot }
    const document = await readDocument(snapshot.bytes)
    if (document.state === "newer") throw new AppError({ kind: "index", problem: "newer", path })
    if (document.state !== "good") return null
    known = { version: snapshot.version, vault: document.vault }
    return { vault: document.vault, snapshot }
  }

  /** Call under the lock. */
  async function readOrRecover(): Promise<Reading> {
    const good = await readGood(file)
    if (good !== null) return good
    const found = await file.read()
    const backup = await backupFile()
    const saved = await readGood(backup)
    if (saved === null) {
      const unused = found.bytes === null && (await backup.read()).bytes === null
      if (unused) return { vault: emptyVault(), snapshot: absent }
      throw new AppError({ kind: "index", problem: "damaged", path })
    }
    const keptAt = found.bytes === null ? null : await putAside(fs, await realPath())
    await restored.replace(await writeDocument(saved.vault), absent)
    onRecovered?.({ path, keptAt })
    return { vault: saved.vault, snapshot: await file.read() }
  }

  return {
    async read() {
      const good = await readGood(file)
      if (good !== null) return good.vault
      // Before the first write there is no folder, and a lock would make one.
      const unused = (await file.read()).bytes === null && (await (await backupFile()).read()).bytes === null
      if (unused) return emptyVault()
      return (await mutex.hold("vault", readOrRecover)).vault
    },
    update: (change) =>
      mutex.hold("vault", async () => {
        for (let attempt = 1; ; attempt++) {
          const { vault, snapshot } = await readOrRecover()
          const changed = change(vault)
          if (changed === vault) return vault
          const next = { ...changed, generation: vault.generation + 1 }
          try {
            const bytes = await writeDocument(next)
            await file.replace(bytes, snapshot)
            known = { version: snapshotOf(bytes).version, vault: next }
            return next
          } catch (error) {
            // Someone wrote without the lock, an editor or a sync client: their version counts first.
            const overtaken = isAppError(error, "file") && error.data.problem === "changed"
            if (!overtaken || attempt === 3) throw error
          }
        }
      }),
  }
}

/** Moves a damaged file out of the way under a name that nothing else has, and never deletes it. */
async function putAside(fs: FileSystem, path: string): Promise<string> {
  const time = new Date().toISOString().replace(/[:.]/g, "-")
  for (let copy = 0; ; copy++) {
    const keptAt = `${path}.damaged-${time}${copy === 0 ? "" : `-${copy}`}`
    try {
      await fs.lstat(keptAt)
      continue
    } catch (error) {
      if (codeOf(error) !== "ENOENT") throw fileError(error, path)
    }
    try {
      await fs.rename(path, keptAt)
      return keptAt
    } catch (error) {
      throw fileError(error, path)
    }
  }
}
