import type { AccountView } from "../../../src/shared/ipc/views.ts"
import { createFakeDrafts } from "./fake-drafts.ts"
import { Refused, wait, type Part, type Tell } from "./fake-parts.ts"
import type { FakeShelf } from "./fake-shelf.ts"
import { sampleAccounts, sampleKept } from "./sample-accounts.ts"

/** New accounts: read, shown, saved and taken back. */
export function fakeEnrol(shelf: FakeShelf, tell: Tell): Part<"enrol" | "import"> {
  const drafts = createFakeDrafts(shelf.accounts)
  let savingId: string | null = null
  const isSaving = (draftId: string) => savingId === draftId
  const batches = new Map<string, readonly AccountView[]>()
  return {
    "enrol:read-texts": ({ texts, draftId }) => {
      const draft = drafts.read(texts, draftId)
      if (draft === null) throw new Refused({ kind: "nothing-usable" })
      return draft
    },
    "enrol:read-typed": (entry) => {
      if (entry.secret.trim() === "") throw new Refused({ kind: "otp", part: "secret", problem: "missing" })
      if (!/^\d+$/.test(entry.digits))
        throw new Refused({ kind: "otp", part: "digits", problem: "not-a-whole-number" })
      return drafts.typed(entry)
    },
    "enrol:draft": ({ draftId }) => drafts.again(draftId),
    "enrol:save": async ({ draftId, items, kept = [] }) => {
      savingId = draftId
      const total = items.length + kept.length
      for (let done = 0; done < total; done += Math.ceil(total / 40)) {
        tell("enrol:progress", { draftId, done, total })
        await wait(total > 12 ? 50 : 0)
        if (!isSaving(draftId)) throw new Refused({ kind: "cancelled" })
      }
      const added = items.map(({ index, issuer, account }): AccountView => {
        const row = drafts.again(draftId).rows[index]
        return {
          ...sampleAccounts(1)[0]!,
          ...(row === undefined ? {} : { type: row.type, digits: row.digits, period: row.period }),
          id: crypto.randomUUID(),
          issuer,
          account,
          pinned: false,
        }
      })
      const batchId = crypto.randomUUID()
      batches.set(batchId, added)
      shelf.putKept([...shelf.kept(), ...sampleKept(kept.length)])
      shelf.put([...shelf.accounts(), ...added])
      return { added, kept: kept.length, batchId }
    },
    "enrol:cancel": () => {
      savingId = null
      return {}
    },
    "enrol:undo": ({ batchId }) => {
      const added = batches.get(batchId) ?? []
      shelf.put(shelf.accounts().filter((each) => !added.includes(each)))
      return { removed: added.length, restored: 0 }
    },
    "enrol:discard": () => ({}),
    "enrol:paste": () => {
      throw new Refused({ kind: "clipboard", problem: "empty" })
    },
    "enrol:capture-screen": () => ({
      displays: [{ width: 64, height: 64, bgra: new Uint8Array(64 * 64 * 4).fill(255) }],
    }),
    "enrol:camera": () => ({}),
    "import:read": async ({ bytes, password, draftId }) => {
      const text = new TextDecoder().decode(bytes)
      if (text.startsWith("encrypted") && password !== "test")
        return { kind: "password", format: "Aegis", wrong: password !== null, mayBeDamaged: false }
      for (let step = 0; step < 4; step++) {
        tell("import:progress", { step: { step: "deriving-key", slot: 1, slots: 1 }, elapsedMs: step * 500 })
        await wait(500)
      }
      const draft = drafts.read([text], draftId)
      if (draft === null) throw new Refused({ kind: "import", problem: "unknown-format", format: null })
      const kept = [{ row: 1, label: "Intranet (mona)", what: "mOTP" }]
      return { kind: "draft", draft, format: "Aegis", kept, duplicates: 1 }
    },
    "import:cancel": () => ({}),
  }
}
