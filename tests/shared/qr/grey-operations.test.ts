import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as draw from "../../../bench/qr/draw.ts"
import * as grey from "../../../src/shared/qr/grey-operations.ts"
import { fromGrey, toGrey, type GreyPicture } from "../../../src/shared/qr/pixels.ts"
import { isSamePlace, straighten } from "../../../src/shared/qr/straighten.ts"

const pictures = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }), fc.integer())
  .map(([width, height, seed]): GreyPicture => {
    const random = draw.seeded(seed)
    return draw.fill(width, height, () => random() * 255)
  })

describe("operations on brightness", () => {
  it("blurs to the mean of the square around each pixel, cut off at the borders", () => {
    fc.assert(
      fc.property(pictures, fc.integer({ min: 1, max: 15 }), (picture, radius) => {
        const blurred = grey.boxBlur(picture, radius)
        for (let y = 0; y < picture.height; y++) {
          for (let x = 0; x < picture.width; x++) {
            const near: number[] = []
            picture.data.forEach((value, at) => {
              const dx = Math.abs((at % picture.width) - x)
              const dy = Math.abs(Math.floor(at / picture.width) - y)
              if (dx <= radius && dy <= radius) near.push(value)
            })
            const mean = near.reduce((sum, value) => sum + value, 0) / near.length
            expect(Math.abs((blurred.data[y * picture.width + x] ?? -99) - mean)).toBeLessThanOrEqual(0.51)
          }
        }
      }),
      { numRuns: 100 },
    )
  })

  it("keeps every operation at the size and the range of a picture", () => {
    const operations = [
      (p: GreyPicture) => grey.unsharp(p, 3, 2),
      (p: GreyPicture) => grey.gamma(p, 0.5),
      (p: GreyPicture) => grey.adaptiveThreshold(p, 5),
      (p: GreyPicture) => grey.normaliseLocally(p, 5),
      grey.thicken,
    ]
    fc.assert(
      fc.property(pictures, fc.constantFrom(...operations), (picture, operation) => {
        const { data, width, height } = operation(picture)
        expect([width, height, data.length]).toEqual([picture.width, picture.height, picture.data.length])
      }),
    )
  })

  it("resizes a flat picture to a flat picture of the size asked for", () => {
    const side = fc.integer({ min: 1, max: 40 })
    fc.assert(
      fc.property(side, side, side, side, (width, height, toWidth, toHeight) => {
        const resized = grey.resize(
          draw.fill(width, height, () => 77),
          toWidth,
          toHeight,
        )
        expect([resized.width, resized.height]).toEqual([toWidth, toHeight])
        expect(new Set(resized.data)).toEqual(new Set([77]))
      }),
    )
  })

  it("leaves a picture alone that is hardly larger than asked for", () => {
    const picture = draw.fill(420, 100, () => 0)
    expect(grey.shrinkTo(picture, 400)).toBe(picture)
    expect(grey.shrinkTo(picture, 200)).toMatchObject({ width: 200, height: 48 })
  })

  it("makes the darkest of nine pixels the new one", () => {
    const dot = draw.fill(5, 5, (x, y) => (x === 2 && y === 2 ? 0 : 255))
    const thick = grey.thicken(dot)
    expect([...thick.data].filter((value) => value === 0)).toHaveLength(9)
    expect(thick.data[0]).toBe(255)
  })

  it("thresholds each pixel against its surroundings, not the picture", () => {
    const ramp = draw.fill(40, 40, (x, y) => 3 * x + (x % 8 < 4 && y % 8 < 4 ? 60 : 90))
    const black = grey.adaptiveThreshold(ramp, 8)
    expect(black.data[20 * 40 + 17]).toBe(255)
    expect(black.data[17 * 40 + 17]).toBe(0)
  })

  it("turns brightness to pixels and back without loss", () => {
    fc.assert(
      fc.property(pictures, (picture) => {
        expect(toGrey(fromGrey(picture))).toEqual(picture)
        expect(fromGrey(picture).data[3]).toBe(255)
      }),
    )
  })
})

describe("straightening", () => {
  const symbol = draw.drawSymbol("straight", { scale: 8, margin: 0 })
  const modules = symbol.width / 8

  it("lays a tilted code flat: module for module the code that was drawn", () => {
    const on = draw.fill(500, 500, () => 255)
    const corners = draw.tiltedSquare({ x: 250, y: 250 }, 150, 25, 20, draw.seeded(3))
    const [a, b, c, d] = corners as [draw.Corner, draw.Corner, draw.Corner, draw.Corner]
    const flat = straighten(draw.project(symbol, on, corners), { corners: [a, b, c, d], modules }, 4)
    if (flat === undefined) throw new Error("not straightened")
    expect(flat.width).toBe((modules + 8) * 4)
    for (let row = 0; row < modules; row++) {
      for (let column = 0; column < modules; column++) {
        const drawn = symbol.data[(row * 8 + 4) * symbol.width + column * 8 + 4] ?? -1
        const seen = flat.data[((row + 4) * 4 + 2) * flat.width + (column + 4) * 4 + 2] ?? -1
        expect(seen < 128).toBe(drawn < 128)
      }
    }
  })

  it("refuses corners that lie on a line", () => {
    const line = [0, 1, 2, 3].map((n) => ({ x: 10 * n, y: 10 * n }))
    const [a, b, c, d] = line as [draw.Corner, draw.Corner, draw.Corner, draw.Corner]
    expect(straighten(symbol, { corners: [a, b, c, d], modules }, 4)).toBeUndefined()
  })

  it("knows a code it has seen by its corners", () => {
    const at = (x: number, side: number) =>
      ({
        corners: [
          { x, y: 0 },
          { x: x + side, y: 0 },
          { x: x + side, y: side },
          { x, y: side },
        ],
        modules: 25,
      }) as const
    expect(isSamePlace(at(0, 100), at(3, 100))).toBe(true)
    expect(isSamePlace(at(0, 100), at(5, 100))).toBe(false)
    expect(isSamePlace(at(0, 100), { ...at(0, 100), modules: 29 })).toBe(false)
  })
})
