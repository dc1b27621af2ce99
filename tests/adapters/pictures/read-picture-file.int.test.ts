import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { crc32, deflateSync } from "node:zlib"
import fc from "fast-check"
import sharp, { type Sharp } from "sharp"
import { afterAll, describe, expect, it } from "vitest"
import * as draw from "../../../bench/qr/draw.ts"
import { readQrTexts } from "../../../src/adapters/pictures/read-picture-file.ts"
import { AppError } from "../../../src/core/errors.ts"
import { maximumFileBytes, type GreyPicture } from "../../../src/shared/qr/pixels.ts"

const folder = mkdtempSync(join(tmpdir(), "keycard-pictures-"))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

const link = "otpauth://totp/ACME%20Co:alice%40example.com?secret=JBSWY3DPEHPK3PXP&issuer=ACME%20Co"
const image = ({ data, width, height }: GreyPicture): Sharp =>
  sharp(data, { raw: { width, height, channels: 1 } }).toColourspace("srgb")
const symbol = (): Sharp => image(draw.drawSymbol(link, { scale: 5 }))

/** What the reading ends in: its texts, or the data of its AppError. Anything else thrown fails the test. */
async function outcome(source: string | Uint8Array): Promise<unknown> {
  try {
    return await readQrTexts(source)
  } catch (error) {
    if (error instanceof AppError) return error.data
    throw error
  }
}

function path(name: string, bytes: Uint8Array | string): string {
  const at = join(folder, name)
  writeFileSync(at, bytes)
  return at
}

const has = (program: string): boolean => {
  try {
    execFileSync("which", [program], { stdio: "ignore" })
    return true
  } catch {
    return false
  }
}

/** 24-bit BMP, made here: sharp writes none. */
function bmpOf({ data, width, height }: GreyPicture): Uint8Array {
  const rowBytes = Math.ceil((width * 3) / 4) * 4
  const file = Buffer.alloc(54 + rowBytes * height)
  file.write("BM")
  file.writeUInt32LE(54, 10)
  file.writeUInt32LE(40, 14)
  file.writeInt32LE(width, 18)
  file.writeInt32LE(height, 22)
  file.writeUInt16LE(24, 28)
  data.forEach((value, at) => {
    const y = height - 1 - Math.floor(at / width)
    file.fill(value, 54 + y * rowBytes + 3 * (at % width), 54 + y * rowBytes + 3 * (at % width) + 3)
  })
  return file
}

/** A valid PNG of one bit a pixel: its size on disk is a thousandth of what it unpacks to. */
function blackPng(side: number): Buffer {
  const chunk = (type: string, data: Uint8Array): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data])
    const ends = Buffer.alloc(8)
    ends.writeUInt32BE(data.length)
    ends.writeUInt32BE(crc32(body), 4)
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
  }
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0])
  header.writeUInt32BE(side)
  header.writeUInt32BE(side, 4)
  const pixels = deflateSync(Buffer.alloc(side * (1 + Math.ceil(side / 8))))
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", pixels),
    chunk("IEND", Buffer.alloc(0)),
  ])
}

describe("QR codes of picture files", () => {
  it.each<[string, () => Promise<Uint8Array> | Uint8Array]>([
    ["PNG", () => symbol().png().toBuffer()],
    ["PNG of a palette, interlaced", () => symbol().png({ palette: true, progressive: true }).toBuffer()],
    ["PNG of 16 bits", () => symbol().toColourspace("rgb16").png().toBuffer()],
    ["JPEG", () => symbol().jpeg({ quality: 30 }).toBuffer()],
    ["JPEG that is to be turned", () => symbol().jpeg().withMetadata({ orientation: 6 }).toBuffer()],
    ["JPEG that is to be mirrored", () => symbol().flop().jpeg().withMetadata({ orientation: 2 }).toBuffer()],
    ["JPEG in CMYK", () => symbol().toColourspace("cmyk").jpeg().toBuffer()],
    ["WebP", () => symbol().webp().toBuffer()],
    ["GIF", () => symbol().gif().toBuffer()],
    ["BMP", () => bmpOf(draw.drawSymbol(link, { scale: 5 }))],
    ["inverted PNG", () => symbol().negate({ alpha: false }).png().toBuffer()],
  ])("are read from a %s, by path and from bytes", async (name, make) => {
    const bytes = await make()
    expect(await readQrTexts(bytes)).toEqual([link])
    expect(await readQrTexts(path(`${name}.bin`, bytes))).toEqual([link])
  })

  it("are read where dark modules stand on nothing", async () => {
    const { data, width, height } = draw.drawSymbol(link, { scale: 5 })
    const pixels = Buffer.alloc(width * height * 4)
    data.forEach((value, at) => pixels.writeUInt8(255 - value, at * 4 + 3))
    const transparent = await sharp(pixels, { raw: { width, height, channels: 4 } })
      .png()
      .toBuffer()
    expect(await readQrTexts(transparent)).toEqual([link])
  })

  it("are read from the first frame of an animation", async () => {
    const frames = [await symbol().png().toBuffer(), await symbol().blur(40).png().toBuffer()]
    const animation = await sharp(frames, { join: { animated: true } })
      .gif({ loop: 0 })
      .toBuffer()
    expect((await sharp(animation, { animated: true }).metadata()).pages).toBe(2)
    expect(await readQrTexts(animation)).toEqual([link])
  })

  it("are an empty list where there is none", async () => {
    expect(
      await readQrTexts(
        await image(draw.fill(200, 200, () => 200))
          .png()
          .toBuffer(),
      ),
    ).toEqual([])
  })

  it.skipIf(!has("zbarimg"))("are what zbarimg reads (skipped where zbarimg is not installed)", async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const random = draw.seeded(seed)
      const secret = Array.from(
        { length: 16 + 8 * (seed % 3) },
        () => "ABCDEFGH234567"[Math.floor(random() * 14)],
      )
      const text = `otpauth://totp/Issuer${String(seed)}:u${String(seed)}?secret=${secret.join("")}&digits=${String(6 + (seed % 3))}`
      const corners = draw.tiltedSquare({ x: 300, y: 300 }, 200, 30 * random(), 10, random)
      const wall = draw.fill(600, 600, () => 240)
      const scene = draw.project(draw.drawSymbol(text, { scale: 8 }), wall, corners)
      const at = path(`zbar-${String(seed)}.png`, await image(scene).png().toBuffer())
      const zbar = execFileSync("zbarimg", ["--raw", "-q", "--nodbus", "-Sdisable", "-Sqrcode.enable", at], {
        encoding: "utf8",
      })
      expect(await readQrTexts(at)).toEqual(zbar.trimEnd().split("\n"))
    }
  })
})

