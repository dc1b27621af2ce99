/** @file Work on permanent keys and MFA devices at AWS, as it crosses between main and the page. A part of contract.ts. */
import { z } from "zod"
import { CARE_STEPS } from "../../core/aws/care/steps.ts"
import { id, keyView, unixMs } from "./views.ts"

const nothing = z.strictObject({})
/** A code from elsewhere; null: an account here makes it. */
const code = z.string().max(10).nullable()

export const keyRequests = {
  /** Asks AWS how old the key is and when it was used last. `others`: the other keys of its user. */
  "keys:look": {
    request: z.strictObject({ keyId: id, code }),
    response: z.strictObject({
      others: z.array(
        z.strictObject({
          tail: z.string(),
          active: z.boolean(),
          issuedAtMs: unixMs,
          /** null: never; absent: AWS would not say. */
          usedAtMs: unixMs.nullable().optional(),
          role: z.enum(["other", "unknown"]),
        }),
      ),
    }),
  },
  /** One at a time for a key, with `keys:step` on the way. `tail`: which key `delete-other` deletes. */
  "keys:rotate": {
    request: z.strictObject({
      keyId: id,
      action: z.enum(["rotate", "resume", "delete-old", "roll-back", "delete-other", "forget"]),
      tail: z.string().max(4).nullable(),
      code,
    }),
    response: keyView,
  },
  "keys:mfa": {
    request: z.strictObject({
      keyId: id,
      action: z.enum(["enrol", "undo", "resync", "remove"]),
      code,
      /** The one that follows it, for a resync with typed codes. */
      secondCode: code,
    }),
    response: keyView,
  },
  /** Stops what runs for this key; what it has done so far is in the journal. */
  "keys:cancel": { request: z.strictObject({ keyId: id }), response: nothing },
  /** A key of the credentials file into the keychain, and its lines out of the file. */
  "keys:move-home": { request: z.strictObject({ profile: z.string().max(500) }), response: keyView },
  /** Takes that back. */
  "keys:move-back": {
    request: z.strictObject({ keyId: id, profile: z.string().max(500) }),
    response: nothing,
  },
}

/**
 * What is being done for a key; `untilMs`: what is waited for comes then; `touch`: the serial number of the hardware
 * key that waits to be touched.
 */
export const keyStep = z.strictObject({
  keyId: id,
  step: z.enum(CARE_STEPS),
  untilMs: unixMs.nullable(),
  touch: z.string().nullable(),
})
