/** @file What becomes of each found account. Pure. */
import type { Request } from "../../shared/ipc/contract.ts"
import type { Draft, DraftRow } from "../../shared/ipc/views.ts"

/** `skip`: not saved; `replace`: takes the place of the one it is like. */
export type Fate = "skip" | "add" | "replace"

export interface Choice {
  readonly fate: Fate
  readonly issuer: string
  readonly account: string
}

/** What is proposed: a duplicate is there already; of a conflict both are kept, since nothing is lost by it. */
export function proposed({ likeness, issuer, account }: DraftRow): Choice {
  return { fate: likeness.kind === "duplicate" ? "skip" : "add", issuer, account }
}

export type Choices = ReadonlyMap<number, Choice>

export function choiceOf(choices: Choices, row: DraftRow): Choice {
  return choices.get(row.index) ?? proposed(row)
}

/** What is sent to be saved. */
export function itemsOf(draft: Draft, choices: Choices): Request<"enrol:save">["items"] {
  return draft.rows.flatMap((row) => {
    const { fate, issuer, account } = choiceOf(choices, row)
    if (fate === "skip") return []
    return [{ index: row.index, issuer: issuer.trim(), account: account.trim(), action: fate }]
  })
}
