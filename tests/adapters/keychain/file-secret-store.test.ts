import { createHmac } from "node:crypto"
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { createMutex } from "../../../src/adapters/files/mutex.ts"
import type { DeriveKey } from "../../../src/adapters/keychain/derive-key.ts"
import {
  createFileSecretStore,
  type FileSecretStore,
} from "../../../src/adapters/keychain/file-secret-store.ts"
import type { FileSystem } from "../../../src/adapters/files/file-system.ts"
import type { SecretName } from "../../../src/core/ports/secret-store.ts"
import { temporaryFolder } from "../../support/temporary-folder.ts"
import { systemError, watchedFileSystem } from "../../support/watched-file-system.ts"

const name: SecretName = "otp/9f6a4a2e-6d0c-4a7e-8f57-0d6c8f1f8a11"
const passphrase = "correct horse"

/** Different for every passphrase, salt and parameter, and quick. */
const quick: DeriveKey = (secret, salt, { memoryKiB, iterations, parallelism }) =>
  Promise.resolve(
    createHmac("sha256", secret).update(salt).update(`${memoryKiB} ${iterations} ${parallelism}`).digest(),
  )

function storeIn(folder: string, deriveKey = quick, fs?: FileSystem): FileSecretStore {
  const mutex = createMutex({ folder: join(folder, "locks") })
  return createFileSecretStore({
    path: join(folder, "keychain.json"),
    mutex,
    deriveKey,
    ...(fs === undefined ? {} : { fs }),
  })
}

async function used(): Promise<{ folder: string; path: string; store: FileSecretStore }> {
  const folder = temporaryFolder()
  const store = storeIn(folder)
  await store.create(passphrase)
  await store.set(name, "seed")
  return { folder, path: join(folder, "keychain.json"), store }
}

const locked = { data: { kind: "keychain", problem: "locked", backend: "file" } }
const ofFile = (problem: string, path: string) => ({ data: { kind: "keychain-file", problem, path } })

describe("the passphrase", () => {
  test("opens, after a restart too", async () => {
    const { folder } = await used()
    const store = storeIn(folder)
    expect([await store.exists(), store.unlocked]).toEqual([true, false])
    await store.unlock(passphrase)
    expect([await store.get(name), store.unlocked]).toEqual(["seed", true])
  })

  test.each(["", "correct hors", "correct horse ", "Correct horse"])("%j is wrong", async (wrong) => {
    const { folder } = await used()
    const store = storeIn(folder)
    await expect(store.unlock(wrong)).rejects.toMatchObject({
      data: { kind: "passphrase", problem: "wrong" },
    })
    expect(store.unlocked).toBe(false)
  })

  test("is the same however its letters are composed", async () => {
    const folder = temporaryFolder()
    await storeIn(folder).create("Zu\u0308richsee")
    const store = storeIn(folder)
    await store.unlock("Z\u00fcrichsee")
    expect(store.unlocked).toBe(true)
  })

  test.each(["", "1234567", "u\u0308".repeat(7)])("%j is too short, and no file is made", async (short) => {
    const folder = temporaryFolder()
    await expect(storeIn(folder).create(short)).rejects.toMatchObject({
      data: { kind: "passphrase", problem: "too-short" },
    })
    expect(existsSync(join(folder, "keychain.json"))).toBe(false)
  })

  test("making one where one is leaves it as it is", async () => {
    const { folder, path } = await used()
    const before = readFileSync(path)
    await expect(storeIn(folder).create("another passphrase")).rejects.toMatchObject({
      data: { kind: "file", problem: "changed" },
    })
    expect(readFileSync(path)).toEqual(before)
  })
})

