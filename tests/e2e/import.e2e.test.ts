import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest"
import { projectRoot } from "../../scripts/setup/paths.mjs"
import type { LaunchedKeycard } from "../support/app/launch-keycard.ts"
import { PASSWORD, SECRETS } from "../support/imports/apps/shared.ts"
import { codesPage, type CodesPage } from "./pages/codes-page.ts"
import { enrolPage, type EnrolPage } from "./pages/enrol-page.ts"
import { eventually } from "./pages/eventually.ts"
import { isRightNow } from "./pages/expected-code.ts"
import { importPage, slowExport, type ImportPage } from "./pages/import-page.ts"
import { newAccount, type TestAccount } from "./pages/links.ts"
import { filesWith } from "./pages/traces.ts"
import { copyText, dropFiles } from "./pages/transfer.ts"
import { startWorld, type World } from "./pages/world.ts"

let world: World
let keycard: LaunchedKeycard
let codes: CodesPage
let enrol: EnrolPage
let imports: ImportPage
beforeAll(async () => {
  world = await startWorld({ keychain: "file" })
  keycard = await world.open()
  codes = codesPage(keycard.page)
  enrol = enrolPage(keycard.page)
  imports = importPage(keycard.page)
  await codes.welcome.waitFor()
})
afterAll(() => world.close())
afterEach(async () => {
  if (await enrol.dialog.isVisible()) await enrol.close()
})

const fixture = (path: string) => readFile(join(projectRoot, "tests", "fixtures", "imports", path))
const drop = (name: string, bytes: Buffer | string, type = "") =>
  dropFiles(keycard.page, [{ name, type, bytes: Buffer.from(bytes) }])
const held = async () => (await world.vault()).accounts.filter(({ trashedAtMs }) => trashedAtMs === null)
const listOf = (accounts: readonly TestAccount[]) => accounts.map(({ uri }) => uri).join("\n")
const many = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) =>
    newAccount(`${name} ${String(index).padStart(4, "0")}`, `user-${index}@example.org`),
  )
const focused = () =>
  keycard.page.evaluate(() => {
    const { activeElement: here } = document
    return here?.getAttribute("aria-label") ?? here?.textContent ?? ""
  })

describe("an encrypted export of Aegis that is dropped", () => {
  it("asks for its password; a wrong one is told in place, and the right one opens it", async () => {
    await drop("aegis-backup", await fixture("aegis/encrypted.json"), "application/json")
    await imports.password.waitFor()
    expect(await imports.says()).toMatch(/aegis-backup[^]*export of Aegis is encrypted/)
    await eventually(() => imports.password.evaluate((box) => box === document.activeElement)).toBe(true)
    await keycard.page.keyboard.type("not the password")
    await keycard.page.keyboard.press("Enter")
    await eventually(() => imports.password.getAttribute("aria-invalid"), 30_000).toBe("true")
    expect(await imports.says()).toMatch(/password is wrong|password does not fit/i)
    // What was typed is selected: the next one takes its place.
    await keycard.page.keyboard.type(PASSWORD)
    await keycard.page.keyboard.press("Enter")
    await eventually(() => enrol.rows.count(), 30_000).toBeGreaterThan(0)
  })

  it("is saved with what cannot be computed, and an undo takes all of it back", async () => {
    await drop("aegis-backup.json", await fixture("aegis/encrypted.json"), "application/json")
    await imports.password.fill(PASSWORD)
    await imports.open.click()
    await eventually(() => enrol.rows.count(), 30_000).toBeGreaterThan(0)
    expect(await imports.says()).toMatch(/Kept for export[^]*mOTP/)
    await imports.save()
    await codes.list.waitFor()
    const generator = { secret: SECRETS.github }
    await eventually(() => codes.row("GitHub").count()).toBeGreaterThan(0)
    expect(await filesWith(generator.secret, world.home)).toEqual([])
    expect(await held()).not.toEqual([])
    await keycard.page.getByRole("button", { name: "Settings" }).click()
    const kept = keycard.page.getByRole("list", { name: "Kept for export" })
    await eventually(() => kept.innerText()).toMatch(/mOTP from Aegis/)
    expect(await codes.toast.innerText()).toMatch(/^Added .*, kept \d+ entr/)
    await keycard.page.keyboard.press("Control+z")
    await eventually(() => codes.toast.innerText(), 30_000).toMatch(/^Removed \d+ accounts? again/)
    await eventually(held).toEqual([])
    await eventually(() => kept.count()).toBe(0)
    await keycard.page.getByRole("button", { name: "Codes" }).click()
  })
})

