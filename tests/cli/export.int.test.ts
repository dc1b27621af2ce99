import { execFileSync, spawnSync } from "node:child_process"
import { readdirSync, statSync } from "node:fs"
import { expect, test } from "vitest"
import { createMarkPictures } from "../../src/adapters/files/mark-pictures.ts"
import { pngOf } from "../fakes/png.ts"
import { Keyring, keyringMissing } from "../support/keyring.ts"
import { allCodes, lookInside } from "./support/inside.ts"
import { type Home, newHome } from "./support/keycard.ts"
import { onTerminal, whyNoTerminal } from "./support/terminal.ts"

const LINKS = [
  "otpauth://totp/GitHub:maria?secret=JBSWY3DPEHPK3PXP&issuer=GitHub",
  "otpauth://totp/Bank:slow?secret=KRSXG5CTMVRXEZLU&issuer=Bank&period=60&digits=8&algorithm=SHA256",
  "otpauth://steam/Steam:gamer?secret=STEAMKEYSTEAMKEY&issuer=Steam",
]
const KEY = "AKIAIOSFODNN7EXAMPLE\nwJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n"
const SERIAL = "arn:aws:iam::123456789012:mfa/maria"

async function fullHome(): Promise<Home> {
  const home = await newHome()
  await home.ok(["add", "-"], { stdin: LINKS.join("\n") })
  await home.ok(["aws", "key", "add", "work", "--mfa-serial", SERIAL, "--account", "github"], { stdin: KEY })
  await home.ok([
    "aws",
    "profile",
    "add",
    "dev",
    "--key",
    "work",
    "--role-arn",
    "arn:aws:iam::123456789012:role/admin",
  ])
  return home
}
const password = (home: Home, text = "correct horse battery") => home.write("backup-passphrase", `${text}\n`)
const argon2 = 60_000 // a real backup's key takes half a second each time

test(
  "pictures of marks go along and come back, and one that is gone is named",
  async () => {
    const here = await newHome()
    await here.ok(["add", "-"], { stdin: LINKS[0] ?? "" })
    const inside = await lookInside(here)
    const [account] = await inside.accounts.list()
    const id = account?.id ?? ""
    await inside.accounts.edit(id, { mark: "own" })
    const picture = pngOf(96, 96)
    const marks = createMarkPictures(here.path(".keycard/marks"))
    await marks.write(id, picture)
    const file = here.path("all.keycard")
    await here.ok(["export", file, "--password-file", password(here)])

    const there = await newHome()
    await there.ok(["restore", file, "--password-file", password(there)])
    expect(await createMarkPictures(there.path(".keycard/marks")).read(id)).toEqual(picture)
    expect((await (await lookInside(there)).accounts.list())[0]?.mark).toBe("own")

    // A backup whose picture cannot be read says so.
    await marks.remove(id)
    const again = await here.keycard(["export", file, "--password-file", password(here), "--force"])
    expect(again.stderr).toContain("the picture that is its mark")
    expect(readdirSync(there.path(".keycard/pending"))).toEqual([])
  },
  argon2,
)

test(
  "a backup alone brings everything back on another computer, its keychain empty",
  async () => {
    const here = await fullHome()
    const file = here.path("all.keycard")
    const words = await here.ok(["export", file, "--password-file", password(here)])
    expect(words).toBe(`Backed up 3 accounts to ${file}`)
    expect(statSync(file).mode & 0o777).toBe(0o600)

    const there = await newHome()
    const copy = there.write("from-a-stick", Buffer.from(here.read("all.keycard")))
    const args = ["restore", copy, "--password-file", password(there), "--settings"]
    const dry = await there.json<{ rows: { what: string; state: string }[] }>([...args, "--dry-run"])
    expect(dry.rows.map(({ what, state }) => `${what} ${state}`)).toEqual([
      "account new",
      "account new",
      "account new",
      "key new",
      "profile new",
    ])
    expect((await (await lookInside(there)).accounts.list()).length).toBe(0)
    expect(await there.ok(args)).toContain("Restored the profile dev")
    const [before, after] = [await lookInside(here), await lookInside(there)]
    expect(await allCodes(after)).toEqual(await allCodes(before))
    const [key] = await after.aws.keys()
    expect(key).toMatchObject({ name: "work", tail: "MPLE", mfaSerial: SERIAL })
    expect((await after.accounts.find("github")).id).toBe(key?.otpAccountId)
    expect(await after.aws.profiles()).toMatchObject([{ name: "dev", keyId: key?.id }])

    expect(await there.ok(args)).toMatch(/^Kept already: the account GitHub \(maria\)$/m)
    expect((await (await lookInside(there)).accounts.list()).length).toBe(3)
  },
  argon2,
)