describe("a file that is no usable picture", () => {
  const picture = (problem: string) => ({ kind: "picture", problem })

  it("is refused by what its header claims, before it is decoded", async () => {
    const bomb = blackPng(16_000)
    expect(bomb.length).toBeLessThan(40_000)
    expect(await outcome(blackPng(200))).toEqual([])
    expect(await outcome(bomb)).toEqual(picture("too-many-pixels"))
  })

  it.each([
    ["nothing", "", "empty"],
    ["text", "otpauth://totp/x?secret=AAAA", "not-a-picture"],
    [
      "SVG",
      "<svg xmlns='http://www.w3.org/2000/svg'><image href='http://127.0.0.1:9/x'/></svg>",
      "unsupported-format",
    ],
    ["PDF", "%PDF-1.4\n", "unsupported-format"],
  ])("is refused: %s", async (name, content, problem) => {
    expect(await outcome(path(`${name}.png`, content))).toEqual(picture(problem))
  })

  it("is refused over 20 MiB without being read", async () => {
    const at = path("large.png", await symbol().png().toBuffer())
    truncateSync(at, maximumFileBytes + 1)
    expect(await outcome(at)).toEqual(picture("too-large-file"))
  })

  it("is refused as a file that is not there, a folder, a loop of links", async () => {
    symlinkSync(join(folder, "loop"), join(folder, "loop"))
    const at = (name: string): string => join(folder, name)
    expect(await outcome(at("absent"))).toEqual({ kind: "file", problem: "missing", path: at("absent") })
    expect(await outcome(folder)).toEqual({ kind: "file", problem: "not-a-file", path: folder })
    expect(await outcome(at("loop"))).toEqual({ kind: "file", problem: "link-loop", path: at("loop") })
  })

  it.skipIf(process.platform === "win32")(
    "is refused at once as a pipe nobody writes to, a device",
    async () => {
      const pipe = join(folder, "pipe")
      execFileSync("mkfifo", [pipe])
      for (const at of [pipe, "/dev/zero", "/dev/null"]) {
        expect(await outcome(at)).toEqual({ kind: "file", problem: "not-a-file", path: at })
      }
    },
  )

  it.skipIf(process.platform !== "linux")("is refused as the memory of a process behind a link", async () => {
    const at = join(folder, "memory.png")
    symlinkSync("/proc/self/mem", at)
    expect(await outcome(at)).toMatchObject({ kind: "file" })
  })

  it("ends in texts or a refusal wherever it is cut off", async () => {
    const whole = {
      png: await symbol().png().toBuffer(),
      jpeg: await symbol().jpeg().toBuffer(),
      webp: await symbol().webp().toBuffer(),
      gif: await symbol().gif().toBuffer(),
      bmp: bmpOf(draw.drawSymbol(link, { scale: 5 })),
    }
    for (const bytes of Object.values(whole)) {
      for (let tenth = 1; tenth < 10; tenth++) {
        const result = await outcome(bytes.subarray(0, Math.floor((bytes.length * tenth) / 10)))
        expect([[], [link], picture("damaged")]).toContainEqual(result)
      }
    }
    expect(await outcome(whole.png.subarray(0, 300))).toEqual(picture("damaged"))
    expect(await outcome(whole.bmp.subarray(0, 5000))).toEqual(picture("damaged"))
  })

  it("ends in texts or a refusal whichever of its bytes are changed", async () => {
    const whole = [
      await symbol().png().toBuffer(),
      await symbol().jpeg().toBuffer(),
      await symbol().webp().toBuffer(),
      await symbol().gif().toBuffer(),
      Buffer.from(bmpOf(draw.drawSymbol(link, { scale: 5 }))),
    ]
    const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }))
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...whole),
        fc.array(change, { minLength: 1, maxLength: 6 }),
        async (bytes, changes) => {
          const changed = Buffer.from(bytes)
          // Half of the changes hit the header, where the lies are told.
          for (const [at, value] of changes) changed[at % (at % 2 === 0 ? 64 : changed.length)] = value
          const result = await outcome(changed)
          if (Array.isArray(result)) expect([[], [link]]).toContainEqual(result)
          else expect(result).toMatchObject({ kind: "picture" })
        },
      ),
      { numRuns: 60 },
    )
  })
})