describe("a password that takes long to try", () => {
  it("says what is being done, and is stopped by Escape; the file asks again", async () => {
    await drop("ente.txt", slowExport())
    await imports.password.fill("any")
    await imports.open.click()
    await eventually(() => imports.says()).toMatch(/Making the key from the password\s+\d+ s/)
    await keycard.page.keyboard.press("Escape")
    await imports.open.waitFor()
    expect(await imports.says()).not.toMatch(/Making the key|wrong/)
    await eventually(() => imports.password.evaluate((box) => box === document.activeElement)).toBe(true)
    expect(await imports.password.inputValue()).toBe("any")
    // The next file is read at once: nothing of the stopped one is left.
    await keycard.page.keyboard.press("Escape")
    await imports.dialog.waitFor({ state: "detached" })
    await drop("one.txt", newAccount("After all", "ada").uri)
    await enrol.single()
  })
})

describe("what is kept for export", () => {
  it("is removed with the message that offers the undo, and comes back by it", async () => {
    const links = ["motp://One:ada?secret=0123456789abcdef", "motp://Two:ada?secret=fedcba9876543210"]
    await drop("links.txt", links.join("\n"))
    await imports.heading(/Keep these/)
    expect(await imports.saveButton.innerText()).toBe("Keep 2 entries")
    await imports.save()
    await keycard.page.getByRole("button", { name: "Settings" }).click()
    const kept = keycard.page.getByRole("list", { name: "Kept for export" })
    await eventually(() => kept.getByRole("listitem").count()).toBe(2)
    const remove = async (name: string) => {
      await kept.getByRole("button", { name: `Remove ${name}` }).click()
      await eventually(() => kept.getByRole("listitem").count()).toBe(1)
    }
    await remove("One")
    await keycard.page.getByRole("button", { name: "Undo" }).click()
    await eventually(() => kept.getByRole("listitem").count()).toBe(2)
    await remove("Two")
    await keycard.page.getByRole("button", { name: "Dismiss" }).click()
    const go = async (place: string) => keycard.page.getByRole("button", { name: place }).click()
    await go("Codes")
    await go("Settings")
    await eventually(() => kept.innerText()).toMatch(/^One/)
    expect(await kept.getByRole("listitem").count()).toBe(1)
    await kept.getByRole("button", { name: "Remove One" }).click()
    await kept.waitFor({ state: "detached" })
    await keycard.page.getByRole("button", { name: "Dismiss" }).click()
    await go("Codes")
  })
})

describe("a list of 300 links", () => {
  const all = many("Bulk", 300)

  it("is sorted, searched by keys, and saved as chosen", async () => {
    const [here, other] = [newAccount("Bulk here", "ada"), newAccount("Bulk other", "ada")]
    expect(await world.keycard(["add", "-"], listOf([here, other]))).toMatchObject({ exitCode: 0 })
    const renewed = newAccount("Bulk other", "ada")
    const motp = "motp://Intranet:mona?secret=0123456789abcdef"
    const broken = "otpauth://totp/Broken:mona?secret=GEZDGNBV0189"
    const text = [listOf(all), here.uri, renewed.uri, motp, broken].join("\n")
    await drop("links.txt", text, "text/plain")
    await imports.list.waitFor({ timeout: 30_000 })
    await imports.count(/^300 new$/).waitFor()
    await imports.count(/^1 already here$/).waitFor()
    await imports.count(/^1 same name$/).waitFor()
    await imports.count(/^1 kept$/).waitFor()
    await imports.count(/^1 not read$/).waitFor()
    expect(await imports.list.getByRole("row").count()).toBeLessThan(60)
    expect(await imports.isChosen("Save Bulk 0000, user-0@example.org")).toBe(true)
    // The counts lead to their groups; there the keys go on.
    await imports.count(/not read/).click()
    await eventually(() => imports.line("Broken").innerText()).toMatch(/entry 304[^]*secret/i)
    expect(await imports.says()).not.toContain("GEZDGNBV0189")
    await imports.count(/already here/).click()
    await eventually(() => imports.isChosen("Save Bulk here, ada")).toBe(false)
    await imports.count(/same name/).click()
    await keycard.page.keyboard.press("ArrowDown")
    await keycard.page.keyboard.press("ArrowRight")
    const fate = imports.line("Bulk other").getByRole("combobox")
    await eventually(() => fate.inputValue()).toBe("replace")
    await keycard.page.keyboard.press("ArrowDown")
    await keycard.page.keyboard.press("ArrowDown")
    await keycard.page.keyboard.press("Space")
    await eventually(() => imports.saveButton.innerText()).toBe("Save 300 accounts")
    // The next line is renamed by keys alone; Esc takes back what was typed, not the dialog.
    await keycard.page.keyboard.press("ArrowDown")
    await keycard.page.keyboard.press("F2")
    await eventually(focused).toBe("Service of Bulk 0001, user-1@example.org")
    await keycard.page.keyboard.type("Nonsense")
    await keycard.page.keyboard.press("Escape")
    await eventually(focused).toBe("Found entries")
    await imports.line("Bulk 0001").waitFor()
    await keycard.page.keyboard.press("Enter")
    await keycard.page.keyboard.type("Renamed")
    await keycard.page.keyboard.press("Tab")
    await keycard.page.keyboard.type("grace")
    // Scrolled out of sight it is still being typed into.
    await imports.list.evaluate((list) => list.scrollTo(0, list.scrollHeight))
    await imports.line("Broken").waitFor()
    await keycard.page.keyboard.type(" hopper")
    await keycard.page.keyboard.press("Enter")
    await eventually(focused).toBe("Found entries")
    await imports.count(/new$/).click()
    await imports.line(/Renamed\s*grace hopper/).waitFor()
    await imports.save()
    await eventually(async () => (await held()).length, 30_000).toBe(301)
    const issuers = (await held()).map(({ issuer }) => issuer)
    expect(issuers).not.toContain("Bulk 0000")
    expect(issuers).not.toContain("Bulk 0001")
    expect(await held()).toContainEqual(
      expect.objectContaining({ issuer: "Renamed", account: "grace hopper" }),
    )
    expect(issuers.filter((issuer) => issuer === "Bulk other")).toHaveLength(1)
    await codes.search.fill("Bulk other")
    await eventually(() => isRightNow(renewed, () => codes.code("Bulk other"))).toBe(true)
    await keycard.page.getByRole("button", { name: "Undo" }).click()
    await eventually(async () => (await held()).length, 30_000).toBe(2)
    await eventually(() => isRightNow(other, () => codes.code("Bulk other"))).toBe(true)
    await codes.search.fill("")
  })

  it("that is pasted is read too, and stopped while it is being saved leaves nothing", async () => {
    const before = (await held()).length
    await copyText(keycard.app, listOf(many("Stopped", 400)))
    await codes.search.focus()
    await keycard.page.keyboard.press("Control+v")
    await imports.list.waitFor({ timeout: 30_000 })
    await imports.saveButton.click()
    await imports.heading(/Saving/)
    await keycard.page.keyboard.press("Escape")
    await eventually(() => imports.says(), 30_000).toMatch(/Nothing was changed/)
    expect(await held()).toHaveLength(before)
    // What was found is still there, to be saved after all.
    expect(await imports.saveButton.innerText()).toBe("Save 400 accounts")
  })
})