test(
  "a wrong passphrase, a damaged file and no backup are told apart, exit code 5",
  async () => {
    const home = await fullHome()
    const file = home.path("all.keycard")
    await home.ok(["export", file, "--password-file", password(home)])
    const wrong = await home.keycard([
      "restore",
      file,
      "--password-file",
      password(home, "another passphrase"),
    ])
    expect(wrong).toMatchObject({ exitCode: 5, stdout: "" })
    expect(wrong.stderr).toContain("The passphrase does not fit")
    const cut = home.write("cut.keycard", home.read("all.keycard").slice(0, -80))
    const damaged = await home.keycard(["restore", cut, "--password-file", password(home)])
    expect(damaged).toMatchObject({ exitCode: 5 })
    expect(damaged.stderr).toContain("damaged or was cut off")
    const none = await home.keycard(["restore", home.write("x", "hello"), "--password-file", password(home)])
    expect(none.exitCode).toBe(5)
    expect(none.stderr).toContain("does not know this kind of file")
  },
  argon2,
)

test("a file that is there stays without --force, and nothing is asked for first", async () => {
  const home = await fullHome()
  const file = home.write("mine.txt", "mine")
  const refused = await home.keycard(["export", file, "--plain"])
  expect(refused).toMatchObject({ exitCode: 5, stdout: "" })
  expect(refused.stderr).toContain("--force")
  expect(home.read("mine.txt")).toBe("mine")
  await home.ok(["export", file, "--plain", "--force"])
  expect(home.read("mine.txt").split("\n").filter(Boolean)).toHaveLength(3)
  expect(statSync(file).mode & 0o077).toBe(0)
})

test("links read back as the same accounts", async () => {
  const here = await fullHome()
  await here.ok(["export", here.path("links.txt"), "--plain"])
  const there = await newHome()
  await there.ok(["add", there.write("links.txt", here.read("links.txt"))])
  expect(await allCodes(await lookInside(there))).toEqual(await allCodes(await lookInside(here)))
})

test("one account alone, as JSON", async () => {
  const home = await fullHome()
  const done = await home.json([
    "export",
    home.path("one.json"),
    "--plain",
    "--to",
    "aegis",
    "--only",
    "bank",
  ])
  expect(done).toEqual({ file: home.path("one.json"), format: "aegis", accounts: 1, left: [] })
  const { db } = JSON.parse(home.read("one.json")) as { db: { entries: { issuer: string }[] } }
  expect(db.entries.map(({ issuer }) => issuer)).toEqual(["Bank"])
})

test("what Google cannot be told is named", async () => {
  const home = await fullHome()
  const ran = await home.keycard(["export", home.path("g.html"), "--plain", "--to", "google"])
  expect(ran.stdout).toContain("Exported 1 account to ")
  expect(ran.stderr).toContain("Left out: Bank (slow): Google Authenticator knows codes of 30 seconds only.")
  expect(home.read("g.html")).toContain("otpauth-migration://offline?data=")
  const slow = await home.keycard([
    "export",
    home.path("s.html"),
    "--plain",
    "--to",
    "google",
    "--only",
    "bank",
  ])
  expect(slow).toMatchObject({ exitCode: 5, stdout: "" })
  expect(slow.stderr).toContain("nothing was written")
  expect(home.files().map(({ name }) => name)).not.toContain("s.html")
})

test("an open format is written only where --plain says so, and nobody is asked without a terminal", async () => {
  const home = await fullHome()
  expect((await home.keycard(["export", home.path("a"), "--to", "html"])).exitCode).toBe(2)
  expect((await home.keycard(["export", home.path("a"), "--to", "csv", "--plain"])).exitCode).toBe(2)
  expect((await home.keycard(["export", home.path("a")])).exitCode).toBe(2)
  const nowhere = await home.keycard(["export", home.path("gone", "a"), "--plain"])
  expect(nowhere).toMatchObject({ exitCode: 5 })
  expect(nowhere.stderr).toContain(`${home.path("gone")} is not there`)
  expect((await home.keycard(["backup"])).exitCode).toBe(5)
  expect(home.files().map(({ name }) => name)).not.toContain("a")
})

