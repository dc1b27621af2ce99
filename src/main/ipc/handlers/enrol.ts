import type { EnrolChoice, KeptChoice } from "../../../core/accounts/service.ts"
import { AppError } from "../../../core/errors.ts"
import type { Request } from "../../../shared/ipc/contract.ts"
import type { Draft } from "../../drafts.ts"
import { draftView } from "../../draft-view.ts"
import { accountView } from "../../views.ts"
import type { HandlersOf } from "../handlers.ts"
import type { Services } from "../services.ts"

export function enrolHandlers(services: Services): HandlersOf<"enrol"> {
  const { accounts, drafts, savings, readTyped, page, announce } = services

  const view = (draft: Draft) => draftView(accounts, draft)

  /** What of the draft is to be kept, under which name, in whose place. */
  async function choices({ draftId, items }: Request<"enrol:save">): Promise<EnrolChoice[]> {
    const { entries } = drafts.get(draftId)
    const preview = await accounts.preview(entries)
    return items.map(({ index, issuer, account, action }) => {
      const row = preview[index]
      if (!row) throw new AppError({ kind: "not-found", what: "draft" })
      const entry = { ...row.entry, issuer, account }
      if (action === "add" || row.likeness.kind === "new") return { entry }
      return {
        entry,
        replaces: row.likeness.kind === "duplicate" ? row.likeness.of.id : row.likeness.with.id,
      }
    })
  }

  function keptChoices(draftId: string, rows: readonly number[]): KeptChoice[] {
    if (rows.length === 0) return []
    const { kept } = drafts.get(draftId)
    return rows.map((row) => {
      const found = kept.find((each) => each.row === row)
      if (found === undefined) throw new AppError({ kind: "not-found", what: "draft" })
      return { ...found.kept, from: found.from.slice(0, 60) }
    })
  }

  return {
    "enrol:read-texts": ({ texts, draftId }) => view(drafts.addTexts(draftId, texts)),
    "enrol:read-typed": (fields) => view(drafts.addEntry(readTyped(fields))),
    "enrol:draft": ({ draftId }) => view(drafts.get(draftId)),
    "enrol:save": async (request) => {
      // On failure the draft stays: the person mends the keychain and saves again.
      const { draftId, items, kept = [] } = request
      if (items.length + kept.length === 0) throw new AppError({ kind: "invalid-request" })
      const { batch, batchId } = await savings.save(
        draftId,
        await choices(request),
        keptChoices(draftId, kept),
      )
      drafts.discard(draftId)
      announce.accounts()
      return { added: batch.accounts.map(accountView), kept: batch.kept.length, batchId }
    },
    "enrol:cancel": async ({ draftId }) => {
      savings.cancel(draftId)
      return Promise.resolve({})
    },
    "enrol:undo": async ({ batchId }) => {
      try {
        return await savings.undo(batchId)
      } finally {
        announce.accounts()
      }
    },
    "enrol:discard": async ({ draftId }) => {
      drafts.discard(draftId)
      return Promise.resolve({})
    },
    "enrol:paste": async () => {
      page.paste()
      return Promise.resolve({})
    },
    "enrol:capture-screen": async () => ({ displays: await page.captureScreens() }),
    "enrol:camera": async ({ open }) => {
      page.setCameraOpen(open)
      return Promise.resolve({})
    },
  }
}
