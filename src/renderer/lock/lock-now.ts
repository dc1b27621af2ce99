import { messageFor } from "../../shared/messages.ts"
import { call, errorOf } from "../api.ts"
import { showSettings } from "../settings/show-settings.ts"
import { appState } from "../state.ts"
import { toast } from "../ui/toast.tsx"

/** Locks, where there is a lock. What is on screen goes when main says that it has. */
export async function lockNow(): Promise<void> {
  if (appState.get()?.lock.state !== "unlocked") return
  try {
    await call("lock:now", {})
  } catch (thrown) {
    const { title, detail } = messageFor(errorOf(thrown), Date.now())
    toast(`${title} ${detail}`, null, "failed")
  }
}

/** The same, and where there is no lock the way to one. */
export async function lockOrSetUp(): Promise<void> {
  if (appState.get()?.lock.state === "off") showSettings("lock")
  else await lockNow()
}
