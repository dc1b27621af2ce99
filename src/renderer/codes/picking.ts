/** @file Picks rows: by clicks and by keys. */
import { announce } from "../ui/announce.tsx"
import { toggled, withRange, type Picked } from "./pick.ts"
import { picked, selectedAccount } from "./selection.ts"

/** The ids of the list as it is shown, asked for when they are needed, and the row that a range begins at. */
let shown: () => readonly string[] = () => []
let anchor: string | null = null

export function pickFrom(ids: () => readonly string[]): void {
  shown = ids
}

function set(next: Picked): void {
  picked.set(next)
  announce(next.size === 1 ? "1 account selected." : `${next.size} accounts selected.`)
}

export function startPicking(ids: readonly string[] = []): void {
  anchor = ids[0] ?? null
  set(new Set(ids))
}

export function stopPicking(): void {
  if (picked.get() === null) return
  anchor = null
  // The bar goes, and the focus that was in it would be nowhere.
  const inBar = document.activeElement?.matches('[role="toolbar"] *') === true
  picked.set(null)
  if (inBar) document.querySelector<HTMLElement>('[role="grid"]')?.focus({ preventScroll: true })
}

export function pickAll(): void {
  set(new Set(shown()))
}

export function pickRow(id: string): void {
  anchor = id
  set(toggled(picked.get() ?? new Set(), id))
}

/** All from where the last pick was, else from the chosen row, to this one. */
export function pickTo(id: string): void {
  anchor ??= selectedAccount.get()
  set(withRange(picked.get() ?? new Set(), shown(), anchor, id))
}

/** A press on a row. @returns whether it picked: otherwise it copies */
export function pickByPress(
  id: string,
  keys: { ctrlKey: boolean; metaKey: boolean; shiftKey: boolean },
): boolean {
  if (keys.shiftKey) pickTo(id)
  else if (keys.ctrlKey || keys.metaKey || picked.get() !== null) pickRow(id)
  else return false
  return true
}