describe("locked", () => {
  test("every operation says so, and the file is not touched", async () => {
    const { path, store } = await used()
    const before = readFileSync(path)
    store.lock()
    await expect(store.open()).rejects.toMatchObject(locked)
    await expect(store.get(name)).rejects.toMatchObject(locked)
    await expect(store.set(name, "x")).rejects.toMatchObject(locked)
    await expect(store.delete(name)).rejects.toMatchObject(locked)
    expect(readFileSync(path)).toEqual(before)
  })

  test("while a value is being written: it is sealed with the key or not at all", async () => {
    const folder = temporaryFolder()
    let lockAt = 0
    let call = 0
    const fs = watchedFileSystem(() => {
      if (++call === lockAt) store.lock()
    })
    const store = storeIn(folder, quick, fs)
    await store.create(passphrase)
    await store.set(name, "before")
    for (let step = 1; step <= 30; step++) {
      if (!store.unlocked) await store.unlock(passphrase)
      call = 0
      lockAt = step
      await store.set(name, `value ${step}`).catch((error: unknown) => expect(error).toMatchObject(locked))
      lockAt = 0
      const again = storeIn(folder)
      await again.unlock(passphrase)
      expect(await again.get(name)).toMatch(/^(before|value \d+)$/)
    }
  })

  test("a missing file is missing, not empty", async () => {
    const folder = temporaryFolder()
    const store = storeIn(folder)
    expect(await store.exists()).toBe(false)
    await expect(store.unlock(passphrase)).rejects.toMatchObject(
      ofFile("missing", join(folder, "keychain.json")),
    )
  })

  test("a file that vanishes under an open keychain is missing, and is not made anew without its items", async () => {
    const { path, store } = await used()
    rmSync(path)
    await expect(store.get(name)).rejects.toMatchObject(ofFile("missing", path))
    await expect(store.set(name, "x")).rejects.toMatchObject(ofFile("missing", path))
    expect(existsSync(path)).toBe(false)
  })
})

describe("two processes", () => {
  test("see what the other wrote, and neither loses an item", async () => {
    const { folder, store } = await used()
    const other = storeIn(folder)
    await other.unlock(passphrase)
    await other.set("session/a", "theirs")
    expect(await store.get("session/a")).toBe("theirs")
    await store.set("session/b", "ours")
    await Promise.all([
      ...Array.from({ length: 10 }, (_, i) => store.set(`session/ours-${i}`, String(i))),
      ...Array.from({ length: 10 }, (_, i) => other.set(`session/theirs-${i}`, String(i))),
    ])
    const fresh = storeIn(folder)
    await fresh.unlock(passphrase)
    for (const each of ["session/a", "session/b", "session/ours-9", "session/theirs-9"] as SecretName[]) {
      expect(await fresh.get(each)).not.toBeNull()
    }
  })

  test("another keychain in its place locks this one: nothing is sealed with the wrong key", async () => {
    const { path, store } = await used()
    const other = temporaryFolder()
    await storeIn(other).create("another passphrase")
    writeFileSync(path, readFileSync(join(other, "keychain.json")))
    const before = readFileSync(path)
    await expect(store.set(name, "x")).rejects.toMatchObject(locked)
    expect(store.unlocked).toBe(false)
    expect(readFileSync(path)).toEqual(before)
  })
})

