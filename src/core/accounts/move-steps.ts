/** @file The steps of a move, each of which may be repeated from its beginning after a crash. */
import { dropLarge, largeItems } from "../aws/split-secret.ts"
import { AppError } from "../errors.ts"
import type { PlaceStore } from "../lock/place-store.ts"
import { DAMAGED } from "../lock/sealed-store.ts"
import type { SecretName } from "../ports/secret-store.ts"
import { inParallel } from "./in-parallel.ts"

/** Of these so many at once; a stop is heeded between them. */
const CHUNK = 40
const AT_ONCE = 4

export interface Ends {
  readonly from: PlaceStore
  readonly to: PlaceStore
}

export type OnChunk = (count: number) => void

function* chunksOf<T>(items: readonly T[]): Generator<T[]> {
  for (let start = 0; start < items.length; start += CHUNK) yield items.slice(start, start + CHUNK)
}

async function writeAll(
  to: PlaceStore,
  items: readonly (readonly [SecretName, string | null])[],
): Promise<void> {
  if (items.length === 0) return
  if (to.setAll !== undefined) await to.setAll(new Map(items))
  else
    await inParallel(items, AT_ONCE, ([name, value]) =>
      value === null ? to.delete(name) : to.set(name, value),
    )
}

/**
 * Copies what the other place does not hold just so.
 * @returns how many had to be copied: 0 says that all are there and equal, read from both
 * @throws AppError `cancelled`, `secret-damaged`, and what the places throw
 */
export async function copyFixed(
  { from, to }: Ends,
  names: readonly SecretName[],
  onChunk: OnChunk,
  signal: AbortSignal | undefined,
): Promise<number> {
  let copied = 0
  for (const chunk of chunksOf(names)) {
    if (signal?.aborted === true) throw new AppError({ kind: "cancelled" })
    const differing = await inParallel(chunk, AT_ONCE, async (name) => {
      const value = await from.get(name)
      if (value === null || (await to.get(name)) === value) return null
      refuseDamaged(from, name, value)
      return [name, value] as const
    })
    const items = differing.filter((item) => item !== null)
    await writeAll(to, items)
    copied += items.length
    onChunk(chunk.length)
  }
  return copied
}

/** A seal that cannot be opened is not made worse, and nothing is called moved that was not. */
function refuseDamaged(from: PlaceStore, name: SecretName, value: string): void {
  if (value !== DAMAGED || (from.sealedBy ?? null) === null) return
  throw new AppError({ kind: "secret-damaged", what: name.startsWith("otp/") ? "account" : "key", name })
}

/** Only while nobody else can change them. */
export async function copyChanging({ from, to }: Ends, names: readonly SecretName[]): Promise<void> {
  for (const name of names) {
    const items = await largeItems(from, name)
    const there = await largeItems(to, name)
    if (JSON.stringify(items) === JSON.stringify(there)) continue
    await dropLarge(to, name)
    for (const [item, value] of items) await to.set(item, value)
    if (JSON.stringify(await largeItems(to, name)) !== JSON.stringify(items))
      throw new AppError({ kind: "keychain", problem: "not-kept", backend: to.backend })
  }
}

/**
 * Deletes at one end what the other end holds too.
 * @returns whether nothing is left at that end that the other one does not hold
 */
export async function deleteFixed(
  gone: PlaceStore,
  kept: PlaceStore,
  names: readonly SecretName[],
  onChunk: OnChunk,
): Promise<boolean> {
  let all = true
  for (const chunk of chunksOf(names)) {
    const states = await inParallel(chunk, AT_ONCE, async (name) => {
      if (!(await gone.hasTrace(name))) return "gone"
      return (await kept.holds(name)) ? "both" : "alone"
    })
    await writeAll(
      gone,
      chunk.filter((_, place) => states[place] === "both").map((name) => [name, null] as const),
    )
    if (states.includes("alone")) all = false
    onChunk(chunk.length)
  }
  return all
}

export async function deleteChanging(gone: PlaceStore, names: readonly SecretName[]): Promise<void> {
  for (const name of names) await dropLarge(gone, name)
}
