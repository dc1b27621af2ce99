import type { HandlersOf } from "../handlers.ts"
import type { Services } from "../services.ts"

export function consoleHandlers({ consoleDesk }: Services): HandlersOf<"console"> {
  return {
    "console:open": (place) => consoleDesk.open(place),
    "console:copy": (place) => consoleDesk.copy(place),
    "console:sign-out": async ({ profileId }) => {
      await consoleDesk.signOut(profileId)
      return {}
    },
  }
}
