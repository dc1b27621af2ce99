import { spawn } from "node:child_process"
import { cpSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as delay } from "node:timers/promises"
import { beforeAll, describe, expect, test } from "vitest"
import { settleMove, writeAgain } from "../../src/core/accounts/move-keychain.ts"
import { getLarge } from "../../src/core/aws/split-secret.ts"
import { lockMoveDeps, openLock, setPassphrase } from "../../src/core/lock/passphrase.ts"
import { createSealedStore } from "../../src/core/lock/sealed-store.ts"
import type { SecretStore } from "../../src/core/ports/secret-store.ts"
import { vault as vaultSchema, type Vault } from "../../src/core/vault/schema.ts"
import { fill, sessionOf, someVault, valuesOf } from "../core/lock/places.ts"
import { createFolderSecretStore } from "../support/folder-secret-store.ts"
import { FILE_PASSPHRASE, lockWorld } from "../support/lock-world.ts"
import { bundleTypeScript } from "../support/run-typescript.ts"
import { testSeed } from "../support/seed.ts"
import { temporaryFolder } from "../support/temporary-folder.ts"

const FIRST = "correct horse battery"
const NEXT = "staple of another kind"

let driver: string
beforeAll(async () => {
  driver = await bundleTypeScript("tests/support/lock-driver.ts")
})

/** A vault in a folder of its own, in the stand-in for the system's keychain. */
async function newVault(vault: Vault): Promise<string> {
  const folder = temporaryFolder()
  const { index, os } = lockWorld(folder)
  await fill(os, vault)
  await index.update((now) => ({ ...vault, generation: now.generation }))
  await writeAgain(index)
  return folder
}

async function expectWhole(
  store: Pick<SecretStore, "get" | "backend">,
  vault: Vault,
  about: string,
): Promise<void> {
  let lost = 0
  for (const [name, value] of valuesOf(vault)) if ((await store.get(name)) !== value) lost++
  expect(lost, `${about}: secrets that cannot be read`).toBe(0)
  for (const { id } of vault.awsProfiles)
    expect(await getLarge(store as SecretStore, `session/${id}`), about).toEqual(sessionOf(id))
}

function drive(args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [driver, ...args], { stdio: ["ignore", "pipe", "inherit"] })
    let text = ""
    child.stdout.on("data", (data: Buffer) => (text += data.toString()))
    child.once("close", () => resolve(text))
  })
}

async function inPairs<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values()
  const worker = async () => {
    for (const item of queue) await work(item)
  }
  await Promise.all([worker(), worker()])
}

describe.each(["set", "change", "remove"])("killed while the passphrase is changed: %s", (operation) => {
  test("at every step: each secret can be read, with one passphrase, and it comes to rest", async () => {
    const vault = someVault(2)
    const template = await newVault(vault)
    if (operation !== "set") await setPassphrase(lockWorld(template).lockDeps, FIRST)
    const copy = () => {
      const folder = temporaryFolder()
      cpSync(template, folder, { recursive: true })
      return folder
    }
    const total = Number(/steps (\d+)/.exec(await drive([operation, copy()]))?.[1])
    expect(total).toBeGreaterThan(2)
    const ends = new Set<string>()
    const kills = Array.from({ length: total }, (_, at) =>
      ["before", "after"].map((when) => ({ at: at + 1, when })),
    )
    await inPairs(kills.flat(), async ({ at, when }) => {
      const folder = copy()
      expect(await drive([operation, folder, String(at), when])).toBe("ready\n")
      const about = `${operation}, killed ${when} step ${at}`
      const { lockDeps, os, index } = lockWorld(folder)
      const check = async ({ lock }: Pick<Vault, "lock">) => {
        if (lock === null) {
          await expectWhole(os, vault, about)
          return "none"
        }
        const opened: string[] = []
        for (const passphrase of [FIRST, NEXT]) {
          const vaultKey = await openLock(lockDeps, lock, passphrase).catch(() => null)
          if (vaultKey === null) continue
          opened.push(passphrase)
          const { keyId, key } = vaultKey
          await expectWhole(
            createSealedStore({ raw: os, keyId, key: () => key, random: lockDeps.random }),
            vault,
            about,
          )
        }
        expect(opened, about).toHaveLength(1)
        return opened[0] ?? ""
      }
      const before = await check(await index.read())
      // Were the index damaged now, its backup would take its place.
      await check(vaultSchema.parse(JSON.parse(readFileSync(join(folder, "vault.json.bak"), "utf8"))))
      await settleMove(lockMoveDeps(lockDeps, null))
      expect(await check(await index.read()), about).toBe(before)
      expect((await index.read()).move).toBeNull()
      ends.add(before)
    })
    // Both happened: the kills did strike before the new state counted, and after.
    expect(ends.size).toBe(2)
  }, 240_000)
})

const KILLS = 200
const WORKERS = 2

const whereIs = ({ backend, move }: Vault) => `${backend ?? "nowhere"}, ${move?.stage ?? "at rest"}`

/** Lets 1,000 accounts move back and forth until `moment`, kills that, looks for each secret, says where it struck. */
async function killedInAMove(
  folder: string,
  vault: Vault,
  about: string,
  moment: () => Promise<unknown>,
): Promise<string> {
  const child = spawn(process.execPath, [driver, "move", folder], { stdio: ["ignore", "pipe", "inherit"] })
  const ended = new Promise((resolve) => child.once("close", resolve))
  await new Promise((resolve) => child.stdout.once("data", resolve))
  child.stdout.resume()
  await moment()
  expect(child.exitCode, `${about}: it ended by itself`).toBeNull()
  child.kill("SIGKILL")
  await ended
  const { index, file } = lockWorld(folder)
  const now = await index.read()
  if (now.backend === "file") await file.unlock(FILE_PASSPHRASE)
  const store = now.backend === "file" ? file : createFolderSecretStore(join(folder, "os"))
  await expectWhole(store, vault, `${about}: ${whereIs(now)}`)
  return whereIs(now)
}

test(`killed ${KILLS} times while 1,000 accounts move between keychains, none is lost`, async () => {
  const vault = someVault(1_000)
  const seen = new Map<string, number>()
  await Promise.all(
    Array.from({ length: WORKERS }, async (_, worker) => {
      const chance = chances(testSeed * WORKERS + worker)
      const folder = await newVault(vault)
      for (let round = 0; round < KILLS / WORKERS; round++) {
        const about = `seed ${testSeed}, worker ${worker}, round ${round}`
        const where = await killedInAMove(folder, vault, about, () => delay(chance() * 500))
        seen.set(where, (seen.get(where) ?? 0) + 1)
      }
    }),
  )
  process.stdout.write(`where the kills struck: ${JSON.stringify(Object.fromEntries(seen))}\n`)
}, 600_000)

test.each(["os, copying", "os, deleting", "file, copying", "file, deleting"])(
  "killed when the index says %s, none of 1,000 is lost",
  async (where) => {
    const vault = someVault(1_000)
    const folder = await newVault(vault)
    const { index } = lockWorld(folder)
    const reached = async () => {
      while (whereIs(await index.read()) !== where) await delay(1)
    }
    for (let round = 0; round < 3; round++) await killedInAMove(folder, vault, `round ${round}`, reached)
  },
  240_000,
)

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
function chances(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
