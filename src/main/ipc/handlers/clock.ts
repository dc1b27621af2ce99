import { withCorrection } from "../../../core/clock/correction.ts"
import { clockView } from "../../views.ts"
import type { HandlersOf } from "../handlers.ts"
import type { Services } from "../services.ts"

export function clockHandlers({ index, timeSource, ticker, announce }: Services): HandlersOf<"clock"> {
  return {
    "clock:measure": ({ host }) => timeSource.read(host),
    "clock:apply": async ({ offsetMs, from }) => {
      const vault = await index.update((before) => withCorrection(before, offsetMs, from, Date.now()))
      await ticker.refresh()
      announce.app()
      return clockView(vault)
    },
  }
}
