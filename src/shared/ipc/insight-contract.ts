/** @file Check-ups and the log, as they cross between main and the page. A part of contract.ts. */
import { z } from "zod"
import { auditFilter, auditPage, checkupStep, checkupView, findingRef } from "./insight-views.ts"

const nothing = z.strictObject({})

export const insightRequests = {
  "checkup:state": { request: nothing, response: checkupView },
  /** Resolves when it is over, or was called off. A second one joins the first. `checkup:progress` tells its steps. */
  "checkup:run": { request: nothing, response: checkupView },
  "checkup:cancel": { request: nothing, response: checkupView },
  "checkup:accept": {
    request: z.strictObject({ ref: findingRef, accepted: z.boolean() }),
    response: checkupView,
  },
  /** Does what the finding's remedy `restrict` says. Paths never come from the page. @throws AppError `file` */
  "checkup:mend": { request: z.strictObject({ ref: findingRef }), response: checkupView },
  /** Takes that back. @throws AppError `file` */
  "checkup:undo": { request: z.strictObject({ ref: findingRef }), response: checkupView },
  /** Main asks where to, and writes what `keycard doctor --json` prints. null: the person closed the dialog. */
  "checkup:save": { request: nothing, response: z.strictObject({ path: z.string().nullable() }) },
  "audit:read": { request: auditFilter, response: auditPage },
  /** Main asks where to, and writes all that the filter lets pass, oldest first. */
  "audit:export": {
    request: z.strictObject({ filter: auditFilter, as: z.enum(["jsonl", "csv"]) }),
    response: z.strictObject({
      saved: z.strictObject({ path: z.string(), events: z.int().nonnegative() }).nullable(),
    }),
  },
}

export const insightEvents = {
  "checkup:progress": checkupStep,
}
