/** @file What is done to accounts from the list. Failures are told where the person looks: at the foot. */
import type { AccountView } from "../../shared/ipc/views.ts"
import { messageFor } from "../../shared/messages.ts"
import { call, errorOf } from "../api.ts"
import { toast } from "../ui/toast.tsx"
import { spokenName } from "./copy.ts"

async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (thrown) {
    const { title, detail } = messageFor(errorOf(thrown), Date.now())
    toast(`${title} ${detail}`, null, "failed")
    return false
  }
}

/** To the trash, with a way back instead of a question. */
export async function removeAccount(account: AccountView): Promise<void> {
  const ids = [account.id]
  const done = await attempt(() => call("accounts:trash", { ids }))
  if (!done) return
  toast(`Removed ${spokenName(account)}.`, {
    label: "Undo",
    run: () => void attempt(() => call("accounts:restore", { ids })),
  })
}

export async function pinAccount({ id, pinned }: AccountView): Promise<void> {
  await attempt(() => call("accounts:edit", { id, pinned: !pinned }))
}
