import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join, resolve } from "node:path"
import { beforeAll, describe, expect, test } from "vitest"
import { appFormats } from "../../../../src/core/imports/formats-apps.ts"
import { importFormats } from "../../../../src/core/imports/formats.ts"
import { lookAt } from "../../../../src/core/imports/input.ts"
import { readImport } from "../../../../src/core/imports/read-import.ts"
import { appFixtures } from "../../../support/imports/app-fixtures.ts"
import { BACKUP_PASSWORD, PASSWORD } from "../../../support/imports/apps/shared.ts"
import { readWith } from "../../../support/imports/read-with.ts"
import { vaultFixtures } from "../../../support/imports/vault-fixtures.ts"

const folder = resolve(import.meta.dirname, "../../../fixtures/imports")
let apps: Map<string, Uint8Array>
let vaults: Map<string, Uint8Array>
beforeAll(async () => {
  apps = await appFixtures()
  vaults = await vaultFixtures()
  if (process.env.KEYCARD_WRITE_FIXTURES !== "1") return
  for (const [path, bytes] of [...apps, ...vaults]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
}, 60_000) // keys are derived as the apps do

test("the exports that the tests make themselves stand in the repository, byte for byte", () => {
  const differing = [...apps, ...vaults].filter(
    ([path, bytes]) => !existsSync(join(folder, path)) || !readFileSync(join(folder, path)).equals(bytes),
  )
  expect(differing.map(([path]) => path)).toEqual([])
})

describe("those of authenticator apps", () => {
  test("are each known by exactly one format, the one of their folder", () => {
    for (const [path, bytes] of apps) {
      const input = lookAt(bytes)
      const known = appFormats.filter((format) => format.recognise(input)).map(({ id }) => id)
      expect([path, ...known]).toEqual([path, path.split("/")[0]])
    }
  })

  test("can all be read with one of their passwords", async () => {
    for (const [path, bytes] of apps) {
      const format = appFormats.find(({ id }) => path.startsWith(`${id}/`))
      for (const password of [PASSWORD, ...(path === "aegis/encrypted.json" ? [BACKUP_PASSWORD] : [])]) {
        const rows = await readWith(format!, bytes, { password })
        expect(rows.length, path).toBeGreaterThan(0)
      }
    }
  })
})

test("those of password managers and the ZIP files are read as the format of their folder", async () => {
  const options = {
    format: null,
    password: PASSWORD,
    onStep: () => undefined,
    readPicture: () => Promise.resolve([]),
  }
  for (const [path, bytes] of vaults) {
    const { format, rows } = await readImport(bytes, importFormats, options)
    expect(`${format}/`, path).toBe(`${path.split("/")[0] ?? ""}/`)
    expect(rows.filter(({ kind }) => kind === "entry").length, path).toBeGreaterThan(0)
  }
})
