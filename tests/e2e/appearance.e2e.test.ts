import { mkdir, readFile } from "node:fs/promises"
import { join } from "node:path"
import type { Page } from "playwright-core"
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest"
import { projectRoot } from "../../scripts/setup/paths.mjs"
import { whyNoKeyring } from "../support/app/keyring.ts"
import type { LaunchedKeycard } from "../support/app/launch-keycard.ts"
import { startAwsStandIn, type AwsStandIn } from "../support/aws/start.ts"
import { PASSWORD } from "../support/imports/apps/shared.ts"
import { crowdedRows, overflowing, tooPale, walkByTab, withoutName } from "./pages/audit.ts"
import { callMain } from "./pages/call.ts"
import { codesPage } from "./pages/codes-page.ts"
import { enrolPage } from "./pages/enrol-page.ts"
import { eventually } from "./pages/eventually.ts"
import { importPage, slowExport } from "./pages/import-page.ts"
import { answerFileDialogs } from "./pages/file-answers.ts"
import { newAccount } from "./pages/links.ts"
import { lockPage } from "./pages/lock-page.ts"
import { qrSheet } from "./pages/pictures.ts"
import { sessionsPage } from "./pages/sessions-page.ts"
import { copyText, dropFiles } from "./pages/transfer.ts"
import { startWorld, type World } from "./pages/world.ts"

const folder = join(projectRoot, "out", "screenshots")
const sizes = [
  { name: "920x640", width: 920, height: 640 },
  { name: "360x480", width: 360, height: 480 },
] as const
const schemes = ["light", "dark"] as const

let world: World
let doors: World | undefined
let standIn: AwsStandIn
let keycard: LaunchedKeycard
let page: Page

const kept = [
  newAccount("Amazon Web Services", "mona@123456789012"),
  newAccount("GitHub", "ada@example.org"),
  newAccount("Nextcloud", "ada.lovelace.with.a.rather.long.name@department.of.mathematics.example.org"),
  newAccount("Mastodon", "@ada@example.social", { digits: 8 }),
]

async function use(launched: LaunchedKeycard): Promise<void> {
  keycard = launched
  page = launched.page
  await page.emulateMedia({ reducedMotion: "reduce" })
}

async function resize({ width, height }: { width: number; height: number }): Promise<void> {
  await keycard.app.evaluate(
    ({ BrowserWindow }, size) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height)
    },
    { width, height },
  )
  await eventually(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([width, height])
}

/** Looks at what is on the screen now in both sizes and both colours, and leaves pictures of it. */
async function look(screen: string): Promise<void> {
  const faults: Record<string, unknown> = {}
  for (const size of sizes) {
    await resize(size)
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme })
      await page.screenshot({
        path: join(folder, `${screen}-${colorScheme}-${size.name}.png`),
        animations: "disabled",
      })
      const pale = await tooPale(page)
      if (pale.length > 0) faults[`too pale, ${colorScheme}`] = pale
    }
    const wide = await overflowing(page)
    if (wide.length > 0) faults[`sticks out at ${size.name}`] = wide
  }
  await resize(sizes[0])
  const nameless = await withoutName(page)
  if (nameless.length > 0) faults["without a name"] = nameless
  const { unreached, unseen } = await walkByTab(page)
  if (unreached.length > 0) faults["never reached by Tab"] = unreached
  if (unseen.length > 0) faults["focus cannot be seen"] = unseen
  expect(faults).toEqual({})
}

const press = (name: string | RegExp) => page.getByRole("button", { name }).click()
const go = (place: string) =>
  page.getByRole("navigation", { name: "Places" }).getByRole("button", { name: place }).click()
const dialog = () => page.getByRole("dialog")
const closeDialog = async () => {
  await dialog().getByRole("button", { name: "Close" }).click()
  await dialog().waitFor({ state: "detached" })
}

beforeAll(async () => {
  await mkdir(folder, { recursive: true })
  world = await startWorld({ keychain: "file" })
  standIn = await startAwsStandIn({ users: [{ name: "mona" }, { name: "piet" }] })
  await use(await world.open())
  await codesPage(page).welcome.waitFor()
})
afterAll(async () => {
  await world.close()
  await doors?.close()
  await standIn.close()
})

afterEach(async () => {
  await resize(sizes[0])
  // A screen with a fault must not stand in the way of the next one.
  if (await dialog().isVisible()) await closeDialog()
})

