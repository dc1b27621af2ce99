/** @file Deleting for good, the one thing that cannot be taken back: it waits until its Undo is gone. */
import { call } from "../api.ts"
import { createStore } from "../store.ts"
import { toast } from "../ui/toast.tsx"
import { attempt, spokenMany } from "./account-actions.ts"

const stayMs = 10_000

/** On their way out of the trash, which shows them no more. They are there still: a quit now deletes nothing. */
export const leaving = createStore<ReadonlySet<string>>(new Set())

function stay(ids: readonly string[]): void {
  leaving.update((present) => new Set([...present].filter((id) => !ids.includes(id))))
}

export function purgeAccounts(ids: readonly string[]): void {
  leaving.update((present) => new Set([...present, ...ids]))
  const purge = async () => {
    await attempt(() => call("accounts:purge", { ids: [...ids] }))
    stay(ids)
  }
  const undo = { label: "Undo", run: () => stay(ids), gone: () => void purge() }
  toast(`Deleting ${spokenMany(ids)} for good.`, undo, "done", stayMs)
}
