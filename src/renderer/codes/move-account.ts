/** @file Moves an account in one's own order, by drag and by keys. */
import { call } from "../api.ts"
import { accounts, allAccounts, appState, arrange, changeSettings } from "../state.ts"
import { toast } from "../ui/toast.tsx"
import { attempt } from "./account-actions.ts"
import { spokenName } from "./copy.ts"
import { afterMove, followerOf, moveTo, type Move } from "./order.ts"

/** Moves of one account that follow upon another are taken back together. */
const seriesMs = 8_000
let series: { id: string; back: Move; atMs: number } | null = null

async function put(move: Move): Promise<boolean> {
  const all = allAccounts.get()
  if (all === null) return false
  return attempt(() =>
    arrange(afterMove(all, move), () =>
      call("accounts:reorder", { ids: [move.id], beforeId: move.beforeId }),
    ),
  )
}

/** Brings the account at a place of the whole list to another one. Says where it came to, for those who do not see it. */
export async function moveAccount(from: number, to: number): Promise<void> {
  const [all, shown] = [allAccounts.get(), accounts.get()]
  const account = shown?.[from]
  if (all === null || shown === null || account === undefined) return
  if (appState.get()?.settings.sort !== "own") {
    toast("Accounts are moved in your own order only.", {
      label: "Use own order",
      run: () => void attempt(() => changeSettings({ sort: "own" })),
    })
    return
  }
  const move = moveTo(all, shown, from, to)
  if (move === null) return
  const goesOn = series?.id === account.id && Date.now() - series.atMs < seriesMs
  const back: Move =
    goesOn && series !== null ? series.back : { id: account.id, beforeId: followerOf(all, account.id) }
  series = { id: account.id, back, atMs: Date.now() }
  if (!(await put(move))) return
  const list = accounts.get() ?? []
  const place = list.findIndex(({ id }) => id === account.id) + 1
  toast(`Moved ${spokenName(account)} to place ${place} of ${list.length}.`, {
    label: "Undo",
    run: () => {
      series = null
      void put(back)
    },
  })
}