describe("the one who looks", () => {
  it("finds a control without a name", async () => {
    expect(await withoutName(page)).toEqual([])
    await page.evaluate(() => document.body.append(document.createElement("button")))
    expect(await withoutName(page)).toEqual(["button"])
    await page.evaluate(() => document.body.lastElementChild?.remove())
  })
})

describe("the first day", () => {
  it("welcome", () => look("welcome"))

  it("no session yet", async () => {
    await go("Sessions")
    await page.getByRole("button", { name: "Set up a session" }).waitFor()
    await look("sessions-none")
    await go("Codes")
  })

  it("the ways in", async () => {
    await enrolPage(page).open()
    await look("enrol-ways")
  })

  it("typed in", async () => {
    await enrolPage(page).open()
    await enrolPage(page).way("Type it in").click()
    await dialog().getByRole("button", { name: /^More/ }).click()
    await dialog().getByRole("textbox", { name: "Digits" }).fill("99")
    await dialog().getByRole("textbox", { name: "Secret key" }).fill("JBSWY3DPEHPK3PXP")
    await dialog().getByRole("textbox", { name: "Secret key" }).press("Enter")
    await eventually(() => dialog().innerText()).toMatch(/out of range/)
    await look("enrol-typed")
  })

  it("typed in, in a small window: what is wrong comes into sight", async () => {
    await resize(sizes[1])
    await enrolPage(page).open()
    await enrolPage(page).way("Type it in").click()
    await dialog().getByRole("button", { name: /^More/ }).click()
    const digits = dialog().getByRole("textbox", { name: "Digits" })
    await digits.fill("99")
    const secret = dialog().getByRole("textbox", { name: "Secret key" })
    await secret.fill("JBSWY3DPEHPK3PXP")
    await secret.press("Enter")
    await eventually(() => digits.getAttribute("aria-invalid")).toBe("true")
    await eventually(() =>
      digits.evaluate((box) => {
        const { left, top, width, height } = box.getBoundingClientRect()
        return document.elementFromPoint(left + width / 2, top + height / 2) === box
      }),
    ).toBe(true)
  })

  it("one found", async () => {
    await copyText(keycard.app, newAccount("GitHub", "ada@example.org").uri)
    await page.keyboard.press("Control+v")
    await enrolPage(page).single()
    await look("enrol-one")
    await enrolPage(page).save()
  })

  it("several found, one of them twice, and a picture of no use", async () => {
    await dropFiles(page, [
      { name: "sheet.png", type: "image/png", bytes: await qrSheet(kept.map(({ uri }) => uri)) },
      { name: "holiday.png", type: "image/png", bytes: await qrSheet([]) },
    ])
    await enrolPage(page).several(kept.length)
    await look("enrol-several")
    await enrolPage(page).save()
  })
})

