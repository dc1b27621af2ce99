/** @file What stands in the menu of the tray's icon. Pure; main/tray.ts makes a menu of the system of it. */
import type { AccountView, SessionCard } from "./ipc/views.ts"
import { byUrgency, renewsByItself, standingOf } from "./session-urgency.ts"
import { durationWords } from "./words/time-left.ts"

export type TrayAction =
  | { readonly do: "open" | "lock" | "quit" }
  | { readonly do: "open-session" | "start" | "stop" | "cancel"; readonly profileId: string }
  | { readonly do: "copy-code"; readonly accountId: string }

export type TrayEntry =
  | { readonly kind: "line" }
  /** Said, and not to be chosen. */
  | { readonly kind: "words"; readonly label: string }
  | { readonly kind: "item"; readonly label: string; readonly action: TrayAction }
  | { readonly kind: "menu"; readonly label: string; readonly entries: readonly TrayEntry[] }

/** What the menu is made of. Locked: names are nobody's business, and there are none. */
export type TrayState =
  | { readonly locked: true }
  | {
      readonly locked: false
      /** Whether there is a passphrase to lock with. */
      readonly canLock: boolean
      readonly sessions: readonly SessionCard[]
      readonly accounts: readonly AccountView[]
    }

/** As many as a menu holds without scrolling; the window has them all. */
const MOST_SESSIONS = 12
const MOST_BELOW = 60
const MOST_CODES = 8
const MOST_LETTERS = 48
const MINUTE_MS = 60_000

const line: TrayEntry = { kind: "line" }
const words = (label: string): TrayEntry => ({ kind: "words", label })
const item = (label: string, action: TrayAction): TrayEntry => ({ kind: "item", label, action })

/** A name as it may stand in a menu: no control characters, none that turn the direction of writing. */
function shown(name: string): string {
  const clean = name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "").trim()
  return clean.length > MOST_LETTERS ? `${clean.slice(0, MOST_LETTERS - 1)}…` : clean
}

/** Whole minutes: the menu is made anew once a minute. */
function minutesLeft(untilMs: number, nowMs: number): string {
  const minutes = Math.floor((untilMs - nowMs) / MINUTE_MS)
  return minutes < 1 ? "under a minute" : durationWords(minutes * 60)
}

/** What is left of a session, in a few words. */
export function trayStanding(session: SessionCard, nowMs: number): string {
  const { expiresAtMs, nextRenewalAtMs, renewalWaits, busy, renew } = session
  if (busy) return "asking AWS…"
  const standing = standingOf(session, nowMs)
  if (standing === "none" || expiresAtMs === null) return "not started"
  if (renew === "auto" && renewalWaits === "person") return "needs you"
  if (standing === "expired") return "expired"
  if (renewsByItself(session) && nextRenewalAtMs !== null)
    return nextRenewalAtMs - nowMs < MINUTE_MS
      ? "renews now"
      : `renews in ${minutesLeft(nextRenewalAtMs, nowMs)}`
  return `${minutesLeft(expiresAtMs, nowMs)} left`
}

function sessionEntry(session: SessionCard, nowMs: number): TrayEntry {
  const { profileId, busy, state, written } = session
  const live = ["valid", "ending"].includes(standingOf(session, nowMs))
  const entries: TrayEntry[] = busy
    ? [item("Cancel", { do: "cancel", profileId })]
    : [item(live ? "Refresh" : "Start", { do: "start", profileId })]
  if (!busy && (state !== "none" || written)) entries.push(item("Stop", { do: "stop", profileId }))
  entries.push(item("Show in Keycard", { do: "open-session", profileId }))
  return { kind: "menu", label: `${shown(session.name)}  –  ${trayStanding(session, nowMs)}`, entries }
}

function sessionEntries(sessions: readonly SessionCard[], nowMs: number): TrayEntry[] {
  if (sessions.length === 0) return []
  const ordered = byUrgency(sessions, nowMs)
  const rest = ordered.slice(MOST_SESSIONS)
  const below = rest.slice(0, MOST_BELOW).map((session) => sessionEntry(session, nowMs))
  if (rest.length > MOST_BELOW) below.push(item("All in Keycard…", { do: "open-session", profileId: "" }))
  return [
    words("Sessions"),
    ...ordered.slice(0, MOST_SESSIONS).map((session) => sessionEntry(session, nowMs)),
    ...(rest.length === 0
      ? []
      : [{ kind: "menu", label: `${rest.length} more`, entries: below } satisfies TrayEntry]),
    line,
  ]
}

/** Pinned ones, then those used most; codes that count (HOTP) are made in the window, where they are seen. */
function codeEntries(accounts: readonly AccountView[]): TrayEntry[] {
  const nameOf = ({ issuer, account }: AccountView) =>
    [issuer, account].map(shown).filter(Boolean).join(": ") || "An account without a name"
  const listed = accounts
    .filter(({ type, trashedAtMs }) => type !== "hotp" && trashedAtMs === null)
    .filter(({ pinned, uses }) => pinned || uses > 0)
    .sort(
      (a, b) =>
        Number(b.pinned) - Number(a.pinned) || b.uses - a.uses || nameOf(a).localeCompare(nameOf(b), "en"),
    )
    .slice(0, MOST_CODES)
  if (listed.length === 0) return []
  return [
    words("Copy a code"),
    ...listed.map((account) => item(nameOf(account), { do: "copy-code", accountId: account.id })),
    line,
  ]
}

/** The menu as it stands at this moment. No code and no secret is ever in it. */
export function trayMenu(state: TrayState, nowMs: number): TrayEntry[] {
  const quit = item("Quit Keycard", { do: "quit" })
  if (state.locked) return [words("Keycard is locked"), item("Unlock…", { do: "open" }), line, quit]
  return [
    ...sessionEntries(state.sessions, nowMs),
    ...codeEntries(state.accounts),
    item("Open Keycard", { do: "open" }),
    ...(state.canLock ? [item("Lock now", { do: "lock" })] : []),
    line,
    quit,
  ]
}

/** What the icon says when it is pointed at. */
export function trayTip(state: TrayState, nowMs: number): string {
  if (state.locked) return "Keycard, locked"
  const [first] = byUrgency(
    state.sessions.filter(({ expiresAtMs }) => expiresAtMs !== null),
    nowMs,
  )
  return first === undefined ? "Keycard" : `Keycard: ${shown(first.name)}, ${trayStanding(first, nowMs)}`
}
