import { join } from "node:path"
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest"
import { crowdedRows, withoutName } from "./pages/audit.ts"
import { callMain } from "./pages/call.ts"
import { codesPage } from "./pages/codes-page.ts"
import { enrolPage } from "./pages/enrol-page.ts"
import { eventually } from "./pages/eventually.ts"
import { newAccount } from "./pages/links.ts"
import { schemes, screenshots, sizes } from "./pages/look.ts"
import { newLooker, somebodysAccounts } from "./pages/looker.ts"
import { qrSheet } from "./pages/pictures.ts"
import { copyText, dropFiles } from "./pages/transfer.ts"
import { startWorld, type World } from "./pages/world.ts"

let world: World
const here = newLooker()
const { use, look, resize, press, go, dialog, closeDialog, tidy } = here
const kept = somebodysAccounts()

beforeAll(async () => {
  world = await startWorld({ keychain: "file" })
  await use(await world.open())
  await codesPage(here.page).welcome.waitFor()
})
afterAll(() => world.close())
afterEach(tidy)

describe("the one who looks", () => {
  it("finds a control without a name", async () => {
    expect(await withoutName(here.page)).toEqual([])
    await here.page.evaluate(() => document.body.append(document.createElement("button")))
    expect(await withoutName(here.page)).toEqual(["button"])
    await here.page.evaluate(() => document.body.lastElementChild?.remove())
  })
})

describe("the first day", () => {
  it("welcome", () => look("welcome"))

  it("no session yet", async () => {
    await go("Sessions")
    await here.page.getByRole("button", { name: "Set up a session" }).waitFor()
    await look("sessions-none")
    await go("Codes")
  })

  it("the ways in", async () => {
    await enrolPage(here.page).open()
    await look("enrol-ways")
  })

  it("typed in", async () => {
    await enrolPage(here.page).open()
    await enrolPage(here.page).way("Type it in").click()
    await dialog().getByRole("button", { name: /^More/ }).click()
    await dialog().getByRole("textbox", { name: "Digits" }).fill("99")
    await dialog().getByRole("textbox", { name: "Secret key" }).fill("JBSWY3DPEHPK3PXP")
    await dialog().getByRole("textbox", { name: "Secret key" }).press("Enter")
    await eventually(() => dialog().innerText()).toMatch(/out of range/)
    await look("enrol-typed")
  })

  it("typed in, in a small window: what is wrong comes into sight", async () => {
    await resize(sizes[1])
    await enrolPage(here.page).open()
    await enrolPage(here.page).way("Type it in").click()
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
    await copyText(here.keycard.app, newAccount("GitHub", "ada@example.org").uri)
    await here.page.keyboard.press("Control+v")
    await enrolPage(here.page).single()
    await look("enrol-one")
    await enrolPage(here.page).save()
  })

  it("several found, one of them twice, and a picture of no use", async () => {
    await dropFiles(here.page, [
      { name: "sheet.png", type: "image/png", bytes: await qrSheet(kept.map(({ uri }) => uri)) },
      { name: "holiday.png", type: "image/png", bytes: await qrSheet([]) },
    ])
    await enrolPage(here.page).several(kept.length)
    await look("enrol-several")
    await enrolPage(here.page).save()
  })
})

