/** @file What the entries of the tray's menu do: the same as the page asks for, behind the same lock. */
import { AppError } from "../core/errors.ts"
import type { Notifier } from "../core/ports/notifier.ts"
import { messageFor } from "../shared/messages.ts"
import type { TrayAction } from "../shared/tray-menu.ts"
import type { Handlers } from "./ipc/handlers.ts"

export interface TrayActionDeps {
  /** Behind the gate: refused while locked. */
  readonly handlers: Pick<Handlers, "aws:refresh" | "aws:stop" | "aws:cancel" | "codes:copy" | "lock:now">
  readonly notifier: Notifier
  /** Brings the window to the front. */
  readonly open: () => void
  /** The same, at the sessions; with an id at that one's card. */
  readonly openSession: (profileId: string | null) => void
  readonly quit: () => void
  readonly nowMs: () => number
  readonly log: (message: string, cause: unknown) => void
}

/** @returns what runs an action; never rejects: what goes wrong is said on the desktop, for no window may be open */
export function createTrayActions(deps: TrayActionDeps): (action: TrayAction) => Promise<void> {
  const { handlers, notifier, open, openSession, quit, nowMs, log } = deps

  async function run(action: TrayAction): Promise<unknown> {
    switch (action.do) {
      case "open":
        open()
        return null
      case "open-session":
        openSession(action.profileId === "" ? null : action.profileId)
        return null
      case "quit":
        quit()
        return null
      case "lock":
        return handlers["lock:now"]({})
      case "start":
        return handlers["aws:refresh"]({
          profileId: action.profileId,
          code: null,
          replaceForeignSection: false,
        })
      case "stop":
        return handlers["aws:stop"]({ profileId: action.profileId })
      case "cancel":
        return handlers["aws:cancel"]({ profileId: action.profileId })
      case "copy-code":
        return handlers["codes:copy"]({ id: action.accountId, which: "current" })
    }
  }

  return async (action) => {
    try {
      await run(action)
    } catch (cause) {
      log(`the tray's ${action.do} failed`, cause)
      const data = cause instanceof AppError ? cause.data : ({ kind: "unexpected" } as const)
      if (data.kind === "cancelled") return
      const { title, detail } = messageFor(data, nowMs())
      const onClick = () => ("profileId" in action ? openSession(action.profileId) : open())
      notifier.show({ title, body: detail, onClick })
    }
  }
}
