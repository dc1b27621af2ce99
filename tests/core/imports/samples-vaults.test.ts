import { existsSync, readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { describe, expect, test } from "vitest"
import { vaultFormats } from "../../../src/core/imports/formats-vaults.ts"
import { zipOf } from "../../../src/core/imports/formats/zip.ts"
import { canonicalSecret } from "../../../src/core/otp/base32.ts"
import type { OtpEntry } from "../../../src/core/otp/entry.ts"
import { entriesOf, problemOf, readWith, recognised, skippedIn } from "../../support/imports/read-with.ts"

/** Exports that other programs made, with what each holds. They are not part of this repository. */
const samples = resolve(import.meta.dirname, "../../../../shared/samples")

type Raw = Readonly<Record<string, unknown>>
interface Sample {
  readonly file: string
  readonly password: string | null
  readonly entries: readonly Raw[]
}

/** Which format it is, and what the whole file is refused for. */
const FILES: Readonly<Record<string, { id: string; problem?: string; skipped?: number }>> = {
  "authenticator-plus/aegis-repo/authenticator_plus.zip": { id: "authenticator-plus" },
  "bitwarden/aegis-repo/bitwarden.csv": { id: "bitwarden-csv" },
  "bitwarden/aegis-repo/bitwarden.json": { id: "bitwarden" },
  "bitwarden/proton-repo/bitwarden.csv": { id: "bitwarden-authenticator-csv" },
  "bitwarden/stratum-repo/bitwarden.encrypted.accountrestricted.json": {
    id: "bitwarden",
    problem: "restricted",
  },
  "bitwarden/stratum-repo/bitwarden.encrypted.pbkdf2.json": { id: "bitwarden" },
  "keepass/stratum-repo/keepass.aes256.argon2id.kdbx": { id: "keepass" },
  "keepass/stratum-repo/keepass.recyclebin.kdbx": { id: "keepass", problem: "nothing" },
  // One of its rows has no secret.
  "proton-pass/proton-repo/PassExport.zip": { id: "proton-pass", skipped: 1 },
}

/** What the file says, under our names. Each line here is a clean-up that docs/formats.md describes. */
function cleaned(file: string, raw: Raw): OtpEntry[] {
  if (file.startsWith("authenticator-plus")) return [parameters(raw)]
  if (file.startsWith("keepass"))
    return raw.in_recycle_bin === true ? [] : [{ ...linked(raw.otp), ...withoutPlaceholder(raw) }]
  if (file.startsWith("proton-pass")) {
    const extras = raw.extra as [string, { totpUri: string }][]
    return [
      ...(raw.totpUri === "" ? [] : [linked(raw.totpUri)]),
      ...extras
        .filter(([, { totpUri }]) => totpUri.includes("secret="))
        .map(([note, { totpUri }]) => ({ ...linked(totpUri), note })),
    ]
  }
  const entry = parameters(raw.totp as Raw)
  return [
    {
      ...entry,
      // What a bare secret and a steam:// link lack is the item's.
      issuer: entry.issuer === "" ? text(raw.item) : entry.issuer,
      account: entry.account === "" ? text(raw.username) : entry.account,
      ...(typeof raw.folder === "string" && { tags: [raw.folder] }),
      ...(raw.favorite === true && { pinned: true }),
    },
  ]
}

const text = (value: unknown) => (typeof value === "string" ? value : "")

function parameters(raw: Raw): OtpEntry {
  const type = text(raw.type) as OtpEntry["type"]
  return {
    type,
    issuer: text(raw.issuer),
    account: text(raw.account),
    secret: canonicalSecret(text(raw.secret)),
    algorithm: (raw.algorithm ?? "SHA1") as OtpEntry["algorithm"],
    digits: Number(raw.digits ?? (type === "steam" ? 5 : 6)),
    period: type === "hotp" ? 30 : Number(raw.period ?? 30),
    counter: type === "hotp" ? Number(raw.counter) : 0,
  }
}

/** A link, read by URL rather than by our own parser; these have no oddities. */
function linked(link: unknown): OtpEntry {
  const { host, pathname, searchParams } = new URL(text(link))
  const issuer = searchParams.get("issuer") ?? ""
  const label = decodeURIComponent(pathname.slice(1))
  const account = label.startsWith(`${issuer}:`) ? label.slice(issuer.length + 1) : label
  const type = searchParams.get("encoder") === "steam" ? "steam" : host
  return parameters({ ...Object.fromEntries(searchParams), issuer, account, type })
}

/** KeePassXC writes `none` where there is no user name. */
function withoutPlaceholder(raw: Raw): object {
  return raw.username === "" ? { account: "" } : {}
}

function expected(): Sample[] {
  const all = JSON.parse(readFileSync(join(samples, "EXPECTED.json"), "utf8")) as { samples: Sample[] }
  return all.samples.filter(({ file }) => Object.hasOwn(FILES, file))
}

describe.skipIf(!existsSync(samples))("exports of other programs (skipped where ../shared is absent)", () => {
  const cases = existsSync(samples) ? expected() : []
  const bytesOf = (file: string) => new Uint8Array(readFileSync(join(samples, file)))

  test("all of them are here", () => {
    expect(cases.map(({ file }) => file).sort()).toEqual(Object.keys(FILES))
  })

  test.each(cases)("$file", async ({ file, password, entries }) => {
    const { id, problem, skipped = 0 } = FILES[file]!
    const format = recognised(vaultFormats, bytesOf(file))
    expect(format?.id).toBe(id)
    const reading = readWith(format!, bytesOf(file), { password })
    if (problem !== undefined) {
      expect(await problemOf(reading)).toBe(problem)
      return
    }
    expect(entriesOf(await reading)).toEqual(entries.flatMap((entry) => cleaned(file, entry)))
    expect(skippedIn(await reading)).toHaveLength(skipped)
  })

  test("an empty ZIP has nothing", async () => {
    const bytes = bytesOf("winauth/stratum-repo/winauth.invalid.zip")
    const zip = zipOf(() => vaultFormats)
    expect(recognised([...vaultFormats, zip], bytes)).toBe(zip)
    expect(await problemOf(readWith(zip, bytes, { password: "test" }))).toBe("nothing")
  })
})
