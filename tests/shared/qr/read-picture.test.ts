import fc from "fast-check"
import { afterEach, describe, expect, it, vi } from "vitest"
import * as draw from "../../../bench/qr/draw.ts"
import { isAppError } from "../../../src/core/errors.ts"
import { boxBlur } from "../../../src/shared/qr/grey-operations.ts"
import { fromGrey, type GreyPicture } from "../../../src/shared/qr/pixels.ts"
import { isAuthenticatorLink, readPicture } from "../../../src/shared/qr/read-picture.ts"
import { testEngine } from "./test-engine.ts"

const link = "otpauth://totp/ACME:alice%40example.com?secret=JBSWY3DPEHPK3PXP&issuer=ACME"
const page = "https://example.com/help"
const read = (grey: GreyPicture): Promise<readonly string[]> => readPicture(testEngine, fromGrey(grey))
const grey = (width: number, height: number, value = 235): GreyPicture =>
  draw.fill(width, height, () => value)

/** The middle lit so strongly that one plain look does not read it. */
function inGlare(symbol: GreyPicture): GreyPicture {
  const spot = symbol.width * 0.62
  const reach = symbol.width * 0.3
  return draw.fill(symbol.width, symbol.height, (x, y) => {
    const light = 210 * Math.exp(-((x - spot) ** 2 + (y - spot) ** 2) / (2 * reach ** 2))
    return (symbol.data[y * symbol.width + x] ?? 0) * 0.6 + 40 + light
  })
}

const outOfFocus = (symbol: GreyPicture): GreyPicture => boxBlur(boxBlur(boxBlur(symbol, 4), 4), 4)

