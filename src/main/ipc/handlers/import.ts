import { isAppError } from "../../../core/errors.ts"
import type { ImportReading } from "../../../core/imports/format.ts"
import { nameForMessages } from "../../../core/otp/safe-label.ts"
import type { ImportReadingView } from "../../../shared/ipc/views.ts"
import { draftView } from "../../draft-view.ts"
import type { KeptRow } from "../../drafts.ts"
import type { HandlersOf } from "../handlers.ts"
import type { Services } from "../services.ts"

export function importHandlers({ accounts, drafts, imports }: Services): HandlersOf<"import"> {
  return {
    "import:read": async ({ bytes, password, draftId }) => {
      let reading: ImportReading
      try {
        reading = await imports.read({ bytes, format: null, password })
      } catch (error) {
        const asked = passwordAsked(error)
        if (asked === null) throw error
        return asked
      }
      const { draft, kept } = drafts.addImport(draftId, reading)
      return {
        kind: "draft",
        draft: await draftView(accounts, draft),
        format: reading.name,
        kept: kept.map(keptRowView),
        duplicates: reading.duplicates,
      }
    },
    "import:cancel": async () => {
      imports.cancel()
      return Promise.resolve({})
    },
  }
}

/** Whether all that is missing is the password, or another one. */
function passwordAsked(error: unknown): ImportReadingView | null {
  if (!isAppError(error, "import")) return null
  const { problem, format } = error.data
  if (problem !== "password-needed" && problem !== "password-wrong" && problem !== "password-or-damaged")
    return null
  return {
    kind: "password",
    format: format ?? "",
    wrong: problem !== "password-needed",
    mayBeDamaged: problem === "password-or-damaged",
  }
}

function keptRowView({ row, kept: { issuer, account, what } }: KeptRow) {
  const label = issuer !== "" && account !== "" ? `${issuer} (${account})` : issuer + account
  return { row, label: nameForMessages(label).slice(0, 200), what }
}
