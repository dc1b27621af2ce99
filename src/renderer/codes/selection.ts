/** @file What is chosen and searched for in the list: other places set it too. */
import { createPrivateStore } from "../store.ts"
import type { Picked } from "./pick.ts"

/** The chosen row's account; null: none. */
export const selectedAccount = createPrivateStore<string | null>(null)
export const searchQuery = createPrivateStore("")
/** The list keeps to accounts with this tag; null: to none. */
export const chosenTag = createPrivateStore<string | null>(null)
/** Many rows, chosen for what is done to all of them; null: rows copy their code when they are pressed. */
export const picked = createPrivateStore<Picked | null>(null)
/** The list, or what lies in the trash. */
export const codesView = createPrivateStore<"list" | "trash">("list")

/** Brings an account into sight and chooses it, whatever was searched for. */
export function showAccount(id: string): void {
  codesView.set("list")
  searchQuery.set("")
  chosenTag.set(null)
  selectedAccount.set(id)
}
