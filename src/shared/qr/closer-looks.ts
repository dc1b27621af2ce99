/** @file A code that was found and did not read is cut out, laid flat and looked at again. That costs a
 *  millisecond or two a look, since it is small, and the size of its modules is known, so that every filter has
 *  the right radius. */
import type { Engine, Look } from "./engine.ts"
import * as grey from "./grey-operations.ts"
import { fromGrey, type GreyPicture } from "./pixels.ts"
import type { Reductions } from "./reductions.ts"
import { modulePixels, scaleCandidate, straighten, type Candidate } from "./straighten.ts"

interface CloserLook {
  /** Pixels that a module is laid out on. */
  readonly scale: 4 | 7
  readonly threshold?: Look["threshold"]
  readonly prepare: (code: GreyPicture, scale: number) => GreyPicture
}

const closerLooks: readonly CloserLook[] = [
  { scale: 4, prepare: (code, scale) => grey.unsharp(code, scale, 2) },
  { scale: 7, prepare: (code) => grey.gamma(code, 2.2) },
  { scale: 4, prepare: (code, scale) => grey.adaptiveThreshold(code, 3 * scale) },
  { scale: 4, prepare: (code, scale) => grey.adaptiveThreshold(code, Math.round(1.5 * scale)) },
  { scale: 7, prepare: (code, scale) => grey.normaliseLocally(code, 2 * scale) },
  { scale: 4, prepare: (code, scale) => grey.normaliseLocally(code, 5 * scale) },
  { scale: 7, threshold: "global", prepare: (code) => code },
]

/** Looks at one candidate until a look reads; what it read, or nothing.
 *  @param candidate its corners in the full picture */
export async function lookCloser(
  engine: Engine,
  reductions: Reductions,
  candidate: Candidate,
): Promise<readonly string[]> {
  const { picture, place } = atFittingSize(reductions, candidate)
  const flat = new Map<number, GreyPicture | undefined>()
  for (const { scale, threshold, prepare } of closerLooks) {
    if (!flat.has(scale)) flat.set(scale, straighten(picture, place, scale))
    const code = flat.get(scale)
    if (code === undefined) return []
    const look: Look = { denoise: true, modelTwoOnly: true, ...(threshold && { threshold }) }
    const { texts } = await engine(fromGrey(prepare(code, scale)), look)
    if (texts.length > 0) return texts
  }
  return []
}

/** Large modules are taken from the reduced picture: its pixels are means of many, with less noise. */
function atFittingSize(
  reductions: Reductions,
  candidate: Candidate,
): { picture: GreyPicture; place: Candidate } {
  const { full } = reductions
  const reduced = reductions.atMost(1600)
  const by = reduced.width / full.width
  const place = scaleCandidate(candidate, by, reduced.height / full.height)
  return modulePixels(place) >= 4 ? { picture: reduced, place } : { picture: full, place: candidate }
}
