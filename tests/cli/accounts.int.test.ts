import { execFileSync } from "node:child_process"
import { beforeEach, describe, expect, test } from "vitest"
import { oathtoolCode, whyNoOathtool } from "./support/oathtool.ts"
import { type Home, newHome } from "./support/keycard.ts"
import { formats, qrPicture, qrPictures } from "./support/pictures.ts"

const links = [
  "otpauth://totp/GitHub:alice?secret=JBSWY3DPEHPK3PXP&issuer=GitHub",
  "otpauth://totp/GitHub%20Enterprise:alice?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=GitHub%20Enterprise&algorithm=SHA512&digits=8&period=60",
  "otpauth://totp/M%C3%BCnchen:b%C3%B6b?secret=MFRGGZDFMZTWQ2LK&issuer=M%C3%BCnchen&algorithm=SHA256",
  "otpauth://hotp/Bank:carol?secret=NBSWY3DPEB3W64TMMQ&issuer=Bank&counter=5",
]

let home: Home
beforeEach(async () => {
  home = await newHome()
  await home.ok(["add", "-"], { stdin: links.join("\n") })
})

interface Listed {
  id: string
  issuer: string
  account: string
  type: string
  tags: string[]
}

describe("keycard list", () => {
  test("has the fields of the contract, needs no keychain, and narrows by words in any case", async () => {
    const env = { KEYCARD_PASSPHRASE_FILE: "/nowhere" }
    const all = await home.json<Listed[]>(["list"], { env })
    expect(Object.keys(all[0] ?? {})).toEqual(["id", "issuer", "account", "type", "tags"])
    expect(all.map(({ issuer, type }) => [issuer, type])).toEqual([
      ["GitHub", "totp"],
      ["GitHub Enterprise", "totp"],
      ["München", "totp"],
      ["Bank", "hotp"],
    ])
    expect(await home.json<Listed[]>(["list", "ENTERPRISE ali"], { env })).toHaveLength(1)
    expect(await home.json<Listed[]>(["list", "MÜN"], { env })).toHaveLength(1)
    expect(await home.json<Listed[]>(["list", "nobody"], { env })).toEqual([])
  })

  test("on paper it is a table with the id at the end of each row", async () => {
    const rows = (await home.ok(["list"])).split("\n")
    expect(rows).toHaveLength(4)
    expect(rows[2]).toMatch(/^München {12}böb {4}totp {2}[0-9a-f-]{36}$/)
  })
})

describe("keycard code", () => {
  test.skipIf(whyNoOathtool)("equals oathtool now and at any time, for every algorithm", async () => {
    for (const at of [0, 59, 1_111_111_109, 20_000_000_000]) {
      expect(await home.ok(["code", "github", "--at", String(at)])).toBe(oathtoolCode("JBSWY3DPEHPK3PXP", at))
      expect(await home.ok(["code", "enterprise", "--at", String(at)])).toBe(
        oathtoolCode("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", at, { algorithm: "sha512", digits: 8, period: 60 }),
      )
      expect(await home.ok(["code", "böb", "--at", String(at)])).toBe(
        oathtoolCode("MFRGGZDFMZTWQ2LK", at, { algorithm: "sha256" }),
      )
    }
    const before = Math.floor(Date.now() / 1000)
    const code = await home.ok(["code", "github"])
    const after = Math.floor(Date.now() / 1000)
    expect([before, after].map((at) => oathtoolCode("JBSWY3DPEHPK3PXP", at))).toContain(code)
  })

  test("--next is the code of the next period, and JSON says when each is over", async () => {
    expect(await home.json(["code", "github", "--at", "59"])).toEqual({
      code: "996554",
      expiresAt: "1970-01-01T00:01:00Z",
    })
    const next = await home.json(["code", "github", "--at", "29", "--next"])
    expect(next).toEqual({ code: "996554", expiresAt: "1970-01-01T00:01:00Z" })
    expect(Object.keys(next as object)).toEqual(["code", "expiresAt"])
  })

  test.skipIf(whyNoOathtool)(
    "a counter grows with each code and is kept; time does not apply to it",
    async () => {
      const expected = execFileSync(
        "oathtool",
        ["--hotp", "-b", "--counter=5", "--window=2", "NBSWY3DPEB3W64TMMQ"],
        { encoding: "utf8" },
      )
      const codes = [
        await home.ok(["code", "bank"]),
        await home.ok(["code", "bank"]),
        await home.ok(["code", "bank"]),
      ]
      expect(codes).toEqual(expected.trim().split("\n"))
      expect(await home.json(["code", "bank"])).toMatchObject({ expiresAt: null })
      expect(await home.keycard(["code", "bank", "--at", "59"])).toMatchObject({ exitCode: 2, stdout: "" })
      expect(await home.keycard(["code", "bank", "--next"])).toMatchObject({ exitCode: 2, stdout: "" })
    },
  )

  test("an exact issuer wins over a part; an id is exact; several hits are exit code 3 with the candidates", async () => {
    expect(await home.ok(["code", "github", "--at", "59"])).toBe("996554")
    const [first] = await home.json<Listed[]>(["list"])
    expect(await home.ok(["code", first?.id ?? "", "--at", "59"])).toBe("996554")
    const ambiguous = await home.keycard(["code", "alice"])
    expect(ambiguous).toMatchObject({ exitCode: 3, stdout: "" })
    expect(ambiguous.stderr).toBe(
      "“alice” fits 2 accounts. Name one of these, or its id:\n  GitHub (alice)\n  GitHub Enterprise (alice)\n",
    )
    expect(await home.keycard(["code", "nobody"])).toMatchObject({ exitCode: 3, stdout: "" })
    expect(await home.keycard(["code", ""])).toMatchObject({ exitCode: 3, stdout: "" })
  })

  test.each([
    [["code"], /missing required argument/i],
    [["code", "github", "--at", "-5"], /whole number/],
    [["code", "github", "--at", "1e3"], /whole number/],
    [["code", "github", "--at", "99999999999999"], /past the end of time/],
    [["code", "github", "alice"], /too many arguments/i],
    [["code", "--", "--at"], /No account matches/],
    [["code", "--nonsense", "x"], /unknown option/i],
    [["list", "x".repeat(100_000), "--json", "--json", "y"], /too many arguments/i],
  ])("%j is refused in words", async (args, words) => {
    const ran = await home.keycard(args)
    expect(ran.stdout).toBe("")
    expect(ran.stderr).toMatch(words)
    expect(ran.exitCode).toBe(args.includes("--") ? 3 : 2)
  })
})

