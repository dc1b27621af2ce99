import { readFileSync } from "node:fs"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { MIN_SIZE, openingFor, placementText, readPlacement } from "../../src/main/window-bounds.ts"
import type { Placement, Rectangle } from "../../src/main/window-bounds.ts"

const usual = { width: 920, height: 640, maximized: false }
const laptop = { x: 0, y: 24, width: 1440, height: 876 }
/** Left of it, and higher. */
const beside = { x: -1920, y: -200, width: 1920, height: 1080 }
const at = (bounds: Rectangle, maximized = false): Placement => ({ bounds, maximized })

const coordinate = fc.integer({ min: -4_000, max: 4_000 })
const anArea = fc.record({
  x: coordinate,
  y: coordinate,
  width: fc.integer({ min: MIN_SIZE.width, max: 4_000 }),
  height: fc.integer({ min: MIN_SIZE.height, max: 3_000 }),
})
const aPlacement = fc.record({
  bounds: fc.record({
    x: coordinate,
    y: coordinate,
    width: fc.integer({ min: 1, max: 5_000 }),
    height: fc.integer({ min: 1, max: 5_000 }),
  }),
  maximized: fc.boolean(),
})

describe("the file", () => {
  it("reads what it wrote", () => {
    fc.assert(
      fc.property(aPlacement, (placement) => {
        expect(readPlacement(placementText(placement))).toEqual(placement)
      }),
    )
  })

  it("is as docs/storage.md says", () => {
    const document = readFileSync("docs/storage.md", "utf8")
    const sample = /```json window\n([\s\S]*?)```/.exec(document)?.[1] ?? ""
    const placement = readPlacement(sample)
    expect(placement).toEqual(at({ x: 120, y: 80, width: 920, height: 640 }))
    expect(placement === null ? "" : placementText(placement)).toBe(sample)
  })

  const good = JSON.parse(placementText(at(laptop))) as Record<string, unknown>
  it.each([
    ["nothing", ""],
    ["half a line", placementText(at(laptop)).slice(0, 40)],
    ["a list", "[]"],
    ["null", "null"],
    ["another format", JSON.stringify({ ...good, format: "keycard-vault" })],
    ["a later version", JSON.stringify({ ...good, version: 2 })],
    ["no size", JSON.stringify({ ...good, width: 0 })],
    ["a size below nothing", JSON.stringify({ ...good, height: -640 })],
    ["half a point", JSON.stringify({ ...good, x: 0.5 })],
    ["a place beyond all displays", JSON.stringify({ ...good, y: 1e9 })],
    ["words", JSON.stringify({ ...good, x: "12" })],
    ["no word on whether it was maximised", JSON.stringify({ ...good, maximized: undefined })],
    ["a long tail", `${placementText(at(laptop))}${" ".repeat(1_000)}`],
  ])("with %s in it counts as none", (_what, text) => {
    expect(readPlacement(text)).toBeNull()
  })
})

describe("the window opens", () => {
  it("as always where nothing is known, the desktop choosing the place", () => {
    expect(openingFor(null, [laptop])).toEqual(usual)
  })

  it("where it was left, also on another display, half outside, or maximised", () => {
    const left = [
      { x: 200, y: 100, width: 700, height: 600 },
      { x: -1_900, y: -200, width: 900, height: 700 },
      { x: 1_200, y: 500, width: 900, height: 700 },
    ]
    for (const bounds of left) {
      const opening = { ...bounds, maximized: true }
      expect(openingFor(at(bounds, true), [laptop, beside])).toEqual(opening)
    }
  })

  it("by the desktop's choice where the display is gone, no larger than the first one", () => {
    const bounds = { x: -1_900, y: -900, width: 1_800, height: 800 }
    expect(openingFor(at(bounds), [laptop])).toEqual({ width: 1_440, height: 800, maximized: false })
  })

  it("inside the display where no hand could take hold of it", () => {
    const above = { x: 100, y: -300, width: 800, height: 640 }
    expect(openingFor(at(above), [laptop])).toMatchObject({ x: 100, y: 24, width: 800, height: 640 })
    const right = { x: 1_400, y: 700, width: 800, height: 640 }
    expect(openingFor(at(right), [laptop])).toMatchObject({ x: 640, y: 260, width: 800, height: 640 })
  })

  it("with a size when no display is known", () => {
    const bounds = { x: 0, y: 0, width: 10, height: 10 }
    expect(openingFor(at(bounds), [])).toEqual({ ...MIN_SIZE, maximized: false })
  })

  it("never smaller than the least size, never larger than a display, never where nobody sees it", () => {
    fc.assert(
      fc.property(aPlacement, fc.array(anArea, { minLength: 1, maxLength: 3 }), (placement, areas) => {
        const { x, y, width, height, maximized } = openingFor(placement, areas)
        expect(maximized).toBe(placement.maximized)
        expect(width).toBeGreaterThanOrEqual(MIN_SIZE.width)
        expect(height).toBeGreaterThanOrEqual(MIN_SIZE.height)
        expect(areas.some((area) => width <= area.width && height <= area.height)).toBe(true)
        if (x === undefined || y === undefined) return
        const seen = areas.some(
          (area) =>
            Math.min(x + width, area.x + area.width) - Math.max(x, area.x) >= 100 &&
            y >= area.y &&
            y + 32 <= area.y + area.height,
        )
        expect(seen).toBe(true)
      }),
    )
  })
})
