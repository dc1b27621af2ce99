import { existsSync, readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { describe, expect, test } from "vitest"
import { appFormats } from "../../../src/core/imports/formats-apps.ts"
import { canonicalSecret, encodeBase32 } from "../../../src/core/otp/base32.ts"
import type { OtpEntry } from "../../../src/core/otp/entry.ts"
import { entriesOf, readWith, recognised } from "../../support/imports/read-with.ts"

/** Exports that other programs made, with what each holds. They are not part of this repository. */
const samples = resolve(import.meta.dirname, "../../../../shared/samples")

interface Sample {
  readonly file: string
  readonly password: string | null
  readonly count: number
  readonly entries: readonly Readonly<Record<string, unknown>>[]
}

const FORMAT_BY_FOLDER: Readonly<Record<string, string>> = {
  "2fas": "2fas",
  aegis: "aegis",
  andotp: "andotp",
  duo: "duo",
  ente: "ente",
  lastpass: "lastpass-authenticator",
  proton: "proton-authenticator",
  steam: "steam",
  stratum: "stratum",
  "totp-authenticator": "totp-authenticator",
}

const STRATUM_TYPES = [undefined, "hotp", "totp", "motp", "steam"]
const STRATUM_ALGORITHMS = ["SHA1", "SHA256", "SHA512"]

const FOLDERS_OF_LASTPASS = ["Other accounts", "Favorites"]

/** What the file holds, under our names. Each line here is a clean-up that docs/formats.md describes. */
function cleaned(folder: string, raw: Readonly<Record<string, unknown>>): OtpEntry {
  const first = (...names: string[]) => names.map((name) => raw[name]).find((value) => value !== undefined)
  const text = (...names: string[]) => {
    const value = first(...names)
    return typeof value === "string" || typeof value === "number" ? String(value) : ""
  }
  const stated = raw.Type === undefined ? text("type").toLowerCase() : STRATUM_TYPES[Number(raw.Type)]
  // Without a type, all is TOTP: but for Duo's counters, and for Steam, which has nothing else.
  const untyped = folder === "steam" ? "steam" : folder === "duo" && "counter" in raw ? "hotp" : "totp"
  const type = (stated === undefined || stated === "" ? untyped : stated) as OtpEntry["type"]
  const algorithm =
    raw.Algorithm === undefined ? text("algorithm").toUpperCase() : STRATUM_ALGORITHMS[Number(raw.Algorithm)]
  const period = first("period", "Period", "timeStep")
  const display = (raw.codeDisplay ?? {}) as { tags?: string[]; note?: string }
  const note = display.note ?? ""
  const tags = [...(display.tags ?? []), ...(typeof raw.group === "string" ? [raw.group] : [])]
  if (typeof raw.folder === "string") {
    // The two folders of every LastPass export are no tags.
    expect(FOLDERS_OF_LASTPASS).toContain(raw.folder)
  }
  return {
    type,
    secret: secretOf(raw),
    algorithm: (algorithm === "" ? "SHA1" : algorithm) as OtpEntry["algorithm"],
    digits: Number(first("digits", "Digits") ?? (type === "steam" ? 5 : 6)),
    period: type === "hotp" ? 30 : Number(period ?? 30),
    counter: type === "hotp" ? Number(first("counter", "Counter")) : 0,
    ...namesOf(folder, raw, text),
    ...(tags.length > 0 && { tags }),
    ...(note !== "" && { note }),
  }
}

function secretOf(raw: Readonly<Record<string, unknown>>): string {
  if (raw.base === 16) return encodeBase32(Buffer.from(raw.key as string, "hex"))
  return canonicalSecret((raw.secret ?? raw.Secret ?? raw.otpSecret) as string)
}

function namesOf(folder: string, raw: Readonly<Record<string, unknown>>, text: (...n: string[]) => string) {
  if (folder === "steam") return { issuer: "Steam", account: text("account_name") }
  if (folder === "duo") return { issuer: "", account: text("name") }
  if (folder === "andotp" && raw.issuer === undefined) {
    // andOTP before it knew issuers: "Deno - Deno:Mason".
    const [issuer = "", rest = ""] = text("label").split(" - ")
    return { issuer, account: rest.slice(issuer.length + 1) }
  }
  const issuer = text("issuer", "Issuer", "issuerName")
  return { issuer, account: text("account", "Username", "userName", "label", "name") }
}

function expected(): Sample[] {
  const { samples: all } = JSON.parse(readFileSync(join(samples, "EXPECTED.json"), "utf8")) as {
    samples: Sample[]
  }
  return all.filter(({ file }) => Object.hasOwn(FORMAT_BY_FOLDER, file.split("/")[0] ?? ""))
}

describe.skipIf(!existsSync(samples))("exports of other programs (skipped where ../shared is absent)", () => {
  const cases = existsSync(samples) ? expected() : []

  test("all of them are here", () => {
    expect(cases).toHaveLength(25)
  })

  test.each(cases)("$file", async ({ file, password, count, entries }) => {
    const folder = file.split("/")[0] ?? ""
    const bytes = new Uint8Array(readFileSync(join(samples, file)))
    const format = recognised(appFormats, bytes)
    expect(format?.id).toBe(FORMAT_BY_FOLDER[folder])
    const rows = await readWith(format!, bytes, { password })
    expect(rows).toHaveLength(count)
    expect(entriesOf(rows)).toEqual(entries.map((entry) => cleaned(folder, entry)))
  })
})
