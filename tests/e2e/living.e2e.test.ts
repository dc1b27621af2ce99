import { access } from "node:fs/promises"
import { join } from "node:path"
import type { Page } from "playwright-core"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import type { LaunchedKeycard } from "../support/app/launch-keycard.ts"
import { callMain } from "./pages/call.ts"
import { codesPage, type CodesPage } from "./pages/codes-page.ts"
import { eventually } from "./pages/eventually.ts"
import { isRightNow } from "./pages/expected-code.ts"
import { newAccount } from "./pages/links.ts"
import { qrSheet } from "./pages/pictures.ts"
import { clipboardText } from "./pages/transfer.ts"
import { startWorld, type World } from "./pages/world.ts"

const accounts = ["GitHub", "Google", "Mastodon", "Nextcloud"].map((issuer) =>
  newAccount(issuer, `ada@${issuer.toLowerCase()}.example`),
)
const byName = accounts.map(({ issuer }) => issuer)

let world: World
let keycard: LaunchedKeycard
let page: Page
let codes: CodesPage

async function open(): Promise<void> {
  keycard = await world.open()
  page = keycard.page
  codes = codesPage(page)
  await codes.row("GitHub").waitFor()
}
async function restart(): Promise<void> {
  await keycard.close()
  await open()
}
async function fromListMenu(item: RegExp): Promise<void> {
  await page.getByRole("button", { name: "Order and selection" }).click()
  await page.getByRole("menu").getByText(item).click()
}
const go = (place: string) =>
  page.getByRole("navigation", { name: "Places" }).getByRole("button", { name: place }).click()
const bar = () => page.getByRole("toolbar", { name: "Selected accounts" })
const undo = () => codes.toast.getByRole("button", { name: "Undo" }).click()
const kept = async (issuer: string) =>
  (await world.vault()).accounts.find((account) => account.issuer === issuer)

beforeAll(async () => {
  world = await startWorld({ keychain: "file" })
  expect(await world.keycard(["add", "-"], accounts.map(({ uri }) => uri).join("\n"))).toMatchObject({
    exitCode: 0,
  })
  await open()
})
afterAll(() => world.close())

describe("many at once", () => {
  beforeEach(async () => {
    await page.keyboard.press("Escape")
    await codes.row("GitHub").click({ modifiers: ["Control"] })
    await codes.row("Mastodon").click({ modifiers: ["Shift"] })
    await eventually(() => bar().innerText()).toMatch(/3 selected/)
  })

  it("are tagged, and a tag keeps the list to its accounts", async () => {
    await bar().getByRole("button", { name: "Tags" }).click()
    await page.getByRole("combobox", { name: "Add" }).fill("work")
    await page.keyboard.press("Enter")
    await page.getByRole("button", { name: "Save" }).click()
    const tag = page.getByRole("group", { name: "Tags" }).getByRole("button", { name: "work" })
    await tag.click()
    await eventually(codes.order).toEqual(["GitHub", "Google", "Mastodon"])
    expect((await kept("Google"))?.tags).toEqual(["work"])
    await tag.click()
    await codes.search.fill("#wo")
    await eventually(codes.order).toEqual(["GitHub", "Google", "Mastodon"])
    await codes.search.fill("")
    await undo()
    await tag.waitFor({ state: "detached" })
    expect((await kept("Google"))?.tags).toEqual([])
  })

  it("are pinned, and back where they were", async () => {
    await codes.row("GitHub").click()
    await eventually(() => bar().innerText()).toMatch(/2 selected/)
    await bar().getByRole("button", { name: "Pin" }).click()
    await eventually(codes.order).toEqual(["Google", "Mastodon", "GitHub", "Nextcloud"])
    await undo()
    await eventually(codes.order).toEqual(byName)
  })

  it("are removed, and all back with one Undo", async () => {
    await bar().getByRole("button", { name: "Remove" }).click()
    await eventually(codes.order).toEqual(["Nextcloud"])
    await eventually(() => codes.toast.innerText()).toMatch(/Removed 3 accounts/)
    await undo()
    await eventually(codes.order).toEqual(byName)
  })

  it("are let go with Esc, and a press copies again", async () => {
    await page.keyboard.press("Escape")
    await bar().waitFor({ state: "detached" })
    await codes.row("Google").click()
    await eventually(() => isRightNow(accounts[1]!, () => clipboardText(keycard.app))).toBe(true)
  })

  it("are chosen by keys alone", async () => {
    await page.keyboard.press("Escape")
    await codes.search.focus()
    await page.keyboard.press("ArrowDown")
    await eventually(() => codes.list.evaluate((list) => list === document.activeElement)).toBe(true)
    await page.keyboard.press("Home")
    await page.keyboard.press("Shift+ArrowDown")
    await eventually(() => bar().innerText()).toMatch(/2 selected/)
    await page.keyboard.press("Control+a")
    await eventually(() => bar().innerText()).toMatch(/4 selected/)
    await page.keyboard.press("Escape")
    await bar().waitFor({ state: "detached" })
  })
})

