import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { afterAll, afterEach, beforeAll, describe, it } from "vitest"
import { projectRoot } from "../../scripts/setup/paths.mjs"
import { PASSWORD } from "../support/imports/apps/shared.ts"
import { callMain } from "./pages/call.ts"
import { codesPage } from "./pages/codes-page.ts"
import { enrolPage } from "./pages/enrol-page.ts"
import { eventually } from "./pages/eventually.ts"
import { answerFileDialogs } from "./pages/file-answers.ts"
import { importPage, slowExport } from "./pages/import-page.ts"
import { newAccount } from "./pages/links.ts"
import { keepAccounts, newLooker, somebodysAccounts } from "./pages/looker.ts"
import { dropFiles } from "./pages/transfer.ts"
import { startWorld, type World } from "./pages/world.ts"

let world: World
const here = newLooker()
const { use, look, press, go, dialog, tidy } = here
const kept = somebodysAccounts()

beforeAll(async () => {
  world = await startWorld({ keychain: "file" })
  await use(await world.open())
  await codesPage(here.page).welcome.waitFor()
  const ids = await keepAccounts(here.page, kept)
  await callMain(here.page, "accounts:trash", { ids: ids.slice(3) })
})
afterAll(() => world.close())
afterEach(tidy)

describe("backups", () => {
  const settings = (name: string | RegExp) =>
    here.page.getByRole("region", { name: "Backup" }).getByRole("button", { name })

  it("settings, before and after", async () => {
    await go("Settings")
    await settings("Make a backup…").waitFor()
    await here.page.getByRole("region", { name: "Backup" }).evaluate((group) => group.scrollIntoView())
    await look("backup-settings-none")
    await here.page.getByLabel("Automatic backups").click()
    await answerFileDialogs(here.keycard.app, world.home)
    await press("Choose a folder…")
    await dialog().getByLabel("Passphrase of the backups").fill("four small green doors")
    await look("backup-automatic")
    await dialog().getByLabel("The same again").fill("four small green doors")
    await press("Turn on")
    await dialog().waitFor({ state: "detached" })
    await settings("Back up now").click()
    await eventually(() => here.page.getByRole("region", { name: "Backup" }).innerText()).toMatch(/today, /)
    await here.page.getByRole("region", { name: "Backup" }).evaluate((group) => group.scrollIntoView())
    await look("backup-settings")
  })

  it("making one", async () => {
    await settings("Make a backup…").click()
    await look("backup-make")
    await dialog().getByLabel("Passphrase of the backup").fill("four small green doors")
    await dialog().getByLabel("The same again").fill("four small green doors")
    await answerFileDialogs(here.keycard.app, join(world.home, "mine.keycard"))
    await press("Save…")
    await dialog().getByRole("button", { name: "Done" }).waitFor()
    await look("backup-made")
    await press("Done")
  })

  it("exports", async () => {
    await settings("Export…").click()
    await dialog()
      .getByRole("radio", { name: /Google/ })
      .check()
    await look("export")
    await press("Show on screen")
    await dialog().getByRole("img").waitFor()
    await look("export-google")
    await press("Done")
  })

  it("restoring", async () => {
    await callMain(here.page, "accounts:trash", { ids: [(await world.vault()).accounts[0]?.id] })
    await settings("Restore…").click()
    await dialog().getByLabel("Passphrase of the backup").fill("wrong horse")
    await dialog().getByRole("button", { name: "Open" }).click()
    await eventually(() => dialog().innerText()).toMatch(/not the passphrase/)
    await look("restore-open")
    await dialog().getByLabel("Passphrase of the backup").fill("four small green doors")
    await dialog().getByRole("button", { name: "Open" }).click()
    await dialog().getByRole("checkbox").first().waitFor()
    await look("restore")
    await dialog().getByRole("button", { name: "Restore" }).click()
    await dialog().waitFor({ state: "detached" })
    await look("restored")
  })
})

