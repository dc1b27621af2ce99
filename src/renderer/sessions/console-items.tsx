import { Compass, Link2, LogOut, SquareArrowOutUpRight } from "lucide-react"
import type { SessionCard } from "../../shared/ipc/views.ts"
import { messageFor } from "../../shared/messages.ts"
import { call, errorOf } from "../api.ts"
import { cleanName } from "../ui/clean-name.ts"
import type { MenuItem } from "../ui/menu.tsx"
import { toast } from "../ui/toast.tsx"
import { setUp } from "./set-up-state.ts"

/** Runs what leads to the console; a failure is told where the person looks. */
async function telling(work: () => Promise<string>): Promise<void> {
  try {
    toast(await work())
  } catch (thrown) {
    const error = errorOf(thrown)
    if (error.kind === "cancelled") return
    const { title, detail } = messageFor(error, Date.now())
    toast(`${title} ${detail}`, null, "failed")
  }
}

const anywhere = (profileId: string) => ({ profileId, region: null, page: null })

/** What a session's menu offers about AWS's console. */
export function consoleItems({ profileId, name }: Pick<SessionCard, "profileId" | "name">): MenuItem[] {
  return [
    {
      label: "Open console",
      icon: <SquareArrowOutUpRight />,
      run: () =>
        void telling(async () => {
          toast(`Opening the console as ${cleanName(name)}…`)
          await call("console:open", anywhere(profileId))
          return `The console opens in your browser as ${cleanName(name)}.`
        }),
    },
    {
      label: "Open console at…",
      icon: <Compass />,
      run: () => setUp.set({ step: "console", profileId }),
    },
    {
      label: "Copy console link",
      icon: <Link2 />,
      run: () =>
        void telling(async () => {
          await call("console:copy", anywhere(profileId))
          return "Copied a link that signs in once. Treat it like a password."
        }),
    },
    {
      label: "Sign out of the console",
      icon: <LogOut />,
      run: () =>
        void telling(async () => {
          await call("console:sign-out", { profileId })
          return "Your browser signs out of the console."
        }),
    },
  ]
}
