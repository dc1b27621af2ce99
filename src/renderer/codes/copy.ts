/** @file Copying a code: main puts it on the clipboard, the page says so where it happened. */
import type { AccountView } from "../../shared/ipc/views.ts"
import { messageFor } from "../../shared/messages.ts"
import { call, errorOf, on } from "../api.ts"
import { createPrivateStore } from "../store.ts"
import { announce } from "../ui/announce.tsx"
import { cleanName } from "../ui/clean-name.ts"
import { toast } from "../ui/toast.tsx"
import { counted } from "./code-store.ts"

export interface Copied {
  readonly id: string
  readonly which: "current" | "next"
  /** null: the clipboard keeps it. */
  readonly clearsAtMs: number | null
}

/** What of ours is on the clipboard. */
export const copied = createPrivateStore<Copied | null>(null)

/** How long "Copied" stays where the clipboard keeps what it has. */
const noticeMs = 4_000
let notice: number | undefined

/** How an account is called in a sentence. */
export function spokenName({ issuer, account }: Pick<AccountView, "issuer" | "account">): string {
  return cleanName(issuer) || cleanName(account) || "this account"
}

async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (thrown) {
    const { title, detail } = messageFor(errorOf(thrown), Date.now())
    toast(`${title} ${detail}`, null, "failed")
  }
}

async function put(account: AccountView, which: "current" | "next"): Promise<void> {
  const { clearsAtMs } = await call("codes:copy", { id: account.id, which })
  copied.set({ id: account.id, which, clearsAtMs })
  window.clearTimeout(notice)
  if (clearsAtMs === null) notice = window.setTimeout(() => copied.set(null), noticeMs)
  const seconds = clearsAtMs === null ? null : Math.round((clearsAtMs - Date.now()) / 1000)
  const kept = seconds === null ? "" : ` The clipboard forgets it in ${seconds} seconds.`
  announce(`${which === "next" ? "Next code" : "Code"} of ${spokenName(account)} copied.${kept}`)
}

/** Copies a code. An HOTP account that shows none yet makes one first. */
export function copyCode(account: AccountView, which: "current" | "next" = "current"): Promise<void> {
  if (account.type === "hotp" && !counted.get().has(account.id)) return nextCounted(account)
  return attempt(() => put(account, account.type === "hotp" ? "current" : which))
}

/** HOTP: makes the next code, shows and copies it. */
export function nextCounted(account: AccountView): Promise<void> {
  return attempt(async () => {
    const { code } = await call("codes:next-hotp", { id: account.id })
    counted.update((present) => new Map(present).set(account.id, code))
    await put(account, "current")
  })
}

/** Follows the clipboard. @returns how to stop */
export function followClipboard(): () => void {
  return on("clipboard:cleared", () => copied.set(null))
}
