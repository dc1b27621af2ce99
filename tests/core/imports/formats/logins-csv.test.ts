import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { vaultFormats } from "../../../../src/core/imports/formats-vaults.ts"
import { loginsCsv } from "../../../../src/core/imports/formats/logins-csv.ts"
import { expectHarmless } from "../../../support/imports/hostile.ts"
import {
  entriesOf,
  problemOf,
  readWith,
  recognised,
  skippedIn,
  utf8,
} from "../../../support/imports/read-with.ts"

const LINK = "otpauth://totp/Harbour:bob?secret=JBSWY3DPEHPK3PXP&issuer=Harbour"
const TOTP = {
  type: "totp",
  secret: "JBSWY3DPEHPK3PXP",
  algorithm: "SHA1",
  digits: 6,
  period: 30,
  counter: 0,
}
const linked = { ...TOTP, issuer: "Harbour", account: "bob" }
const bare = { ...TOTP, issuer: "Lighthouse", account: "ada" }

const TABLES: [string, string, string[], object[]][] = [
  [
    "bitwarden-csv",
    "folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp",
    [
      `Work/Mail,1,login,Linked,,,0,https://h.example,bob,pw,${LINK}`,
      `,,login,Lighthouse,"two\nlines, ""quoted""",,0,,ada,pw,jbsw y3dp ehpk 3pxp`,
      ",,note,Only a note,text,,0,,,,",
    ],
    [{ ...linked, tags: ["Work/Mail"], pinned: true }, bare],
  ],
  [
    "bitwarden-authenticator-csv",
    "folder,favorite,type,name,login_uri,login_totp",
    [`,,1,Harbour,,${LINK},Harbour,30,6`, ",,1,Game,steam://JBSWY3DPEHPK3PXP,Game,30,6"],
    [linked, { ...TOTP, type: "steam", digits: 5, issuer: "Game", account: "" }],
  ],
  [
    "bitwarden-csv",
    "folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp",
    [",,1,Lighthouse,,,,,ada,,otpauth://totp/?secret=JBSWY3DPEHPK3PXP&issuer=Lighthouse"],
    [bare],
  ],
  [
    "1password-csv",
    "Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes",
    [`Lighthouse,https://l.example,ada,pw,JBSWY3DPEHPK3PXP,true,false,sea;light,note`],
    [{ ...bare, tags: ["sea", "light"], pinned: true }],
  ],
  [
    "keepassxc-csv",
    '"Group","Title","Username","Password","URL","Notes","TOTP","Icon","Last Modified","Created"',
    [
      `"Root/Games/Old","Lighthouse","ada","pw","","","${LINK}","0","",""`,
      '"Root","No code","","","","","","0","",""',
    ],
    [{ ...linked, tags: ["Games/Old"] }],
  ],
  [
    "lastpass-csv",
    "url,username,password,totp,extra,name,grouping,fav",
    [
      "https://l.example,ada,pw,JBSWY3DPEHPK3PXP,,Lighthouse,Sea\\Deep,1",
      `http://sn,,,,"NoteType:Server",A note,(none),0`,
      `,bob,pw,${LINK},,,(none),0`,
    ],
    [{ ...bare, tags: ["Sea/Deep"], pinned: true }, linked],
  ],
  [
    "csv",
    "Title,URL,Username,Password,Notes,OTPAuth",
    [`Lighthouse,https://l.example,ada,pw,,${LINK}`, "Plain,https://p.example,ada,pw,,"],
    [linked],
  ],
  ["csv", "name,url,username,password,note,totp", ["Lighthouse,,ada,pw,,JBSWY3DPEHPK3PXP"], [bare]],
]

describe.each(TABLES)("%s", (id, header, rows, entries) => {
  test.each([
    ["as written", (text: string) => text],
    ["with a byte-order mark and CRLF", (text: string) => `\ufeff${text.replaceAll("\n", "\r\n")}\r\n`],
    ["with an empty line at its end", (text: string) => `${text}\n\n`],
  ])("is recognised and read %s", async (_, change) => {
    const bytes = utf8(change([header, ...rows].join("\n")))
    const format = recognised(vaultFormats, bytes)
    expect(format?.id).toBe(id)
    expect(await readWith(format!, bytes)).toEqual(entries.map((entry) => ({ kind: "entry", entry })))
  })
})

test.each([";", "\t"])("columns between %j are read", async (delimiter) => {
  const lines = [
    ["Title", "Username", "OTPAuth"],
    ["Lighthouse", `"a${delimiter}da"`, "JBSWY3DPEHPK3PXP"],
  ]
  const bytes = utf8(lines.map((line) => line.join(delimiter)).join("\n"))
  expect(recognised(vaultFormats, bytes)).toBe(loginsCsv)
  const account = `a${delimiter}da`.replace("\t", " ")
  expect(entriesOf(await readWith(loginsCsv, bytes))).toEqual([{ ...bare, account }])
})

test("one bad row among good ones is skipped without its secret", async () => {
  const text = [
    "title,totp",
    "One,JBSWY3DPEHPK3PXP",
    "Two,JBSWY3DPEHPK3PX1",
    "Three,JBSWY3DPEHPK3PXP",
    "Four,",
    "Five",
  ]
  const rows = await readWith(loginsCsv, utf8(text.join("\n")))
  expect(entriesOf(rows).map(({ issuer }) => issuer)).toEqual(["One", "Three"])
  expect(skippedIn(rows)).toEqual([
    { label: "Two", error: { kind: "otp", part: "secret", problem: "digit-for-letter" } },
  ])
})

test("a file cut within quotes gives the rows before, and says that something is missing", async () => {
  const rows = await readWith(loginsCsv, utf8('title,totp\nLighthouse,JBSWY3DPEHPK3PXP\n"Cut here,JBSW'))
  expect(entriesOf(rows)).toHaveLength(1)
  expect(skippedIn(rows)).toEqual([
    { label: "", error: { kind: "import", problem: "damaged", format: "CSV" } },
  ])
})

test("a table with more codes than anybody has is refused", async () => {
  const text = `title,totp\n${"a,JBSWY3DPEHPK3PXP\n".repeat(20_001)}`
  expect(await problemOf(readWith(loginsCsv, utf8(text)))).toBe("too-many")
})

test("a table without any code has nothing; a table without the column is none of ours", async () => {
  expect(await problemOf(readWith(loginsCsv, utf8("title,totp\nOne,\n")))).toBe("nothing")
  for (const text of [
    "",
    "title,password\na,b",
    "totp is a word in prose",
    '["a","totp"]',
    `${"a,".repeat(5_000)}totp\n`,
    LINK,
  ])
    expect(recognised(vaultFormats, utf8(text))).toBeUndefined()
})

test("whatever stands in a table: no crash, no entry that cannot be kept, no secret in a message", async () => {
  const cell = fc.oneof(
    fc.string({ unit: "binary", maxLength: 20 }),
    fc.constantFrom(
      LINK,
      '"',
      '""',
      "\n",
      "\r",
      ",",
      ";",
      "__proto__",
      "steam://",
      "JBSWY3DPEHPK3PXP",
      "motp://a",
    ),
  )
  const table = fc.array(fc.array(cell, { maxLength: 7 }), { maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...TABLES), table, async ([id, header], lines) => {
      const format = vaultFormats.find((one) => one.id === id)!
      await expectHarmless(format, utf8([header, ...lines.map((line) => line.join(","))].join("\n")))
    }),
    { numRuns: 500 },
  )
})
