import type { Outgoing } from "../backup/service.ts"
import { writeOtpauthUri } from "../otp/write-otpauth-uri.ts"

/** A link a line, entries that Keycard cannot compute at the end. Notes have no place in a link. */
export function writeOtpauthList({ entries, kept }: Pick<Outgoing, "entries" | "kept">): string {
  const lines = [...entries.map(writeOtpauthUri), ...kept.map(({ uri }) => uri)]
  return lines.map((line) => `${line}\n`).join("")
}