describe("coming from another app", () => {
  const imports = () => importPage(here.page)
  const fixture = (path: string) => readFile(join(projectRoot, "tests", "fixtures", "imports", path))
  const drop = (name: string, bytes: Buffer) => dropFiles(here.page, [{ name, type: "", bytes }])
  const dropAegis = async () => {
    await drop("aegis-backup-20260921.json", await fixture("aegis/encrypted.json"))
    await imports().password.waitFor()
  }

  it("the apps", async () => {
    await go("Codes")
    await enrolPage(here.page).open()
    await imports().apps.click()
    await imports().search.waitFor()
    await look("import-apps")
    await imports().search.fill("authenticator")
    await look("import-apps-search")
  })

  it("a guide", async () => {
    await enrolPage(here.page).open()
    await imports().apps.click()
    await imports().app("Authy").click()
    await imports().heading("Authy")
    await look("import-guide")
  })

  it("a file that is none", async () => {
    await drop("holiday-plans.txt", Buffer.from("see you tomorrow"))
    await eventually(() => dialog().innerText()).toMatch(/does not know this kind of file/)
    await look("import-unknown")
  })

  it("a password, and a wrong one", async () => {
    await dropAegis()
    await look("import-password")
    await imports().password.fill("wrong")
    await imports().open.click()
    await eventually(() => imports().password.getAttribute("aria-invalid"), 30_000).toBe("true")
    await look("import-password-wrong")
  })

  it("a password being tried", async () => {
    await drop("ente-auth-codes.txt", slowExport())
    await imports().password.fill("a long password")
    await imports().open.click()
    await eventually(() => dialog().innerText()).toMatch(/Making the key/)
    await look("import-trying")
    await here.page.keyboard.press("Escape")
    await imports().open.waitFor()
  })

  it("a few accounts, with some that cannot be computed", async () => {
    await dropAegis()
    await imports().password.fill(PASSWORD)
    await imports().open.click()
    await eventually(() => enrolPage(here.page).rows.count(), 30_000).toBeGreaterThan(1)
    await look("import-few")
    await imports().save()
    await codesPage(here.page).toast.waitFor()
    await look("import-saved")
    await go("Settings")
    await here.page.getByRole("list", { name: "Kept for export" }).scrollIntoViewIfNeeded()
    await look("settings-kept")
    await here.page.keyboard.press("Control+z")
    await eventually(() => codesPage(here.page).toast.innerText(), 30_000).toMatch(/again/)
    await go("Codes")
  })

  it("a thousand, of every sort", async () => {
    const names = ["Cloudflare", "Hetzner Online", "Fastmail", "npm", "Discord", "Proton", "Vercel"]
    const found = Array.from({ length: 1_000 }, (_, index) =>
      newAccount(`${names[index % names.length] ?? ""} ${index + 1}`, `ada.${index}@example.org`, {
        digits: index % 9 === 4 ? 8 : 6,
      }),
    )
    const links = [
      ...found,
      newAccount("Mastodon", "@ada@example.social"),
      newAccount("Nextcloud", "ada.lovelace.with.a.rather.long.name@department.of.mathematics.example.org"),
      kept[0],
    ].map(({ uri }) => uri)
    const others = [
      "motp://Intranet:ada?secret=0123456789abcdef",
      "otpauth://totp/Rare:ada?secret=GEZDGNBVGY3TQOJQ&algorithm=SHA224",
      "otpauth://totp/Broken:ada?secret=GEZDGNBV0189",
      "otpauth://totp/Half%20a%20link:ada?digits=six&secret=GEZDGNBVGY3TQOJQ",
    ]
    await drop("links.txt", Buffer.from([...links, ...others].join("\n")))
    await imports().list.waitFor({ timeout: 30_000 })
    await look("import-many")
    await imports().count(/new$/).click()
    await here.page.keyboard.press("ArrowDown")
    await here.page.keyboard.press("F2")
    await look("import-many-rename")
    await imports().count(/kept/).click()
    await imports().line("Broken").waitFor()
    await look("import-many-end")
  })
})
