/** @file Lays a code that was found but not read flat and square, at a fixed number of pixels a module. */
import type { GreyPicture, Point } from "./pixels.ts"

/** Where a code was found that did not read: its corners clockwise from the top left one, and its modules a side. */
export interface Candidate {
  readonly corners: readonly [Point, Point, Point, Point]
  readonly modules: number
}

/** The candidate in a picture scaled by these factors. */
export function scaleCandidate({ corners, modules }: Candidate, byX: number, byY: number): Candidate {
  const scale = ({ x, y }: Point): Point => ({ x: x * byX, y: y * byY })
  const [a, b, c, d] = corners
  return { corners: [scale(a), scale(b), scale(c), scale(d)], modules }
}

/** The length of a module along the longest side, in pixels. */
export function modulePixels({ corners, modules }: Candidate): number {
  const [a, b, c, d] = corners
  return Math.max(distance(a, b), distance(b, c), distance(c, d), distance(d, a)) / modules
}

/** Whether two candidates are the same code at the same place, corners within a module. */
export function isSamePlace(one: Candidate, other: Candidate): boolean {
  const limit = modulePixels(one)
  return (
    one.modules === other.modules &&
    one.corners.every((corner, at) => distance(corner, other.corners[at] ?? corner) < limit)
  )
}

const distance = (p: Point, q: Point): number => Math.hypot(p.x - q.x, p.y - q.y)

/** Modules of surroundings kept on each side: the quiet zone, and room for corners that are a little off. */
export const surroundingModules = 4

/** Coefficients a..h of x = (a u + b v + c) / (g u + h v + 1), y = (d u + e v + f) / (g u + h v + 1), which take
 *  the unit square to these corners (Heckbert, "Fundamentals of Texture Mapping and Image Warping", 2.2.3). */
function unitSquareTo([p, q, r, s]: Candidate["corners"]): readonly number[] | undefined {
  const dx1 = q.x - r.x
  const dy1 = q.y - r.y
  const dx2 = s.x - r.x
  const dy2 = s.y - r.y
  const dx3 = p.x - q.x + r.x - s.x
  const dy3 = p.y - q.y + r.y - s.y
  const area = dx1 * dy2 - dx2 * dy1
  if (Math.abs(area) < 1) return undefined
  const g = (dx3 * dy2 - dx2 * dy3) / area
  const h = (dx1 * dy3 - dx3 * dy1) / area
  return [q.x - p.x + g * q.x, s.x - p.x + h * s.x, p.x, q.y - p.y + g * q.y, s.y - p.y + h * s.y, p.y, g, h]
}

/** The candidate seen from the front; undefined when its corners are no quadrilateral that can be seen. */
export function straighten(
  picture: GreyPicture,
  candidate: Candidate,
  pixelsPerModule: number,
): GreyPicture | undefined {
  const map = unitSquareTo(candidate.corners)
  if (map === undefined) return undefined
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = map
  const side = (candidate.modules + 2 * surroundingModules) * pixelsPerModule
  const out = new Uint8ClampedArray(side * side).fill(255)
  const toUnit = (at: number): number =>
    ((at + 0.5) / pixelsPerModule - surroundingModules) / candidate.modules
  for (let row = 0; row < side; row++) {
    const v = toUnit(row)
    for (let column = 0; column < side; column++) {
      const u = toUnit(column)
      const depth = g * u + h * v + 1
      if (depth <= 0) continue
      const value = brightnessAt(
        picture,
        (a * u + b * v + c) / depth - 0.5,
        (d * u + e * v + f) / depth - 0.5,
      )
      if (value !== undefined) out[row * side + column] = value
    }
  }
  return { data: out, width: side, height: side }
}

/** Bilinear; undefined outside. */
function brightnessAt({ data, width, height }: GreyPicture, x: number, y: number): number | undefined {
  if (!(x >= -0.5 && y >= -0.5 && x <= width - 0.5 && y <= height - 0.5)) return undefined
  const left = Math.max(0, Math.floor(x))
  const top = Math.max(0, Math.floor(y))
  const right = Math.min(width - 1, left + 1)
  const below = Math.min(height - 1, top + 1)
  const s = Math.max(0, x - left)
  const t = Math.max(0, y - top)
  const upper = (data[top * width + left] ?? 0) * (1 - s) + (data[top * width + right] ?? 0) * s
  const lower = (data[below * width + left] ?? 0) * (1 - s) + (data[below * width + right] ?? 0) * s
  return upper * (1 - t) + lower * t
}
