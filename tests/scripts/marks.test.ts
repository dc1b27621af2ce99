import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { contrast, leastContrast, legible, tiles } from "../../scripts/marks/legible.mjs"
import { projectRoot } from "../../scripts/setup/paths.mjs"

const read = (path: string) => readFileSync(join(projectRoot, "src", "renderer", "marks", path), "utf8")
const marks = JSON.parse(read("marks.json")) as Record<string, { title: string; light: string; dark: string }>

test("every mark can be seen on its tile in light and in dark", () => {
  for (const { title, light, dark } of Object.values(marks)) {
    expect(contrast(light, tiles.light), title).toBeGreaterThanOrEqual(leastContrast)
    expect(contrast(dark, tiles.dark), title).toBeGreaterThanOrEqual(leastContrast)
  }
})

test("the tiles are those of the page", () => {
  expect(read("account-mark.module.css")).toContain(`light-dark(${tiles.light}, ${tiles.dark})`)
})

test("a colour that can be seen is left as it is", () => {
  expect(legible("#0B6B62").light).toBe("#0b6b62")
  expect(legible("#181717").dark).toBe("#f2f0eb")
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21)
})
