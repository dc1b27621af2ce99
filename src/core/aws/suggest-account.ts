import type { Account } from "../vault/schema.ts"
import { nameOf, parseArn } from "./arn.ts"

const OF_AWS = /\b(aws|amazon)\b/i

/** How well an account's names fit a device of AWS. Its QR code is labelled `DEVICE@ACCOUNT`. */
function fit(account: Account, accountId: string, device: string): number {
  const label = account.account.toLowerCase()
  const at = label.lastIndexOf("@")
  const [who, where] = [label.slice(0, Math.max(at, 0)), label.slice(at + 1)]
  const isAws = OF_AWS.test(account.issuer)
  const sameDevice = label === device || who === device
  const sameAccount = where === accountId || `${account.issuer} ${label}`.includes(accountId)
  // A person's name alone is on many accounts of other services too.
  if (!sameAccount && !isAws) return 0
  return (sameDevice ? 4 : 0) + (sameAccount ? 2 : 0) + (isAws ? 1 : 0)
}

/** Whether its codes could be AWS's: six digits of 30 seconds by SHA-1. */
function couldBeAws({ type, algorithm, digits, period, trashedAtMs }: Account): boolean {
  return type === "totp" && algorithm === "SHA1" && digits === 6 && period === 30 && trashedAtMs === null
}

/** The id of the one account that fits best; `null` when none does, or several alike: never a guess. */
export function suggestAccountFor(mfaSerial: string, accounts: readonly Account[]): string | null {
  const arn = parseArn(mfaSerial)
  if (arn === null) return null
  const device = nameOf(arn).toLowerCase()
  const ranked = accounts
    .filter(couldBeAws)
    .map((account) => ({ id: account.id, score: fit(account, arn.accountId, device) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
  const [best, second] = ranked
  return best === undefined || best.score === second?.score ? null : best.id
}
