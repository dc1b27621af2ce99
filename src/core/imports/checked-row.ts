import type { AppErrorData, OtpPart, OtpProblem } from "../errors.ts"
import { isCanonicalSecret } from "../otp/base32.ts"
import type { OtpEntry } from "../otp/entry.ts"
import { cleanName, MAX_NAME_LENGTH } from "../otp/names.ts"
import { nameForMessages } from "../otp/safe-label.ts"
import { checkedTags } from "../otp/uri-extras.ts"
import { MAX_SECRET_BYTES } from "../ports/secret-store.ts"
import { isOtpAlgorithm, isOtpType } from "../vault/plain-account.ts"
import { isText, isWhole } from "../vault/plain-values.ts"
import type { ImportRow, KeptEntry } from "./format.ts"

const MAX_NOTE_LENGTH = 2_000
const MAX_WHAT_LENGTH = 60

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

/** What the vault's schema says of an account, as far as an entry has it: at a thousand rows the schema itself is slow. */
function entryProblem(entry: OtpEntry): AppErrorData | null {
  if (!isOtpType(entry.type)) return otp("type", "unsupported")
  if (!isOtpAlgorithm(entry.algorithm)) return otp("algorithm", "unsupported")
  if (!isWhole(entry.digits, 4, 10)) return otp("digits", "out-of-range")
  if (!isWhole(entry.period, 1, 86_400)) return otp("period", "out-of-range")
  if (!isWhole(entry.counter)) return otp("counter", "out-of-range")
  if (!isText(entry.issuer, MAX_NAME_LENGTH) || !isText(entry.account, MAX_NAME_LENGTH))
    return otp("label", "too-long")
  return isText(entry.secret) && isCanonicalSecret(entry.secret) ? null : otp("secret", "damaged")
}

function otp(part: OtpPart, problem: OtpProblem): AppErrorData {
  return { kind: "otp", part, problem }
}

function keptProblem({ issuer, account: name, uri }: KeptEntry): AppErrorData | null {
  if (issuer.length > MAX_NAME_LENGTH || name.length > MAX_NAME_LENGTH) return otp("label", "too-long")
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
