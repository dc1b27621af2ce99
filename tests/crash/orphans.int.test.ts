import { spawn } from "node:child_process"
import { cpSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { beforeAll, describe, expect, test } from "vitest"
import { plainPlace } from "../../src/core/lock/place-store.ts"
import { removeOrphans } from "../../src/core/vault/remove-orphans.ts"
import { fixedNames } from "../../src/core/vault/secret-names.ts"
import { pngOf } from "../fakes/png.ts"
import { first, more, orphansWorld, PASSPHRASE } from "../support/orphans-world.ts"
import { bundleTypeScript } from "../support/run-typescript.ts"
import { temporaryFolder } from "../support/temporary-folder.ts"

let driver: string
beforeAll(async () => {
  driver = await bundleTypeScript("tests/support/orphans-driver.ts")
})

/** One account is kept, and a backup of two others with a picture lies beside it. */
async function newTemplate(): Promise<string> {
  const folder = temporaryFolder()
  const other = orphansWorld(temporaryFolder())
  const [withPicture] = await other.accounts.enrol(more)
  const id = withPicture?.id ?? ""
  await other.marks.write(id, pngOf(96, 96))
  await other.accounts.edit(id, { mark: "own" })
  const here = orphansWorld(folder)
  await other.backups.save(here.backupPath, PASSPHRASE)
  await here.accounts.enrol(first)
  return folder
}

function drive(operation: string, folder: string, killAt: number): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [driver, operation, folder, String(killAt)], {
      stdio: ["ignore", "pipe", "inherit"],
    })
    let text = ""
    child.stdout.on("data", (data: Buffer) => (text += data.toString()))
    child.once("close", () => resolve(text))
  })
}

const copyOf = (template: string): string => {
  const folder = temporaryFolder()
  cpSync(template, folder, { recursive: true })
  return folder
}
const itemsIn = (folder: string) =>
  readdirSync(join(folder, "os"))
    .filter((name) => !name.startsWith("."))
    .map(decodeURIComponent)

describe.each(["import", "restore", "undo", "purge", "key"])("%s, killed with SIGKILL", (operation) => {
  test("before each step: all that the index names is there, and after the next start nothing else", async () => {
    const template = await newTemplate()
    const whole = await drive(operation, copyOf(template), 0)
    const total = Number(/steps (\d+)/.exec(whole)?.[1])
    expect(total).toBeGreaterThan(6)
    let orphans = 0
    const outcomes = new Set<number>()
    const steps = Array.from({ length: total }, (_, step) => step + 1).values()
    const worker = async () => {
      for (const killAt of steps) {
        const folder = copyOf(template)
        expect(await drive(operation, folder, killAt)).toBe("")
        const { index, pending, secrets, accounts } = orphansWorld(folder)
        const named = fixedNames(await index.read())
        expect(itemsIn(folder), `killed before step ${killAt}`).toEqual(expect.arrayContaining(named))
        orphans += itemsIn(folder).length - named.length
        await removeOrphans({ index, pending, storeAt: () => Promise.resolve(plainPlace(secrets)) })
        expect(itemsIn(folder).sort(), `killed before step ${killAt}`).toEqual([...named].sort())
        expect(readdirSync(join(folder, "pending")), `killed before step ${killAt}`).toEqual([])
        const { codes, failures } = await accounts.codes((await accounts.list()).map(({ id }) => id))
        expect(failures).toEqual([])
        outcomes.add(codes.length)
      }
    }
    await Promise.all([worker(), worker()])
    expect(orphans, "the kills did leave items behind").toBeGreaterThan(0)
    // Of a key none is left: one was added and removed again.
    expect(outcomes.size, "some kills came before the index was written, some after").toBe(
      operation === "key" ? 1 : 2,
    )
  })
})

test("the notes of a process at work are left alone, and so is what they name", async () => {
  const folder = await newTemplate()
  const world = orphansWorld(folder)
  const sweep = (of: typeof world) =>
    removeOrphans({ ...of, storeAt: () => Promise.resolve(plainPlace(of.secrets)) })
  const name = "otp/11111111-1111-4111-8111-111111111111"
  const note = { names: [name] as const, places: [{ backend: "os" as const, keyId: null }], generation: 1 }
  await world.pending.during(note, async () => {
    await world.secrets.set(name, "under way")
    expect(await drive("sweep", folder, 0)).toContain("removed 0")
    expect(await sweep(world)).toBe(0)
    expect(await world.secrets.get(name)).toBe("under way")
  })
  // It did not say that it was settled: this process may look after that, another not while this one lives.
  expect(await drive("sweep", folder, 0)).toContain("removed 0")
  expect(await sweep(world)).toBe(1)
  expect(await world.secrets.get(name)).toBeNull()
})

test("when the index is put back from its backup, what was noted stays in the keychain", async () => {
  const folder = await newTemplate()
  const world = orphansWorld(folder)
  const name = "otp/11111111-1111-4111-8111-111111111111"
  const note = { names: [name] as const, places: [{ backend: "os" as const, keyId: null }], generation: 1 }
  await world.pending.during(note, () => world.secrets.set(name, "kept"))
  world.pending.forget()
  expect(await removeOrphans({ ...world, storeAt: () => Promise.resolve(plainPlace(world.secrets)) })).toBe(0)
  expect(await world.secrets.get(name)).toBe("kept")
})