describe("several files", () => {
  it("go into one preview, one after the other, pictures or not", async () => {
    const [one, two] = [newAccount("File one", "ada"), newAccount("File two", "ada")]
    await dropFiles(keycard.page, [
      { name: "one.txt", type: "text/plain", bytes: Buffer.from(one.uri) },
      { name: "aegis.json", type: "application/json", bytes: await fixture("aegis/encrypted.json") },
      { name: "two.uri", type: "", bytes: Buffer.from(two.uri) },
    ])
    await imports.password.waitFor()
    await imports.dialog.getByRole("button", { name: "Skip this file" }).click()
    await enrol.several(2)
    await drop("again.txt", one.uri)
    await enrol.several(2)
  })
})

describe("a file that cannot be read", () => {
  it.each([
    ["of nothing", "nothing.bin", Buffer.alloc(0), /nothing\.bin[^]*does not know this kind of file/],
    ["of anything else", "notes.txt", "see you tomorrow", /notes\.txt[^]*does not know this kind of file/],
    [
      "that is too large",
      "large.bin",
      Buffer.alloc(10 * 1024 * 1024 + 1, 7),
      /large\.bin[^]*larger than 10 MB/,
    ],
  ] as const)("%s is named, with the reason", async (_name, name, bytes, words) => {
    await drop(name, bytes)
    await eventually(() => imports.says(), 30_000).toMatch(words)
  })
})

describe("where an app has no export", () => {
  it("a guide is found by the keyboard alone, and leads on", async () => {
    const { keyboard } = keycard.page
    await keyboard.press("Control+n")
    await enrol.way("Files").waitFor()
    for (let presses = 0; presses < 12 && !(await focused()).startsWith("Import from"); presses++)
      await keyboard.press("Tab")
    await keyboard.press("Enter")
    await imports.search.waitFor()
    await eventually(focused).toBe("Search apps")
    await keyboard.type("authy")
    await keyboard.press("Enter")
    await imports.heading("Authy")
    expect(await imports.dialog.getByRole("listitem").count()).toBeGreaterThan(3)
    await eventually(focused).toBe("Read the screen")
    await keyboard.press("Shift+Tab")
    await keyboard.press("Shift+Tab")
    await eventually(focused).toBe("Type it in")
    await keyboard.press("Enter")
    await imports.heading("Type it in")
  })

  it("every app of the list says where its export is, and leads to a file or to a guide", async () => {
    await enrol.open()
    await imports.apps.click()
    expect(await imports.app("Aegis").innerText()).toMatch(/Import & Export/)
    const chooser = keycard.page.waitForEvent("filechooser")
    await imports.app("Aegis").click()
    const account = newAccount("Chosen file", "ada")
    await (
      await chooser
    ).setFiles([{ name: "list", mimeType: "application/octet-stream", buffer: Buffer.from(account.uri) }])
    await enrol.single()
  })
})
