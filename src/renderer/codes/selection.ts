/** @file What is chosen and searched for in the list: other places set it too. */
import { createStore } from "../store.ts"

/** The chosen row's account; null: none. */
export const selectedAccount = createStore<string | null>(null)
export const searchQuery = createStore("")

/** Brings an account into sight and chooses it, whatever was searched for. */
export function showAccount(id: string): void {
  searchQuery.set("")
  selectedAccount.set(id)
}
