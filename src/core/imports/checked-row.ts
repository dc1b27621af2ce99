import type { AppErrorData, OtpPart, OtpProblem } from "../errors.ts"
import { canonicalSecret } from "../otp/base32.ts"
import type { OtpEntry } from "../otp/entry.ts"
import { cleanName } from "../otp/names.ts"
import { nameForMessages } from "../otp/safe-label.ts"
import { checkedTags } from "../otp/uri-extras.ts"
import { MAX_SECRET_BYTES } from "../ports/secret-store.ts"
import { account } from "../vault/schema.ts"
import type { ImportRow, KeptEntry } from "./format.ts"

const MAX_NOTE_LENGTH = 2_000
const MAX_WHAT_LENGTH = 60

/** What the vault says of an account, as far as an entry has it. */
const fields = account.pick({
  type: true,
  algorithm: true,
  digits: true,
  period: true,
  counter: true,
  issuer: true,
  account: true,
})

/** The row as the vault can keep it, or skipped: whatever a reader made, nothing else leaves the import. */
export function checkedRow(row: ImportRow): ImportRow {
  if (row.kind === "skipped") return { ...row, label: nameForMessages(row.label) }
  const problem = row.kind === "kept" ? keptProblem(row.kept) : entryProblem(row.entry)
  if (problem !== null) {
    const { issuer, account: name } = row.kind === "kept" ? row.kept : row.entry
    return { kind: "skipped", label: labelOf(issuer, name), error: problem }
  }
  return row.kind === "kept"
    ? { kind: "kept", kept: tidyKept(row.kept) }
    : { kind: "entry", entry: tidy(row.entry) }
}

/** How an entry of a file is called in messages; "" where that is not to be had. */
function labelOf(...names: readonly unknown[]): string {
  const [first = "", second] = names.filter((name) => typeof name === "string" && name !== "") as string[]
  return nameForMessages(second === undefined ? first : `${first} (${second})`)
}

function entryProblem(entry: OtpEntry): AppErrorData | null {
  const parsed = fields.safeParse(entry)
  if (!parsed.success) return problemOf(String(parsed.error.issues[0]?.path[0]))
  return isCanonical(entry.secret) ? null : otp("secret", "damaged")
}

function isCanonical(secret: string): boolean {
  try {
    return canonicalSecret(secret) === secret
  } catch {
    return false
  }
}

const parts: Readonly<Record<string, OtpPart>> = {
  type: "type",
  algorithm: "algorithm",
  digits: "digits",
  period: "period",
  counter: "counter",
}

function problemOf(field: string): AppErrorData {
  const part = parts[field]
  if (part === undefined) return otp("label", "too-long")
  return otp(part, part === "type" || part === "algorithm" ? "unsupported" : "out-of-range")
}

function otp(part: OtpPart, problem: OtpProblem): AppErrorData {
  return { kind: "otp", part, problem }
}

function keptProblem({ issuer, account: name, uri }: KeptEntry): AppErrorData | null {
  if (issuer.length > 200 || name.length > 200) return otp("label", "too-long")
  if (new TextEncoder().encode(uri).length > MAX_SECRET_BYTES) return otp("uri", "too-long")
  // A keychain's value is one line of printable text.
  return uri === "" || /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u.test(uri) ? otp("uri", "bad-characters") : null
}

function tidyKept({ issuer, account: name, what, uri }: KeptEntry): KeptEntry {
  return {
    issuer: cleanName(issuer),
    account: cleanName(name),
    what: cleanName(what).slice(0, MAX_WHAT_LENGTH),
    uri,
  }
}

/** Only what an entry has; a note over 2,000 characters is cut. */
function tidy(entry: OtpEntry): OtpEntry {
  const { type, algorithm, digits, period, secret, counter, note = "" } = entry
  const tags = checkedTags(entry.tags ?? [])
  return {
    type,
    algorithm,
    digits,
    period,
    issuer: cleanName(entry.issuer),
    account: cleanName(entry.account),
    secret,
    counter: type === "hotp" ? counter : 0,
    ...(tags.length > 0 && { tags }),
    ...(note !== "" && { note: note.slice(0, MAX_NOTE_LENGTH) }),
    ...(entry.pinned === true && { pinned: true }),
    ...(entry.trashed === true && { trashed: true }),
  }
}
