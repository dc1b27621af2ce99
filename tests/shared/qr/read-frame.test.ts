import { describe, expect, it } from "vitest"
import * as draw from "../../../bench/qr/draw.ts"
import { boxBlur } from "../../../src/shared/qr/grey-operations.ts"
import { fromGrey, type Picture } from "../../../src/shared/qr/pixels.ts"
import { FrameReader } from "../../../src/shared/qr/read-frame.ts"
import { retryPasses } from "../../../src/shared/qr/retry-passes.ts"
import { testEngine } from "./test-engine.ts"

const link = "otpauth://totp/ACME:alice?secret=JBSWY3DPEHPK3PXP"
const wall = draw.fill(640, 480, (x, y) => 150 + 20 * Math.sin(x / 40) + 20 * Math.cos(y / 30))
const frameOf = (symbol: ReturnType<typeof draw.drawSymbol>): Picture =>
  fromGrey(draw.lay(wall, symbol, 150, 90))

describe("reading camera frames", () => {
  it("reads a code in the first frame that shows it", async () => {
    const frames = new FrameReader(testEngine)
    expect(await frames.read(fromGrey(wall))).toEqual([])
    expect(await frames.read(frameOf(draw.drawSymbol(link)))).toEqual([link])
  })

  it("reads a code that one plain look does not read within one round of the passes", async () => {
    const symbol = draw.drawSymbol(link, { scale: 8 })
    const frame = frameOf(boxBlur(boxBlur(boxBlur(symbol, 4), 4), 4))
    expect((await testEngine(frame)).texts).toEqual([])
    const frames = new FrameReader(testEngine)
    let texts: readonly string[] = []
    for (let turn = 0; turn < retryPasses.length && texts.length === 0; turn++)
      texts = await frames.read(frame)
    expect(texts).toEqual([link])
  })

  it("gives an empty frame two looks, and every pass its turn", async () => {
    const looks: number[] = []
    const frames = new FrameReader((picture, look) => {
      looks.push(picture.width)
      return testEngine(picture, look)
    })
    for (const _ of retryPasses) await frames.read(fromGrey(wall))
    expect(looks).toHaveLength(2 * retryPasses.length)
    expect(new Set(looks)).toEqual(new Set([640, 1280, 500, 400]))
  })

  it("returns a code that is none of an authenticator as well", async () => {
    const page = "https://example.com"
    expect(await new FrameReader(testEngine).read(frameOf(draw.drawSymbol(page)))).toEqual([page])
  })
})
