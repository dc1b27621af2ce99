import type { LeftOut, Outgoing } from "../backup/service.ts"
import type { OtpEntry } from "../otp/entry.ts"
import { fitsGoogleMigration, writeGoogleMigration } from "../otp/write-google-migration.ts"
import { fitsQr } from "./qr.ts"

/** As Google Authenticator's own exports have them: more would be too dense for a phone's camera. */
const PER_PAGE = 10

export interface GooglePage {
  /** `otpauth-migration://offline?data=`. Secret. */
  readonly link: string
  readonly entries: readonly OtpEntry[]
}

/**
 * The pages of an export for Google Authenticator, one QR code each.
 * @returns `left`: what that format has no word for and would come out with other codes
 */
export function googlePages({ entries, kept, left }: Outgoing): {
  pages: GooglePage[]
  left: LeftOut[]
} {
  const fitting = entries.filter(fitsGoogleMigration)
  const groups = fitting.reduce<OtpEntry[][]>(addToPages, [])
  const pages = groups.map((group, index) => ({
    link: writeGoogleMigration(group, { size: groups.length, index, id: 0 }),
    entries: group,
  }))
  const refused = entries
    .filter((entry) => !fitsGoogleMigration(entry))
    .map((entry): LeftOut => ({ issuer: entry.issuer, account: entry.account, reason: reasonOf(entry) }))
  const foreign = kept.map(({ issuer, account }): LeftOut => ({ issuer, account, reason: "type" }))
  return { pages, left: [...left, ...refused, ...foreign] }
}

/** Ten a page, fewer where their names are so long that a QR code would not hold them. */
function addToPages(pages: OtpEntry[][], entry: OtpEntry): OtpEntry[][] {
  const last = pages.at(-1) ?? []
  const longer = [...last, entry]
  // Measured with the largest numbers a part can have, so that the real ones fit.
  const fits =
    longer.length <= PER_PAGE && fitsQr(writeGoogleMigration(longer, { size: 1_000, index: 999, id: 0 }))
  if (last.length > 0 && fits) return [...pages.slice(0, -1), longer]
  return [...pages, [entry]]
}

function reasonOf({ type, period, digits }: OtpEntry): LeftOut["reason"] {
  if (type === "steam") return "type"
  if (type === "totp" && period !== 30) return "period"
  return digits === 6 || digits === 8 ? "period" : "digits"
}
