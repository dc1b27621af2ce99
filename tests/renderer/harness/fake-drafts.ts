import type { TypedEntry } from "../../../src/shared/ipc/contract.ts"
import type { AccountView, Draft, DraftRow } from "../../../src/shared/ipc/views.ts"
import { fakeCode } from "./fake-codes.ts"

export interface FakeDrafts {
  read(texts: readonly string[], draftId: string | null): Draft | null
  typed(entry: TypedEntry): Draft
  again(draftId: string): Draft
}

/** Reads only what the harness shows: labels, issuers, digits and periods of otpauth links. */
export function createFakeDrafts(accounts: () => readonly AccountView[]): FakeDrafts {
  const drafts = new Map<string, Draft>()

  const live = (row: DraftRow): DraftRow => {
    if (row.type === "hotp") return row
    const step = Math.floor(Date.now() / (row.period * 1000))
    const id = `${row.issuer}/${row.account}`
    return {
      ...row,
      code: fakeCode(id, step, row),
      next: fakeCode(id, step + 1, row),
      expiresAtMs: (step + 1) * row.period * 1000,
    }
  }
  const likeness = (issuer: string, account: string): DraftRow["likeness"] => {
    const same = accounts().find((each) => each.issuer === issuer && each.account === account)
    if (same === undefined) return { kind: "new" }
    const of = { id: same.id, issuer, account }
    return account.includes("octo") ? { kind: "duplicate", of } : { kind: "conflict", of }
  }
  const rowOf = (index: number, more: Partial<DraftRow>): DraftRow =>
    live({
      index,
      issuer: "",
      account: "",
      type: "totp",
      algorithm: "SHA1",
      digits: 6,
      period: 30,
      counter: 0,
      code: "000000",
      next: null,
      expiresAtMs: null,
      likeness: likeness(more.issuer ?? "", more.account ?? ""),
      twin: null,
      trashed: false,
      ...more,
    })
  const keep = (draft: Draft): Draft => {
    drafts.set(draft.draftId, draft)
    return draft
  }
  const again = (draftId: string): Draft => {
    const draft = drafts.get(draftId)
    if (draft === undefined) throw new Error("no such draft")
    return { ...draft, rows: draft.rows.map(live) }
  }

  return {
    read(texts, draftId) {
      const before = draftId === null ? undefined : drafts.get(draftId)
      const rows = [...(before?.rows ?? [])]
      const skipped = [...(before?.skipped ?? [])]
      let missingParts = before?.missingParts ?? null
      for (const line of texts.flatMap((text) => text.split(/\s*\n\s*/))) {
        const link = /^otpauth:\/\/(\w+)\/([^?]*)\?(.*)$/.exec(line)
        if (line.startsWith("otpauth-migration:")) missingParts = { size: 3, missing: [2, 3] }
        if (link === null) continue
        const label = decodeURIComponent(link[2] ?? "")
        const asked = new URLSearchParams(link[3])
        if (asked.get("algorithm") === "MD5") {
          skipped.push({
            row: rows.length + 1,
            label,
            error: { kind: "otp", part: "algorithm", problem: "unsupported" },
          })
          continue
        }
        rows.push(
          rowOf(rows.length, {
            issuer: asked.get("issuer") ?? "",
            account: label.split(":").at(-1) ?? "",
            type: link[1] === "hotp" ? "hotp" : "totp",
            digits: Number(asked.get("digits") ?? "6"),
            period: Number(asked.get("period") ?? "30"),
          }),
        )
      }
      if (rows.length === 0 && missingParts === null) return null
      return keep({ draftId: draftId ?? crypto.randomUUID(), rows, skipped, missingParts })
    },
    typed: (entry) =>
      keep({
        draftId: crypto.randomUUID(),
        rows: [
          rowOf(0, {
            issuer: entry.issuer,
            account: entry.account,
            type: entry.type,
            algorithm: entry.algorithm,
            digits: Number(entry.digits),
            period: Number(entry.period),
          }),
        ],
        skipped: [],
        missingParts: null,
      }),
    again,
  }
}
