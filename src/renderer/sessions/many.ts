/** @file Starts or stops many sessions, from the list's bar. The work goes on while other places are open. */
import type { KeyView, SessionCard } from "../../shared/ipc/views.ts"
import { call, errorOf } from "../api.ts"
import { counted } from "../backup/backup-words.ts"
import { createPrivateStore } from "../store.ts"
import { toast } from "../ui/toast.tsx"
import { runMany, type ManyItem, type ManyProgress } from "./run-many.ts"

export interface Many extends ManyProgress {
  readonly what: "start" | "stop"
  readonly items: readonly ManyItem[]
  readonly state: "running" | "cancelled" | "over"
}

/** What is being done to many sessions, or what of it went wrong; null: nothing. */
export const many = createPrivateStore<Many | null>(null)

/** A code of a device is good once: what needs the same device waits for its turn. */
export function manyItem({ profileId, name, keyId }: SessionCard, key: KeyView | undefined): ManyItem {
  return { profileId, name, lane: key?.mfaSerial ?? keyId ?? profileId }
}

const doing: Record<Many["what"], (item: ManyItem) => Promise<unknown>> = {
  start: ({ profileId }) => call("aws:refresh", { profileId, code: null, replaceForeignSection: false }),
  stop: ({ profileId }) => call("aws:stop", { profileId }),
}

export async function doMany(what: Many["what"], items: readonly ManyItem[]): Promise<void> {
  if (items.length === 0 || many.get()?.state === "running") return
  const mine = {}
  let current: unknown = mine
  const set = (change: Partial<Many>) =>
    many.update((present) => {
      // Keycard has locked meanwhile: what is known of it is gone.
      if (present === null) current = null
      return present === null ? null : { ...present, ...change }
    })
  many.set({ what, items, state: "running", done: 0, total: items.length, running: [], failures: [] })
  const end = await runMany(items, doing[what], {
    errorOf,
    isCancelled: () => current !== mine || many.get()?.state !== "running",
    onProgress: (progress) => set(progress),
  })
  if (many.get() === null) return
  if (end.failures.length > 0) {
    set({ state: "over", running: [] })
    return
  }
  const cancelled = many.get()?.state === "cancelled"
  many.set(null)
  const words = what === "start" ? "started" : "stopped"
  toast(
    cancelled
      ? `Called off: ${end.done} of ${end.total} were ${words}.`
      : `${counted(end.total, "session")} ${words}.`,
  )
}

/** What runs is called off, what waits is not begun. */
export function cancelMany(): void {
  const present = many.get()
  if (present?.state !== "running") return
  many.set({ ...present, state: "cancelled" })
  const running = new Set(present.running)
  for (const { profileId, name } of present.items)
    if (running.has(name)) void call("aws:cancel", { profileId }).catch(() => undefined)
}

/** Once more with those that failed. */
export function retryMany(): void {
  const present = many.get()
  if (present === null) return
  const failed = new Set(present.failures.map(({ profileId }) => profileId))
  many.set(null)
  void doMany(
    present.what,
    present.items.filter(({ profileId }) => failed.has(profileId)),
  )
}
