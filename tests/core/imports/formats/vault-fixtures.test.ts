import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join, resolve } from "node:path"
import { beforeAll, describe, expect, test } from "vitest"
import { importFormats } from "../../../../src/core/imports/formats.ts"
import { readImport } from "../../../../src/core/imports/read-import.ts"
import { PASSWORD } from "../../../support/imports/app-fixtures.ts"
import { vaultFixtures } from "../../../support/imports/vault-fixtures.ts"

const folder = resolve(import.meta.dirname, "../../../fixtures/imports")

describe("the exports of password managers and the ZIP files that the tests make themselves", () => {
  let fixtures: Map<string, Uint8Array>
  beforeAll(async () => {
    fixtures = await vaultFixtures()
    if (process.env.KEYCARD_WRITE_FIXTURES !== "1") return
    for (const [path, bytes] of fixtures) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), bytes)
    }
  })

  test("stand in the repository, byte for byte as the script makes them", () => {
    const differing = [...fixtures].filter(
      ([path, bytes]) => !existsSync(join(folder, path)) || !readFileSync(join(folder, path)).equals(bytes),
    )
    expect(differing.map(([path]) => path)).toEqual([])
  })

  test("are read as the format of their folder", async () => {
    const options = {
      format: null,
      password: PASSWORD,
      onStep: () => undefined,
      readPicture: () => Promise.resolve([]),
    }
    for (const [path, bytes] of fixtures) {
      const { format, rows } = await readImport(bytes, importFormats, options)
      expect(`${format}/`, path).toBe(`${path.split("/")[0] ?? ""}/`)
      expect(rows.filter(({ kind }) => kind === "entry").length, path).toBeGreaterThan(0)
    }
  })
})
