import type { AccountView } from "../../shared/ipc/views.ts"
import { call } from "../api.ts"
import { saveOwnPicture } from "../marks/own-picture.ts"
import { toast } from "../ui/toast.tsx"
import { attempt } from "./account-actions.ts"
import { spokenName } from "./copy.ts"
import type { ChosenMark } from "./mark-field.tsx"

/** What a person edits of an account, beside its mark. */
export interface Edited {
  readonly issuer: string
  readonly account: string
  readonly note: string
  readonly tags: readonly string[]
}

/** Keeps what was edited, and says so with a way back. @throws RequestFailed */
export async function saveEdit(before: AccountView, edited: Edited, mark: ChosenMark): Promise<void> {
  const { id, issuer, account, note, tags } = before
  const isSame = issuer === edited.issuer && account === edited.account && note === edited.note
  const hasSameTags = tags.length === edited.tags.length && tags.every((tag, at) => tag === edited.tags[at])
  if (isSame && hasSameTags && mark.mark === before.mark && mark.png === null) return
  const losesPicture = before.mark === "own" && (mark.mark !== "own" || mark.png !== null)
  const png = losesPicture ? (await call("accounts:mark-picture", { id })).png : null
  await write(id, edited, mark, before.mark)
  toast(`Changed ${spokenName(edited)}.`, {
    label: "Undo",
    run: () =>
      void attempt(() => write(id, { issuer, account, note, tags }, { mark: before.mark, png }, mark.mark)),
  })
}

async function write(id: string, edited: Edited, { mark, png }: ChosenMark, markBefore: string) {
  if (png !== null) await saveOwnPicture(id, png)
  else if (markBefore === "own" && mark !== "own") await saveOwnPicture(id, null)
  await call("accounts:edit", { id, ...edited, tags: [...edited.tags], mark })
}
