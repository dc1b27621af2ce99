/** @file Moves all secrets from one place to another: to the other keychain, into a seal, or out of one.
 *
 * No item is overwritten and none is deleted before its copy counts. The steps, and what a crash after each leaves:
 *   1. the index's mark `copying`          -> the old place counts; undone, or gone on with
 *   2. copies, until a round finds all equal in both -> the same
 *   3. one write of the index: the new place counts, mark `deleting` -> the new place counts; finished later
 *      (and one more, so that the index's own backup says so as well)
 *   4. delete at the old place what the new one holds -> the same
 *   5. the mark goes                       -> done
 * Who adds an account meanwhile changes the index: step 3 sees that and goes back to 2. Who wrote its item to the place
 * that counts no more is refused by claimPlace. Sessions change under their names: steps 2 and 3 hold their locks. */
import { AppError, isAppError } from "../errors.ts"
import type { PlaceStore } from "../lock/place-store.ts"
import type { Mutex } from "../ports/mutex.ts"
import type { VaultIndex } from "../ports/vault-index.ts"
import type { LockMark, MoveMark, Place } from "../vault/lock-fields.ts"
import { placeOf, samePlace } from "../vault/place.ts"
import type { Vault } from "../vault/schema.ts"
import { changingLocks, changingNames, fixedNames } from "../vault/secret-names.ts"
import { copyChanging, copyFixed, deleteChanging, deleteFixed, type Ends } from "./move-steps.ts"

export interface MoveDeps {
  readonly index: VaultIndex
  readonly mutex: Mutex
  /** @throws AppError `passphrase` `needed`, `keychain` when that place cannot be had now */
  readonly storeAt: (place: Place) => Promise<PlaceStore>
  /** Each secret counts three times: copied, compared, deleted. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
  /** The new place counts: whoever reads secrets reads them there from now on. */
  readonly onSwitched?: (() => void) | undefined
  /** Heeded until the new place counts. */
  readonly signal?: AbortSignal | undefined
}

export interface Destination {
  readonly place: Place
  /** What `lock` is when the new place counts. */
  readonly lock: LockMark | null
}

/** One move at a time, and no change of the lock meanwhile. @throws AppError `moving` when another process does one */
export async function whileNothingMoves<T>(mutex: Mutex, work: () => Promise<T>): Promise<T> {
  const entered = { yes: false }
  try {
    return await mutex.hold(
      "secrets-move",
      () => {
        entered.yes = true
        return work()
      },
      { waitMs: 2_000 },
    )
  } catch (error) {
    if (!entered.yes && isAppError(error, "file") && error.data.problem === "busy")
      throw new AppError({ kind: "moving" })
    throw error
  }
}

/**
 * Moves everything, or goes on with a move to the same place that was interrupted; one to another place is undone first.
 * A failure undoes what was copied, as far as that can be done now; past step 3 nothing is undone any more.
 * @throws AppError `cancelled`, `moving`, `secret-damaged`, `keychain`, `index`, `file`
 */
export function moveSecrets(deps: MoveDeps, to: Destination): Promise<void> {
  return whileNothingMoves(deps.mutex, async () => {
    let vault = await deps.index.read()
    if (vault.move !== null && !continues(vault.move, to)) {
      await settle(deps)
      vault = await deps.index.read()
    }
    if (vault.move?.stage === "deleting") return finish(deps, vault.move)
    const from = placeOf(vault)
    if (samePlace(from, to.place)) return
    const mark = vault.move ?? (await begin(deps, { stage: "copying", from, to: to.place, lock: to.lock }))
    try {
      await copyAndSwitch(deps, mark)
    } catch (error) {
      // What cannot be undone now is undone at the next start: the mark says so. A keychain that hangs is not asked.
      if (!isAppError(error, "keychain") || error.data.problem !== "timeout")
        await undo(deps, mark).catch(() => undefined)
      throw error
    }
    await finish(deps, { ...mark, stage: "deleting" })
  })
}

/**
 * Brings a move that was interrupted to rest: undone while it was copying, finished while it was deleting.
 * @throws AppError `passphrase` `needed`, `keychain`: what is left over cannot be reached now; nothing is lost by that
 */
export function settleMove(deps: MoveDeps): Promise<void> {
  return whileNothingMoves(deps.mutex, () => settle(deps))
}

/** Forgets an interrupted move. What is left over at the place that does not count stays there for good. */
export function abandonMove({ index, mutex }: Pick<MoveDeps, "index" | "mutex">): Promise<void> {
  return whileNothingMoves(mutex, async () => {
    await index.update((vault) => (vault.move === null ? vault : { ...vault, move: null }))
  })
}

