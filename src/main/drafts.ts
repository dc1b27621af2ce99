import { AppError, type AppErrorData } from "../core/errors.ts"
import type { ImportReading, KeptEntry } from "../core/imports/format.ts"
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
  /** What cannot be computed, by its row: `row` counts over all imports of the draft. */
  readonly kept: readonly KeptRow[]
}

export interface KeptRow {
  readonly row: number
  readonly kept: KeptEntry
  /** The program it came from. */
  readonly from: string
}

/** What one imported file brought to a draft. */
export interface Imported {
  readonly draft: Draft
  readonly kept: readonly KeptRow[]
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
  addImport(draftId: string | null, reading: ImportReading): Imported
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

/** What a draft was made of: the texts are read anew with each one that is added, files are read once. */
interface Content {
  readonly texts: readonly string[]
  readonly fromTexts: Reading
  readonly imports: Pick<Draft, "skipped" | "kept"> & { readonly rows: number }
  /** In the order they came: a row keeps its place while others are added. */
  readonly entries: readonly OtpEntry[]
}

interface Held {
  readonly content: Content
  readonly cancel: () => void
}

const NO_TEXTS: Reading = { entries: [], skipped: [], missingParts: null }
const EMPTY: Content = {
  texts: [],
  fromTexts: NO_TEXTS,
  imports: { skipped: [], kept: [], rows: 0 },
  entries: [],
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
  const keep = (id: string, content: Content): Draft => {
    discard(id)
    const oldest = held.keys().next()
    if (held.size >= AT_MOST && !oldest.done) discard(oldest.value)
    held.set(id, { content, cancel: timers.after(LIFETIME_MS, () => discard(id)) })
    return draftOf(id, content)
  }

  return {
    addTexts(draftId, texts) {
      const before = draftId === null ? EMPTY : find(draftId).content
      // The camera reads one picture many times: each text counts once.
      const all = [...new Set([...before.texts, ...texts])]
      const fromTexts = readTexts(all)
      if (fromTexts.entries.length === 0 && fromTexts.skipped.length === 0 && fromTexts.missingParts === null)
        throw new AppError({ kind: "nothing-usable" })
      // What a text that gave nothing lacks is said once, and not again with the next picture.
      const gained = draftId === null || !sameFinds(before.fromTexts, fromTexts)
      const entries = withNew(before.entries, fromTexts.entries)
      return keep(draftId ?? uuid(), { ...before, texts: gained ? all : before.texts, fromTexts, entries })
    },
    addEntry: (entry) => keep(uuid(), { ...EMPTY, entries: [entry] }),
    addImport(draftId, { rows, name }) {
      const before = draftId === null ? EMPTY : find(draftId).content
      const first = before.imports.rows
      const skipped = rows.flatMap((each) =>
        each.kind === "skipped" ? [{ row: first + each.row, label: each.label, error: each.error }] : [],
      )
      const kept = rows.flatMap((each) =>
        each.kind === "kept" ? [{ row: first + each.row, kept: each.kept, from: name }] : [],
      )
      const imports = {
        skipped: [...before.imports.skipped, ...skipped],
        kept: [...before.imports.kept, ...kept],
        rows: rows.reduce((most, { row }) => Math.max(most, first + row), first),
      }
      const found = rows.flatMap((each) => (each.kind === "entry" ? [each.entry] : []))
      const entries = withNew(before.entries, found)
      return { draft: keep(draftId ?? uuid(), { ...before, imports, entries }), kept }
    },
    get: (id) => draftOf(id, find(id).content),
    discard,
    discardAll() {
      for (const id of [...held.keys()]) discard(id)
    },
  }
}

function draftOf(id: string, { entries, fromTexts, imports }: Content): Draft {
  const skipped = [...fromTexts.skipped, ...imports.skipped]
  return { id, entries, skipped, missingParts: fromTexts.missingParts, kept: imports.kept }
}

/** The very same entry, from a text and from a file, counts once. */
function withNew(before: readonly OtpEntry[], found: readonly OtpEntry[]): readonly OtpEntry[] {
  const known = new Set(before.map((entry) => JSON.stringify(entry)))
  const fresh = found.filter((entry) => !known.has(JSON.stringify(entry)))
  return [...before, ...fresh]
}

function sameFinds(before: Reading, after: Reading): boolean {
  return (
    before.entries.length === after.entries.length &&
    before.missingParts?.missing.length === after.missingParts?.missing.length
  )
}
