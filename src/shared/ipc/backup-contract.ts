/** @file Backups, exports and pictures of codes, as they cross between main and the page. A part of contract.ts. */
import { z } from "zod"
import { backupView, exportTarget, leftOut, qrPicture, restorePreview } from "./backup-views.ts"
import { id, unixMs } from "./views.ts"

const nothing = z.strictObject({})
const passphrase = z.string().max(1_024)
const ids = z.array(id).max(10_000).nullable()
const places = z.array(z.int().nonnegative()).max(10_000)

export const accountQrRequests = {
  /**
   * A picture of this account's QR code, to be scanned from the screen by another device. Whoever reads the picture has
   * the secret: ask before showing it, and let go of it when it is hidden.
   */
  "account:qr": { request: z.strictObject({ id }), response: qrPicture },
  /** The pages of an export for Google Authenticator, ten accounts each. `ids` null: all that are not in the trash. */
  "account:google-qr": {
    request: z.strictObject({ ids }),
    response: z.strictObject({ pages: z.array(qrPicture), left: z.array(leftOut) }),
  },
}

export const backupRequests = {
  "backup:state": { request: nothing, response: backupView },
  /** Absent: as it was. A passphrase is for the backups from now on; older ones open with the older one. */
  "backup:settings": {
    request: z.strictObject({
      enabled: z.boolean().optional(),
      keep: z.int().min(1).max(100).optional(),
      remindDays: z.int().min(0).max(365).optional(),
      passphrase: passphrase.optional(),
    }),
    response: backupView,
  },
  /** Main asks for the folder of automatic backups; a path never comes from the page. */
  "backup:choose-folder": { request: nothing, response: backupView },
  /** Makes an automatic backup at once. @throws AppError `backup`, `file`, `keychain`; it stands in the view too */
  "backup:now": { request: nothing, response: backupView },
  /**
   * Main asks where to, and writes. `passphrase` is for `backup` alone, which needs one; `ids` null: everything, for
   * open formats all that is not in the trash. `saved` null: the person closed the dialog.
   */
  "backup:export": {
    request: z.strictObject({ to: exportTarget, passphrase: passphrase.nullable(), ids }),
    response: z.strictObject({
      saved: z.strictObject({ path: z.string(), accounts: z.int() }).nullable(),
      left: z.array(leftOut),
    }),
  },
  /** Main asks for the file and looks at its head. null: the person closed the dialog. @throws AppError `import` */
  "backup:open": {
    request: nothing,
    response: z.strictObject({
      opened: z.strictObject({ restoreId: id, fileName: z.string(), createdAtMs: unixMs }).nullable(),
    }),
  },
  /** Wrong passphrases may be followed by others. @throws AppError `import` `password-wrong`, `damaged` */
  "backup:unlock": { request: z.strictObject({ restoreId: id, passphrase }), response: restorePreview },
  /** All of what is named, or none. Duplicates are left out; the keys and accounts that a profile needs come along. */
  "backup:restore": {
    request: z.strictObject({
      restoreId: id,
      accounts: places,
      kept: places,
      keys: places,
      profiles: places,
      settings: z.boolean(),
    }),
    response: z.strictObject({
      accounts: z.int(),
      kept: z.int(),
      keys: z.int(),
      profiles: z.int(),
      /** For `backup:undo`, until Keycard locks or some more restores were made. */
      batchId: id,
    }),
  },
  /** Takes a restore back. What was changed or used since stays, and is named. @throws AppError `not-found` */
  "backup:undo": {
    request: z.strictObject({ batchId: id }),
    response: z.strictObject({
      accounts: z.int(),
      kept: z.int(),
      keys: z.int(),
      profiles: z.int(),
      /** Whether settings were given back. */
      settings: z.boolean(),
      stayed: z.array(z.string()),
    }),
  },
  "backup:discard": { request: z.strictObject({ restoreId: id }), response: nothing },
}
