import { execFile, spawn } from "node:child_process"
import { cpSync, existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as delay } from "node:timers/promises"
import { promisify } from "node:util"
import { beforeAll, describe, expect, test } from "vitest"
import { createMutex } from "../../src/adapters/files/mutex.ts"
import { createVaultIndex } from "../../src/adapters/files/vault-index.ts"
import { deriveKeyHere } from "../../src/adapters/keychain/derive-key.ts"
import { createFileSecretStore } from "../../src/adapters/keychain/file-secret-store.ts"
import { bundleTypeScript } from "../support/run-typescript.ts"
import { temporaryFolder } from "../support/temporary-folder.ts"

const run = promisify(execFile)
let driver: string
beforeAll(async () => {
  driver = await bundleTypeScript("tests/support/storage-driver.ts")
})

type Store = "file" | "index" | "keychain"

/** Runs the driver to its end. @returns its lines. */
async function write(
  store: string,
  folder: string,
  from: number,
  times: number,
  killAt = 0,
): Promise<string[]> {
  const parameters = [driver, store, folder, String(from), String(times), String(killAt)]
  const { stdout } = await run(process.execPath, parameters).catch((error: unknown) => {
    if ((error as { signal?: string }).signal !== "SIGKILL") throw error
    return error as { stdout: string }
  })
  return stdout.trim().split("\n")
}

/** What the store holds now, read as Keycard reads it after a start. `null`: nothing yet. */
async function valueIn(store: Store, folder: string): Promise<number | null> {
  const mutex = createMutex({ folder: join(folder, "locks") })
  if (store === "index") {
    const vault = await createVaultIndex({ path: join(folder, "vault.json"), mutex }).read()
    return vault.clockOffsetMs
  }
  if (store === "keychain") {
    const path = join(folder, "keychain.json")
    if (!existsSync(path)) return null
    const keychain = createFileSecretStore({ path, mutex, deriveKey: deriveKeyHere })
    await keychain.unlock("correct horse")
    const text = await keychain.get("otp/last")
    return text === null ? null : Number(text)
  }
  const path = join(folder, "credentials")
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as { value: number }).value : null
}

const orphans = (folder: string) => readdirSync(folder).filter((name) => name.endsWith(".tmp"))

describe.each<Store>(["file", "index", "keychain"])("killed while writing the %s", (store) => {
  test("at each call to the disk: old or new, never else, and the next write works", async () => {
    const template = temporaryFolder()
    await write(store, template, 1, 2)
    const copy = (): string => {
      const folder = temporaryFolder()
      cpSync(template, folder, { recursive: true })
      return folder
    }
    const total = Number((await write(store, copy(), 3, 1)).at(-1)?.split(" ")[1])
    expect(total).toBeGreaterThan(12)
    const values = new Set<number | null>()
    await twoAtATime(total, async (killAt) => {
      const folder = copy()
      const lines = await write(store, folder, 3, 1, killAt)
      const value = await valueIn(store, folder)
      expect([2, 3], `killed at call ${killAt}`).toContain(value)
      if (lines.includes("3")) expect(value).toBe(3)
      values.add(value)
      if (killAt % 6 === 0) {
        expect(await write(store, folder, 4, 1)).toContain("4")
        expect(await valueIn(store, folder)).toBe(4)
      }
    })
    // Both happened, so the kills did strike before the rename and after it.
    expect([...values].sort()).toEqual([2, 3])
  })

  test("at any moment: what was acknowledged is there, or what came after it", async () => {
    const folder = temporaryFolder()
    let acknowledged = 0
    for (let round = 0; round < 8; round++) {
      const child = spawn(process.execPath, [driver, store, folder, String(acknowledged + 1), "100000"])
      let lines = ""
      const first = new Promise((resolve) => child.stdout.once("data", resolve))
      child.stdout.on("data", (data: Buffer) => (lines += data.toString()))
      const ended = new Promise((resolve) => child.once("close", resolve))
      await first
      await delay(Math.random() * 60)
      child.kill("SIGKILL")
      await ended
      // A last line without its end was cut, and is not an acknowledgement.
      acknowledged = Math.max(acknowledged, ...lines.split("\n").slice(0, -1).map(Number))
      const value = (await valueIn(store, folder)) ?? 0
      expect([acknowledged, acknowledged + 1]).toContain(value)
      acknowledged = value
    }
    // A write leaves two temporaries at most: its own and its backup's.
    expect(orphans(folder).length).toBeLessThanOrEqual(16)
  })
})

test("three processes that update the index fifty times each lose nothing", async () => {
  const folder = temporaryFolder()
  await Promise.all([1, 2, 3].map(() => write("increment", folder, 0, 50)))
  expect(await valueIn("index", folder)).toBe(150)
  const vault = JSON.parse(readFileSync(join(folder, "vault.json"), "utf8")) as { generation: number }
  expect(vault.generation).toBe(150)
  expect(readdirSync(join(folder, "locks"))).toEqual([])
})

/** Runs the work for each number from 1 to `last`. */
async function twoAtATime(last: number, work: (number: number) => Promise<void>): Promise<void> {
  let next = 1
  const worker = async (): Promise<void> => {
    while (next <= last) await work(next++)
  }
  await Promise.all([worker(), worker()])
}
