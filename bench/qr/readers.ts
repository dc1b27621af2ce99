/** @file The readers that are compared, all on the same engine: one plain look with zxing-wasm's defaults, five
 *  well-chosen retry passes, and ours. */
import { readFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { createEngine, type Engine, type Look } from "../../src/shared/qr/engine.ts"
import * as grey from "../../src/shared/qr/grey-operations.ts"
import { fromGrey, type GreyPicture, type Picture } from "../../src/shared/qr/pixels.ts"
import { readPicture } from "../../src/shared/qr/read-picture.ts"
import { Reductions } from "../../src/shared/qr/reductions.ts"

export type Reader = (picture: Picture) => Promise<readonly string[]>

export interface Readers {
  readonly defaults: Reader
  readonly fivePasses: Reader
  readonly ours: Reader
}

const part = (picture: GreyPicture, ofSide: number): number =>
  Math.max(5, Math.floor(Math.min(picture.width, picture.height) / ofSide))

const fivePasses: readonly (readonly [
  side: number,
  look: Look,
  prepare: (picture: GreyPicture) => GreyPicture,
])[] = [
  [1600, { denoise: true, threshold: "global" }, (p) => p],
  [800, { denoise: true }, (p) => grey.adaptiveThreshold(p, part(p, 40))],
  [1600, { denoise: true }, (p) => grey.unsharp(p, 4, 2.5)],
  [1600, { denoise: true }, (p) => grey.gamma(p, 0.5)],
  [1600, { denoise: true }, (p) => grey.normaliseLocally(p, part(p, 16))],
]

/** Any text ends the search: the pictures hold all kinds. */
export async function startReaders(): Promise<Readers> {
  const wasm = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm")
  const engine = createEngine(new Uint8Array(await readFile(wasm)).buffer)
  return {
    defaults: async (picture) => (await engine(picture)).texts,
    fivePasses: (picture) => retry(engine, picture),
    ours: (picture) => readPicture(engine, picture, { usable: () => true }),
  }
}

async function retry(engine: Engine, picture: Picture): Promise<readonly string[]> {
  const first = await engine(picture)
  if (first.texts.length > 0) return first.texts
  const reductions = new Reductions(picture)
  for (const [side, look, prepare] of fivePasses) {
    const { texts } = await engine(fromGrey(prepare(reductions.atMost(side))), look)
    if (texts.length > 0) return texts
  }
  return []
}
