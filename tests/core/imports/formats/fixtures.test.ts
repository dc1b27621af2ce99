import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join, resolve } from "node:path"
import { beforeAll, describe, expect, test } from "vitest"
import { appFormats } from "../../../../src/core/imports/formats-apps.ts"
import { lookAt } from "../../../../src/core/imports/input.ts"
import { appFixtures, BACKUP_PASSWORD, PASSWORD } from "../../../support/imports/app-fixtures.ts"
import { readWith } from "../../../support/imports/read-with.ts"

const folder = resolve(import.meta.dirname, "../../../fixtures/imports")

describe("the exports that the tests make themselves", () => {
  let fixtures: Map<string, Uint8Array>
  beforeAll(async () => {
    fixtures = await appFixtures()
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

  test("are each known by exactly one format, the one of their folder", () => {
    for (const [path, bytes] of fixtures) {
      const input = lookAt(bytes)
      const known = appFormats.filter((format) => format.recognise(input)).map(({ id }) => id)
      expect([path, ...known]).toEqual([path, path.split("/")[0]])
    }
  })

  test("can all be read with one of their passwords", async () => {
    for (const [path, bytes] of fixtures) {
      const format = appFormats.find(({ id }) => path.startsWith(`${id}/`))
      for (const password of [PASSWORD, ...(path === "aegis/encrypted.json" ? [BACKUP_PASSWORD] : [])]) {
        const rows = await readWith(format!, bytes, { password })
        expect(rows.length, path).toBeGreaterThan(0)
      }
    }
  })
})
