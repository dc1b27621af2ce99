/** @file Reads the QR codes of a still picture: a file, the clipboard, a capture of the screen. No DOM and no
 *  Node: the same code runs in the window's worker and in the command line.
 *
 *      const engine = createEngine(await (await fetch(wasmUrl)).arrayBuffer())
 *      const texts = await readPicture(engine, imageData, { signal })
 *
 *  Before: `readPictureHeader(bytes)` on every file, then decode it upright and on white. For camera frames
 *  there is `FrameReader` in read-frame.ts. */
import { AppError } from "../../core/errors.ts"
import { lookCloser } from "./closer-looks.ts"
import type { Engine } from "./engine.ts"
import { fromGrey, type Picture } from "./pixels.ts"
import { Reductions } from "./reductions.ts"
import { retryPasses } from "./retry-passes.ts"
import { isSamePlace, scaleCandidate, type Candidate } from "./straighten.ts"

export interface ReadOptions {
  /** Whether a text is what is looked for; the retries end at the first that is. A page can hold another code
   *  beside the one that is wanted. Default: an authenticator's link. */
  readonly usable?: (text: string) => boolean
  /** Ends the reading between two passes with an AppError `cancelled`. */
  readonly signal?: AbortSignal
  /** Called between two passes: lets a worker take messages. Default: a turn of the event loop. */
  readonly yieldNow?: () => Promise<void>
  /** After this time no further pass is started. The passes bound their own work; this is for slow machines. */
  readonly budgetMs?: number
  /** A clock in milliseconds. Default: `performance.now`. */
  readonly nowMs?: () => number
}

/** An `otpauth:` or `otpauth-migration:` link, whatever its case. */
export function isAuthenticatorLink(text: string): boolean {
  return /^\s*otpauth(-migration)?:/i.test(text)
}

/** Every text found, each once, in the order found: those of the first look, and when none of them is usable those
 *  of the retries too. Empty when there is no code to be read. */
export async function readPicture(
  engine: Engine,
  picture: Picture,
  options: ReadOptions = {},
): Promise<readonly string[]> {
  const { usable = isAuthenticatorLink, budgetMs = 8000, nowMs = () => performance.now() } = options
  const { signal, yieldNow = () => new Promise<void>((resolve) => setTimeout(resolve)) } = options
  const endsMs = nowMs() + budgetMs
  const texts = new Set<string>()
  for await (const found of looks(engine, picture)) {
    for (const text of found) texts.add(text)
    if ([...texts].some(usable) || nowMs() >= endsMs) break
    await yieldNow()
    if (signal?.aborted === true) throw new AppError({ kind: "cancelled" })
  }
  return [...texts]
}

/** The most candidates that are looked at closer in one picture: a page of text offers false ones. */
const maximumCandidates = 8

/** The texts of one look after another, each taken only when it is asked for. */
async function* looks(engine: Engine, picture: Picture): AsyncGenerator<readonly string[]> {
  const first = await engine(picture)
  yield first.texts
  const reductions = new Reductions(picture)
  const { width, height } = reductions.full
  const known: Candidate[] = []
  const isNew = (candidate: Candidate): boolean => {
    if (known.length >= maximumCandidates || known.some((other) => isSamePlace(candidate, other)))
      return false
    known.push(candidate)
    return true
  }
  for (const candidate of first.candidates.filter(isNew))
    yield await lookCloser(engine, reductions, candidate)
  for (const { side, look, prepare } of retryPasses) {
    const prepared = prepare(reductions.atMost(side))
    const { texts, candidates } = await engine(fromGrey(prepared), look)
    yield texts
    const inFull = candidates.map((each) =>
      scaleCandidate(each, width / prepared.width, height / prepared.height),
    )
    for (const candidate of inFull.filter(isNew)) yield await lookCloser(engine, reductions, candidate)
  }
}
