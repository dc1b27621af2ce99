import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { describe, expect, test } from "vitest"
import { createMutex } from "../../../src/adapters/files/mutex.ts"
import { parseVault } from "../../../src/adapters/files/vault-document.ts"
import { createVaultIndex } from "../../../src/adapters/files/vault-index.ts"
import type { VaultIndex } from "../../../src/core/ports/vault-index.ts"
import { emptyVault, type Vault } from "../../../src/core/vault/schema.ts"
import { temporaryFolder } from "../../support/temporary-folder.ts"

interface Opened {
  readonly folder: string
  readonly path: string
  readonly index: VaultIndex
  readonly recovered: { path: string; keptAt: string | null }[]
}

function openIn(folder: string, path = join(folder, "vault.json")): Opened {
  const recovered: Opened["recovered"] = []
  const mutex = createMutex({ folder: join(folder, "locks") })
  const index = createVaultIndex({ path, mutex, onRecovered: (what) => recovered.push(what) })
  return { folder, path, index, recovered }
}

const skewBy = (offsetMs: number) => (vault: Vault) => ({ ...vault, clockOffsetMs: offsetMs })
const files = (folder: string) => readdirSync(folder).filter((name) => name !== "locks")

/** An index that was written twice: generation 1 is the backup, generation 2 the file. */
async function written(): Promise<Opened> {
  const opened = openIn(temporaryFolder())
  await opened.index.update(skewBy(1))
  await opened.index.update(skewBy(2))
  return opened
}

describe("reading and writing", () => {
  test("an unused folder is an empty vault, and reading leaves no trace", async () => {
    const folder = join(temporaryFolder(), "new")
    expect(await openIn(folder).index.read()).toEqual(emptyVault())
    expect(existsSync(folder)).toBe(false)
  })

  test("what was written is there, one generation on, for others too", async () => {
    const { folder, index } = openIn(temporaryFolder())
    const result = await index.update(skewBy(5))
    expect(result).toEqual({ ...emptyVault(), clockOffsetMs: 5, generation: 1 })
    expect(await openIn(folder).index.read()).toEqual(result)
    expect((await index.update(skewBy(6))).generation).toBe(2)
  })

  test("a change that returns the same object writes nothing", async () => {
    const { folder, index } = openIn(temporaryFolder())
    await index.update((vault) => vault)
    expect(files(folder)).toEqual([])
  })

  test("a change that throws writes nothing", async () => {
    const { index, path } = await written()
    const before = readFileSync(path, "utf8")
    await expect(
      index.update(() => {
        throw new Error("no")
      }),
    ).rejects.toThrow("no")
    expect(readFileSync(path, "utf8")).toBe(before)
  })

  test("what is no vault never reaches the disk", async () => {
    const { index, path } = await written()
    const before = readFileSync(path, "utf8")
    await expect(index.update((vault) => ({ ...vault, clockOffsetMs: Number.NaN }))).rejects.toThrow()
    expect(readFileSync(path, "utf8")).toBe(before)
  })

  test("fifty updates at once all count", async () => {
    const { index } = openIn(temporaryFolder())
    await Promise.all(
      Array.from({ length: 50 }, () =>
        index.update((vault) => ({ ...vault, clockOffsetMs: (vault.clockOffsetMs ?? 0) + 1 })),
      ),
    )
    expect(await index.read()).toMatchObject({ generation: 50, clockOffsetMs: 50 })
  })

  test("someone who writes without the lock is not overwritten: the change runs again on theirs", async () => {
    const { index, path } = await written()
    let runs = 0
    const result = await index.update((vault) => {
      if (++runs === 1) {
        const theirs = { ...vault, generation: 40, settings: { ...vault.settings, theme: "dark" } }
        writeFileSync(path, JSON.stringify(theirs))
      }
      return { ...vault, clockOffsetMs: 99 }
    })
    expect(runs).toBe(2)
    expect(result).toMatchObject({ generation: 41, clockOffsetMs: 99, settings: { theme: "dark" } })
  })

  test.runIf(process.platform !== "win32")("vault.json may be a link into another folder", async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, "real"))
    symlinkSync("real/vault.json", join(folder, "vault.json"))
    const { index, recovered } = openIn(folder)
    await index.update(skewBy(1))
    await index.update(skewBy(2))
    writeFileSync(join(folder, "real/vault.json"), "damaged")
    expect(await index.read()).toMatchObject({ clockOffsetMs: 1 })
    expect(recovered).toHaveLength(1)
    expect(files(join(folder, "real")).some((name) => name.startsWith("vault.json.damaged-"))).toBe(true)
  })
})

