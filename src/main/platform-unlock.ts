import { platform } from "node:os"
import type { PlatformUnlock } from "../core/ports/platform-unlock.ts"
import type { HelloDeps } from "./platform-authenticator/windows-hello.ts"
import { touchId } from "./touch-id.ts"

/** So that asking whether it is there takes nothing from the first screen. */
const ASK_AFTER_MS = 500

/** Touch ID or Windows Hello. @returns null where there is nothing of the kind: Linux */
export function platformUnlock(deps: HelloDeps): PlatformUnlock | null {
  return platform() === "win32" ? whenAsked(deps) : touchId(platform())
}

/** Windows Hello, whose code is loaded when it is first asked. */
function whenAsked(deps: HelloDeps): PlatformUnlock {
  let loaded: Promise<PlatformUnlock> | null = null
  const load = () =>
    (loaded ??= import("./platform-authenticator/windows-hello.ts").then(({ windowsHello }) =>
      windowsHello(deps),
    ))
  return {
    name: "Windows Hello",
    bindsKey: true,
    async available() {
      await new Promise<void>((resolve) => void deps.timers.after(ASK_AFTER_MS, resolve))
      return (await load()).available()
    },
    protect: async (key) => (await load()).protect(key),
    reveal: async (wrapped) => (await load()).reveal(wrapped),
  }
}
