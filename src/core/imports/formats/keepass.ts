/** @file KeePass's KDBX 3.1 and 4, as KeePass, KeePassXC, Strongbox and KeePassium write it. Sources: keepass.info/help/kb/kdbx.html;
 * keepassxreboot/keepassxc, src/core/Totp.cpp; keepass.info/help/base/placeholders.html#otp. */
import type { ImportFormat } from "../format.ts"
import { keepassEntries } from "../keepass/entries.ts"
import { openKdbx } from "../keepass/open-kdbx.ts"
import { otpRows } from "../keepass/otp-rows.ts"
import { neededPassword, rowsOfEach } from "../reading.ts"

const NAME = "KeePass"

export const keepass: ImportFormat = {
  id: "keepass",
  name: NAME,
  recognise: ({ bytes }) => Buffer.from(bytes.subarray(0, 8)).toString("hex") === "03d9a29a67fb4bb5",
  read: async ({ bytes }, tools) => {
    const password = neededPassword(tools, NAME)
    tools.onStep({ step: "deriving-key", slot: 1, slots: 1 })
    const opened = await openKdbx(bytes, password, NAME)
    tools.onStep({ step: "reading" })
    return rowsOfEach(keepassEntries(opened, NAME), NAME, otpRows)
  },
}
