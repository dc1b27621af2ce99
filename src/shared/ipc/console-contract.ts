/** @file Signing in to AWS's console, as it crosses between main and the page. The link is a secret: it never does. A
 *  part of contract.ts. */
import { z } from "zod"
import { id, unixMs } from "./views.ts"

const place = z.strictObject({
  profileId: id,
  /** Where the console opens; null: the profile's region. */
  region: z.string().max(60).nullable(),
  /** The service whose page it opens at; null: the first page. */
  page: z.string().max(200).nullable(),
})

export const consoleRequests = {
  /** Opens the browser, signed in. */
  "console:open": { request: place, response: z.strictObject({ endsAtMs: unixMs }) },
  /** Copies the link; the clipboard loses it as it does a code. */
  "console:copy": {
    request: place,
    response: z.strictObject({ endsAtMs: unixMs, clearsAtMs: unixMs.nullable() }),
  },
  /** Opens the page that signs the browser out. */
  "console:sign-out": { request: z.strictObject({ profileId: id }), response: z.strictObject({}) },
}
