import { randomBytes, randomUUID } from "node:crypto"
import { AppError } from "../../core/errors.ts"
import type { Mutex } from "../../core/ports/mutex.ts"
import type { SecretStore } from "../../core/ports/secret-store.ts"
import type { FileSnapshot } from "../../core/ports/text-file.ts"
import { nodeFileSystem, type FileSystem } from "../files/file-system.ts"
import { codeOf, fileError } from "../files/file-error.ts"
import { absent } from "../files/read-whole.ts"
import { createTextFile } from "../files/text-file.ts"
import { KEY_BYTES, type DeriveKey } from "./derive-key.ts"
import type { Argon2Parameters } from "./helper-messages.ts"
import {
  openItems,
  parseKeychainFile,
  SALT_BYTES,
  sealItems,
  unwrapKey,
  wrapKey,
  type Items,
  type KeychainFile,
} from "./keychain-file.ts"
import { checkSecretValue } from "../../core/ports/secret-value.ts"

/** RFC 9106 section 4, second recommended option. */
export const RECOMMENDED_ARGON2: Argon2Parameters = { memoryKiB: 64 * 1024, iterations: 3, parallelism: 4 }
/** NIST SP 800-63B section 5.1.1.2. */
export const MIN_PASSPHRASE_LENGTH = 8

/** A keychain in one encrypted file. Locked until {@link create} or {@link unlock}; locked, it holds no key. */
export interface FileSecretStore extends SecretStore {
  readonly unlocked: boolean
  /** Whether the file is there. */
  exists(): Promise<boolean>
  /**
   * Makes an empty keychain and leaves it unlocked.
   * @throws AppError `passphrase` `too-short` under 8 characters; `file` `changed` when there is one already.
   */
  create(passphrase: string): Promise<void>
  /** @throws AppError `passphrase` `wrong`; `keychain-file` `missing`, `damaged`, `newer`. */
  unlock(passphrase: string): Promise<void>
  /**
   * Deletes the file and its copy, if no item is left in it.
   * @throws AppError `keychain` `locked`; `file`
   */
  retire(): Promise<void>
  /** Forgets the key. Strings that were read cannot be wiped in JavaScript; they are let go. */
  lock(): void
}

export interface FileSecretStoreOptions {
  /** Path of keychain.json. */
  readonly path: string
  readonly mutex: Mutex
  readonly deriveKey: DeriveKey
  /** For keychains that are made. */
  readonly argon2?: Argon2Parameters
  readonly fs?: FileSystem
}

/** While it is unlocked. */
interface Session {
  readonly id: string
  readonly dataKey: Buffer
}

interface Content {
  readonly items: Items
  readonly file: KeychainFile
  readonly snapshot: FileSnapshot
}