describe("damage", () => {
  test.each([
    ["nothing", ""],
    ["half of it", '{"format":"keycard-vault","version":1,"gener'],
    ["zeros", "\0".repeat(600)],
    ["another program's JSON", "[]"],
    ["a field of the wrong type", JSON.stringify({ ...emptyVault(), accounts: {} })],
    ["another format", JSON.stringify({ ...emptyVault(), format: "other", version: 9 })],
  ])("%s in the file: the backup is used, and the damaged file kept", async (_what, content) => {
    const { index, path, folder, recovered } = await written()
    writeFileSync(path, content)
    expect(await index.read()).toMatchObject({ clockOffsetMs: 1, generation: 1 })
    const aside = files(folder).filter((name) => name.startsWith("vault.json.damaged-"))
    expect(aside).toHaveLength(1)
    expect(readFileSync(join(folder, aside[0]!), "utf8")).toBe(content)
    expect(recovered).toEqual([{ path, keptAt: join(folder, aside[0]!) }])
    // The good backup is still the backup, and life goes on.
    expect(parseVault(readFileSync(`${path}.bak`)).state).toBe("good")
    expect(await index.update(skewBy(7))).toMatchObject({ clockOffsetMs: 7, generation: 2 })
  })

  test("a missing file with a good backup is restored: an update starts from it", async () => {
    const { index, path, recovered } = await written()
    rmSync(path)
    expect(
      await index.update((vault) => ({ ...vault, settings: { ...vault.settings, theme: "dark" } })),
    ).toMatchObject({
      clockOffsetMs: 1,
      settings: { theme: "dark" },
    })
    expect(recovered).toEqual([{ path, keptAt: null }])
  })

  test("file and backup damaged: said so, by reading and by writing, and nothing is touched", async () => {
    const { index, path, folder } = await written()
    writeFileSync(path, "damaged")
    writeFileSync(`${path}.bak`, "damaged too")
    const damaged = { data: { kind: "index", problem: "damaged", path } }
    await expect(index.read()).rejects.toMatchObject(damaged)
    await expect(index.update(skewBy(9))).rejects.toMatchObject(damaged)
    expect(files(folder).sort()).toEqual(["vault.json", "vault.json.bak"])
    expect(readFileSync(path, "utf8")).toBe("damaged")
    expect(readFileSync(`${path}.bak`, "utf8")).toBe("damaged too")
  })

  test("a damaged file without a backup is damaged, not empty", async () => {
    const { index, path } = openIn(temporaryFolder())
    writeFileSync(path, "damaged")
    await expect(index.read()).rejects.toMatchObject({ data: { problem: "damaged" } })
    await expect(index.update(skewBy(9))).rejects.toMatchObject({ data: { problem: "damaged" } })
    expect(readFileSync(path, "utf8")).toBe("damaged")
  })

  test("a file of a newer Keycard is refused and left alone, though the backup is one of ours", async () => {
    const { index, path, folder } = await written()
    const newer = JSON.stringify({ format: "keycard-vault", version: 2, everything: "else" })
    writeFileSync(path, newer)
    const refused = { data: { kind: "index", problem: "newer", path } }
    await expect(index.read()).rejects.toMatchObject(refused)
    await expect(index.update(skewBy(9))).rejects.toMatchObject(refused)
    expect(readFileSync(path, "utf8")).toBe(newer)
    expect(files(folder).sort()).toEqual(["vault.json", "vault.json.bak"])
  })
})

test("the sample in docs/storage.md is a vault", () => {
  const document = readFileSync(resolve(import.meta.dirname, "../../../docs/storage.md"), "utf8")
  const sample = /```json vault\n([\s\S]*?)```/.exec(document)?.[1] ?? ""
  const parsed = parseVault(new TextEncoder().encode(sample))
  expect(parsed.state).toBe("good")
  // Every field is shown: what is written back is what stands there.
  if (parsed.state === "good") expect(parsed.vault).toEqual(JSON.parse(sample))
})
