/** @file Our own pictures of authenticator codes, made from a seed: what people really photograph, capture and
 *  are sent. */
import sharp, { type Sharp } from "sharp"
import { fromGrey, type GreyPicture, type Picture } from "../../src/shared/qr/pixels.ts"
import * as draw from "./draw.ts"

export interface Example {
  readonly condition: string
  readonly picture: Picture
  readonly texts: readonly string[]
}

interface Scene {
  readonly grey: GreyPicture
  readonly texts: readonly string[]
}

type MakeScene = (random: draw.Random) => Scene | Promise<Scene>

const issuers = ["GitHub", "Example Bank", "Amazon Web Services", "Bücher & Söhne", "日本銀行", "x"]
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
const pick = <T>(random: draw.Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
const between = (random: draw.Random, low: number, high: number): number => low + random() * (high - low)
const whole = (random: draw.Random, low: number, high: number): number =>
  Math.floor(between(random, low, high + 1))

function link(random: draw.Random): string {
  const issuer = encodeURIComponent(pick(random, issuers))
  const secret = Array.from({ length: pick(random, [16, 26, 32, 52]) }, () =>
    alphabet.charAt(whole(random, 0, 31)),
  ).join("")
  return `otpauth://totp/${issuer}:user${String(whole(random, 1, 9999))}%40example.com?secret=${secret}&issuer=${issuer}`
}

/** As long as Google Authenticator's export of some accounts; its content is noise. */
function exportLink(random: draw.Random, bytes: number): string {
  const data = Buffer.from(Array.from({ length: bytes }, () => whole(random, 0, 255))).toString("base64")
  return `otpauth-migration://offline?data=${encodeURIComponent(data)}`
}

/** A page of grey lines, boxes and squares that look a little like a code's corners. */
function page(random: draw.Random, width: number, height: number, dark: boolean): GreyPicture {
  const ground = dark ? 24 : 255
  const ink = dark ? 215 : 35
  const squares = Array.from({ length: 8 }, () => ({
    x: whole(random, 0, width),
    y: whole(random, 0, height),
    side: whole(random, 10, 26),
  }))
  const ends = Array.from({ length: Math.ceil(height / 26) }, () => whole(random, width / 5, width))
  return draw.fill(width, height, (x, y) => {
    for (const square of squares) {
      const far = Math.max(Math.abs(x - square.x), Math.abs(y - square.y))
      if (far < square.side) return far > square.side * 0.72 || far < square.side * 0.4 ? ink : ground
    }
    const isText = y % 26 > 15 && x > 20 && x < (ends[Math.floor(y / 26)] ?? 0)
    return isText && (x * 7 + (x >> 2) * 13 + (y % 26) * 5) % 11 < 5 ? ink : ground
  })
}

async function throughSharp(grey: GreyPicture, change: (image: Sharp) => Sharp): Promise<GreyPicture> {
  const { width, height, data } = grey
  const encoded = await change(sharp(data, { raw: { width, height, channels: 1 } })).toBuffer()
  const raw = await sharp(encoded).toColourspace("b-w").raw().toBuffer({ resolveWithObject: true })
  return { data: new Uint8ClampedArray(raw.data), width: raw.info.width, height: raw.info.height }
}

const onPage =
  (width: number, height: number, dark: boolean, scales: readonly number[]): MakeScene =>
  (random) => {
    const text = link(random)
    const colours = dark ? { dark: pick(random, [255, 225]), light: pick(random, [0, 24]) } : {}
    const symbol = draw.drawSymbol(text, {
      scale: pick(random, scales),
      level: pick(random, ["L", "M"]),
      ...colours,
    })
    const left = whole(random, 10, width - symbol.width - 10)
    const top = whole(random, 10, height - symbol.height - 10)
    return { grey: draw.lay(page(random, width, height, dark), symbol, left, top), texts: [text] }
  }

const wall = (random: draw.Random, width: number, height: number): GreyPicture => {
  const phase = between(random, 0, 6)
  const base = between(random, 100, 170)
  return draw.fill(
    width,
    height,
    (x, y) => base + 30 * Math.sin(x / 47 + phase) + 20 * Math.cos(y / 31 + phase),
  )
}

const scenes: Readonly<Record<string, MakeScene>> = {
  screenshot: onPage(1100, 800, false, [3, 4, 5]),
  "dark mode": onPage(1100, 800, true, [3, 4, 6]),
  "full screen 2560": onPage(2560, 1440, false, [2, 3, 4]),
  logo: (random) => {
    const text = link(random)
    const symbol = draw.drawSymbol(text, { level: "H" })
    const radius = symbol.width * between(random, 0.07, 0.11)
    const centre = symbol.width / 2
    const grey = draw.fill(symbol.width, symbol.height, (x, y) => {
      const far = Math.hypot(x - centre, y - centre)
      if (far < radius) return far < radius * 0.8 ? 90 : 255
      return symbol.data[y * symbol.width + x] ?? 0
    })
    return { grey, texts: [text] }
  },
  "jpeg quality 20": async (random) => {
    const text = link(random)
    const symbol = draw.drawSymbol(text, { scale: whole(random, 2, 4) })
    return { grey: await throughSharp(symbol, (image) => image.jpeg({ quality: 20 })), texts: [text] }
  },
  "out of focus": async (random) => {
    const text = link(random)
    const symbol = draw.drawSymbol(text)
    const sigma = 6 * between(random, 0.4, 0.75)
    return { grey: await throughSharp(symbol, (image) => image.blur(sigma).png()), texts: [text] }
  },
  "seen at an angle": (random) => {
    const text = link(random)
    const corners = draw.tiltedSquare(
      { x: 400, y: 400 },
      240,
      between(random, -45, 45),
      between(random, 0, 90),
      random,
    )
    return {
      grey: draw.project(draw.drawSymbol(text, { scale: 8 }), wall(random, 800, 800), corners),
      texts: [text],
    }
  },
  "low contrast": (random) => {
    const text = link(random)
    const dark = whole(random, 20, 200)
    const symbol = draw.drawSymbol(text, { dark, light: dark + whole(random, 20, 45) })
    return { grey: draw.addNoise(symbol, between(random, 0, 3), random), texts: [text] }
  },
  "80 pixels wide": async (random) => {
    const text = `otpauth://totp/a?secret=${link(random)
      .slice(-30)
      .replace(/[^A-Z2-7]/g, "A")
      .slice(0, 16)}`
    const symbol = draw.drawSymbol(text, { level: "L", scale: 12 })
    return { grey: await throughSharp(symbol, (image) => image.resize(80, 80).png()), texts: [text] }
  },
  "4000 pixels wide": async (random) => {
    const text = link(random)
    const symbol = draw.drawSymbol(text)
    return {
      grey: await throughSharp(symbol, (image) => image.resize(4000, 4000).blur(3).png()),
      texts: [text],
    }
  },
  "two codes": (random) => {
    const texts = [link(random), link(random)]
    const [one, other] = texts.map((text) => draw.drawSymbol(text, { scale: 4 })) as [
      GreyPicture,
      GreyPicture,
    ]
    const ground = draw.fill(one.width + other.width + 40, Math.max(one.height, other.height) + 60, () => 255)
    return { grey: draw.lay(draw.lay(ground, one, 10, 50), other, one.width + 30, 10), texts }
  },
  "dense export": async (random) => {
    const text = exportLink(random, whole(random, 300, 1600))
    const symbol = draw.drawSymbol(text, { level: "L", scale: 4 })
    return { grey: await throughSharp(symbol, (image) => image.jpeg({ quality: 70 })), texts: [text] }
  },
  noise: (random) => {
    const text = link(random)
    return { grey: draw.addNoise(draw.drawSymbol(text), between(random, 20, 75), random), texts: [text] }
  },
  "phone camera": async (random) => {
    const text = link(random)
    const corners = draw.tiltedSquare({ x: 640, y: 360 }, 210, between(random, -20, 20), 35, random)
    const seen = draw.project(draw.drawSymbol(text, { scale: 8 }), wall(random, 1280, 720), corners)
    const side = between(random, 0.3, 0.8)
    const lit = draw.fill(
      1280,
      720,
      (x, y) => (seen.data[y * 1280 + x] ?? 0) * (1 - side + (side * x) / 1280),
    )
    const soft = await throughSharp(lit, (image) => image.blur(between(random, 1, 2.6)).png())
    const grainy = draw.addNoise(soft, between(random, 3, 12), random)
    return { grey: await throughSharp(grainy, (image) => image.jpeg({ quality: 75 })), texts: [text] }
  },
  glare: (random) => {
    const text = link(random)
    const symbol = draw.drawSymbol(text, { scale: 8, level: "Q", dark: 40, light: 190 })
    const spot = { x: symbol.width * random(), y: symbol.height * random() }
    const reach = symbol.width * between(random, 0.2, 0.45)
    const grey = draw.fill(symbol.width, symbol.height, (x, y) => {
      const light = 210 * Math.exp(-((x - spot.x) ** 2 + (y - spot.y) ** 2) / (2 * reach ** 2))
      return (symbol.data[y * symbol.width + x] ?? 0) + light
    })
    return { grey: draw.addNoise(grey, 3, random), texts: [text] }
  },
}

/** One picture after another (the large ones are not held together). */
export async function* generatedSet(seed: number, perCondition: number): AsyncGenerator<Example> {
  const random = draw.seeded(seed)
  for (const [condition, make] of Object.entries(scenes)) {
    for (let i = 0; i < perCondition; i++) {
      const { grey, texts } = await make(random)
      yield { condition, picture: fromGrey(grey), texts }
    }
  }
}
