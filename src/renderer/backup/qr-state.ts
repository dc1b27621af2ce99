import type { AccountView } from "../../shared/ipc/views.ts"
import { createPrivateStore } from "../store.ts"

/** The account whose QR code is on screen; null: none. */
export const qrOf = createPrivateStore<AccountView | null>(null)

export function showQr(account: AccountView): void {
  qrOf.set(account)
}