describe("one's own order", () => {
  it("is made with keys, taken back, and kept after a restart", async () => {
    await fromListMenu(/Own order/)
    await codes.search.focus()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Home")
    await page.keyboard.press("Alt+ArrowDown")
    await eventually(codes.order).toEqual(["Google", "GitHub", "Mastodon", "Nextcloud"])
    await page.keyboard.press("Alt+ArrowDown")
    await eventually(codes.order).toEqual(["Google", "Mastodon", "GitHub", "Nextcloud"])
    await eventually(() => page.getByRole("status").allInnerTexts()).toContain(
      "Moved GitHub to place 3 of 4. Undo: Control Z.",
    )
    await page.keyboard.press("Control+z")
    await eventually(codes.order).toEqual(byName)
    await page.keyboard.press("Alt+ArrowDown")
    await eventually(codes.order).toEqual(["Google", "GitHub", "Mastodon", "Nextcloud"])
    await codes.toast.waitFor()
    await restart()
    await eventually(codes.order).toEqual(["Google", "GitHub", "Mastodon", "Nextcloud"])
  })

  it("is made by dragging a row by its grip", async () => {
    await codes.row("Nextcloud").hover()
    const grip = await codes.row("Nextcloud").locator("[data-grip]").boundingBox()
    const top = await codes.row("Google").boundingBox()
    if (grip === null || top === null) throw new Error("no grip to take hold of")
    await page.mouse.move(grip.x + 6, grip.y + grip.height / 2)
    await page.mouse.down()
    await page.mouse.move(grip.x + 6, top.y + 40, { steps: 4 })
    await page.mouse.move(grip.x + 6, top.y + 4, { steps: 4 })
    await page.mouse.up()
    await eventually(codes.order).toEqual(["Nextcloud", "Google", "GitHub", "Mastodon"])
    await eventually(async () => (await world.vault()).accounts.map(({ issuer }) => issuer)).toEqual([
      "Nextcloud",
      "Google",
      "GitHub",
      "Mastodon",
    ])
    await undo()
    await eventually(codes.order).toEqual(["Google", "GitHub", "Mastodon", "Nextcloud"])
    await fromListMenu(/By name/)
    await eventually(codes.order).toEqual(byName)
  })
})

describe("the order of use", () => {
  it("counts what was copied, and moves no row while one looks", async () => {
    await fromListMenu(/Most used/)
    for (let times = 0; times < 5; times++) {
      await codes.row("Nextcloud").click()
      await eventually(() => codes.row("Nextcloud").innerText()).toMatch(/Copied/)
    }
    await eventually(async () => (await kept("Nextcloud"))?.uses ?? 0, 30_000).toBeGreaterThanOrEqual(5)
    expect((await codes.order())[0]).not.toBe("Nextcloud")
    await go("Settings")
    await go("Codes")
    await eventually(async () => (await codes.order())[0]).toBe("Nextcloud")
    await fromListMenu(/By name/)
  })
})

describe("hidden codes", () => {
  const code = () => codes.row("GitHub").locator("[data-code]").last()
  /** What can be seen of it: `innerText` leaves out what is not visible. */
  const seen = async () => (await code().innerText()).replace(/\s/g, "")

  it("are dots until the row is pointed at, with no move, and are copied all the same", async () => {
    await eventually(seen).toMatch(/^\d{6}$/)
    const before = await code().boundingBox()
    await go("Settings")
    await page.getByRole("switch", { name: "Hide codes" }).check()
    await go("Codes")
    await page.mouse.move(400, 20)
    await eventually(seen).toBe("")
    expect(await code().getAttribute("aria-label")).toBe("Code hidden")
    expect(await code().boundingBox()).toEqual(before)
    await codes.row("GitHub").hover()
    await eventually(seen).toMatch(/^\d{6}$/)
    await codes.row("GitHub").click()
    await eventually(() => isRightNow(accounts[0]!, () => clipboardText(keycard.app))).toBe(true)
    await page.mouse.move(400, 20)
    await eventually(seen).toBe("")
  })

  it("are seen in the row that the keys have reached", async () => {
    await codes.search.focus()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Home")
    await eventually(seen).toMatch(/^\d{6}$/)
    expect(await code().getAttribute("aria-label")).toMatch(/^\d( \d){5}$/)
    await callMain(page, "settings:set", { hideCodes: false })
  })
})

