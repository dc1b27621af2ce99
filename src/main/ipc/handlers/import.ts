import { AppError } from "../../../core/errors.ts"
import type { HandlersOf } from "../handlers.ts"

/** No format is known yet. */
export function importHandlers(): HandlersOf<"import"> {
  return {
    "import:read": () =>
      Promise.reject(new AppError({ kind: "import", problem: "unknown-format", format: null })),
    "import:cancel": () => Promise.resolve({}),
  }
}