describe("the file", () => {
  test("holds no value, no name and no passphrase in the clear", async () => {
    const { path, store } = await used()
    await store.set(name, "JBSWY3DPEHPK3PXP")
    const text = readFileSync(path, "latin1")
    for (const secret of ["JBSWY3DPEHPK3PXP", "otp/", "9f6a4a2e", passphrase]) {
      expect(text).not.toContain(secret)
      expect(text).not.toContain(Buffer.from(secret).toString("base64").replace(/=+$/, "").slice(0, -1))
    }
  })

  test("grows by one generation with every write, each under a nonce of its own", async () => {
    const { path, store } = await used()
    const nonces = new Set<string>()
    for (let i = 1; i <= 20; i++) {
      await store.set(name, `value ${i}`)
      const file = JSON.parse(readFileSync(path, "utf8")) as { generation: number; nonce: string }
      expect(file.generation).toBe(i + 1)
      nonces.add(file.nonce)
    }
    expect(nonces.size).toBe(20)
  })

  test("is not written when nothing changes", async () => {
    const { path, store } = await used()
    const before = readFileSync(path)
    await store.set(name, "seed")
    await store.delete("otp/none")
    expect(readFileSync(path)).toEqual(before)
  })

  test("any bit that flips is damage, never a wrong passphrase and never a value", async () => {
    const { folder, path } = await used()
    const good = readFileSync(path)
    const text = good.toString("latin1")
    for (let at = 0; at < good.length; at++) {
      const bad = Buffer.from(good)
      bad[at]! ^= 1 << (at % 8)
      writeFileSync(path, bad)
      const outcome = await storeIn(folder)
        .unlock(passphrase)
        .then(
          () => "opened",
          (error: unknown) => (error as { data?: { problem?: string } }).data?.problem,
        )
      // Whitespace between the fields may change: the content does not.
      const blank = /\s/.test(text[at]!)
      const expected = blank ? ["damaged", "opened"] : ["damaged", "newer"]
      expect(expected, `byte ${at}: ${outcome}`).toContain(outcome)
    }
  })

  test.each([
    ["half of it", (text: string) => text.slice(0, text.length / 2)],
    ["empty", () => ""],
    ["another program's", () => "{}"],
  ])("%s is damaged", async (_what, cut) => {
    const { folder, path } = await used()
    writeFileSync(path, cut(readFileSync(path, "utf8")))
    await expect(storeIn(folder).unlock(passphrase)).rejects.toMatchObject(ofFile("damaged", path))
  })

  test("a newer one is refused, and left alone by an open keychain too", async () => {
    const { folder, path, store } = await used()
    const newer = JSON.stringify({ format: "keycard-keychain", version: 2 })
    writeFileSync(path, newer)
    await expect(storeIn(folder).unlock(passphrase)).rejects.toMatchObject(ofFile("newer", path))
    await expect(store.set(name, "x")).rejects.toMatchObject(ofFile("newer", path))
    expect(readFileSync(path, "utf8")).toBe(newer)
  })

  test.each([
    ["memoryKiB", 512 * 1024 + 1],
    ["memoryKiB", 31],
    ["memoryKiB", 2 ** 40],
    ["iterations", 11],
    ["iterations", 0],
    ["iterations", 1.5],
    ["parallelism", 9],
    ["parallelism", 0],
    ["salt", ""],
    ["salt", "AAAA"],
    ["name", "argon2d"],
  ])("one that asks for %s = %j is damaged: nothing is computed for it", async (field, value) => {
    const { folder, path } = await used()
    const file = JSON.parse(readFileSync(path, "utf8")) as { slot: { kdf: Record<string, unknown> } }
    file.slot.kdf[field] = value
    writeFileSync(path, JSON.stringify(file))
    const never: DeriveKey = () => expect.fail("a key was derived")
    await expect(storeIn(folder, never).unlock(passphrase)).rejects.toMatchObject(ofFile("damaged", path))
  })

  test.each(["ENOSPC", "EIO", "EACCES"])(
    "%s at any call of a write: before or after, never else",
    async (code) => {
      const folder = temporaryFolder()
      let call = 0
      let failAt = 0
      const fs = watchedFileSystem(() => {
        if (++call === failAt) throw systemError(code)
      })
      const store = storeIn(folder, quick, fs)
      await store.create(passphrase)
      await store.set(name, "0")
      call = 0
      await store.set(name, "1")
      const total = call
      for (let step = 1; step <= total; step++) {
        const before = await store.get(name)
        call = 0
        failAt = step
        const value = `step ${step}`
        const succeeded = await store.set(name, value).then(
          () => true,
          () => false,
        )
        failAt = 0
        const after = await store.get(name)
        expect(succeeded ? [value] : [before, value]).toContain(after)
      }
    },
  )
})