describe("keycard remove", () => {
  test("takes an account out of all answers and leaves its secret for a way back", async () => {
    expect(await home.ok(["remove", "bank"])).toBe("Moved Bank (carol) to the trash.")
    expect(await home.json<Listed[]>(["list"])).toHaveLength(3)
    expect(await home.keycard(["code", "bank"])).toMatchObject({ exitCode: 3 })
    expect(await home.keycard(["remove", "bank"])).toMatchObject({ exitCode: 3, stdout: "" })
    const removed = await home.json<{ removed: Listed }>(["remove", "böb"])
    expect(removed.removed).toMatchObject({ issuer: "München", account: "böb" })
    const again = await home.keycard(["add", "-"], { stdin: links[3] ?? "" })
    expect(again.exitCode).toBe(0)
  })
})

describe("keycard qr", () => {
  test.each(formats)("prints what the code in a %s file says, and keeps nothing", async (format) => {
    const before = home.files()
    const path = home.write(`picture.${format}`, await qrPicture("any text\tat all ü", format))
    expect(await home.ok(["qr", path])).toBe("any text\tat all ü")
    expect(await home.json(["qr", path])).toEqual([{ file: path, texts: ["any text\tat all ü"] }])
    expect(home.files()).toHaveLength(before.length + 1)
  })

  test("several files: each row names its file; one that cannot be used does not hold up the others", async () => {
    home.write("a.png", await qrPicture("one"))
    home.write("b.png", await qrPictures(["two", "three"]))
    home.write("c.png", "no picture")
    const options = { cwd: home.folder }
    const ran = await home.keycard(["qr", "a.png", "c.png", "missing.png", "b.png"], options)
    expect(ran.exitCode).toBe(0)
    expect(ran.stdout.split("\n").sort()).toEqual(["", "a.png\tone", "b.png\tthree", "b.png\ttwo"])
    expect(ran.stderr).toMatch(/^c\.png: This is not a picture\..*\nmissing\.png is not there\..*\n$/)
    const documents = await home.json<{ file: string; texts: string[] }[]>(["qr", "a.png", "c.png"], options)
    expect(documents).toEqual([
      { file: "a.png", texts: ["one"] },
      { file: "c.png", texts: [] },
    ])
    expect(await home.keycard(["qr", "c.png"], options)).toMatchObject({ exitCode: 5, stdout: "" })
    expect(await home.keycard(["qr", "c.png", "missing.png", "--json"], options)).toMatchObject({
      exitCode: 5,
    })
  })
})
