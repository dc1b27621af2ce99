import { AppError, type AppErrorData } from "../core/errors.ts"
import type { OtpEntry } from "../core/otp/entry.ts"
import type { Timers } from "./timers.ts"

/** What texts gave; see core/otp/read-texts.ts. */
export interface Reading {
  readonly entries: readonly OtpEntry[]
  readonly skipped: readonly { readonly row: number; readonly label: string; readonly error: AppErrorData }[]
  /** A Google export of which pictures are missing; they count from 1. */
  readonly missingParts: { readonly size: number; readonly missing: readonly number[] } | null
}

export interface Draft extends Reading {
  readonly id: string
}

const LIFETIME_MS = 10 * 60_000
const AT_MOST = 8

/**
 * What was read and is not yet kept. Secrets wait here, in main, under a token: the page shows rows and codes.
 * A draft is forgotten 10 minutes after it was last added to, when it is saved or discarded, and when newer ones
 * need its place.
 */
export interface Drafts {
  /** @param draftId the draft to add to; null: a new one. @throws AppError `not-found` `draft`, `nothing-usable` */
  addTexts(draftId: string | null, texts: readonly string[]): Draft
  addEntry(entry: OtpEntry): Draft
  /** @throws AppError `not-found` `draft` */
  get(draftId: string): Draft
  discard(draftId: string): void
  discardAll(): void
}

export interface DraftsDeps {
  readonly timers: Timers
  readonly uuid: () => string
  readonly readTexts: (texts: readonly string[]) => Reading
}

interface Held {
  texts: readonly string[]
  reading: Reading
  cancel: () => void
}

export function createDrafts({ timers, uuid, readTexts }: DraftsDeps): Drafts {
  const held = new Map<string, Held>()

  const find = (id: string): Held => {
    const draft = held.get(id)
    if (!draft) throw new AppError({ kind: "not-found", what: "draft" })
    return draft
  }
  const discard = (id: string) => {
    held.get(id)?.cancel()
    held.delete(id)
  }
  const keep = (id: string, texts: readonly string[], reading: Reading): Draft => {
    discard(id)
    const oldest = held.keys().next()
    if (held.size >= AT_MOST && !oldest.done) discard(oldest.value)
    held.set(id, { texts, reading, cancel: timers.after(LIFETIME_MS, () => discard(id)) })
    return { id, ...reading }
  }

  return {
    addTexts(draftId, texts) {
      const before = draftId === null ? null : find(draftId)
      const kept = before?.texts ?? []
      // The camera reads one picture many times: each text counts once.
      const all = [...new Set([...kept, ...texts])]
      const reading = readTexts(all)
      if (reading.entries.length === 0 && reading.skipped.length === 0 && reading.missingParts === null)
        throw new AppError({ kind: "nothing-usable" })
      // What a text that gave nothing lacks is said once, and not again with the next picture.
      const gained = before === null || !sameFinds(before.reading, reading)
      return keep(draftId ?? uuid(), gained ? all : kept, reading)
    },
    addEntry: (entry) => keep(uuid(), [], { entries: [entry], skipped: [], missingParts: null }),
    get: (id) => ({ id, ...find(id).reading }),
    discard,
    discardAll() {
      for (const id of [...held.keys()]) discard(id)
    },
  }
}

function sameFinds(before: Reading, after: Reading): boolean {
  return (
    before.entries.length === after.entries.length &&
    before.missingParts?.missing.length === after.missingParts?.missing.length
  )
}
