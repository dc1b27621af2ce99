import type { AccountView, CodeView } from "../../../src/shared/ipc/views.ts"

/** Digits that look like a code and mean nothing. */
export function fakeCode(
  id: string,
  step: number,
  { type, digits }: Pick<AccountView, "type" | "digits">,
): string {
  let hash = 0x811c9dc5
  for (const character of `${id}:${step}`) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193)
  let state = hash >>> 0
  const next = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32
  const letters = type === "steam" ? "23456789BCDFGHJKMNPQRTVWXY" : "0123456789"
  return Array.from({ length: digits }, () => letters[Math.floor(next() * letters.length)]).join("")
}

export function fakeCodeView(account: AccountView, nowMs: number): CodeView {
  const periodMs = account.period * 1000
  const step = Math.floor(nowMs / periodMs)
  return {
    id: account.id,
    code: fakeCode(account.id, step, account),
    next: fakeCode(account.id, step + 1, account),
    startsAtMs: step * periodMs,
    expiresAtMs: (step + 1) * periodMs,
  }
}
