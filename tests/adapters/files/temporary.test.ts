import { readdirSync, utimesSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { nodeFileSystem } from "../../../src/adapters/files/file-system.ts"
import { sweepTemporaries, temporaryName } from "../../../src/adapters/files/temporary.ts"
import { temporaryFolder } from "../../support/temporary-folder.ts"

describe("the sweep", () => {
  const hour = 3_600_000
  const deadPid = 2 ** 22 + 1 // over the highest pid of Linux, proc(5) pid_max

  test("removes what a dead writer left more than an hour ago, and nothing else", async () => {
    const folder = temporaryFolder()
    const path = join(folder, "vault.json")
    const nowMs = Date.now()
    const make = (name: string, ageMs: number) => {
      writeFileSync(join(folder, name), "")
      utimesSync(join(folder, name), new Date(nowMs - ageMs), new Date(nowMs - ageMs))
    }
    make(`.vault.json.${deadPid}.0123456789ab.tmp`, 2 * hour)
    make(`.vault.json.${deadPid}.1123456789ab.tmp`, hour / 2)
    make(`.vault.json.${process.pid}.0123456789ab.tmp`, 2 * hour)
    make(`.other.json.${deadPid}.0123456789ab.tmp`, 2 * hour)
    make(`.vault.json.${deadPid}.backup.tmp`, 2 * hour)
    make("vault.json", 2 * hour)
    const before = readdirSync(folder)
    await sweepTemporaries(nodeFileSystem, path, nowMs)
    expect(before.filter((name) => !readdirSync(folder).includes(name))).toEqual([
      `.vault.json.${deadPid}.0123456789ab.tmp`,
    ])
  })

  test("knows the names that a write gives", () => {
    expect(temporaryName("/a/vault.json")).toMatch(/^\/a\/\.vault\.json\.\d+\.[0-9a-f]{12}\.tmp$/)
  })
})
