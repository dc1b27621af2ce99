import type { Accounts } from "../core/accounts/service.ts"
import type { Draft as DraftView } from "../shared/ipc/views.ts"
import type { Draft } from "./drafts.ts"
import { draftRow } from "./views.ts"

/** A draft as the page is shown it: compared with what is kept, with the codes of this moment. */
export async function draftView(
  accounts: Pick<Accounts, "preview">,
  { id, entries, skipped, missingParts }: Draft,
): Promise<DraftView> {
  return {
    draftId: id,
    rows: (await accounts.preview(entries)).map(draftRow),
    skipped: skipped.map(({ row, label, error }) => ({ row, label: label.slice(0, 200), error })),
    missingParts: missingParts && { size: missingParts.size, missing: [...missingParts.missing] },
  }
}
