import { spawnSync } from "node:child_process"
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { LaunchedKeycard } from "../support/app/launch-keycard.ts"
import { codesPage } from "./pages/codes-page.ts"
import { eventually } from "./pages/eventually.ts"
import { isRightNow } from "./pages/expected-code.ts"
import { answerFileDialogs } from "./pages/file-answers.ts"
import { newAccount, type TestAccount } from "./pages/links.ts"
import { startWorld, type World } from "./pages/world.ts"

const accounts = [
  newAccount("Northwind", "ada@example.org"),
  newAccount("Contoso", "grace@example.org", { algorithm: "SHA256", digits: 8, period: 60 }),
]
const [first] = accounts as [TestAccount, ...TestAccount[]]
const PASSPHRASE = "nine tall blue chimneys"
const hasZbar = spawnSync("zbarimg", ["--version"]).error === undefined

let outside: string
let world: World
let keycard: LaunchedKeycard
const page = () => keycard.page
const dialog = () => page().getByRole("dialog")
const go = (place: string) =>
  page().getByRole("navigation", { name: "Places" }).getByRole("button", { name: place }).click()
const group = () => page().getByRole("region", { name: "Backup" })
const press = (name: string) => group().getByRole("button", { name }).click()
const showsRightCode = (account: TestAccount) =>
  eventually(() => isRightNow(account, () => codesPage(page()).code(account.issuer))).toBe(true)
const typeTwice = async (label: string) => {
  await dialog().getByLabel(label).fill(PASSPHRASE)
  await dialog().getByLabel("The same again").fill(PASSPHRASE)
}

beforeAll(async () => {
  outside = await mkdtemp(join(tmpdir(), "keycard-backups-"))
  world = await startWorld()
  for (const { uri } of accounts) {
    expect(await world.keycard(["add", "-"], uri)).toMatchObject({ exitCode: 0 })
  }
  keycard = await world.open()
})
afterAll(async () => {
  await world.close()
  await rm(outside, { recursive: true, force: true })
})

describe(`one account's QR code${hasZbar ? "" : " (zbarimg is not installed)"}`, () => {
  it.skipIf(!hasZbar)(
    "is on the screen, can be scanned from it, and is gone when the window is left",
    async () => {
      await showsRightCode(first)
      await codesPage(page()).choose(first.issuer, "Show QR code")
      const picture = dialog().getByRole("img", { name: "QR code of this account" })
      await picture.waitFor()
      await eventually(() =>
        picture.evaluate((image: HTMLImageElement) => image.naturalWidth),
      ).toBeGreaterThan(50)
      const file = join(outside, "screen.png")
      for (const colorScheme of ["light", "dark"] as const) {
        await page().emulateMedia({ colorScheme })
        await writeFile(file, await page().screenshot())
        const { stdout } = await world.run("zbarimg", ["--quiet", "--raw", file])
        const read = new URL(stdout.trim())
        expect(read.searchParams.get("secret")).toBe(first.secret)
      }
      await page().evaluate(() => window.dispatchEvent(new Event("blur")))
      await picture.waitFor({ state: "detached" })
      await dialog().getByRole("button", { name: "Show again" }).click()
      await picture.waitFor()
      await dialog().getByRole("button", { name: "Close" }).click()
      await picture.waitFor({ state: "detached" })
    },
  )
})

describe("a reminder", () => {
  const line = () => page().getByRole("complementary", { name: "Reminder" })
  let old: World
  afterAll(() => old.close())

  it("of a backup comes once there is something old to lose, and can be put off, over a restart too", async () => {
    old = await startWorld()
    expect(await old.keycard(["add", "-"], first.uri)).toMatchObject({ exitCode: 0 })
    await old.age(40)
    const before = keycard
    keycard = await old.open()
    await eventually(() => line().innerText()).toMatch(/no backup of your accounts yet/)
    await line()
      .getByRole("button", { name: /^Not now/ })
      .click()
    await line().waitFor({ state: "detached" })
    await keycard.close()
    keycard = await old.open()
    await showsRightCode(first)
    expect(await line().count()).toBe(0)
    await keycard.close()
    keycard = before
  })
})

