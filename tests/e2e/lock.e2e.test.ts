import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { whyNoKeyring } from "../support/app/keyring.ts"
import type { LaunchedKeycard } from "../support/app/launch-keycard.ts"
import { callMain } from "./pages/call.ts"
import { codesPage } from "./pages/codes-page.ts"
import { enrolPage } from "./pages/enrol-page.ts"
import { eventually } from "./pages/eventually.ts"
import { isRightNow } from "./pages/expected-code.ts"
import { newAccount, type TestAccount } from "./pages/links.ts"
import { lockPage } from "./pages/lock-page.ts"
import { copyText } from "./pages/transfer.ts"
import { PASSPHRASE as FILE_PASSPHRASE, startWorld, type World } from "./pages/world.ts"

const reason = whyNoKeyring()
const first = newAccount("Northwind", "ada@example.org")
const second = newAccount("Contoso", "grace@example.org")
/** The same build, with Windows Hello before it. */
const windows = { appFolder: fileURLToPath(new URL("../support/app/windows", import.meta.url)) }
const PASSPHRASE = "nine tall blue chimneys"
const NEXT = "three slow grey rivers"

let world: World
let keycard: LaunchedKeycard
const page = () => keycard.page
const main = () => page().locator("main").innerText()
const showsRightCode = (account: TestAccount) =>
  eventually(() => isRightNow(account, () => codesPage(page()).code(account.issuer))).toBe(true)
const isLocked = () => lockPage(page()).heading.waitFor()
const go = (place: string) =>
  page().getByRole("navigation", { name: "Places" }).getByRole("button", { name: place }).click()
const left = { x: 40, y: 30, width: 700, height: 560 }
const bounds = () =>
  keycard.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds() ?? null)
/** See support/app/windows. */
interface Hello {
  person: string
  windows: number
}
const sits = (person: string) =>
  keycard.app.evaluate(
    (_electron, now) => void ((globalThis as unknown as { hello: Hello }).hello.person = now),
    person,
  )
/** How often its window was opened: once to see whether it is there, then for each question. */
const helloWindows = () =>
  keycard.app.evaluate(() => (globalThis as unknown as { hello: Hello }).hello.windows)
/** All that the page is made of, what stands in its boxes too. */
const document = () =>
  page().evaluate(() => {
    const boxes = [...globalThis.document.querySelectorAll("input, textarea")] as HTMLInputElement[]
    return `${globalThis.document.title}\n${globalThis.document.documentElement.outerHTML}\n${boxes.map(({ value }) => value).join("\n")}`
  })

