/** @file One target's search, in a thread that the watcher can end. Coverage comes from counters that the build puts into every
 * branch of our sources and of the parsers they use. */
import { readFileSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { parentPort, workerData } from "node:worker_threads"
import { AppError } from "../src/core/errors.ts"
import { stopLearning } from "./kdf.ts"
import { chanceOf, MAX_INPUT, mutate, wordsOf } from "./mutate.ts"
import { targets } from "./targets.ts"

interface Work {
  readonly target: string
  readonly fixtures: string
  readonly seconds: number
  readonly seed: number
  /** Where the watcher reads what is being tried: count of tries, its length, then its bytes. */
  readonly shared: SharedArrayBuffer
}

/** Made by what the build puts before every module. */
const counters = (globalThis as unknown as { keycardCounters: Uint8Array }).keycardCounters
const fours = new Uint32Array(counters.buffer)

await search(workerData as Work)

async function search({ target: name, fixtures, seconds, seed, shared }: Work): Promise<void> {
  const target = targets.find((candidate) => candidate.name === name)
  if (target === undefined || parentPort === null) throw new Error(`no target ${name}`)
  const heads = new Int32Array(shared, 0, 2)
  const tried = new Uint8Array(shared, 8)
  const seen = new Uint8Array(counters.length)
  const corpus: Uint8Array[] = []
  const reported = new Set<string>()
  let tries = 0

  const attempt = async (bytes: Uint8Array, keep: boolean) => {
    tried.set(bytes)
    heads[1] = bytes.length
    Atomics.add(heads, 0, 1)
    tries += 1
    counters.fill(0)
    try {
      await target.run(bytes)
    } catch (error) {
      const words = describe(error)
      if (!(error instanceof AppError) && !reported.has(words)) {
        reported.add(words)
        parentPort?.postMessage({ crash: words, bytes: Uint8Array.from(bytes) })
      }
    }
    if (isNew(seen) || keep) corpus.push(Uint8Array.from(bytes))
  }

  const seeds = target.seeds(fixturesIn(fixtures)).filter((bytes) => bytes.length <= MAX_INPUT)
  for (const bytes of [...seeds, new Uint8Array()]) await attempt(bytes, true)
  stopLearning()
  const words = wordsOf(seeds)
  const chance = chanceOf(seed)
  const endsAtMs = performance.now() + 1_000 * seconds
  while (performance.now() < endsAtMs) {
    // What was found last is where something new is most likely found.
    const from = chance(3) === 0 ? Math.max(0, corpus.length - 20) : 0
    const input = corpus[from + chance(corpus.length - from)] ?? new Uint8Array()
    await attempt(mutate(input, corpus, words, chance), false)
  }
  parentPort.postMessage({
    tries,
    inputs: corpus.length,
    branches: seen.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0),
  })
}

/** Whether the last run went where none had been, or as often as none had. */
function isNew(seen: Uint8Array): boolean {
  let fresh = false
  for (let index = 0; index < counters.length; index++) {
    // Most were not touched: four at a time.
    if (index % 4 === 0 && fours[index / 4] === 0) {
      index += 3
      continue
    }
    const count = counters[index] ?? 0
    if (count === 0) continue
    // Powers of two: once, twice, up to 4, up to 8 and so on.
    const bucket = 1 << Math.min(7, 32 - Math.clz32(count - 1))
    if (((seen[index] ?? 0) & bucket) !== 0) continue
    seen[index] = (seen[index] ?? 0) | bucket
    fresh = true
  }
  return fresh
}

function fixturesIn(folder: string): Uint8Array[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => Uint8Array.from(readFileSync(join(file.parentPath, file.name))))
}

/** Message and place: two findings of the same are one. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return `thrown: ${typeof error}`
  const [, place = ""] = (error.stack ?? "").split("\n    at ")
  return `${error.name}: ${error.message} (${place})`
}