test.skipIf(whyNoTerminal !== undefined)(
  `on a terminal it asks twice before it writes secrets in the open${whyNoTerminal === undefined ? "" : `: ${whyNoTerminal}`}`,
  async () => {
    const home = await fullHome()
    const file = home.path("links.txt")
    const no = await onTerminal(
      home,
      ["export", file, "--plain"],
      [
        { after: /Type yes[^\n]*: /, type: "yes\n" },
        { after: /Type plain[^\n]*: /, type: "no\n" },
      ],
    )
    expect(no.exitCode).toBe(130)
    expect(home.files().map(({ name }) => name)).not.toContain("links.txt")
    const yes = await onTerminal(
      home,
      ["export", file, "--plain"],
      [
        { after: /Type yes[^\n]*: /, type: "yes\n" },
        { after: /Type plain[^\n]*: /, type: "plain\n" },
      ],
    )
    expect(yes.exitCode).toBe(0)
    expect(home.read("links.txt")).toContain("otpauth://totp/GitHub:maria")
  },
)

const noZbar =
  spawnSync("zbarimg", ["--version"]).error === undefined ? undefined : "zbarimg is not installed"

test.skipIf(noZbar !== undefined)(
  `every QR code of the page to print is read by zbarimg${noZbar === undefined ? "" : `: ${noZbar}`}`,
  async () => {
    const { default: sharp } = await import("sharp")
    const home = await fullHome()
    await home.ok(["export", home.path("page.html"), "--plain", "--to", "html"])
    const svgs = home.read("page.html").match(/<svg[\s\S]*?<\/svg>/g) ?? []
    expect(svgs).toHaveLength(3)
    const read: string[] = []
    for (const [place, svg] of svgs.entries()) {
      const png = home.write(`${place}.png`, await sharp(Buffer.from(svg), { density: 400 }).png().toBuffer())
      read.push(execFileSync("zbarimg", ["-q", "--raw", png], { encoding: "utf8" }).trim())
    }
    await home.ok(["export", home.path("links.txt"), "--plain"])
    expect(read).toEqual(home.read("links.txt").trimEnd().split("\n"))
  },
)

const noKeyring = keyringMissing()
test.skipIf(noKeyring !== null)(
  `restored into a real, empty gnome-keyring, codes and keys are there${noKeyring === null ? "" : `: ${noKeyring}`}`,
  async () => {
    const here = await fullHome()
    await here.ok(["export", here.path("all.keycard"), "--password-file", password(here)])
    const keyring = await Keyring.start("open")
    try {
      const there = await newHome("os")
      const env = { DBUS_SESSION_BUS_ADDRESS: keyring.env.DBUS_SESSION_BUS_ADDRESS }
      const copy = there.write("all.keycard", here.read("all.keycard"))
      await there.ok(["restore", copy, "--password-file", password(there)], { env })
      for (const query of ["github", "bank", "steam"]) {
        const at = ["code", query, "--at", "59"]
        expect(await there.ok(at, { env })).toBe(await here.ok(at))
      }
      const again = there.path("again.keycard")
      await there.ok(["export", again, "--password-file", password(there)], { env })
      const dry = ["restore", again, "--password-file", password(here), "--dry-run"]
      const { rows } = await here.json<{ rows: { state: string }[] }>(dry)
      expect(rows.map(({ state }) => state)).toEqual(rows.map(() => "duplicate"))
    } finally {
      await keyring.close()
    }
  },
  argon2,
)

test("no secret and no passphrase is in what is said", async () => {
  const home = await fullHome()
  const ran = await home.keycard(["export", home.path("a"), "--password-file", password(home)])
  const { accounts } = await lookInside(home)
  expect(await accounts.list()).toHaveLength(3)
  expect(ran.stdout + ran.stderr).not.toMatch(/JBSWY3DP|wJalr|correct horse/)
})
