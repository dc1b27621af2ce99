/** @file The passes that are tried on a picture in which nothing usable was read, in the order of what they
 *  recover for their time. Each prepares the picture for one kind of trouble and lets the engine look again. */
import type { Look } from "./engine.ts"
import * as grey from "./grey-operations.ts"
import type { GreyPicture } from "./pixels.ts"

/** One more way of looking at a picture. */
export interface Pass {
  /** What trouble it is for; shown by the benchmark. */
  readonly name: string
  /** The longest side it works at, in pixels: what bounds its time whatever the picture's size. */
  readonly side: number
  readonly look: Look
  readonly prepare: (picture: GreyPicture) => GreyPicture
}

const denoised: Look = { denoise: true, modelTwoOnly: true }
const oneThreshold: Look = { denoise: true, modelTwoOnly: true, threshold: "global" }

/** A window that holds a few modules of a code filling most of the picture, many of a small one. */
const part = (picture: GreyPicture, ofSide: number): number =>
  Math.max(5, Math.floor(Math.min(picture.width, picture.height) / ofSide))

const stretched = (by: number, picture: GreyPicture): GreyPicture =>
  grey.resize(picture, picture.width * by, picture.height)

export const retryPasses: readonly Pass[] = [
  { name: "one threshold", side: 1600, look: oneThreshold, prepare: (p) => p },
  { name: "uneven light", side: 800, look: denoised, prepare: (p) => grey.adaptiveThreshold(p, part(p, 40)) },
  { name: "seen from the side", side: 800, look: denoised, prepare: (p) => stretched(2, p) },
  {
    name: "glare on a large code",
    side: 500,
    look: denoised,
    prepare: (p) => grey.normaliseLocally(p, part(p, 30)),
  },
  { name: "glare", side: 800, look: denoised, prepare: (p) => grey.normaliseLocally(p, part(p, 40)) },
  { name: "shadow", side: 1600, look: denoised, prepare: (p) => grey.gamma(p, 0.5) },
  { name: "washed out", side: 400, look: denoised, prepare: (p) => grey.gamma(p, 2.2) },
  { name: "grain", side: 800, look: oneThreshold, prepare: (p) => grey.boxBlur(p, 2) },
  { name: "soft edges", side: 1600, look: denoised, prepare: (p) => grey.unsharp(p, 4, 2.5) },
  {
    name: "soft edges and glare",
    side: 800,
    look: denoised,
    prepare: (p) => grey.normaliseLocally(grey.unsharp(p, 3, 2), part(p, 40)),
  },
  {
    name: "seen from the side in glare",
    side: 800,
    look: denoised,
    prepare: (p) => grey.normaliseLocally(stretched(2, p), part(p, 40)),
  },
  { name: "thin strokes", side: 800, look: denoised, prepare: grey.thicken },
  {
    name: "seen from above",
    side: 1000,
    look: denoised,
    prepare: (p) => grey.resize(p, p.width, p.height * 1.4),
  },
  {
    name: "glare on a small code",
    side: 1600,
    look: denoised,
    prepare: (p) => grey.normaliseLocally(p, part(p, 40)),
  },
]
