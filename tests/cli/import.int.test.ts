import { describe, expect, it } from "vitest"
import { allCodes, lookInside } from "./support/inside.ts"
import { newHome, type Home } from "./support/keycard.ts"

const secretOf = (number: number) => `GEZDGNBVGY3TQOJ${"ABCDEFGH"[number] ?? "Q"}GEZDGNBVGY3TQOJQ`
const link = (name: string, number: number, more = "") =>
  `otpauth://totp/Example:${name}?secret=${secretOf(number)}&issuer=Example${more}`

const LINKS = [
  link("ada", 0),
  link("bob", 1, "&digits=8&period=60&algorithm=SHA256"),
  `otpauth://hotp/Example:carl?secret=${secretOf(2)}&issuer=Example&counter=7`,
  link("ADA", 0),
  "otpauth://totp/Example:dora?secret=0&issuer=Example",
  "motp://Intranet:maria?secret=e3152afee62599c8",
].join("\n")

/** As Aegis writes it (docs/vault.md of its repository): the fields it always has. */
const AEGIS = JSON.stringify({
  version: 1,
  header: { slots: null, params: null },
  db: {
    version: 2,
    entries: [
      {
        type: "totp",
        uuid: "01234567-89ab-4def-8123-456789abcdef",
        name: "eve",
        issuer: "Example",
        note: "",
        favorite: true,
        icon: null,
        info: { secret: secretOf(5), algo: "SHA1", digits: 6, period: 30 },
      },
    ],
  },
})

interface Printed {
  readonly format: string
  readonly entries: readonly Readonly<Record<string, unknown>>[]
  readonly skipped: readonly { row: number; reason: string; kept?: true }[]
  readonly duplicates: number
}

const ada = {
  issuer: "Example",
  account: "ada",
  type: "totp",
  algorithm: "SHA1",
  digits: 6,
  period: 30,
  counter: 0,
}

const listed = async (home: Home) => (await lookInside(home)).accounts.list()

describe("keycard import", () => {
  it("with --dry-run needs no keychain, keeps nothing, and with --reveal shows the secrets", async () => {
    const home = await newHome("os")
    const file = home.write("links.txt", LINKS)
    const printed = await home.json<Printed>(["import", file, "--dry-run", "--reveal"])
    expect(printed).toMatchObject({ format: "links", duplicates: 1 })
    expect(printed.entries).toEqual([
      { ...ada, secret: secretOf(0) },
      { ...ada, account: "bob", algorithm: "SHA256", digits: 8, period: 60, secret: secretOf(1) },
      { ...ada, account: "carl", type: "hotp", counter: 7, secret: secretOf(2) },
    ])
    expect(printed.skipped.map(({ row, kept }) => [row, kept])).toEqual([
      [5, undefined],
      [6, true],
    ])
    expect(printed.skipped[0]?.reason).toContain("0, 1, 8 or 9")
    expect(printed.skipped[1]?.reason).toContain("mOTP")
    expect(home.files().map(({ name }) => name)).toEqual(["links.txt", "passphrase"])
    const plain = await home.json<Printed>(["import", file, "--dry-run"])
    expect(JSON.stringify(plain)).not.toContain("GEZDGNBV")
  })

  it("keeps what it found, once, and what it cannot compute for an export", async () => {
    const home = await newHome()
    const file = home.write("links.txt", LINKS)
    const { stdout, stderr } = await home.keycard(["import", file])
    expect(stdout).toBe("Imported Example (ada)\nImported Example (bob)\nImported Example (carl)\n")
    expect(stdout + stderr).not.toContain("GEZDGNBV")
    const { accounts } = await lookInside(home)
    expect((await accounts.list()).map(({ account, counter }) => [account, counter])).toEqual([
      ["ada", 0],
      ["bob", 0],
      ["carl", 7],
    ])
    const [kept] = await accounts.kept()
    expect(kept).toMatchObject({ issuer: "Intranet", account: "maria", what: "mOTP" })
    expect(await accounts.readKept(kept!.id)).toContain("e3152afee62599c8")
    expect((await allCodes({ accounts })).size).toBe(2)

    expect(await home.json<Printed>(["import", file])).toMatchObject({ entries: [], duplicates: 4 })
    // A dry run compares only where the keychain opens without a person.
    const dry = ["import", file, "--dry-run"]
    expect(await home.json<Printed>(dry)).toMatchObject({ entries: [], duplicates: 4 })
    const alone = await home.keycard([...dry, "--json"], { env: { KEYCARD_PASSPHRASE_FILE: undefined } })
    expect(JSON.parse(alone.stdout)).toMatchObject({ entries: [ada, {}, {}], duplicates: 1 })
    expect(alone.stderr).toContain("Not compared")
    expect(await (await lookInside(home)).accounts.kept()).toHaveLength(1)
    expect(await listed(home)).toHaveLength(3)
  })

  it("takes several files as one, and stdin, each by its content", async () => {
    const home = await newHome()
    const files = [home.write("a.json", AEGIS), home.write("b.png", link("ada", 0))]
    const args = ["import", ...files, "-"]
    const printed = await home.json<Printed>(args, { stdin: `${link("ada", 0)}\n${link("bob", 1)}` })
    expect(printed).toMatchObject({ format: "several", duplicates: 1 })
    expect(printed.entries.map(({ account }) => account)).toEqual(["eve", "ada", "bob"])
    expect((await listed(home))[0]).toMatchObject({ account: "eve", pinned: true })
  })

  it("refuses in words, with exit code 5 for a file and 2 for wrong usage, and keeps nothing", async () => {
    const home = await newHome()
    const links = home.write("links.txt", LINKS)
    const refused = async (...args: string[]) => {
      const { exitCode, stdout, stderr } = await home.keycard(["import", ...args])
      expect(stdout).toBe("")
      return [exitCode, stderr.trim()] as const
    }
    const unknown = home.write("unknown.bin", "hello")
    expect(await refused(unknown)).toEqual([5, expect.stringContaining("does not know this kind of file")])
    expect(await refused(home.path("absent"))).toEqual([5, expect.stringContaining("absent")])
    expect(await refused(home.write("large", Buffer.alloc(10 * 1024 * 1024 + 1)))).toEqual([
      5,
      expect.stringContaining("larger than 10 MB"),
    ])
    expect(await refused(links, "--reveal")).toEqual([2, expect.stringContaining("--dry-run")])
    expect(await refused(links, "--format", "nothing")).toEqual([2, expect.stringContaining("aegis")])
    expect(await refused(links, "--format", "aegis")).toEqual([5, expect.stringContaining("damaged")])
    const none = home.write("none.txt", "otpauth://totp/Example:dora?secret=0")
    expect(await refused(none)).toEqual([5, expect.stringContaining("0, 1, 8 or 9")])
    expect(await listed(home)).toEqual([])
  })

  it("says that a password is needed and where to give it; a file that cannot be read is no password", async () => {
    const home = await newHome()
    const slots = [{ type: 1, uuid: "x", key: "00", key_params: {}, n: 2, r: 1, p: 1, salt: "00" }]
    const sealed = JSON.stringify({
      version: 1,
      header: { slots, params: { nonce: "00".repeat(12), tag: "00".repeat(16) } },
      db: "AAAA",
    })
    const file = home.write("sealed.json", sealed)
    const { exitCode, stderr } = await home.keycard(["import", file])
    expect([exitCode, stderr]).toEqual([5, expect.stringContaining("--password-file")])
    const absent = await home.keycard(["import", file, "--password-file", home.path("absent")])
    expect(absent.exitCode).toBe(5)
  })
})
