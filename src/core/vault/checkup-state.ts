/** @file What vault.json remembers of check-ups. Findings themselves are not kept: they are found anew. */
import { z } from "zod"

const unixMs = z.int().nonnegative()

/** More than anybody reads; the oldest go first. */
export const MAX_ACCEPTED = 500

export const checkupState = z.object({
  /** When the last check-up in the window ended; null: there was none. */
  lastRunAtMs: unixMs.nullable().default(null),
  /** Findings that a person has accepted, by {@link findingKey}; newest last. */
  accepted: z
    .array(z.object({ finding: z.string().max(64), atMs: unixMs }))
    .max(MAX_ACCEPTED)
    .default([]),
})
export type CheckupState = z.output<typeof checkupState>
