import type { HandlersOf } from "../handlers.ts"
import type { Services } from "../services.ts"

export function insightHandlers({
  checkupDesk,
  auditDesk,
}: Services): HandlersOf<"checkup"> & HandlersOf<"audit"> {
  return {
    "checkup:state": () => checkupDesk.view(),
    "checkup:run": () => checkupDesk.run(),
    "checkup:cancel": () => {
      checkupDesk.cancel()
      return checkupDesk.view()
    },
    "checkup:accept": ({ ref, accepted }) => checkupDesk.accept(ref, accepted),
    "checkup:mend": ({ ref }) => checkupDesk.mend(ref),
    "checkup:undo": ({ ref }) => checkupDesk.undo(ref),
    "checkup:save": () => checkupDesk.save(),
    "audit:read": (filter) => auditDesk.read(filter),
    "audit:export": (request) => auditDesk.exportTo(request),
  }
}
