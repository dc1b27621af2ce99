import type { HandlersOf } from "../handlers.ts"
import type { Services } from "../services.ts"

export function configHandlers({ configDesk, renewer, announce }: Services): HandlersOf<"config"> {
  /** Told to the page also where it failed half-way. */
  const changing = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work
    } finally {
      announce.aws()
      renewer.look()
    }
  }
  return {
    "config:preview": () => configDesk.preview(),
    "config:take-over": (request) => changing(configDesk.takeOver(request)),
    "config:undo": ({ batchId }) => changing(configDesk.undo(batchId)),
  }
}
