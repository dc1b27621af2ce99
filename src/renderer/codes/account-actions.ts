/** @file What is done to accounts from the list. Failures are told where the person looks: at the foot. */
import type { AccountView } from "../../shared/ipc/views.ts"
import { messageFor } from "../../shared/messages.ts"
import { call, errorOf } from "../api.ts"
import { allAccounts } from "../state.ts"
import { toast } from "../ui/toast.tsx"
import { spokenName } from "./copy.ts"
import { inverseOf, type ManyChange } from "./tags.ts"

export async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (thrown) {
    const { title, detail } = messageFor(errorOf(thrown), Date.now())
    toast(`${title} ${detail}`, null, "failed")
    return false
  }
}

/** "GitHub", "3 accounts". */
export function spokenMany(ids: readonly string[]): string {
  const [only] = ids
  const account = ids.length === 1 ? allAccounts.get()?.find(({ id }) => id === only) : undefined
  return account === undefined ? `${ids.length} accounts` : spokenName(account)
}

const undo = (run: () => Promise<unknown>) => ({ label: "Undo", run: () => void attempt(run) })

/** To the trash, with a way back instead of a question. */
export async function removeAccounts(ids: readonly string[]): Promise<void> {
  const name = spokenMany(ids)
  const done = await attempt(() => call("accounts:trash", { ids: [...ids] }))
  if (!done) return
  toast(
    `Removed ${name}.`,
    undo(() => call("accounts:restore", { ids: [...ids] })),
  )
}

export const removeAccount = ({ id }: AccountView) => removeAccounts([id])

export async function restoreAccounts(ids: readonly string[]): Promise<void> {
  const name = spokenMany(ids)
  const done = await attempt(() => call("accounts:restore", { ids: [...ids] }))
  if (!done) return
  toast(
    `Restored ${name}.`,
    undo(() => call("accounts:trash", { ids: [...ids] })),
  )
}

export async function pinAccount({ id, pinned }: AccountView): Promise<void> {
  await attempt(() => call("accounts:edit", { id, pinned: !pinned }))
}

/** Changes many at once; the way back restores each as it was. */
export async function changeMany(change: ManyChange, done: string): Promise<void> {
  const before = allAccounts.get() ?? []
  if (!(await attempt(() => call("accounts:edit-many", change)))) return
  const back = inverseOf(before, change)
  const takeBack = async () => {
    for (const each of back) await call("accounts:edit-many", each)
  }
  toast(done, back.length === 0 ? null : undo(takeBack))
}
