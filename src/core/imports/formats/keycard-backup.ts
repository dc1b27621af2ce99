/** @file Keycard's own encrypted backup as a format among the others: its accounts. All of it, access keys and profiles
 * too, comes back with a restore (core/backup/restore.ts). Source: docs/storage.md, "A backup". */
import { backupError, isBackup, parseBackup } from "../../backup/container.ts"
import type { BackupAccount } from "../../backup/content.ts"
import { deriveKeyHere } from "../../backup/derive-key.ts"
import { openWithPassphrase } from "../../backup/open.ts"
import { canonicalSecret } from "../../otp/base32.ts"
import type { OtpEntry } from "../../otp/entry.ts"
import { checkName } from "../../otp/names.ts"
import type { ImportFormat, ImportRow } from "../format.ts"
import { entryRow, keptRow, rowFrom } from "../rows.ts"

export const keycardBackup: ImportFormat = {
  id: "keycard-backup",
  name: "Keycard",
  recognise: ({ text }) => text !== null && isBackup(text),
  async read({ bytes }, { password, onStep }) {
    const sealed = parseBackup(bytes)
    if (password === null) throw backupError("password-needed")
    onStep({ step: "deriving-key", slot: 1, slots: 1 })
    const content = await openWithPassphrase(sealed, password, deriveKeyHere)
    onStep({ step: "reading" })
    const rows: ImportRow[] = [
      ...content.accounts.map((account) =>
        rowFrom(
          () => `${account.issuer}: ${account.account}`,
          () => entryRow(entryOf(account)),
        ),
      ),
      ...content.kept.map(({ issuer, account, what, uri }) => keptRow({ issuer, account, what, uri })),
    ]
    if (rows.length === 0) throw backupError("nothing")
    return rows
  },
}

function entryOf(account: BackupAccount): OtpEntry {
  const { type, algorithm, digits, period, counter, tags, note, pinned, trashedAtMs } = account
  return {
    type,
    secret: canonicalSecret(account.secret),
    algorithm,
    digits,
    period,
    counter,
    issuer: checkName(account.issuer),
    account: checkName(account.account),
    tags,
    note,
    pinned,
    ...(trashedAtMs !== null && { trashed: true }),
  }
}
