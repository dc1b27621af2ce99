import type { EnrolChoice } from "../../../core/accounts/service.ts"
import { AppError } from "../../../core/errors.ts"
import type { Draft as DraftView } from "../../../shared/ipc/views.ts"
import type { Request } from "../../../shared/ipc/contract.ts"
import type { Draft } from "../../drafts.ts"
import { accountView, draftRow } from "../../views.ts"
import type { HandlersOf } from "../handlers.ts"
import type { Services } from "../services.ts"

export function enrolHandlers(services: Services): HandlersOf<"enrol"> {
  const { accounts, drafts, readTyped, page, announce } = services

  async function view({ id, entries, skipped, missingParts }: Draft): Promise<DraftView> {
    return {
      draftId: id,
      rows: (await accounts.preview(entries)).map(draftRow),
      skipped: skipped.map(({ row, label, error }) => ({ row, label: label.slice(0, 200), error })),
      missingParts: missingParts && { size: missingParts.size, missing: [...missingParts.missing] },
    }
  }

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

  return {
    "enrol:read-texts": ({ texts, draftId }) => view(drafts.addTexts(draftId, texts)),
    "enrol:read-typed": (fields) => view(drafts.addEntry(readTyped(fields))),
    "enrol:draft": ({ draftId }) => view(drafts.get(draftId)),
    "enrol:save": async (request) => {
      // On failure the draft stays: the person mends the keychain and saves again.
      const added = await accounts.enrol(await choices(request))
      drafts.discard(request.draftId)
      announce.accounts()
      return { added: added.map(accountView), kept: 0, batchId: request.draftId }
    },
    "enrol:cancel": () => Promise.resolve({}),
    "enrol:undo": () => Promise.reject(new AppError({ kind: "not-found", what: "draft" })),
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
