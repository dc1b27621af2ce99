/** @file Where the window stood, and where it may stand now. Pure. */

/** In the screen's own points, not in dots. */
export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** How a window is opened; without a place the desktop chooses one. */
export interface Opening {
  readonly width: number
  readonly height: number
  readonly x?: number
  readonly y?: number
  readonly maximized: boolean
}

/** How a window was left: the bounds are those it has when it is not maximised. */
export interface Placement {
  readonly bounds: Rectangle
  readonly maximized: boolean
}

export const MIN_SIZE = { width: 360, height: 480 }
const USUAL: Opening = { width: 920, height: 640, maximized: false }

const FORMAT = "keycard-window"
const VERSION = 1
/** More than any desktop has, all of its displays together. */
const FAR = 100_000
/** The file is a line; anything longer is not ours. */
const MAX_CHARACTERS = 1_000

/** As much of the window's upper edge as a hand takes hold of. */
const GRIP = { width: 100, height: 32 }

export function placementText({ bounds: { x, y, width, height }, maximized }: Placement): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, x, y, width, height, maximized })}\n`
}

/** @returns null for what is damaged, absurd, or of a later version: it is worth no words and no failure */
export function readPlacement(text: string): Placement | null {
  if (text.length > MAX_CHARACTERS) return null
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof value !== "object" || value === null) return null
  const { format, version, x, y, width, height, maximized } = value as Partial<Record<string, unknown>>
  if (format !== FORMAT || version !== VERSION || typeof maximized !== "boolean") return null
  if (!isWithin(x, -FAR) || !isWithin(y, -FAR) || !isWithin(width, 1) || !isWithin(height, 1)) return null
  return { bounds: { x, y, width, height }, maximized }
}

function isWithin(value: unknown, least: number): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= FAR
}

/**
 * As it was left, as far as the displays of now allow: no larger than one, no smaller than the least size, and where a
 * hand can take hold of it.
 * @param areas of the displays, without bars and docks, that of the first display first
 */
export function openingFor(placement: Placement | null, areas: readonly Rectangle[]): Opening {
  if (placement === null) return USUAL
  const { bounds, maximized } = placement
  const area = nearest(bounds, areas)
  // The desktop puts it on its first display.
  if (area === null) return { ...sizeWithin(bounds, areas[0] ?? null), maximized }
  const size = sizeWithin(bounds, area)
  const kept = { ...bounds, ...size }
  if (areas.some((each) => canBeTaken(kept, each))) return { ...kept, maximized }
  return {
    ...size,
    x: between(bounds.x, area.x, area.x + area.width - size.width),
    y: between(bounds.y, area.y, area.y + area.height - size.height),
    maximized,
  }
}

function sizeWithin({ width, height }: Rectangle, area: Rectangle | null): { width: number; height: number } {
  return {
    width: between(width, MIN_SIZE.width, area?.width ?? FAR),
    height: between(height, MIN_SIZE.height, area?.height ?? FAR),
  }
}

/** On a display smaller than the least size, the least wins. */
const between = (value: number, least: number, most: number) => Math.max(least, Math.min(value, most))

function overlap(a: Rectangle, b: Rectangle): { width: number; height: number } {
  return {
    width: Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x),
    height: Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y),
  }
}

/** The display that shows most of it; null: none shows any. */
function nearest(bounds: Rectangle, areas: readonly Rectangle[]): Rectangle | null {
  let found: Rectangle | null = null
  let most = 0
  for (const area of areas) {
    const { width, height } = overlap(bounds, area)
    const shown = Math.max(0, width) * Math.max(0, height)
    if (shown > most) [found, most] = [area, shown]
  }
  return found
}

function canBeTaken(bounds: Rectangle, area: Rectangle): boolean {
  const { width, height } = overlap({ ...bounds, height: GRIP.height }, area)
  return width >= GRIP.width && height >= GRIP.height
}