describe("every day", () => {
  it("codes", async () => {
    await codesPage(page).row("Nextcloud").waitFor()
    await codesPage(page).row("Mastodon").click()
    await look("codes")
  })

  it("a search", async () => {
    await codesPage(page).search.fill("git")
    await look("codes-search")
    await codesPage(page).search.fill("nothing of the kind")
    await page.getByRole("heading", { name: "No match" }).waitFor()
    // Beside the text that says so there is nothing to scroll to.
    expect(await page.locator("main").evaluate((place) => place.scrollHeight - place.clientHeight)).toBe(0)
    await look("codes-no-match")
  })

  it("a name that is cut off, read whole under the pointer", async () => {
    await codesPage(page).search.fill("")
    await resize(sizes[1])
    const titleOf = async (text: string) => {
      const name = codesPage(page).list.getByText(text)
      // Where it begins: its middle may be cut off.
      await name.hover({ position: { x: 4, y: 4 } })
      return name.evaluate((element) => element.closest("[title]")?.getAttribute("title") ?? null)
    }
    expect(await titleOf("ada.lovelace.with.a")).toBe(kept[2]?.account)
    expect(await titleOf("mona@123456789012")).toBeNull()
  })

  it("nothing chosen", async () => {
    await codesPage(page).search.fill("")
    await codesPage(page).search.press("Escape")
    await eventually(() => codesPage(page).list.getByRole("row", { selected: true }).count()).toBe(0)
    await look("codes-nothing-chosen")
  })

  it("the next code beside each", async () => {
    await callMain(page, "settings:set", { nextCode: "always" })
    await codesPage(page).row("Mastodon").click()
    await look("codes-next")
    for (const nextCode of ["always", "last-seconds", "never"]) {
      await callMain(page, "settings:set", { nextCode })
      for (const width of [360, 460, 561, 620, 700, 761, 840, 920]) {
        await resize({ width, height: 640 })
        await page.screenshot({ path: join(folder, `codes-next-${nextCode}-${width}.png`) })
        expect(await crowdedRows(page), `${nextCode}, ${width} wide`).toEqual([])
      }
    }
    await resize(sizes[0])
    await callMain(page, "settings:set", { nextCode: "last-seconds" })
  })

  it("hidden codes", async () => {
    await callMain(page, "settings:set", { hideCodes: true })
    await eventually(() => codesPage(page).row("GitHub").locator("[data-dots]").count()).toBeGreaterThan(0)
    await page.mouse.move(460, 8)
    await look("codes-hidden")
    await callMain(page, "settings:set", { hideCodes: false })
  })

  it("several picked, tagged, and found by their tag", async () => {
    await codesPage(page).search.fill("")
    await codesPage(page)
      .row("GitHub")
      .first()
      .click({ modifiers: ["Control"] })
    await codesPage(page)
      .row("Mastodon")
      .click({ modifiers: ["Shift"] })
    await look("codes-picked")
    await page.getByRole("toolbar").getByRole("button", { name: "Tags" }).click()
    const box = dialog().getByRole("combobox", { name: "Add" })
    for (const tag of ["work", "a tag with a rather long name"]) {
      await box.fill(tag)
      await box.press("Enter")
    }
    await look("codes-tags")
    await press("Save")
    await page.getByRole("group", { name: "Tags" }).getByRole("button", { name: "work" }).click()
    await page.getByTestId("toast").getByRole("button", { name: "Dismiss" }).click()
    await look("codes-tagged")
    await page.getByRole("group", { name: "Tags" }).getByRole("button", { name: "work" }).click()
  })

  it("the order of the list", async () => {
    for (const size of sizes) {
      await resize(size)
      await page.getByRole("button", { name: "Order and selection" }).click()
      for (const colorScheme of schemes) {
        await page.emulateMedia({ colorScheme })
        await page.screenshot({ path: join(folder, `codes-order-${colorScheme}-${size.name}.png`) })
      }
      await page.getByRole("menuitemradio", { name: "Own order" }).click()
    }
    await resize(sizes[0])
    await codesPage(page).row("Nextcloud").hover()
    await page.screenshot({ path: join(folder, "codes-own-order.png") })
    await callMain(page, "settings:set", { sort: "name" })
  })

  it("a mark that is looked for", async () => {
    await codesPage(page).choose("Mastodon", "Edit")
    await dialog().getByRole("radio", { name: "Other" }).check({ force: true })
    await dialog().getByRole("textbox", { name: "Look for a mark" }).fill("g")
    await look("codes-edit-mark")
    await closeDialog()
  })

  it("an account's own", async () => {
    await codesPage(page).search.fill("")
    await codesPage(page).choose("Nextcloud", "Edit")
    await look("codes-edit")
    await closeDialog()
    await codesPage(page).choose("Mastodon", "Remove")
    await codesPage(page).toast.waitFor()
    await look("codes-removed")
  })

  it("the trash", async () => {
    await press("Order and selection")
    await page.getByRole("menuitem", { name: /^Trash/ }).click()
    await page.getByRole("list", { name: "Removed accounts" }).waitFor()
    await look("trash")
    await page.getByRole("button", { name: "Empty trash" }).click()
    await page.getByRole("heading", { name: "The trash is empty" }).waitFor()
    await page.getByTestId("toast").getByRole("button", { name: "Undo" }).click()
    await page.getByRole("button", { name: "Back to the codes" }).click()
  })

  it("the keys", async () => {
    await codesPage(page).search.fill("")
    await page.keyboard.press("?")
    await dialog().waitFor()
    await look("shortcuts")
    await closeDialog()
  })

  it("settings", async () => {
    await go("Settings")
    await look("settings")
  })

  it("a QR code", async () => {
    await go("Codes")
    await codesPage(page).choose("Nextcloud", "Show QR code")
    await dialog().getByRole("img").waitFor()
    await look("qr-code")
    await closeDialog()
  })
})