describe("every day", () => {
  it("codes", async () => {
    await codesPage(here.page).row("Nextcloud").waitFor()
    await codesPage(here.page).row("Mastodon").click()
    await look("codes")
  })

  it("a search", async () => {
    await codesPage(here.page).search.fill("git")
    await look("codes-search")
    await codesPage(here.page).search.fill("nothing of the kind")
    await here.page.getByRole("heading", { name: "No match" }).waitFor()
    // Beside the text that says so there is nothing to scroll to.
    expect(await here.page.locator("main").evaluate((place) => place.scrollHeight - place.clientHeight)).toBe(
      0,
    )
    await look("codes-no-match")
  })

  it("a name that is cut off, read whole under the pointer", async () => {
    await codesPage(here.page).search.fill("")
    await resize(sizes[1])
    const titleOf = async (text: string) => {
      const name = codesPage(here.page).list.getByText(text)
      // Where it begins: its middle may be cut off.
      await name.hover({ position: { x: 4, y: 4 } })
      return name.evaluate((element) => element.closest("[title]")?.getAttribute("title") ?? null)
    }
    expect(await titleOf("ada.lovelace.with.a")).toBe(kept[2].account)
    expect(await titleOf("mona@123456789012")).toBeNull()
  })

  it("nothing chosen", async () => {
    await codesPage(here.page).search.fill("")
    await codesPage(here.page).search.press("Escape")
    await eventually(() => codesPage(here.page).list.getByRole("row", { selected: true }).count()).toBe(0)
    await look("codes-nothing-chosen")
  })

  it("the next code beside each", async () => {
    await callMain(here.page, "settings:set", { nextCode: "always" })
    await codesPage(here.page).row("Mastodon").click()
    await look("codes-next")
    for (const nextCode of ["always", "last-seconds", "never"]) {
      await callMain(here.page, "settings:set", { nextCode })
      for (const width of [360, 460, 561, 620, 700, 761, 840, 920]) {
        await resize({ width, height: 640 })
        await here.page.screenshot({ path: join(screenshots, `codes-next-${nextCode}-${width}.png`) })
        expect(await crowdedRows(here.page), `${nextCode}, ${width} wide`).toEqual([])
      }
    }
    await resize(sizes[0])
    await callMain(here.page, "settings:set", { nextCode: "last-seconds" })
  })

  it("hidden codes", async () => {
    await callMain(here.page, "settings:set", { hideCodes: true })
    await eventually(() => codesPage(here.page).row("GitHub").locator("[data-dots]").count()).toBeGreaterThan(
      0,
    )
    await here.page.mouse.move(460, 8)
    await look("codes-hidden")
    await callMain(here.page, "settings:set", { hideCodes: false })
  })

  it("several picked, tagged, and found by their tag", async () => {
    await codesPage(here.page).search.fill("")
    await codesPage(here.page)
      .row("GitHub")
      .first()
      .click({ modifiers: ["Control"] })
    await codesPage(here.page)
      .row("Mastodon")
      .click({ modifiers: ["Shift"] })
    await look("codes-picked")
    await here.page.getByRole("toolbar").getByRole("button", { name: "Tags" }).click()
    const box = dialog().getByRole("combobox", { name: "Add" })
    for (const tag of ["work", "a tag with a rather long name"]) {
      await box.fill(tag)
      await box.press("Enter")
    }
    await look("codes-tags")
    await press("Save")
    await here.page.getByRole("group", { name: "Tags" }).getByRole("button", { name: "work" }).click()
    await here.page.getByTestId("toast").getByRole("button", { name: "Dismiss" }).click()
    await look("codes-tagged")
    await here.page.getByRole("group", { name: "Tags" }).getByRole("button", { name: "work" }).click()
  })

  it("the order of the list", async () => {
    for (const size of sizes) {
      await resize(size)
      await here.page.getByRole("button", { name: "Order and selection" }).click()
      for (const colorScheme of schemes) {
        await here.page.emulateMedia({ colorScheme })
        await here.page.screenshot({ path: join(screenshots, `codes-order-${colorScheme}-${size.name}.png`) })
      }
      await here.page.getByRole("menuitemradio", { name: "Own order" }).click()
    }
    await resize(sizes[0])
    await codesPage(here.page).row("Nextcloud").hover()
    await here.page.screenshot({ path: join(screenshots, "codes-own-order.png") })
    await callMain(here.page, "settings:set", { sort: "name" })
  })

  it("a mark that is looked for", async () => {
    await codesPage(here.page).choose("Mastodon", "Edit")
    await dialog().getByRole("radio", { name: "Other" }).check({ force: true })
    await dialog().getByRole("textbox", { name: "Look for a mark" }).fill("g")
    await look("codes-edit-mark")
    await closeDialog()
  })

  it("an account's own", async () => {
    await codesPage(here.page).search.fill("")
    await codesPage(here.page).choose("Nextcloud", "Edit")
    await look("codes-edit")
    await closeDialog()
    await codesPage(here.page).choose("Mastodon", "Remove")
    await codesPage(here.page).toast.waitFor()
    await look("codes-removed")
  })

  it("the trash", async () => {
    await press("Order and selection")
    await here.page.getByRole("menuitem", { name: /^Trash/ }).click()
    await here.page.getByRole("list", { name: "Removed accounts" }).waitFor()
    await look("trash")
    await here.page.getByRole("button", { name: "Empty trash" }).click()
    await here.page.getByRole("heading", { name: "The trash is empty" }).waitFor()
    await here.page.getByTestId("toast").getByRole("button", { name: "Undo" }).click()
    await here.page.getByRole("button", { name: "Back to the codes" }).click()
  })

  it("the keys", async () => {
    await codesPage(here.page).search.fill("")
    await here.page.keyboard.press("?")
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
    await codesPage(here.page).choose("Nextcloud", "Show QR code")
    await dialog().getByRole("img").waitFor()
    await look("qr-code")
    await closeDialog()
  })
})
