import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
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

const root = resolve(import.meta.dirname, "../../../..")
const folder = join(root, "tests/fixtures/imports")
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

test("every format has one, and stands in docs/formats.md by the name that --format takes", () => {
  const document = readFileSync(join(root, "docs/formats.md"), "utf8")
  const ids = importFormats.map(({ id }) => id)
  const there = readdirSync(folder)
  // One is refused whatever is in it; the other's sample stands in docs/storage.md.
  const others = ["openpgp", "keycard-backup"]
  expect(ids.filter((id) => !others.includes(id) && !there.includes(id))).toEqual([])
  expect(there.filter((name) => !ids.includes(name))).toEqual([])
  expect(ids.filter((id) => !document.includes(`\`${id}\``))).toEqual([])
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