describe("backups", () => {
  const settings = (name: string | RegExp) =>
    page.getByRole("region", { name: "Backup" }).getByRole("button", { name })

  it("settings, before and after", async () => {
    await go("Settings")
    await settings("Make a backup…").waitFor()
    await page.getByRole("region", { name: "Backup" }).evaluate((group) => group.scrollIntoView())
    await look("backup-settings-none")
    await page.getByLabel("Automatic backups").click()
    await answerFileDialogs(keycard.app, world.home)
    await press("Choose a folder…")
    await dialog().getByLabel("Passphrase of the backups").fill("four small green doors")
    await look("backup-automatic")
    await dialog().getByLabel("The same again").fill("four small green doors")
    await press("Turn on")
    await dialog().waitFor({ state: "detached" })
    await settings("Back up now").click()
    await eventually(() => page.getByRole("region", { name: "Backup" }).innerText()).toMatch(/today, /)
    await page.getByRole("region", { name: "Backup" }).evaluate((group) => group.scrollIntoView())
    await look("backup-settings")
  })

  it("making one", async () => {
    await settings("Make a backup…").click()
    await look("backup-make")
    await dialog().getByLabel("Passphrase of the backup").fill("four small green doors")
    await dialog().getByLabel("The same again").fill("four small green doors")
    await answerFileDialogs(keycard.app, join(world.home, "mine.keycard"))
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
    await callMain(page, "accounts:trash", { ids: [(await world.vault()).accounts[0]?.id] })
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

describe("sessions", () => {
  const region = "eu-central-1"

  it("setting one up", async () => {
    await go("Sessions")
    await press("Set up a session")
    const [user] = standIn.account.users
    await dialog()
      .getByRole("textbox", { name: "Access key ID" })
      .fill(user?.accessKeys[0]?.id ?? "")
    await dialog()
      .getByLabel("Secret access key")
      .fill(user?.accessKeys[0]?.secret ?? "")
    await look("session-key")
    const { setUp } = sessionsPage(page)
    await setUp.keepKey("mona", standIn.url)
    await setUp.findDevice()
    await dialog().getByRole("radiogroup").waitFor()
    await look("session-device")
    await setUp.continue()
    await look("session-profile")
    await setUp.makeProfile("work", region)
  })

  it("cards: not started, valid, failed", async () => {
    const [mona, piet] = standIn.account.users
    const device = mona?.mfaDevices[0]
    const good = newAccount("Amazon Web Services", "x").uri.replace(
      /secret=\w+/,
      `secret=${device?.seedBase32}`,
    )
    expect(await world.keycard(["add", "-"], good)).toMatchObject({ exitCode: 0 })
    const key = `${piet?.accessKeys[0]?.id}\n${piet?.accessKeys[0]?.secret}\n`
    const serial = ["--mfa-serial", piet?.mfaDevices[0]?.serial ?? "", "--endpoint", standIn.url]
    expect(
      await world.keycard(["aws", "key", "add", "piet", ...serial, "--account", "GitHub"], key),
    ).toMatchObject({
      exitCode: 3,
    })
    const wrong = ["--account", "Nextcloud"]
    expect(await world.keycard(["aws", "key", "add", "piet", ...serial, ...wrong], key)).toMatchObject({
      exitCode: 0,
    })
    for (const name of ["failing", "not-started"]) {
      const add = ["aws", "profile", "add", name, "--key", "piet", "--region", region]
      expect(await world.keycard(add)).toMatchObject({ exitCode: 0 })
    }
    const sessions = sessionsPage(page)
    await sessions.button("failing", /^Start/).click()
    await eventually(() => sessions.says("failing"), 45_000).toMatch(/AWS did not take the MFA code/)
    await world.keycard(["refresh", "work", "--code", standIn.codeFor(device?.serial ?? "")])
    await eventually(() => sessions.says("work"), 45_000).toMatch(/Valid/)
    await look("sessions")
  })
})

describe("coming from another app", () => {
  const imports = () => importPage(page)
  const fixture = (path: string) => readFile(join(projectRoot, "tests", "fixtures", "imports", path))
  const drop = (name: string, bytes: Buffer) => dropFiles(page, [{ name, type: "", bytes }])
  const dropAegis = async () => {
    await drop("aegis-backup-20260921.json", await fixture("aegis/encrypted.json"))
    await imports().password.waitFor()
  }

  it("the apps", async () => {
    await go("Codes")
    await enrolPage(page).open()
    await imports().apps.click()
    await imports().search.waitFor()
    await look("import-apps")
    await imports().search.fill("authenticator")
    await look("import-apps-search")
  })

  it("a guide", async () => {
    await enrolPage(page).open()
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
    await page.keyboard.press("Escape")
    await imports().open.waitFor()
  })

  it("a few accounts, with some that cannot be computed", async () => {
    await dropAegis()
    await imports().password.fill(PASSWORD)
    await imports().open.click()
    await eventually(() => enrolPage(page).rows.count(), 30_000).toBeGreaterThan(1)
    await look("import-few")
    await imports().save()
    await codesPage(page).toast.waitFor()
    await look("import-saved")
    await go("Settings")
    await page.getByRole("list", { name: "Kept for export" }).scrollIntoViewIfNeeded()
    await look("settings-kept")
    await page.keyboard.press("Control+z")
    await eventually(() => codesPage(page).toast.innerText(), 30_000).toMatch(/again/)
    await go("Codes")
  })

  it("a thousand, of every sort", async () => {
    const names = ["Cloudflare", "Hetzner Online", "Fastmail", "npm", "Discord", "Proton", "Vercel"]
    const found = Array.from({ length: 1_000 }, (_, index) =>
      newAccount(`${names[index % names.length] ?? ""} ${index + 1}`, `ada.${index}@example.org`, {
        digits: index % 9 === 4 ? 8 : 6,
      }),
    )
    const [same] = kept
    const links = [
      ...found,
      newAccount("Mastodon", "@ada@example.social"),
      newAccount("Nextcloud", "ada.lovelace.with.a.rather.long.name@department.of.mathematics.example.org"),
      ...(same === undefined ? [] : [same]),
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
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("F2")
    await look("import-many-rename")
    await imports().count(/kept/).click()
    await imports().line("Broken").waitFor()
    await look("import-many-end")
  })
})

describe.skipIf(whyNoKeyring())("the lock", () => {
  const others: World[] = []
  afterAll(() => others[0]?.close())

  it("none yet, set, and locked", async () => {
    await keycard.close()
    const locked = await startWorld({ keychain: "keyring" })
    others.push(locked)
    expect(await locked.keycard(["add", "-"], kept[1]?.uri ?? "")).toMatchObject({ exitCode: 0 })
    await locked.age(40)
    await use(await locked.open())
    await page.getByRole("complementary", { name: "Reminder" }).waitFor()
    await look("reminder")
    await lockPage(page).lock.click()
    await press("Set a passphrase")
    await dialog().getByLabel("New passphrase").fill("four doors")
    await look("lock-set")
    await dialog().getByLabel("New passphrase").fill("four small green doors")
    await dialog().getByLabel("The same again").fill("four small green doors")
    await press("Set passphrase")
    await dialog().waitFor({ state: "detached" })
    await page.getByRole("region", { name: "Lock", exact: true }).evaluate((group) => group.scrollIntoView())
    await look("lock-settings")
    await press("Change")
    await look("lock-change")
    await closeDialog()
    await press("Move to an encrypted file")
    await look("move-secrets")
    await closeDialog()
    await lockPage(page).lock.click()
    await lockPage(page).heading.waitFor()
    await look("locked")
    await page.getByText("Forgotten the passphrase?").click()
    await look("locked-help")
    await lockPage(page).type("a wrong passphrase")
    await eventually(() => page.locator("main").innerText()).toMatch(/not the passphrase/)
    await look("locked-wrong")
  })
})

describe("at the door", () => {
  it("no keychain, and another one chosen", async () => {
    doors = await startWorld({ keychain: "keyring", keyringState: "absent" })
    await use(await doors.open())
    await page.getByRole("button", { name: "Try again" }).waitFor()
    await look("door-no-keychain")
    await press("Use an encrypted file instead")
    await page.getByLabel("New passphrase").fill("short")
    await press("Use this passphrase")
    await eventually(() => page.locator("main").innerText()).toMatch(/too short/)
    await look("door-choose-file")
    await page.getByLabel("New passphrase").fill("correct horse")
    await page.getByLabel("The same again").fill("correct horse")
    await press("Use this passphrase")
    await codesPage(page).welcome.waitFor()
  })

  it("the passphrase", async () => {
    await keycard.close()
    if (doors === undefined) throw new Error("the test before this one did not open the door")
    await use(await doors.open())
    const box = page.getByLabel("Passphrase", { exact: true })
    await box.fill("wrong horse")
    await box.press("Enter")
    await eventually(() => page.locator("main").innerText()).toMatch(/not the passphrase/)
    await look("door-passphrase")
  })
})
