/** @file Reads the QR codes of camera frames. A frame has a few milliseconds, and the next one shows the same code:
 *  each gets one plain look, one closer look at a code that did not read, and one retry pass, the passes taking
 *  turns from frame to frame. */
import { lookCloser } from "./closer-looks.ts"
import type { Engine } from "./engine.ts"
import { fromGrey, type Picture } from "./pixels.ts"
import { isAuthenticatorLink, type ReadOptions } from "./read-picture.ts"
import { Reductions } from "./reductions.ts"
import { retryPasses } from "./retry-passes.ts"

/** Frames are retried no larger than this: a code held to a camera is large. */
const maximumFrameSide = 800

/** One per camera session: it remembers whose turn it is.
 *
 *      const frames = new FrameReader(engine)
 *      const texts = await frames.read(imageData) // the next frame after it has answered */
export class FrameReader {
  readonly #engine: Engine
  readonly #usable: (text: string) => boolean
  #turn = 0

  constructor(engine: Engine, { usable = isAuthenticatorLink }: Pick<ReadOptions, "usable"> = {}) {
    this.#engine = engine
    this.#usable = usable
  }

  /** The texts found in this frame, each once; empty in most frames. */
  async read(frame: Picture): Promise<readonly string[]> {
    const { texts, candidates } = await this.#engine(frame)
    if (texts.some(this.#usable)) return [...new Set(texts)]
    const reductions = new Reductions(frame)
    const [candidate] = candidates
    const closer = candidate === undefined ? [] : await lookCloser(this.#engine, reductions, candidate)
    if (closer.some(this.#usable)) return [...new Set([...texts, ...closer])]
    const pass = retryPasses[this.#turn++ % retryPasses.length]
    if (pass === undefined) return [...new Set([...texts, ...closer])]
    const prepared = pass.prepare(reductions.atMost(Math.min(pass.side, maximumFrameSide)))
    const retried = await this.#engine(fromGrey(prepared), pass.look)
    return [...new Set([...texts, ...closer, ...retried.texts])]
  }
}
