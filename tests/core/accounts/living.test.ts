import fc from "fast-check"
import { beforeEach, describe, expect, it } from "vitest"
import { entry } from "../otp/entries.ts"
import { vaultOf } from "./vault-of.ts"

let vault: ReturnType<typeof vaultOf>
beforeEach(() => (vault = vaultOf()))

async function enrolled(...names: string[]): Promise<string[]> {
  const made = await vault.accounts.enrol(names.map((account) => ({ entry: entry({ account }) })))
  return made.map(({ id }) => id)
}
const names = async () => (await vault.accounts.list()).map(({ account }) => account).join("")

describe("the order of one's own", () => {
  it("moves several before another, in the order given, and last where none is named", async () => {
    const [a, b, , d] = (await enrolled("a", "b", "c", "d")) as [string, string, string, string]
    await vault.accounts.reorder([d, b], a)
    expect(await names()).toBe("dbac")
    await vault.accounts.reorder([d], null)
    expect(await names()).toBe("bacd")
  })

  it("stays as it is when one is put before itself", async () => {
    const [, b, c] = (await enrolled("a", "b", "c")) as [string, string, string]
    await vault.accounts.reorder([b], b)
    expect(await names()).toBe("abc")
    await vault.accounts.reorder([b, c], c)
    expect(await names()).toBe("abc")
  })

  it("never loses or doubles an account, whatever is moved where", async () => {
    const ids = await enrolled("a", "b", "c", "d", "e", "f")
    await fc.assert(
      fc.asyncProperty(
        fc.subarray(ids, { minLength: 1 }),
        fc.option(fc.constantFrom(...ids)),
        async (moved, to) => {
          await vault.accounts.reorder(moved, to)
          const now = (await vault.accounts.list()).map(({ id }) => id)
          expect([...now].sort()).toEqual([...ids].sort())
          const places = moved.map((id) => now.indexOf(id))
          expect(places).toEqual([...places].sort((x, y) => x - y))
        },
      ),
      { numRuns: 60 },
    )
  })

  it("refuses what is gone and changes nothing", async () => {
    const [a] = (await enrolled("a", "b")) as [string]
    const gone = vault.random.uuid()
    await expect(vault.accounts.reorder([a, gone], null)).rejects.toMatchObject({
      data: { kind: "not-found" },
    })
    await expect(vault.accounts.reorder([a], gone)).rejects.toMatchObject({ data: { kind: "not-found" } })
    expect(await names()).toBe("ab")
  })
})

describe("a change of many", () => {
  it("adds and removes tags whatever their capitals, and pins", async () => {
    const [a, b] = (await enrolled("a", "b")) as [string, string]
    await vault.accounts.edit(a, { tags: ["Work", "old"] })
    await vault.accounts.editMany([a, b], { addTags: ["work", "aws"], removeTags: ["OLD"], pinned: true })
    const [first, second] = await vault.accounts.list()
    expect(first).toMatchObject({ tags: ["Work", "aws"], pinned: true })
    expect(second).toMatchObject({ tags: ["work", "aws"], pinned: true })
  })

  it("that changes nothing writes nothing", async () => {
    const [a] = (await enrolled("a")) as [string]
    const { generation } = await vault.index.read()
    await vault.accounts.editMany([a], { removeTags: ["none"] })
    expect((await vault.index.read()).generation).toBe(generation)
  })
})

describe("uses", () => {
  it("are counted with the time of the last, and for accounts that are there", async () => {
    const [a, b] = (await enrolled("a", "b")) as [string, string]
    await vault.accounts.countUses([
      { id: a, atMs: 200 },
      { id: a, atMs: 100 },
      { id: vault.random.uuid(), atMs: 300 },
    ])
    const [first, second] = await vault.accounts.list()
    expect(first).toMatchObject({ uses: 2, usedAtMs: 200 })
    expect(second).toMatchObject({ id: b, uses: 0, usedAtMs: null })
  })
})
