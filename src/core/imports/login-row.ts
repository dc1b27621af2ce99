/** @file Rows of password managers: one login, and what its one-time password field holds. */
import type { OtpEntry } from "../otp/entry.ts"
import { checkName } from "../otp/names.ts"
import { unwrapped } from "../otp/parse-otpauth-uri.ts"
import { extrasOf, foreignRow, labelOf } from "./foreign-row.ts"
import type { ImportRow } from "./format.ts"
import { linkRow } from "./link-rows.ts"

/** What a password manager says of a login, beside its one-time password. */
export interface Login {
  readonly name: string
  readonly username: string
  readonly tags?: readonly string[]
  readonly note?: string
  readonly pinned?: boolean
  readonly trashed?: boolean
}

/** Whether a field holds anything: an empty one is no row. */
export function isFilled(value: unknown): boolean {
  return typeof value === "string" ? value.trim() !== "" : value !== undefined && value !== null
}

/** Whether it is a link of any scheme, and no bare secret. */
export function isLink(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(unwrapped(text))
}

/**
 * The row of a one-time password field: a link (`otpauth://`, `steam://`, those that are kept) or a bare secret, which
 * means SHA1, 6 digits, 30 s. A link's own names win; those that it lacks are the login's.
 */
export function loginRow(value: unknown, login: Login): ImportRow {
  const row =
    typeof value === "string" && isLink(value)
      ? linkRow(value, (entry) => named(entry, login, isSteamLink(value)))
      : bareSecretRow(value, login)
  if (row.kind === "kept") return { kind: "kept", kept: { ...row.kept, ...namesOf(row.kept, login) } }
  if (row.kind === "skipped" && row.label === "") return { ...row, label: loginLabel(value, login) }
  return row
}

function bareSecretRow(value: unknown, { name, username, ...extras }: Login): ImportRow {
  return foreignRow({ type: "totp", issuer: name, account: username, secret: value, ...extras })
}

/** `steam://SECRET` has no names at all; the issuer that its reader puts in is only the last resort. */
function isSteamLink(value: string): boolean {
  return /^steam:/i.test(unwrapped(value))
}

function named(entry: OtpEntry, login: Login, nameless: boolean): OtpEntry {
  const { tags = [], note } = entry
  const names = namesOf(nameless ? { issuer: "", account: "" } : entry, login)
  return {
    ...entry,
    issuer: checkName(names.issuer === "" ? entry.issuer : names.issuer),
    account: checkName(names.account),
    ...extrasOf({ ...login, note: note ?? login.note ?? "", tags: [...tags, ...(login.tags ?? [])] }),
  }
}

function namesOf({ issuer, account }: Pick<OtpEntry, "issuer" | "account">, login: Login) {
  return {
    issuer: issuer === "" ? login.name.trim() : issuer,
    account: account === "" ? login.username.trim() : account,
  }
}

function loginLabel(value: unknown, { name, username }: Login): string {
  return labelOf({ issuer: name, account: username, secret: value })
}
