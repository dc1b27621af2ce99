/** @file The ways in which KeePass and its relatives keep one-time passwords in an entry. Sources: keepassxreboot/keepassxc,
 * src/core/Totp.cpp; keepass.info/help/base/placeholders.html, "One-Time Passwords"; KeeOtp2's documentation. */
import { base64Bytes, hexBytes } from "../encoded.ts"
import { foreignRow } from "../foreign-row.ts"
import type { ForeignEntry } from "../foreign-row.ts"
import type { ImportRow } from "../format.ts"
import { isFilled, isLink, loginRow } from "../login-row.ts"
import type { Login } from "../login-row.ts"
import { unwrapped } from "../../otp/parse-otpauth-uri.ts"
import type { KeepassEntry } from "./entries.ts"

/** No secret in any encoding: refused as characters that do not belong there. */
const UNREADABLE = false

/** All rows of an entry, mostly none; the same in two dialects is one. */
export function otpRows(entry: KeepassEntry): ImportRow[] {
  const field = (name: string) => entry.fields.get(name) ?? ""
  const login = { name: field("Title"), username: field("UserName"), tags: entry.tags }
  const rows = [
    ...otpField(field("otp"), login),
    ...traySeed(field("TOTP Seed"), field("TOTP Settings"), login),
    ...builtIn("TimeOtp", field, login),
    ...builtIn("HmacOtp", field, login),
  ]
  const seen = new Set<string>()
  return rows.filter((row) => {
    const key = row.kind === "entry" ? codeOf(row.entry) : ""
    const again = seen.has(key)
    if (key !== "") seen.add(key)
    return !again
  })
}

function codeOf({
  type,
  secret,
  algorithm,
  digits,
  period,
  counter,
}: Extract<ImportRow, { kind: "entry" }>["entry"]) {
  return [type, secret, algorithm, digits, period, counter].join(" ")
}

/** `otp`: a link (KeePassXC, Strongbox, KeePassium), KeeOtp's query, or a bare secret. */
function otpField(value: string, login: Login): ImportRow[] {
  if (!isFilled(value)) return []
  if (!isLink(value) && /(?:^|[?&])key=/i.test(value)) return [keeOtp(value, login)]
  return [withoutPlaceholders(loginRow(value, login), value, login)]
}

/** KeePassXC puts these into a link where the entry has no title or no user name. */
function withoutPlaceholders(row: ImportRow, value: string, { name, username }: Login): ImportRow {
  if (row.kind !== "entry" || !isLink(value)) return row
  const { entry } = row
  const issuer = name.trim() === "" && entry.issuer === "KeePassXC" ? "" : entry.issuer
  const account = username.trim() === "" && entry.account === "none" ? "" : entry.account
  return { kind: "entry", entry: { ...entry, issuer, account } }
}

/** `key=BASE32&size=6&step=30&otpHashMode=SHA256&type=Hotp&counter=1&encoding=Base32` */
function keeOtp(value: string, login: Login): ImportRow {
  const query = new Map<string, string>()
  for (const [name, text] of new URLSearchParams(unwrapped(value).replace(/^\?/, ""))) {
    if (!query.has(name.toLowerCase())) query.set(name.toLowerCase(), text)
  }
  const type = query.get("type")?.toLowerCase() ?? "totp"
  return foreignRow({
    ...namesOf(login),
    type,
    secret: decoded(query.get("key") ?? "", query.get("encoding") ?? "base32"),
    algorithm: query.get("otphashmode"),
    digits: type === "steam" ? undefined : query.get("size"),
    period: query.get("step"),
    counter: query.get("counter"),
  })
}

/** KeeTrayTOTP: the seed, and `30;6` or `30;S`. */
function traySeed(seed: string, settings: string, login: Login): ImportRow[] {
  if (!isFilled(seed)) return []
  const [period, digits] = settings.split(";").map((part) => part.trim())
  const steam = digits?.toUpperCase() === "S"
  return [
    foreignRow({
      ...namesOf(login),
      type: steam ? "steam" : "totp",
      secret: seed,
      digits: steam || digits === "" ? undefined : digits,
      period: period === "" ? undefined : period,
    }),
  ]
}

/** KeePass 2.47 and newer. */
function builtIn(prefix: "TimeOtp" | "HmacOtp", field: (name: string) => string, login: Login): ImportRow[] {
  const encodings = { "": "utf8", "-Hex": "hex", "-Base32": "base32", "-Base64": "base64" }
  const written = Object.entries(encodings).find(([suffix]) => isFilled(field(`${prefix}-Secret${suffix}`)))
  if (written === undefined) return []
  const [suffix, encoding] = written
  const given = (name: string) => (field(name).trim() === "" ? undefined : field(name))
  return [
    foreignRow({
      ...namesOf(login),
      type: prefix === "TimeOtp" ? "totp" : "hotp",
      secret: decoded(field(`${prefix}-Secret${suffix}`), encoding),
      ...(prefix === "HmacOtp"
        ? { counter: given("HmacOtp-Counter") }
        : {
            algorithm: given("TimeOtp-Algorithm"),
            digits: given("TimeOtp-Length"),
            period: given("TimeOtp-Period"),
          }),
    }),
  ]
}

function namesOf({ name, username, tags = [] }: Login): Pick<ForeignEntry, "issuer" | "account" | "tags"> {
  return { issuer: name, account: username, tags }
}

/** Base32 stays as it is: its reader says best what is wrong with it. */
function decoded(text: string, encoding: string): unknown {
  switch (encoding.toLowerCase()) {
    case "base32":
      return text
    case "base64":
      return base64Bytes(text.trim()) ?? UNREADABLE
    case "hex":
      return hexBytes(text.replace(/\s/g, "")) ?? UNREADABLE
    case "utf8":
      return new TextEncoder().encode(text)
    default:
      return UNREADABLE
  }
}