describe("marks", () => {
  const mark = (what: string) => codes.row("GitHub").locator(what)
  const edit = async (choice: string) => {
    await codes.choose("GitHub", "Edit")
    await page.getByRole("radio", { name: choice }).check({ force: true })
  }
  const save = async () => {
    await page.getByRole("button", { name: "Save" }).click()
    await page.getByRole("dialog").waitFor({ state: "detached" })
  }
  const picture = async () =>
    join(world.env.KEYCARD_HOME ?? "", "marks", `${(await kept("GitHub"))?.id ?? ""}.png`)
  const exists = async () =>
    access(await picture()).then(
      () => true,
      () => false,
    )

  it("come from the service's name, or are what one chooses", async () => {
    await mark("svg path").first().waitFor()
    await edit("Initial")
    await save()
    await eventually(async () => (await kept("GitHub"))?.mark).toBe("none")
    await edit("Other")
    await page.getByRole("textbox", { name: "Look for a mark" }).fill("gitlab")
    await page.getByRole("button", { name: "GitLab" }).click()
    await save()
    await eventually(async () => (await kept("GitHub"))?.mark).toBe("brand:gitlab")
  })

  it("may be a picture of one's own, which is kept small, and goes when it is not wished any more", async () => {
    await edit("Picture")
    const file = { name: "me.png", mimeType: "image/png", buffer: Buffer.from(await qrSheet([])) }
    await page.getByLabel("Picture file").setInputFiles(file)
    await page.getByRole("dialog").locator("img").waitFor()
    await save()
    await mark("img").waitFor()
    expect(await exists()).toBe(true)
    await restart()
    await mark("img").waitFor()
    const giveUp = async () => {
      await edit("Auto")
      await save()
      await mark("img").waitFor({ state: "detached" })
      await eventually(exists).toBe(false)
    }
    await giveUp()
    await page.keyboard.press("Control+z")
    await mark("img").waitFor()
    expect(await exists()).toBe(true)
    await giveUp()
  })

  it("are never a drawing that could hold a program", async () => {
    await edit("Picture")
    const file = { name: "x.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg/>") }
    await page.getByLabel("Picture file").setInputFiles(file)
    await page.getByRole("dialog").getByRole("alert").waitFor()
    await page.getByRole("button", { name: "Cancel" }).click()
    const svg = callMain(page, "accounts:set-mark-picture", {
      id: (await kept("GitHub"))?.id,
      png: new TextEncoder().encode("<svg/>"),
    })
    await expect(svg).rejects.toThrow(/refused/)
  })
})

describe("the trash", () => {
  const inTrash = () => page.getByRole("list", { name: "Removed accounts" }).getByRole("listitem")
  const openTrash = () => fromListMenu(/^Trash/)
  const back = () => page.getByRole("button", { name: "Back to the codes" }).first().click()

  it("shows what was removed, and gives it back", async () => {
    await codes.choose("Google", "Remove")
    await codes.row("Google").waitFor({ state: "detached" })
    await openTrash()
    await eventually(() => inTrash().allInnerTexts()).toHaveLength(1)
    await page.getByRole("button", { name: "Restore Google" }).click()
    await page.getByRole("heading", { name: "The trash is empty" }).waitFor()
    await back()
    await eventually(codes.order).toEqual(byName)
  })

  it("what is deleted for good comes back with Undo, and when Keycard is quit before", async () => {
    await codes.choose("Google", "Remove")
    await go("Settings")
    await page.getByRole("button", { name: "Open (1)" }).click()
    await page.getByRole("button", { name: "Delete Google for good" }).click()
    await page.getByRole("heading", { name: "The trash is empty" }).waitFor()
    await undo()
    await eventually(() => inTrash().count()).toBe(1)
    await page.getByRole("button", { name: "Empty trash" }).click()
    await eventually(() => inTrash().count()).toBe(0)
    await restart()
    expect((await kept("Google"))?.trashedAtMs).not.toBe(null)
    await openTrash()
    await eventually(() => inTrash().count()).toBe(1)
  })

  it("what is deleted for good is gone when its Undo is", async () => {
    await page.getByRole("button", { name: "Delete Google for good" }).click()
    await eventually(() => codes.toast.innerText()).toMatch(/Deleting Google for good/)
    expect(await kept("Google")).toBeDefined()
    await codes.toast.getByRole("button", { name: "Dismiss" }).click()
    await eventually(() => kept("Google")).toBeUndefined()
    await back()
    await eventually(codes.order).toEqual(["GitHub", "Mastodon", "Nextcloud"])
  })
})
