import { mkdtemp, rename, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { cachedIndex } from "../../src/main/cached-index.ts"
import { fileStamp, watchFiles } from "../../src/main/file-watch.ts"
import { InMemoryVaultIndex } from "../fakes/in-memory-vault-index.ts"

function setUp() {
  const inner = new InMemoryVaultIndex()
  let reads = 0
  let version = "1"
  const read = inner.read.bind(inner)
  inner.read = () => {
    reads++
    return read()
  }
  const index = cachedIndex(inner, () => Promise.resolve(version))
  return { inner, index, reads: () => reads, written: (next: string) => (version = next) }
}

describe("the index, cached", () => {
  it("is read once while its file stays the same", async () => {
    const { index, reads } = setUp()
    expect(await index.read()).toBe(await index.read())
    expect(reads()).toBe(1)
  })

  it("is read again when another process wrote it", async () => {
    const { index, inner, reads, written } = setUp()
    await index.read()
    await inner.update((vault) => ({ ...vault, clockOffsetMs: 7 }))
    written("2")
    expect((await index.read()).clockOffsetMs).toBe(7)
    expect(reads()).toBe(2)
  })

  it("shows its own write at once, even if the file's stamp did not change", async () => {
    const { index } = setUp()
    await index.read()
    await index.update((vault) => ({ ...vault, clockOffsetMs: 7 }))
    expect((await index.read()).clockOffsetMs).toBe(7)
  })
})

describe("the watch on files", () => {
  it("notices a file that is made, replaced and deleted, and stays quiet otherwise", async () => {
    const folder = await mkdtemp(join(tmpdir(), "keycard-watch-"))
    try {
      const path = join(folder, "vault.json")
      const stamps = [await fileStamp(path)]
      await writeFile(path, "a")
      stamps.push(await fileStamp(path))
      expect(await fileStamp(path)).toBe(stamps[1])
      await writeFile(join(folder, "new"), "b")
      await rename(join(folder, "new"), path)
      stamps.push(await fileStamp(path))
      expect(new Set(stamps).size).toBe(3)

      const heard: string[] = []
      const looks: (() => void)[] = []
      const timers = {
        nowMs: () => 0,
        after: (_: number, run: () => void) => (looks.push(run), () => undefined),
      }
      const watch = watchFiles([path], timers, (changed) => heard.push(changed))
      watch.start()
      await expect.poll(() => looks.length).toBe(1)
      looks[0]?.()
      await expect.poll(() => looks.length).toBe(2)
      expect(heard).toEqual([])
      await rm(path)
      looks[1]?.()
      await expect.poll(() => looks.length).toBe(3)
      expect(heard).toEqual([path])
      watch.stop()
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})