describe.skipIf(reason)(`a passphrase of one's own${reason ? ` (${reason})` : ""}`, () => {
  beforeAll(async () => {
    world = await startWorld({ keychain: "keyring" })
    for (const { uri } of [first, second]) {
      expect(await world.keycard(["add", "-"], uri)).toMatchObject({ exitCode: 0 })
    }
    keycard = await world.open()
  })
  afterAll(() => world.close())

  it("is found by the lock at the foot of the rail; a slip is named, and then it is set", async () => {
    await showsRightCode(first)
    await lockPage(page()).lock.click()
    await page().getByRole("button", { name: "Set a passphrase" }).click()
    const dialog = page().getByRole("dialog")
    await dialog.getByLabel("New passphrase").fill(PASSPHRASE)
    await dialog.getByLabel("The same again").fill(`${PASSPHRASE}!`)
    await dialog.getByRole("button", { name: "Set passphrase" }).click()
    await eventually(() => dialog.innerText()).toMatch(/The two passphrases differ/)
    await dialog.getByLabel("The same again").fill(PASSPHRASE)
    await dialog.getByRole("button", { name: "Set passphrase" }).click()
    await dialog.waitFor({ state: "detached" })
    expect(await page().getByRole("region", { name: "Lock", exact: true }).innerText()).toMatch(
      /sealed with it/,
    )
  })

  it("locks by its key from within a dialog; no code, no name, no draft stays in the page", async () => {
    await go("Codes")
    await showsRightCode(first)
    const code = await codesPage(page()).code(first.issuer)
    const draft = newAccount("Fabrikam", "not kept yet")
    await copyText(keycard.app, draft.uri)
    await page().keyboard.press("Control+v")
    await enrolPage(page()).single()
    await page().keyboard.press("Control+l")
    await isLocked()
    expect(await page().getByRole("dialog").count()).toBe(0)
    const left = await document()
    for (const gone of [first, second, draft])
      for (const text of [gone.issuer, gone.account, gone.secret]) expect(left).not.toContain(text)
    expect(code).toMatch(/^\d{6}$/)
    expect(left).not.toContain(code)
    expect(left).not.toContain(`${code?.slice(0, 3)} ${code?.slice(3)}`)
  })

  it("while locked main refuses what the page asks for", async () => {
    for (const [name, request] of [
      ["accounts:list", {}],
      ["aws:overview", {}],
      ["backup:state", {}],
    ] as const)
      await expect(callMain(page(), name, request)).rejects.toThrow(/"kind":"locked"/)
    expect(await callMain(page(), "app:state", {})).toMatchObject({
      keychain: { state: "locked" },
      lock: { state: "locked" },
    })
  })

  it("a wrong passphrase is said to be in place; after some there is a wait, and then the right one opens", async () => {
    const lock = lockPage(page())
    await eventually(() => lock.box.evaluate((box) => box === globalThis.document.activeElement)).toBe(true)
    for (let wrong = 1; wrong <= 4; wrong++) {
      await page().getByRole("button", { name: "Unlock", exact: true }).waitFor()
      await lock.type(`wrong ${wrong} passphrase`)
      await eventually(main).toMatch(/That is not the passphrase\./)
      if (wrong === 4) await eventually(main).toMatch(/Next try in \d s/)
    }
    await page().getByRole("button", { name: "Unlock", exact: true }).waitFor()
    await lock.type(PASSPHRASE)
    await showsRightCode(first)
    await showsRightCode(second)
  })

  it("the next start is locked, and says where help is", async () => {
    await keycard.close()
    keycard = await world.open(windows)
    await isLocked()
    expect(await document()).not.toContain(first.issuer)
    await page().getByText("Forgotten the passphrase?").click()
    await eventually(main).toMatch(/Nothing is erased, however often you try/)
    await lockPage(page()).type(PASSPHRASE)
    await showsRightCode(first)
  })

  it("is changed: the old one opens nothing any more", async () => {
    await go("Settings")
    const group = page().getByRole("region", { name: "Lock", exact: true })
    await group.getByRole("button", { name: "Change" }).click()
    const dialog = page().getByRole("dialog")
    await dialog.getByLabel("Present passphrase").fill(`${PASSPHRASE}?`)
    await dialog.getByLabel("New passphrase").fill(NEXT)
    await dialog.getByLabel("The same again").fill(NEXT)
    await dialog.getByRole("button", { name: "Change passphrase" }).click()
    await eventually(() => dialog.innerText()).toMatch(/That is not the passphrase\./)
    await dialog.getByLabel("Present passphrase").fill(PASSPHRASE)
    await dialog.getByRole("button", { name: "Change passphrase" }).click()
    await dialog.waitFor({ state: "detached" })
    await lockPage(page()).lock.click()
    await isLocked()
    await lockPage(page()).type(PASSPHRASE)
    await eventually(main).toMatch(/That is not the passphrase\./)
    await lockPage(page()).type(NEXT)
    await page().getByRole("navigation", { name: "Places" }).waitFor()
  })

  it("is opened by Windows Hello once that was turned on, by its own person only", async () => {
    await go("Settings")
    const group = page().getByRole("region", { name: "Lock", exact: true })
    const toggle = group.getByRole("switch", { name: "Unlock with Windows Hello" })
    const confirm = async (button: string) => {
      await toggle.click()
      const dialog = page().getByRole("dialog")
      await dialog.getByLabel("Present passphrase").fill(NEXT)
      await dialog.getByRole("button", { name: button }).click()
      await dialog.waitFor({ state: "detached" })
    }
    expect(await group.innerText()).toMatch(/bound to Windows Hello/)
    await confirm("Turn on")
    expect(JSON.stringify(await world.vault())).toMatch(/"platform":true/)
    await lockPage(page()).lock.click()
    await isLocked()
    const unlock = page().getByRole("button", { name: "Unlock with Windows Hello" })
    await sits("somebody else")
    await unlock.click()
    await eventually(helloWindows).toBe(3)
    await eventually(() => unlock.isEnabled()).toBe(true)
    await isLocked()
    await sits("known")
    await unlock.click()
    await page().getByRole("navigation", { name: "Places" }).waitFor()
    await go("Codes")
    await showsRightCode(first)
    expect(keycard.app.windows()).toHaveLength(1)
    await go("Settings")
    await confirm("Turn off")
    expect(JSON.stringify(await world.vault())).toMatch(/"platform":false/)
  })

  it("idle time is set, and kept", async () => {
    await go("Settings")
    await page().getByLabel("Lock when nobody uses the computer for").selectOption({ label: "1 minute" })
    await eventually(async () => JSON.stringify(await world.vault())).toMatch(/"idleSeconds":60/)
  })

  it("is removed: the next start is open", async () => {
    await page()
      .getByRole("region", { name: "Lock", exact: true })
      .getByRole("button", { name: "Remove" })
      .click()
    const dialog = page().getByRole("dialog")
    await dialog.getByLabel("Present passphrase").fill(NEXT)
    await dialog.getByRole("button", { name: "Remove passphrase" }).click()
    await dialog.waitFor({ state: "detached" })
    await keycard.app.evaluate(
      ({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds),
      left,
    )
    await eventually(bounds).toEqual(left)
    await keycard.close()
    keycard = await world.open()
    await showsRightCode(first)
    await showsRightCode(second)
  })

  it("the window stands where it was left", () => eventually(bounds).toEqual(left))

  it("secrets move to an encrypted file and back, and every code stays right", async () => {
    await go("Settings")
    const places = page().getByRole("region", { name: "Where things are" })
    await places.getByRole("button", { name: "Move to an encrypted file" }).click()
    const dialog = page().getByRole("dialog")
    await dialog.getByLabel("Passphrase of the file").fill(PASSPHRASE)
    await dialog.getByLabel("The same again").fill(PASSPHRASE)
    await dialog.getByRole("button", { name: "Move" }).click()
    await dialog.waitFor({ state: "detached" })
    await eventually(() => places.innerText()).toMatch(/in the encrypted file/)
    expect((await world.vault()).backend).toBe("file")
    await go("Codes")
    await showsRightCode(first)
    await page().keyboard.press("Control+l")
    await isLocked()
    expect(await document()).not.toContain(first.issuer)
    await lockPage(page()).type(PASSPHRASE)
    await showsRightCode(second)
    await go("Settings")
    await places.getByRole("button", { name: "Move to the system keyring" }).click()
    await dialog.getByRole("button", { name: "Move" }).click()
    await dialog.waitFor({ state: "detached" })
    await eventually(() => places.innerText()).toMatch(/in the system keyring/)
    expect((await world.vault()).backend).toBe("os")
    await go("Codes")
    await showsRightCode(first)
  })
})

describe("an encrypted file", () => {
  const account = newAccount("Initech", "peter@example.org")
  beforeAll(async () => {
    world = await startWorld({ keychain: "file" })
    expect(await world.keycard(["add", "-"], account.uri)).toMatchObject({ exitCode: 0 })
    keycard = await world.open()
  })
  afterAll(() => world.close())

  it("is locked by the same key, and its passphrase is the lock", async () => {
    await showsRightCode(account)
    await page().keyboard.press("Control+l")
    await isLocked()
    expect(await document()).not.toContain(account.issuer)
    await expect(callMain(page(), "accounts:list", {})).rejects.toThrow(/"kind":"locked"/)
    await lockPage(page()).type(FILE_PASSPHRASE)
    await showsRightCode(account)
    await go("Settings")
    expect(await page().getByRole("region", { name: "Lock", exact: true }).innerText()).toMatch(
      /encrypted file is the lock/,
    )
  })
})
