import { AppError } from "../../../core/errors.ts"
import type { HandlersOf } from "../handlers.ts"
import type { Services } from "../services.ts"

export function lockHandlers(_services: Services): HandlersOf<"lock"> {
  const notYet = () => Promise.reject(new AppError({ kind: "unexpected" }))
  return {
    "lock:set": notYet,
    "lock:change": notYet,
    "lock:remove": notYet,
    "lock:platform": notYet,
    "lock:now": notYet,
    "lock:unlock": notYet,
    "lock:unlock-platform": notYet,
  }
}
