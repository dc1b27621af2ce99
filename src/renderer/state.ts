/** @file What main has told the page, kept outside React. Codes have a store of their own. */
import type { AccountView, AwsOverview } from "../shared/ipc/views.ts"
import type { Response } from "../shared/ipc/contract.ts"
import type { AppErrorData } from "../core/errors.ts"
import { call, errorOf, on } from "./api.ts"
import { expectCodes } from "./codes/code-store.ts"
import { inOrder, inPresentOrder, type Sort } from "./codes/order.ts"
import { wantedSession } from "./sessions/sessions-state.ts"
import { createPrivateStore, createStore, forgetPrivate } from "./store.ts"

export type AppState = Response<"app:state">
export type Place = "codes" | "sessions" | "settings"

/** null: not told yet. */
export const appState = createStore<AppState | null>(null)
/** All there are, with the trash, in the vault's order, which is one's own; null: not told yet. */
export const allAccounts = createPrivateStore<readonly AccountView[] | null>(null)
/** What lies in the trash, what was put there last first. */
export const trashed = createPrivateStore<readonly AccountView[]>([])
/** Pinned first, then in the order that is set, without the trash; null: not told yet. */
export const accounts = createPrivateStore<readonly AccountView[] | null>(null)
export const aws = createPrivateStore<AwsOverview | null>(null)
/** Why the last reading of accounts or of AWS's files failed. */
export const loadError = createPrivateStore<AppErrorData | null>(null)
export const place = createStore<Place>("codes")

/** The list, asked for before it is known whether the keychain opens; null: not asked for, used up, or out of date. */
let ahead: Promise<readonly AccountView[] | null> | null = null

const sortSet = (): Sort => appState.get()?.settings.sort ?? "name"
const byUse = (sort: Sort) => sort === "recent" || sort === "often"

function showAccounts(list: readonly AccountView[], anew = false): void {
  allAccounts.set(list)
  const gone = list.filter(({ trashedAtMs }) => trashedAtMs !== null)
  trashed.set(gone.sort((a, b) => (b.trashedAtMs ?? 0) - (a.trashedAtMs ?? 0)))
  const sorted = inOrder(list, sortSet())
  const present = accounts.get()
  const kept = anew || present === null || !byUse(sortSet()) ? null : inPresentOrder(sorted, present)
  accounts.set(kept ?? sorted)
}

/** Sorts by use as it is by now: when nobody looks, or comes to the list. */
export function sortAgain(): void {
  const list = allAccounts.get()
  if (list !== null && byUse(sortSet())) showAccounts(list, true)
}

/** Moves under way: until the last one is done, what main tells is of before it. */
let moves = 0

/** Shows an order at once that `work` has main keep; where that fails, main's own comes back. */
export async function arrange(list: readonly AccountView[], work: () => Promise<unknown>): Promise<void> {
  moves += 1
  showAccounts(list)
  try {
    await work()
  } catch (thrown) {
    call("accounts:list", {}).then(showAccounts, () => undefined)
    throw thrown
  } finally {
    moves -= 1
  }
}

function tellAccounts(list: readonly AccountView[]): void {
  ahead = null
  const state = appState.get()?.keychain.state
  // What was under way when it locked.
  if (state === "locked" || state === "passphrase") return
  if (moves === 0) showAccounts(list)
}

function tellApp(state: AppState): void {
  const before = appState.get()?.keychain.state
  const sortBefore = sortSet()
  appState.set(state)
  const theme = state.settings.theme
  if (theme === "system") delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  const list = allAccounts.get()
  if (state.settings.sort !== sortBefore && list !== null) showAccounts(list, true)
  if (state.keychain.state === "ready" && before !== "ready") void load()
  // A person may take long over what else there is to do, and other programs write meanwhile.
  if (state.keychain.state !== "opening") ahead = null
  if (state.keychain.state !== "ready" && before === "ready") forgetPrivate()
}

/** Main has locked: what is on screen goes at once; what main says of its state follows. */
function tellLocked(): void {
  ahead = null
  forgetPrivate()
  const present = appState.get()
  if (present?.keychain.state !== "ready") return
  appState.set({
    ...present,
    keychain:
      present.keychain.backend === "file" ? { state: "passphrase", error: null } : { state: "locked" },
    lock: { ...present.lock, state: "locked" },
  })
}

/** Reads the accounts and AWS's overview; where it fails, what is shown stays and `loadError` says why. */
export async function load(): Promise<void> {
  loadError.set(null)
  const read = async <T>(reading: Promise<T>, tell: (value: T) => void) => {
    try {
      tell(await reading)
    } catch (thrown) {
      loadError.set(errorOf(thrown))
    }
  }
  const list = ahead?.then((early) => early ?? call("accounts:list", {})) ?? call("accounts:list", {})
  await Promise.all([
    read(list, tellAccounts),
    read(call("aws:overview", {}), (overview) => aws.set(overview)),
  ])
}

/** The list, and the codes of its first rows: main reads the keychain for them while the page gets ready to draw. */
async function lookAhead(asked: Promise<AppState>): Promise<readonly AccountView[] | null> {
  try {
    const [list, { settings }] = await Promise.all([call("accounts:list", {}), asked])
    expectCodes(inOrder(list, settings.sort))
    return list
  } catch {
    return null
  }
}

/** Asks main for everything once and listens from then on. */
export function startState(): void {
  on("app:changed", tellApp)
  on("lock:locked", tellLocked)
  on("accounts:changed", tellAccounts)
  on("aws:changed", (overview) => aws.set(overview))
  on("app:go", ({ place: to, profileId }) => {
    place.set(to)
    if (profileId !== undefined) wantedSession.set(profileId)
  })
  on("aws:waiting", ({ profileId, untilMs }) => {
    aws.update((overview) =>
      overview === null
        ? null
        : {
            ...overview,
            sessions: overview.sessions.map((session) =>
              session.profileId === profileId ? { ...session, waitUntilMs: untilMs } : session,
            ),
          },
    )
  })
  const asked = call("app:state", {})
  ahead = lookAhead(asked)
  asked.then(tellApp, (thrown: unknown) => loadError.set(errorOf(thrown)))
}

/** Asks how things stand, without waiting for the event that says so. */
export async function refreshApp(): Promise<void> {
  tellApp(await call("app:state", {}))
}

/** Applies what `keychain:*` answered, without waiting for the event that follows. */
export function keychainAnswered(keychain: AppState["keychain"]): void {
  const present = appState.get()
  if (present !== null) tellApp({ ...present, keychain })
}

/** Changes settings; the window follows at once and falls back when main refuses. */
export async function changeSettings(change: Partial<AppState["settings"]>): Promise<void> {
  const before = appState.get()
  if (before === null) return
  tellApp({ ...before, settings: { ...before.settings, ...change } })
  try {
    const settings = await call("settings:set", change)
    tellApp({ ...before, settings })
  } catch (thrown) {
    tellApp(before)
    throw thrown
  }
}
