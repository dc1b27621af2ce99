import type { OtpEntry } from "./entry.ts"
import { foldName } from "./names.ts"

/**
 * Writes an entry as the Key URI Format has it, every parameter explicit, spaces as %20. Reading it gives the same
 * entry again, but for the note, which has no place in a link. Holds the secret: for an export that was asked for.
 */
export function writeOtpauthUri(entry: OtpEntry): string {
  const parameters: [string, string | number][] = [["secret", entry.secret]]
  if (entry.issuer !== "") parameters.push(["issuer", entry.issuer])
  parameters.push(["algorithm", entry.algorithm], ["digits", entry.digits])
  parameters.push(entry.type === "hotp" ? ["counter", entry.counter] : ["period", entry.period])
  if (entry.type === "totp" && foldName(entry.issuer) === "steam") parameters.push(["encoder", "totp"])
  for (const tag of entry.tags ?? []) parameters.push(["tags", tag])
  const query = parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&")
  return `otpauth://${entry.type}/${labelOf(entry)}?${query}`
}

/** `issuer:account`. An account that holds a colon itself keeps it behind an empty prefix. */
function labelOf({ issuer, account }: OtpEntry): string {
  if (issuer === "") return `${account.includes(":") ? ":" : ""}${encodeURIComponent(account)}`
  return `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`
}