describe("a backup", () => {
  const file = () => join(outside, "mine.keycard")

  it("that is not saved, because the dialog was closed, is none", async () => {
    await go("Settings")
    await eventually(() => group().innerText()).toMatch(/None saved yet/)
    await press("Make a backup…")
    await typeTwice("Passphrase of the backup")
    await answerFileDialogs(keycard.app, null)
    await dialog().getByRole("button", { name: "Save…" }).click()
    await eventually(() =>
      dialog().getByRole("button", { name: "Save…" }).getAttribute("aria-busy"),
    ).toBeNull()
    expect(await dialog().getByLabel("Passphrase of the backup").inputValue()).toBe(PASSPHRASE)
  })

  it("is saved where the person wants it, encrypted", async () => {
    await answerFileDialogs(keycard.app, file())
    await dialog().getByRole("button", { name: "Save…" }).click()
    await dialog().getByRole("button", { name: "Done" }).waitFor()
    expect(await dialog().innerText()).toMatch(/2 accounts saved\.[^]*mine\.keycard/)
    await dialog().getByRole("button", { name: "Done" }).click()
    await eventually(() => group().innerText()).toMatch(/Last saved today/)
    const text = (await readFile(file())).toString("latin1")
    for (const { issuer, secret } of accounts) {
      expect(text).not.toContain(issuer)
      expect(text).not.toContain(secret)
    }
  })

  it("is made by itself once a folder and a passphrase are chosen", async () => {
    await page().getByLabel("Automatic backups").click()
    await answerFileDialogs(keycard.app, outside)
    await dialog().getByRole("button", { name: "Choose a folder…" }).click()
    await eventually(() => dialog().innerText()).toContain(outside)
    await typeTwice("Passphrase of the backups")
    await dialog().getByRole("button", { name: "Turn on" }).click()
    await dialog().waitFor({ state: "detached" })
    await press("Back up now")
    await eventually(() => group().innerText()).toMatch(/today, .*keycard-auto-\d{8}T\d{6}Z\.keycard/)
  })

  it("of a folder that is gone says so, and what to do", async () => {
    const gone = await mkdtemp(join(tmpdir(), "keycard-gone-"))
    await answerFileDialogs(keycard.app, gone)
    await press("Choose…")
    await eventually(() => group().innerText()).toContain(gone)
    await rm(gone, { recursive: true })
    await press("Back up now")
    await eventually(() => group().getByRole("alert").innerText()).toMatch(/Tried today/)
  })

  it("goes out as plain links only after a warning", async () => {
    await press("Export…")
    expect(await dialog().innerText()).toMatch(/Anyone who gets this can make your codes/)
    const links = join(outside, "links.txt")
    await answerFileDialogs(keycard.app, links)
    await dialog().getByRole("button", { name: "Save…" }).click()
    await dialog().getByRole("button", { name: "Done" }).click()
    const text = await readFile(links, "utf8")
    for (const { secret } of accounts) expect(text).toContain(secret)
  })

  it("shows pages for Google on screen, and names what cannot go along", async () => {
    await press("Export…")
    await dialog()
      .getByRole("radio", { name: /Google/ })
      .check()
    await dialog().getByRole("button", { name: "Show on screen" }).click()
    await dialog().getByRole("img", { name: "QR code 1 of 1" }).waitFor()
    expect(await dialog().innerText()).toMatch(/1 account left out[^]*Contoso[^]*30 seconds/)
    await dialog().getByRole("button", { name: "Done" }).click()
  })

  it("alone brings everything back on another computer", async () => {
    await world.close()
    world = await startWorld()
    keycard = await world.open()
    await codesPage(page()).welcome.waitFor()
    await go("Settings")
    await answerFileDialogs(keycard.app, file())
    await press("Restore…")
    await dialog().getByLabel("Passphrase of the backup").fill("another one")
    await dialog().getByRole("button", { name: "Open" }).click()
    await eventually(() => dialog().innerText()).toMatch(/That is not the passphrase\./)
    await dialog().getByLabel("Passphrase of the backup").fill(PASSPHRASE)
    await dialog().getByRole("button", { name: "Open" }).click()
    await dialog().getByRole("checkbox", { name: "2 accounts" }).waitFor()
    await dialog().getByRole("button", { name: "Restore" }).click()
    await dialog().waitFor({ state: "detached" })
    await eventually(() => codesPage(page()).toast.innerText()).toMatch(/Restored 2 accounts/)
    await go("Codes")
    for (const account of accounts) await showsRightCode(account)
  })

  it("that was restored is taken back by an undo, and comes again", async () => {
    await page().getByRole("button", { name: "Undo" }).click()
    await eventually(() => codesPage(page()).toast.innerText()).toMatch(/Removed 2 accounts again/)
    await codesPage(page()).welcome.waitFor()
    expect((await world.vault()).accounts).toEqual([])
    await go("Settings")
    await press("Restore…")
    await dialog().getByLabel("Passphrase of the backup").fill(PASSPHRASE)
    await dialog().getByRole("button", { name: "Open" }).click()
    await dialog().getByRole("button", { name: "Restore" }).click()
    await dialog().waitFor({ state: "detached" })
    await go("Codes")
    for (const account of accounts) await showsRightCode(account)
  })

  it("restored once more adds nothing twice", async () => {
    await go("Settings")
    await press("Restore…")
    await dialog().getByLabel("Passphrase of the backup").fill(PASSPHRASE)
    await dialog().getByRole("button", { name: "Open" }).click()
    await eventually(() => dialog().innerText()).toMatch(/Everything in it is here already/)
    expect(await dialog().getByRole("button", { name: "Restore" }).isDisabled()).toBe(true)
    await dialog().getByRole("button", { name: "Close" }).click()
  })
})
