/** @file Benchmark of QR reading: rate, false reads and time, as ratios to zxing-wasm's defaults in the same run.
 *  On its own: `node bench/qr/run.mjs`. */
import { existsSync } from "node:fs"
import { readdir, readFile } from "node:fs/promises"
import { join, resolve } from "node:path"
import { decodePicture } from "../../src/adapters/pictures/decode-picture.ts"
import type { Picture } from "../../src/shared/qr/pixels.ts"
import { generatedSet } from "./generated-set.ts"
import { startReaders, type Reader, type Readers } from "./readers.ts"
import { score, type Expected } from "./scoring.ts"

export interface Figure {
  readonly figure: string
  readonly value: number
  readonly unit: string
  readonly peer: string
  readonly target: string
  readonly ok: boolean
}

export interface Options {
  /** The folder that holds `qr/<set>/expected.json`; left out with a line where it is absent. */
  readonly sharedDir?: string
  readonly seed?: number
  readonly perCondition?: number
}

interface Tally {
  pictures: number
  falseReads: number
  readonly hits: Record<keyof Readers, number>
  /** Milliseconds on the pictures that zxing-wasm reads at once. */
  oursAtOnceMs: number
  defaultsAtOnceMs: number
}

/** All figures, printing nothing. */
export async function bench(options: Options = {}): Promise<Figure[]> {
  const { sharedDir = resolve("../shared"), seed = 20260101, perCondition = 8 } = options
  const readers = await startReaders()
  await readers.ours(blank(400, 300)) // compiles the engine
  const figures: Figure[] = []
  if (existsSync(join(sharedDir, "qr"))) {
    figures.push(...describe("shared pictures", await tally(readers, sharedPictures(join(sharedDir, "qr")))))
  }
  figures.push(...describe("generated pictures", await tally(readers, generatedPictures(seed, perCondition))))
  const emptyMs = await time(readers.ours, blank(4000, 3000))
  const target = "<= 1500 ms"
  figures.push({
    figure: "QR time, empty 12 MP picture",
    value: emptyMs,
    unit: "ms",
    peer: "-",
    target,
    ok: emptyMs <= 1500,
  })
  return figures
}

/** Prints all figures. */
export async function run(options: Options = {}): Promise<void> {
  const { sharedDir = resolve("../shared") } = options
  if (!existsSync(join(sharedDir, "qr")))
    console.log(`QR: no pictures in ${sharedDir}; only our own set is read`)
  for (const { figure, value, unit, peer, target, ok } of await bench(options)) {
    console.log(`${ok ? "ok  " : "MISS"} ${figure}: ${value.toFixed(2)} ${unit} (${peer}; target ${target})`)
  }
}

function describe(of: string, { pictures, falseReads, hits, ...ms }: Tally): Figure[] {
  const rate = (hit: number): number => (100 * hit) / pictures
  const [ours, five, defaults] = [rate(hits.ours), rate(hits.fivePasses), rate(hits.defaults)]
  const ratio = ms.oursAtOnceMs / ms.defaultsAtOnceMs
  const peer = `defaults ${defaults.toFixed(2)}, five retry passes ${five.toFixed(2)}`
  const of100 = `QR rate, ${of} (${String(pictures)})`
  return [
    {
      figure: of100,
      value: ours,
      unit: "%",
      peer,
      target: "defaults + 7, > five passes",
      ok: ours >= defaults + 7 && ours > five,
    },
    {
      figure: `QR false reads, ${of}`,
      value: falseReads,
      unit: "pictures",
      peer: "0",
      target: "0",
      ok: falseReads === 0,
    },
    {
      figure: `QR time when read at once, ${of}`,
      value: ratio,
      unit: "x defaults",
      peer: "1",
      target: "<= 1.1",
      ok: ratio <= 1.1,
    },
  ]
}

async function tally(
  readers: Readers,
  pictures: AsyncIterable<{ picture: Picture; known: Expected }>,
): Promise<Tally> {
  const hits = { defaults: 0, fivePasses: 0, ours: 0 }
  const result: Tally = { pictures: 0, falseReads: 0, hits, oursAtOnceMs: 0, defaultsAtOnceMs: 0 }
  for await (const { picture, known } of pictures) {
    const plain = score(known, await readers.defaults(picture))
    const five = score(known, await readers.fivePasses(picture))
    const ours = score(known, await readers.ours(picture))
    if (ours.isFalse) result.falseReads++
    if (!ours.counts) continue
    result.pictures++
    hits.defaults += Number(plain.hit)
    hits.fivePasses += Number(five.hit)
    hits.ours += Number(ours.hit)
    if (!plain.hit) continue
    result.defaultsAtOnceMs += await time(readers.defaults, picture)
    result.oursAtOnceMs += await time(readers.ours, picture)
  }
  return result
}

/** The best of three: what the work costs when nothing else disturbs it. */
async function time(reader: Reader, picture: Picture): Promise<number> {
  let bestMs = Infinity
  for (let round = 0; round < 3; round++) {
    const startMs = performance.now()
    await reader(picture)
    bestMs = Math.min(bestMs, performance.now() - startMs)
  }
  return bestMs
}

async function* sharedPictures(folder: string): AsyncGenerator<{ picture: Picture; known: Expected }> {
  for (const set of (await readdir(folder)).sort()) {
    const list = join(folder, set, "expected.json")
    if (!existsSync(list)) continue
    for (const known of JSON.parse(await readFile(list, "utf8")) as Expected[]) {
      yield { picture: await decodePicture(await readFile(join(folder, set, known.file))), known }
    }
  }
}

async function* generatedPictures(
  seed: number,
  perCondition: number,
): AsyncGenerator<{ picture: Picture; known: Expected }> {
  for await (const { picture, texts, condition } of generatedSet(seed, perCondition)) {
    yield { picture, known: { file: condition, expected: texts } }
  }
}

function blank(width: number, height: number): Picture {
  return { data: new Uint8ClampedArray(width * height * 4).fill(255), width, height }
}
