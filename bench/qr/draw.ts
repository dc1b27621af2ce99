/** @file Draws QR codes into pictures, and spoils them as screens and cameras do. Seeded: the same number gives the
 *  same pixels. Shared by the benchmark and the tests. */
import QRCode from "qrcode"
import type { GreyPicture, Point } from "../../src/shared/qr/pixels.ts"

export type Random = () => number
export type Corner = Point

/** Uniform numbers in [0, 1): a Weyl sequence through a mixing function. Not for secrets. */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
}

export interface SymbolOptions {
  readonly level?: "L" | "M" | "Q" | "H"
  readonly scale?: number
  readonly margin?: number
  readonly dark?: number
  readonly light?: number
}

/** A QR code, black on white unless told otherwise. */
export function drawSymbol(text: string, options: SymbolOptions = {}): GreyPicture {
  const { level = "M", scale = 6, margin = 4, dark = 0, light = 255 } = options
  const { modules } = QRCode.create(text, { errorCorrectionLevel: level })
  const side = (modules.size + 2 * margin) * scale
  return fill(side, side, (x, y) => {
    const column = Math.floor(x / scale) - margin
    const row = Math.floor(y / scale) - margin
    const inside = column >= 0 && row >= 0 && column < modules.size && row < modules.size
    return inside && modules.data[row * modules.size + column] === 1 ? dark : light
  })
}

/** A picture from a function of its pixels. */
export function fill(width: number, height: number, value: (x: number, y: number) => number): GreyPicture {
  const data = new Uint8ClampedArray(width * height)
  for (let y = 0, at = 0; y < height; y++) for (let x = 0; x < width; x++, at++) data[at] = value(x, y)
  return { data, width, height }
}

/** One picture laid on another. */
export function lay(on: GreyPicture, picture: GreyPicture, left: number, top: number): GreyPicture {
  return fill(on.width, on.height, (x, y) => {
    const inside = x >= left && y >= top && x < left + picture.width && y < top + picture.height
    return at(inside ? picture : on, inside ? x - left : x, inside ? y - top : y)
  })
}

/** The picture stretched onto a quadrilateral of a larger one (corners clockwise from the top left), each pixel the
 *  mean of four samples. */
export function project(picture: GreyPicture, on: GreyPicture, corners: readonly Point[]): GreyPicture {
  const toPicture = homography(corners, picture)
  const offsets = [0.25, 0.75]
  return fill(on.width, on.height, (x, y) => {
    let sum = 0
    for (const dx of offsets) {
      for (const dy of offsets) {
        const { x: u, y: v } = toPicture(x + dx, y + dy)
        const inside = u >= 0 && v >= 0 && u < picture.width && v < picture.height
        sum += inside ? at(picture, Math.floor(u), Math.floor(v)) : at(on, x, y)
      }
    }
    return sum / 4
  })
}

/** Sensor noise: normally distributed, of this standard deviation. */
export function addNoise(picture: GreyPicture, deviation: number, random: Random): GreyPicture {
  return fill(picture.width, picture.height, (x, y) => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    return at(picture, x, y) + deviation * normal
  })
}

/** Corners of a square around a point, turned, each moved by up to `jitter` pixels. */
export function tiltedSquare(
  centre: Point,
  half: number,
  degrees: number,
  jitter: number,
  random: Random,
): readonly Point[] {
  const angle = (degrees * Math.PI) / 180
  const shift = (): number => (2 * random() - 1) * jitter
  return [-135, -45, 45, 135].map((corner) => {
    const direction = angle + (corner * Math.PI) / 180
    const reach = half * Math.SQRT2
    return {
      x: centre.x + reach * Math.cos(direction) + shift(),
      y: centre.y + reach * Math.sin(direction) + shift(),
    }
  })
}

const at = (picture: GreyPicture, x: number, y: number): number => picture.data[y * picture.width + x] ?? 0

/** From the plane of the corners to pixels of the picture: eight linear equations, solved by elimination. */
function homography(corners: readonly Point[], to: GreyPicture): (x: number, y: number) => Point {
  const targets = [0, 0, to.width, 0, to.width, to.height, 0, to.height]
  const rows = corners.flatMap(({ x, y }, corner) => {
    const [u = 0, v = 0] = targets.slice(2 * corner)
    return [
      [x, y, 1, 0, 0, 0, -u * x, -u * y, u],
      [0, 0, 0, x, y, 1, -v * x, -v * y, v],
    ]
  })
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = solve(rows)
  return (x, y) => {
    const depth = g * x + h * y + 1
    return { x: (a * x + b * y + c) / depth, y: (d * x + e * y + f) / depth }
  }
}

/** Gauss-Jordan elimination with pivoting; each row holds its right-hand side last. */
function solve(rows: readonly (readonly number[])[]): number[] {
  let left = rows.map((row) => [...row])
  const done: number[][] = []
  for (let column = 0; column < rows.length; column++) {
    left.sort((p, q) => Math.abs(q[column] ?? 0) - Math.abs(p[column] ?? 0))
    const [first = [], ...others] = left
    const pivot = first.map((value) => value / (first[column] ?? 1))
    const clear = (row: number[]): number[] =>
      row.map((value, index) => value - (row[column] ?? 0) * (pivot[index] ?? 0))
    left = others.map(clear)
    done.splice(0, done.length, ...done.map(clear), pivot)
  }
  return done.map((row) => row[rows.length] ?? 0)
}
