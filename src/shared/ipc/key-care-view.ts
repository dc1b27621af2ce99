/** @file How the work on a permanent key stands, as the page is shown it. A part of views.ts. */
import { z } from "zod"

const unixMs = z.int().nonnegative()

/** How old a permanent key is, and what is under way with it. */
export const keyCareView = z.strictObject({
  /** Since when it is here. */
  createdAtMs: unixMs,
  /** As AWS said, when it was asked; null: it was not. `usedAtMs` null: never. */
  facts: z.strictObject({ issuedAtMs: unixMs, usedAtMs: unixMs.nullable(), askedAtMs: unixMs }).nullable(),
  rotation: z
    .strictObject({
      step: z.enum(["creating", "proving", "deactivating", "retired", "deleting", "reactivating", "undoing"]),
      otherTail: z.string(),
    })
    .nullable(),
  enrolment: z.strictObject({ step: z.enum(["creating", "enabling", "removing"]) }).nullable(),
})
