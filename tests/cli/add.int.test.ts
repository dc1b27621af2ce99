import { describe, expect, test } from "vitest"
import { writeGoogleMigration } from "../../src/core/otp/write-google-migration.ts"
import { newHome } from "./support/keycard.ts"
import { formats, qrPicture, qrPictures } from "./support/pictures.ts"

const ALICE = "otpauth://totp/Example:alice?secret=JBSWY3DPEHPK3PXP&issuer=Example"
const BOB = "otpauth://hotp/Acme:bob?secret=GEZDGNBVGY3TQOJQ&issuer=Acme&counter=7&digits=8&algorithm=SHA256"
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const entry = (account: string, secret: string) => ({
  type: "totp" as const,
  issuer: "Example",
  account,
  secret,
  algorithm: "SHA1" as const,
  digits: 6,
  period: 30,
  counter: 0,
})

interface Added {
  added: { id: string | null; issuer: string; account: string }[]
  skipped: { reason: string }[]
}

describe("keycard add", () => {
  test("a link among the arguments is taken, with a warning that others can see it", async () => {
    const home = await newHome()
    const { exitCode, stdout, stderr } = await home.keycard(["add", ALICE])
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "Added Example (alice)\n" })
    expect(stderr).toMatch(/can be seen by other programs.*keycard add -\n$/)
    expect(stderr).not.toContain("JBSWY3DPEHPK3PXP")
  })

  test("from stdin there is nothing to warn about, and the JSON has the fields of the contract in order", async () => {
    const home = await newHome()
    const { exitCode, stdout, stderr } = await home.keycard(["add", "-", "--json"], { stdin: `${BOB}\n` })
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" })
    const document = JSON.parse(stdout) as Added
    const [id] = document.added.map((account) => account.id ?? "")
    expect(id).toMatch(uuid)
    const fields = {
      id,
      issuer: "Acme",
      account: "bob",
      type: "hotp",
      algorithm: "SHA256",
      digits: 8,
      period: 30,
    }
    expect(JSON.stringify(document)).toBe(JSON.stringify({ added: [fields], skipped: [] }))
  })

  test.each(formats)(
    "a QR code in a %s file is read, and gives the code that oathtool gives",
    async (format) => {
      const home = await newHome()
      const path = home.write(`picture.${format}`, await qrPicture(ALICE, format))
      expect(await home.ok(["add", path])).toBe("Added Example (alice)")
      expect(await home.ok(["code", "alice", "--at", "59"])).toBe("996554")
    },
  )

  test("all codes of one picture are added", async () => {
    const home = await newHome()
    home.write("two.png", await qrPictures([ALICE, BOB]))
    const { added } = await home.json<Added>(["add", "two.png"], { cwd: home.folder })
    expect(added.map(({ account }) => account).sort()).toEqual(["alice", "bob"])
  })

  test("a text file of links is read line by line; what cannot be used is named by its row, never by its secret", async () => {
    const home = await newHome()
    const bad = "otpauth://totp/Bad:carol?secret=JBSWY3DPEHPK3PX1&issuer=Bad"
    const path = home.write("links.txt", `\uFEFF# my accounts\r\n${ALICE}\r\n\r\n${bad}\r\n${BOB}\r\n`)
    const { exitCode, stdout, stderr } = await home.keycard(["add", path])
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "Added Example (alice)\nAdded Acme (bob)\n" })
    expect(stderr).toMatch(/Skipped: entry 3, Bad.*carol.*: The secret has a 0, 1, 8 or 9/)
    expect(stderr).not.toContain("JBSWY3DPEHPK3PX1")
  })

  test("Google's export: one part says which are missing, all parts at once do not", async () => {
    const home = await newHome()
    const parts = [0, 1].map((index) =>
      writeGoogleMigration([entry(`user${index}`, index === 0 ? "JBSWY3DPEHPK3PXP" : "GEZDGNBVGY3TQOJQ")], {
        size: 2,
        index,
        id: 7,
      }),
    )
    const first = await home.keycard(["add", "--dry-run", "-"], { stdin: parts[0] ?? "" })
    expect(first.stderr).toBe("This export has 2 parts; still missing: 2.\n")
    const [one, two] = await Promise.all(
      parts.map(async (part, index) => home.write(`part${index}.png`, await qrPicture(part))),
    )
    const all = await home.keycard(["add", one ?? "", two ?? ""])
    expect(all).toMatchObject({
      exitCode: 0,
      stderr: "",
      stdout: "Added Example (user0)\nAdded Example (user1)\n",
    })
  })

  test("a dry run tells all and keeps nothing, without a keychain", async () => {
    const home = await newHome("os")
    const { exitCode, stdout } = await home.keycard(["add", "--dry-run", "--json", "-"], { stdin: ALICE })
    expect(exitCode).toBe(0)
    expect((JSON.parse(stdout) as Added).added).toMatchObject([
      { id: null, issuer: "Example", account: "alice" },
    ])
    expect(home.files().map(({ name }) => name)).toEqual(["passphrase"])
  })

  test("an exact duplicate is skipped with a reason and exit code 0; another secret of that name is added", async () => {
    const home = await newHome()
    await home.ok(["add", "-"], { stdin: ALICE })
    const again = await home.json<Added>(["add", "-"], { stdin: ALICE })
    expect(again).toEqual({
      added: [],
      skipped: [{ reason: "Example (alice) is kept already, with the same secret." }],
    })
    const dry = await home.json<Added>(["add", "--dry-run", "-"], { stdin: ALICE })
    expect(dry.skipped).toHaveLength(1)
    const other = await home.keycard(["add", "-"], { stdin: ALICE.replace("JBSW", "KBSW") })
    expect(other).toMatchObject({ exitCode: 0, stdout: "Added Example (alice)\n" })
    expect(other.stderr).toContain("with another secret already: both stay")
  })

  test("a secret that is added several times at once is kept once", async () => {
    const home = await newHome()
    const all = await Promise.all([1, 2, 3].map(() => home.json<Added>(["add", "-"], { stdin: ALICE })))
    expect(all.map(({ added, skipped }) => [added.length, skipped.length]).sort()).toEqual([
      [0, 1],
      [0, 1],
      [1, 0],
    ])
    expect(await home.json<unknown[]>(["list"])).toHaveLength(1)
  })

  test.each([
    ["no link at all", "hello", "There is nothing here|not a two-factor link"],
    ["nothing", "", "link is empty"],
    ["a web address", "https://example.com/?secret=JBSWY3DPEHPK3PXP", "not a two-factor link"],
    ["a secret with an impossible digit", "otpauth://totp/x?secret=JBSWY3DPEHPK3PX1", "0, 1, 8 or 9"],
    ["an impossible period", `${ALICE}&period=0`, "period"],
    ["bytes of no text", Buffer.from([0, 255, 254, 10, 0]), "not a two-factor link"],
  ])("%s on stdin is exit code 5, with words and without what was given", async (_, stdin, words) => {
    const home = await newHome()
    const ran = await home.keycard(["add", "-"], { stdin })
    expect(ran).toMatchObject({ exitCode: 5, stdout: "" })
    expect(ran.stderr).toMatch(new RegExp(words, "i"))
    expect(ran.stderr).not.toMatch(/JBSWY3DP/)
  })

  test.each([
    ["a file that is not there", "missing.png", /missing\.png is not there/],
    ["a folder", ".", /is not an ordinary file/],
    ["an empty file", "empty.png", /The file is empty/],
    ["a text without links", "notes.txt", /There is nothing here that Keycard can add/],
    ["a picture without a code", "white.png", /No QR code was found/],
    ["a cut picture", "cut.png", /damaged|No QR code/],
    ["a QR code of something else", "web.png", /not a two-factor link|nothing here/i],
    ["an address of another kind with a secret", "steam://JBSWY3DPEHPK3PXP!", /The secret has characters/],
  ])("%s is exit code 5 and said in words", async (_, source, words) => {
    const home = await newHome()
    const picture = await qrPicture(ALICE)
    home.write("empty.png", "")
    home.write("notes.txt", "milk, bread\n")
    home.write("cut.png", picture.subarray(0, 200))
    home.write("web.png", await qrPicture("https://example.com"))
    home.write("white.png", await whitePng())
    const ran = await home.keycard(["add", source], { cwd: home.folder })
    expect(ran).toMatchObject({ exitCode: 5, stdout: "" })
    expect(ran.stderr).toMatch(words)
    expect(ran.stderr).not.toMatch(/JBSWY3DP/)
    expect(home.files().some(({ name }) => name.endsWith("vault.json"))).toBe(false)
  })

  test("more than a terminal's worth of links, a very long one and control characters are survived", async () => {
    const home = await newHome()
    const long = await home.keycard(["add", `otpauth://totp/x?secret=${"A".repeat(120_000)}`])
    expect(long.exitCode).toBe(5)
    expect(long.stderr.length).toBeLessThan(1_000)
    const tooMuch = await home.keycard(["add", "-"], { stdin: "x".repeat(2_000_000) })
    expect(tooMuch).toMatchObject({ exitCode: 5, stdout: "" })
    const escape = await home.keycard(["add", "\u001b[2J\u001b]0;title\u0007.png"])
    expect(escape.exitCode).toBe(5)
    expect(escape.stderr).not.toMatch(/[\u001b\u0007]/)
    const named = await home.ok(["add", "-"], { stdin: "otpauth://totp/a%1B%5B2Jb?secret=JBSWY3DPEHPK3PXP" })
    expect(named).not.toContain("\u001b")
    expect(await home.ok(["list"])).not.toContain("\u001b")
  })
})

async function whitePng(): Promise<Buffer> {
  const { default: sharp } = await import("sharp")
  return sharp({ create: { width: 300, height: 300, channels: 3, background: "white" } })
    .png()
    .toBuffer()
}
