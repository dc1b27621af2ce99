/** @file Pictures of one's own as marks, as they cross between main and the page. */
import { z } from "zod"
import { MAX_MARK_PICTURE_BYTES } from "../../core/accounts/mark-picture.ts"
import { accountView, id } from "./views.ts"

export const markRequests = {
  /** The picture of one's own that an account has as its mark; null: none. */
  "accounts:mark-picture": {
    request: z.strictObject({ id }),
    response: z.strictObject({ png: z.instanceof(Uint8Array).nullable() }),
  },
  /** A PNG of 96 by 96 pixels, which then is the mark; null: none any more, the mark is chosen by name again. */
  "accounts:set-mark-picture": {
    request: z.strictObject({
      id,
      png: z
        .instanceof(Uint8Array)
        .refine(({ length }) => length <= MAX_MARK_PICTURE_BYTES)
        .nullable(),
    }),
    response: accountView,
  },
}
