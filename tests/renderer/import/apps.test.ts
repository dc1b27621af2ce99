import { describe, expect, it, test } from "vitest"
import { apps, findApps } from "../../../src/renderer/import/apps.ts"

const names = (search: string) => findApps(search).map(({ name }) => name)

test("apps stand in the order of their names, each once", () => {
  const listed = apps.map(({ name }) => name).filter((name) => name !== "Another app")
  expect(listed).toEqual(listed.toSorted((a, b) => a.localeCompare(b, "en")))
  expect(new Set(apps.map(({ id }) => id)).size).toBe(apps.length)
  expect(apps.at(-1)?.id).toBe("other")
})

describe("a search", () => {
  it("without words shows all", () => {
    expect(findApps("  ")).toEqual(apps)
  })

  it("finds by any part of the name and by other words, those first that begin with it", () => {
    expect(names("auth")[0]).toBe("Authenticator Plus")
    expect(names("google")).toEqual(["Google Authenticator", "Another app"])
    expect(names("kdbx")).toEqual(["KeePass, KeePassXC", "Another app"])
    expect(names("Bitw auth")).toEqual(["Bitwarden Authenticator", "Another app"])
  })

  it("that nothing fits leads to what can be tried", () => {
    expect(names("no such thing")).toEqual(["Another app"])
  })
})

test("an app without a file to give has a guide, with steps and a way to go on", () => {
  for (const id of ["authy", "microsoft", "lastpass", "google", "duo", "bound", "other"]) {
    const guide = apps.find((app) => app.id === id)?.guide
    expect(guide?.steps.length).toBeGreaterThan(2)
    expect(guide?.ways.length).toBeGreaterThan(0)
  }
})
