/** @file What is shown, searched for and chosen in the place of sessions: other places set it too. */
import type { Picked } from "../codes/pick.ts"
import { createPrivateStore, createStore } from "../store.ts"

export type SessionsTab = "sessions" | "checkup" | "log"

/** Which page of the place is open. */
export const sessionsTab = createStore<SessionsTab>("sessions")
/** The card that is to come into sight and take the focus: from a notification or the tray. An id is no secret. */
export const wantedSession = createStore<string | null>(null)
/** The key whose line is to come into sight, by its name. */
export const wantedKey = createPrivateStore<string | null>(null)
export const sessionQuery = createPrivateStore("")
/** Cards that are chosen for what is done to all of them; null: none are being chosen. */
export const pickedSessions = createPrivateStore<Picked | null>(null)
/** What of the log is asked for at first: a profile's own lines. */
export const logProfile = createPrivateStore<string | null>(null)