async function settle(deps: MoveDeps): Promise<void> {
  const { move } = await deps.index.read()
  if (move === null) return
  await (move.stage === "copying" ? undo(deps, move) : finish(deps, move))
}

function continues(mark: MoveMark, to: Destination): boolean {
  return samePlace(mark.to, to.place)
}

async function begin(deps: MoveDeps, mark: MoveMark): Promise<MoveMark> {
  await deps.index.update((vault) => {
    if (vault.move !== null || !samePlace(placeOf(vault), mark.from)) throw new AppError({ kind: "moving" })
    return { ...vault, move: mark }
  })
  return mark
}

async function endsOf(deps: MoveDeps, mark: MoveMark): Promise<Ends> {
  return { from: await deps.storeAt(mark.from), to: await deps.storeAt(mark.to) }
}

function counter(deps: MoveDeps, total: number, start: number): (count: number) => void {
  let done = start
  return (count) => {
    done = Math.min(total, done + count)
    deps.onProgress?.(done, total)
  }
}

async function copyAndSwitch(deps: MoveDeps, mark: MoveMark): Promise<void> {
  const ends = await endsOf(deps, mark)
  for (;;) {
    const vault = await deps.index.read()
    const names = fixedNames(vault)
    const tell = counter(deps, names.length * 3, 0)
    while ((await copyFixed(ends, names, tell, deps.signal)) > 0);
    const locks = changingLocks(vault)
    const switched = () => switchOver(deps, mark, ends, vault, locks)
    if (await whileHolding(deps.mutex, locks, switched)) return
  }
}

/** Nested, always in the same order: two who need several cannot wait for each other. */
function whileHolding<T>(mutex: Mutex, locks: readonly string[], work: () => Promise<T>): Promise<T> {
  return [...locks]
    .sort()
    .reduceRight<() => Promise<T>>((inner, name) => () => mutex.hold(name, inner), work)()
}

/** @returns false when the index has names by now that were not copied */
async function switchOver(
  deps: MoveDeps,
  mark: MoveMark,
  ends: Ends,
  copied: Vault,
  held: readonly string[],
): Promise<boolean> {
  await copyChanging(ends, changingNames(copied))
  if (deps.signal?.aborted === true) throw new AppError({ kind: "cancelled" })
  const known = new Set<string>([...fixedNames(copied), ...held])
  const outcome = { switched: false }
  await deps.index.update((vault) => {
    outcome.switched = false
    if (!sameMark(vault.move, mark) || !samePlace(placeOf(vault), mark.from))
      throw new AppError({ kind: "moving" })
    const needed = [...fixedNames(vault), ...changingLocks(vault)]
    if (needed.some((name) => !known.has(name))) return vault
    outcome.switched = true
    return { ...vault, backend: mark.to.backend, lock: mark.lock, move: { ...mark, stage: "deleting" } }
  })
  if (outcome.switched) deps.onSwitched?.()
  return outcome.switched
}

/**
 * The index keeps one copy of the version before, which may have to take its place: before anything is deleted, that
 * copy has to know the new state too.
 */
export async function writeAgain(index: VaultIndex): Promise<void> {
  await index.update((vault) => ({ ...vault }))
}

async function finish(deps: MoveDeps, mark: MoveMark): Promise<void> {
  await writeAgain(deps.index)
  const { from, to } = await endsOf(deps, mark)
  const vault = await deps.index.read()
  const names = fixedNames(vault)
  const tell = counter(deps, names.length * 3, names.length * 2)
  const all = await deleteFixed(from, to, names, tell)
  await deleteChanging(from, changingNames(vault))
  if (all) await from.retire()
  await clear(deps, { ...mark, stage: "deleting" })
}

async function undo(deps: MoveDeps, mark: MoveMark): Promise<void> {
  const now = await deps.index.read()
  // The answer to the switch may have been lost: then the new place counts.
  if (!sameMark(now.move, mark)) return
  const { from, to } = await endsOf(deps, mark)
  const all = await deleteFixed(to, from, fixedNames(now), () => undefined)
  await deleteChanging(to, changingNames(now))
  if (all) await to.retire()
  await clear(deps, mark)
}

async function clear(deps: MoveDeps, mark: MoveMark): Promise<void> {
  await deps.index.update((vault) => (sameMark(vault.move, mark) ? { ...vault, move: null } : vault))
}

function sameMark(a: MoveMark | null, b: MoveMark): boolean {
  return a?.stage === b.stage && samePlace(a.from, b.from) && samePlace(a.to, b.to)
}
