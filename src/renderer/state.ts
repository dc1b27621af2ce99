/** @file What main has told the page, kept outside React. Codes have a store of their own. */
import type { AccountView, AwsOverview } from "../shared/ipc/views.ts"
import type { Response } from "../shared/ipc/contract.ts"
import type { AppErrorData } from "../core/errors.ts"
import { call, errorOf, on } from "./api.ts"
import { expectCodes } from "./codes/code-store.ts"
import { byName } from "./codes/order.ts"
import { createStore } from "./store.ts"

export type AppState = Response<"app:state">
export type Place = "codes" | "sessions" | "settings"

/** null: not told yet. */
export const appState = createStore<AppState | null>(null)
/** Pinned first, then by name, without the trash; null: not told yet. */
export const accounts = createStore<readonly AccountView[] | null>(null)
export const aws = createStore<AwsOverview | null>(null)
/** Why the last reading of accounts or of AWS's files failed. */
export const loadError = createStore<AppErrorData | null>(null)
export const place = createStore<Place>("codes")

/** The list, asked for before it is known whether the keychain opens; null: not asked for, used up, or out of date. */
let ahead: Promise<readonly AccountView[] | null> | null = null

function inOrder(list: readonly AccountView[]): readonly AccountView[] {
  return list.filter((account) => account.trashedAtMs === null).sort(byName)
}

function tellAccounts(list: readonly AccountView[]): void {
  ahead = null
  accounts.set(inOrder(list))
}

function tellApp(state: AppState): void {
  const before = appState.get()?.keychain.state
  appState.set(state)
  const theme = state.settings.theme
  if (theme === "system") delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  if (state.keychain.state === "ready" && before !== "ready") void load()
  // A person may take long over what else there is to do, and other programs write meanwhile.
  if (state.keychain.state !== "opening") ahead = null
  if (state.keychain.state !== "ready" && before === "ready") {
    accounts.set(null)
    aws.set(null)
  }
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
async function lookAhead(): Promise<readonly AccountView[] | null> {
  try {
    const list = inOrder(await call("accounts:list", {}))
    expectCodes(list)
    return list
  } catch {
    return null
  }
}

/** Asks main for everything once and listens from then on. */
export function startState(): void {
  on("app:changed", tellApp)
  on("accounts:changed", tellAccounts)
  on("aws:changed", (overview) => aws.set(overview))
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
  ahead = lookAhead()
  call("app:state", {}).then(tellApp, (thrown: unknown) => loadError.set(errorOf(thrown)))
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