describe("reading a still picture", () => {
  it("reads any text back exactly", async () => {
    const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 120 }).filter((s) => s.trim() !== "")
    await fc.assert(
      fc.asyncProperty(text, async (suffix) => {
        const uri = `otpauth://totp/${encodeURIComponent(suffix)}?secret=JBSWY3DPEHPK3PXP`
        expect(await read(draw.drawSymbol(uri, { scale: 4 }))).toEqual([uri])
      }),
      { numRuns: 25 },
    )
  })

  it("reads a code of the largest version", async () => {
    const text = `otpauth-migration://offline?data=${"Ab3".repeat(900)}`
    expect(await read(draw.drawSymbol(text, { level: "L", scale: 3 }))).toEqual([text])
  })

  it.each([
    ["dark mode", () => draw.drawSymbol(link, { dark: 235, light: 20 })],
    ["two pixels a module", () => draw.drawSymbol(link, { scale: 2 })],
    ["low contrast", () => draw.drawSymbol(link, { dark: 150, light: 180 })],
    ["no margin", () => draw.drawSymbol(link, { margin: 1 })],
    [
      "turned and tilted",
      () => {
        const corners = draw.tiltedSquare({ x: 300, y: 300 }, 190, 33, 40, draw.seeded(4))
        return draw.project(draw.drawSymbol(link, { scale: 8 }), grey(600, 600), corners)
      },
    ],
    [
      "in the corner of a screen",
      () => draw.lay(grey(1920, 1080), draw.drawSymbol(link, { scale: 3 }), 1700, 900),
    ],
  ])("reads a code: %s", async (_, make) => {
    expect(await read(make())).toEqual([link])
  })

  it("reads a code in glare that one plain look does not read", async () => {
    const picture = inGlare(draw.drawSymbol(link, { scale: 8, level: "Q" }))
    expect((await testEngine(fromGrey(picture))).texts).toEqual([])
    expect(await read(picture)).toEqual([link])
  })

  it("reads a code out of focus that one plain look does not read", async () => {
    const blurred = outOfFocus(draw.drawSymbol(link, { scale: 8 }))
    expect((await testEngine(fromGrey(blurred))).texts).toEqual([])
    expect(await read(blurred)).toEqual([link])
  })

  it("returns the texts of both codes in a picture, each once", async () => {
    const other = link.replace("alice", "bob")
    let picture = grey(900, 700, 255)
    for (const [text, left] of [
      [link, 10],
      [other, 320],
      [link, 620],
    ] as const) {
      picture = draw.lay(picture, draw.drawSymbol(text, { scale: 5 }), left, left / 2)
    }
    expect([...(await read(picture))].sort()).toEqual([link, other].sort())
  })

  it("looks on for an authenticator's code when only another code was read at once", async () => {
    const hard = outOfFocus(draw.drawSymbol(link, { scale: 8 }))
    const easy = draw.drawSymbol(page, { scale: 5 })
    const picture = draw.lay(
      draw.lay(grey(hard.width, hard.height + 260, 255), hard, 0, 0),
      easy,
      20,
      hard.height + 10,
    )
    expect((await testEngine(fromGrey(picture))).texts).toEqual([page])
    expect([...(await read(picture))].sort()).toEqual([page, link].sort())
  })

  it("returns the other texts when there is no authenticator's code at all", async () => {
    expect(await read(draw.drawSymbol(page))).toEqual([page])
  })

  it.each([
    ["a blank picture", grey(640, 480)],
    ["one pixel", grey(1, 1)],
    ["a line", grey(1, 20_000)],
    ["noise", draw.addNoise(grey(640, 480, 128), 90, draw.seeded(9))],
  ])("reads nothing in %s", async (_, picture) => {
    expect(await read(picture)).toEqual([])
  })

  it("ends as cancelled between two passes", async () => {
    const abort = new AbortController()
    let turns = 0
    const yieldNow = (): Promise<void> => {
      if (++turns === 3) abort.abort()
      return Promise.resolve()
    }
    const reading = readPicture(testEngine, fromGrey(grey(300, 300)), { signal: abort.signal, yieldNow })
    await expect(reading).rejects.toSatisfy((error) => isAppError(error, "cancelled"))
    expect(turns).toBe(3)
  })

  it("starts no further pass once its time is over", async () => {
    let now = 0
    let looks = 0
    const texts = await readPicture(
      (picture, look) => {
        looks++
        now += 40
        return testEngine(picture, look)
      },
      fromGrey(grey(300, 300)),
      { budgetMs: 100, nowMs: () => now },
    )
    expect(texts).toEqual([])
    expect(looks).toBe(3)
  })

  it("looks once, and only once, at a picture that reads at once", async () => {
    const looks: unknown[] = []
    const picture = fromGrey(draw.drawSymbol(link))
    await readPicture((given, look) => (looks.push(look), testEngine(given, look)), picture)
    expect(looks).toEqual([undefined])
  })
})

describe("the network", () => {
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it("is not touched by the decoder, compiled afresh", async () => {
    const refuse = vi.fn(() => {
      throw new Error("the decoder reached for the network")
    })
    vi.stubGlobal("fetch", refuse)
    vi.stubGlobal("XMLHttpRequest", refuse)
    vi.stubGlobal("WorkerGlobalScope", refuse) // what makes the package think it may fetch
    const { createEngine } = await import("../../../src/shared/qr/engine.ts")
    const { readFile } = await import("node:fs/promises")
    const { createRequire } = await import("node:module")
    const path = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm")
    const fresh = createEngine(new Uint8Array(await readFile(path)).buffer)
    expect((await fresh(fromGrey(draw.drawSymbol(link)))).texts).toEqual([link])
    const broken = createEngine(new ArrayBuffer(8))
    await expect(broken(fromGrey(draw.drawSymbol(link)))).rejects.toThrow()
    expect(refuse).not.toHaveBeenCalled()
  })
})

describe("an authenticator's link", () => {
  it.each([link, "OTPAUTH://TOTP/x?secret=AA", " otpauth-migration://offline?data=x"])("is %s", (text) => {
    expect(isAuthenticatorLink(text)).toBe(true)
  })

  it.each([page, "javascript:alert(1)", "https://example.com/?u=otpauth://totp/x", "otpauthx://totp", ""])(
    "is not %s",
    (text) => {
      expect(isAuthenticatorLink(text)).toBe(false)
    },
  )
})