export function createFileSecretStore(options: FileSecretStoreOptions): FileSecretStore {
  const { path, mutex, deriveKey, argon2 = RECOMMENDED_ARGON2, fs = nodeFileSystem } = options
  const disk = createTextFile({ path, backup: true, fs })
  let session: Session | null = null
  let cache: { stamp: string; items: Items } | null = null

  const unusable = (problem: "damaged" | "newer" | "missing"): AppError =>
    new AppError({ kind: "keychain-file", problem, path })
  const locked = (): AppError => new AppError({ kind: "keychain", problem: "locked", backend: "file" })

  async function readFile(): Promise<{ file: KeychainFile; snapshot: FileSnapshot }> {
    const snapshot = await disk.read()
    if (snapshot.bytes === null) throw unusable("missing")
    const parsed = parseKeychainFile(snapshot.bytes)
    if (parsed.state !== "good") throw unusable(parsed.state)
    return { file: parsed.file, snapshot }
  }

  /** The key may be wiped while a file is read: whoever uses it asks again, and uses it in the same turn. */
  function mustBeUnlocked(): Session {
    if (session === null) throw locked()
    return session
  }

  async function load(): Promise<Content> {
    mustBeUnlocked()
    const { file, snapshot } = await readFile()
    const { id, dataKey } = mustBeUnlocked()
    if (file.id !== id) {
      // Another keychain stands in its place: our key opens nothing there and must not seal anything.
      lock()
      throw locked()
    }
    const items = openItems(dataKey, file)
    if (items === null) throw unusable("damaged")
    return { items, file, snapshot }
  }

  /** What the file holds now. One stat(2) tells whether another process replaced it since it was last read. */
  async function currentItems(): Promise<Items> {
    mustBeUnlocked()
    const stamp = await stampOf(fs, path)
    if (stamp !== null && cache?.stamp === stamp) return cache.items
    const { items } = await load()
    if (stamp !== null && session !== null) cache = { stamp, items }
    return items
  }

  /** Writes under the lock, on top of what other processes wrote, and reads back. `null` deletes. */
  async function change(changes: ReadonlyMap<string, string | null>): Promise<void> {
    mustBeUnlocked()
    const stand = (items: Items) => [...changes].every(([name, value]) => (items.get(name) ?? null) === value)
    await mutex.hold("keychain", async () => {
      const { items, file, snapshot } = await load()
      if (stand(items)) return
      const next = new Map(items)
      for (const [name, value] of changes)
        if (value === null) next.delete(name)
        else next.set(name, value)
      const { dataKey } = mustBeUnlocked()
      const sealed = sealItems(dataKey, { ...file, generation: file.generation + 1 }, next)
      await disk.replace(sealed, snapshot)
      if (!stand((await load()).items))
        throw new AppError({ kind: "keychain", problem: "not-kept", backend: "file" })
    })
  }

  function enter(id: string, dataKey: Buffer): void {
    lock()
    session = { id, dataKey }
  }

  function lock(): void {
    session?.dataKey.fill(0)
    session = null
    cache = null
  }

  return {
    backend: "file",
    get unlocked() {
      return session !== null
    },
    exists: async () => (await disk.read()).bytes !== null,
    lock,
    async create(passphrase) {
      const normal = passphrase.normalize("NFC")
      if (Array.from(normal).length < MIN_PASSPHRASE_LENGTH) {
        throw new AppError({ kind: "passphrase", problem: "too-short" })
      }
      const salt = randomBytes(SALT_BYTES)
      const dataKey = randomBytes(KEY_BYTES)
      const identity = { id: randomUUID() }
      const passphraseKey = await deriveKey(Buffer.from(normal, "utf8"), salt, argon2)
      const kdf = { name: "argon2id", ...argon2, salt: salt.toString("base64") } as const
      const slot = wrapKey(dataKey, passphraseKey, kdf, identity)
      passphraseKey.fill(0)
      const sealed = sealItems(dataKey, { ...identity, generation: 0, slot }, new Map())
      await mutex.hold("keychain", () => disk.replace(sealed, absent))
      enter(identity.id, dataKey)
    },
    async unlock(passphrase) {
      const { file } = await readFile()
      const { kdf } = file.slot
      const secret = Buffer.from(passphrase.normalize("NFC"), "utf8")
      const passphraseKey = await deriveKey(secret, Buffer.from(kdf.salt, "base64"), kdf)
      const dataKey = unwrapKey(file.slot, passphraseKey, file)
      passphraseKey.fill(0)
      if (dataKey === null) throw new AppError({ kind: "passphrase", problem: "wrong" })
      if (openItems(dataKey, file) === null) throw unusable("damaged")
      enter(file.id, dataKey)
    },
    async open() {
      await currentItems()
    },
    get: async (name) => (await currentItems()).get(name) ?? null,
    async set(name, value) {
      checkSecretValue(value, "file")
      await change(new Map([[name, value]]))
    },
    async setAll(items) {
      for (const value of items.values()) if (value !== null) checkSecretValue(value, "file")
      await change(items)
    },
    delete: (name) => change(new Map([[name, null]])),
    async retire() {
      mustBeUnlocked()
      await mutex.hold("keychain", async () => {
        if ((await load()).items.size > 0) return
        lock()
        for (const gone of [`${path}.bak`, path]) await deleteFile(fs, gone)
      })
    },
  }
}

async function deleteFile(fs: FileSystem, path: string): Promise<void> {
  await fs.unlink(path).catch((error: unknown) => {
    if (codeOf(error) !== "ENOENT") throw fileError(error, path)
  })
}

/** Names one version of the file: a safe write makes a new inode. `null`: a link, or not to be had; read it. */
async function stampOf(fs: FileSystem, path: string): Promise<string | null> {
  const stats = await fs.lstat(path).catch(() => null)
  if (stats?.isFile() !== true) return null
  return [stats.ino, stats.size, stats.mtimeMs, stats.ctimeMs].join(" ")
}
