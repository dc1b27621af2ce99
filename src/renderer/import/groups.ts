/** @file What an import brings, sorted by what there is to decide. Pure. */
import type { Draft, DraftRow } from "../../shared/ipc/views.ts"
import { choiceOf, type Choices, type Fate } from "../enrol/choices.ts"
import type { KeptRow } from "../enrol/enrol-state.ts"

/** In the order in which they are shown: what asks for a decision stands first. */
export const groupKinds = ["conflict", "new", "here", "kept", "skipped"] as const
export type GroupKind = (typeof groupKinds)[number]

export type Skipped = Draft["skipped"][number]

export type Line =
  | { readonly kind: "group"; readonly group: GroupKind; readonly count: number }
  | { readonly kind: "row"; readonly group: "conflict" | "new" | "here"; readonly row: DraftRow }
  | { readonly kind: "kept"; readonly kept: KeptRow }
  | { readonly kind: "skipped"; readonly skipped: Skipped }

/** Which group a found account belongs to. */
export function groupOf({ likeness }: DraftRow): "conflict" | "new" | "here" {
  return likeness.kind === "new" ? "new" : likeness.kind === "conflict" ? "conflict" : "here"
}

/** All that was read, group by group, each behind its heading; groups without anything are left out. */
export function linesOf(
  { rows, skipped }: Pick<Draft, "rows" | "skipped">,
  kept: readonly KeptRow[],
): Line[] {
  const members: Record<GroupKind, Line[]> = { conflict: [], new: [], here: [], kept: [], skipped: [] }
  for (const row of rows) members[groupOf(row)].push({ kind: "row", group: groupOf(row), row })
  for (const each of kept) members.kept.push({ kind: "kept", kept: each })
  for (const each of skipped) members.skipped.push({ kind: "skipped", skipped: each })
  return groupKinds.flatMap((group) => {
    const lines = members[group]
    return lines.length === 0 ? [] : [{ kind: "group" as const, group, count: lines.length }, ...lines]
  })
}

/** What can be done about the same name with another secret. */
export const conflictFates: readonly Fate[] = ["add", "replace", "skip"]
export const fateNames: Record<Fate, string> = { add: "Keep both", replace: "Replace", skip: "Skip" }

/** What of an import is to be saved. */
export interface Chosen {
  readonly choices: Choices
  /** Rows of what cannot be computed that shall not be kept. */
  readonly leftOut: ReadonlySet<number>
}

/** The same fate for every account of a group. */
export function chooseGroup(
  draft: Pick<Draft, "rows">,
  choices: Choices,
  group: GroupKind,
  fate: Fate,
): Choices {
  const next = new Map(choices)
  for (const row of draft.rows) {
    if (groupOf(row) === group) next.set(row.index, { ...choiceOf(choices, row), fate })
  }
  return next
}

/** Whether something of a line is saved; null for a heading and for what could not be read. */
export function isChosen(line: Line, { choices, leftOut }: Chosen): boolean | null {
  if (line.kind === "row") return choiceOf(choices, line.row).fate !== "skip"
  return line.kind === "kept" ? !leftOut.has(line.kept.row) : null
}

/** How many of a group are chosen. */
export function chosenIn(lines: readonly Line[], group: GroupKind, chosen: Chosen): number {
  return lines.filter((line) => memberOf(line) === group && isChosen(line, chosen) === true).length
}

function memberOf(line: Line): GroupKind {
  return line.kind === "group" || line.kind === "row" ? line.group : line.kind
}

/** The fate that all of a group have; "" where they differ. */
export function commonFate(draft: Pick<Draft, "rows">, choices: Choices, group: GroupKind): Fate | "" {
  const fates = new Set(
    draft.rows.filter((row) => groupOf(row) === group).map((row) => choiceOf(choices, row).fate),
  )
  const [only] = fates
  return fates.size === 1 && only !== undefined ? only : ""
}

export const groupTitles: Record<GroupKind, string> = {
  conflict: "Same name, other secret",
  new: "New",
  here: "Already here",
  kept: "Kept for export",
  skipped: "Could not be read",
}

/** The same in a word or two, behind a number. */
export const groupCounts: Record<GroupKind, string> = {
  conflict: "same name",
  new: "new",
  here: "already here",
  kept: "kept",
  skipped: "not read",
}

/** What a group means, in a sentence. */
export const groupAbout: Record<GroupKind, string> = {
  conflict: "The site may have given you a new secret, or you have two accounts there.",
  new: "",
  here: "With the same codes. Left out unless you choose them.",
  kept: "Keycard cannot compute these. It keeps them, so that they can be exported again.",
  skipped: "Everything else is not affected.",
}
