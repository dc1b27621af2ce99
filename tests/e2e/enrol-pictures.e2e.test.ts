import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest"
import type { LaunchedKeycard } from "../support/app/launch-keycard.ts"
import { codesPage, type CodesPage } from "./pages/codes-page.ts"
import { enrolPage, type EnrolPage } from "./pages/enrol-page.ts"
import { eventually } from "./pages/eventually.ts"
import { isRightNow } from "./pages/expected-code.ts"
import { newAccount, type TestAccount } from "./pages/links.ts"
import { asDataUrl, qrPicture, qrPng, qrSheet, type PictureFormat } from "./pages/pictures.ts"
import { copyPicture, dropFiles } from "./pages/transfer.ts"
import { startWorld, type World } from "./pages/world.ts"

let world: World
let keycard: LaunchedKeycard
let codes: CodesPage
let enrol: EnrolPage
beforeAll(async () => {
  world = await startWorld()
  keycard = await world.open()
  codes = codesPage(keycard.page)
  enrol = enrolPage(keycard.page)
  await codes.welcome.waitFor()
})
afterAll(() => world.close())
afterEach(async () => {
  // A test that failed leaves its dialog open: the next one begins without.
  if (await enrol.dialog.isVisible()) await enrol.close()
})

/** Gives the file chooser of the tile some files. */
async function chooseFiles(files: readonly { name: string; mimeType: string; buffer: Buffer }[]) {
  const chooser = keycard.page.waitForEvent("filechooser")
  await enrol.way("Files").click()
  await (await chooser).setFiles([...files])
}

/** The preview shows this account with the code of now; saved, it stands in the list with the code of now. */
async function isFoundAndKept(account: TestAccount): Promise<void> {
  await enrol.single()
  expect(await enrol.service.inputValue()).toBe(account.issuer)
  expect(await enrol.account.inputValue()).toBe(account.account)
  await eventually(() => isRightNow(account, () => enrol.code())).toBe(true)
  await enrol.save()
  await eventually(() => isRightNow(account, () => codes.code(account.issuer))).toBe(true)
}

describe("a QR code becomes an account", () => {
  it.each<PictureFormat>(["png", "jpeg", "webp", "gif", "bmp"])("from a %s file", async (format) => {
    const account = newAccount(`From ${format}`, "ada@example.org")
    await enrol.open()
    const buffer = await qrPicture(account.uri, format)
    await chooseFiles([{ name: `code.${format}`, mimeType: `image/${format}`, buffer }])
    await isFoundAndKept(account)
  })

  it("from a file that is dropped anywhere", async () => {
    const account = newAccount("Dropped", "ada@example.org")
    await dropFiles(keycard.page, [{ name: "code.png", type: "image/png", bytes: await qrPng(account.uri) }])
    await isFoundAndKept(account)
  })

  it("from a picture on the clipboard, by Ctrl+V anywhere", async () => {
    const account = newAccount("Pasted picture", "ada@example.org")
    await copyPicture(keycard.app, await qrPng(account.uri))
    await keycard.page.keyboard.press("Control+v")
    await isFoundAndKept(account)
  })

  it("from a picture on the clipboard, by the tile", async () => {
    const account = newAccount("Pasted by tile", "ada@example.org")
    await copyPicture(keycard.app, await qrPng(account.uri))
    await enrol.open()
    await enrol.way("Paste").click()
    await isFoundAndKept(account)
  })

  it("from the screen, where another program shows it", async () => {
    const account = newAccount("From the screen", "ada@example.org")
    const close = await showOnScreen(await asDataUrl(qrPng(account.uri)))
    await enrol.open()
    await enrol.way("Screen").click()
    await isFoundAndKept(account)
    await close()
  })
})

describe("several pictures", () => {
  it("at once are read together, and one without a code is named", async () => {
    const [first, second] = [newAccount("Of two", "first"), newAccount("Of two", "second")]
    await enrol.open()
    await chooseFiles([
      { name: "first.png", mimeType: "image/png", buffer: await qrPng(first.uri) },
      { name: "second.jpg", mimeType: "image/jpeg", buffer: await qrPicture(second.uri, "jpeg") },
      { name: "holiday.png", mimeType: "image/png", buffer: await qrSheet([]) },
    ])
    await enrol.several(2)
    await eventually(() => isRightNow(first, () => enrol.code(0))).toBe(true)
    await eventually(() => isRightNow(second, () => enrol.code(1))).toBe(true)
    expect(await enrol.dialog.getByRole("alert").innerText()).toMatch(/holiday\.png\s+No QR code was found/)
    await enrol.save()
    await eventually(() => isRightNow(second, () => codes.code("second"))).toBe(true)
  })

  it("in one: those that are chosen are kept", async () => {
    const accounts = ["keep", "leave", "take"].map((name) => newAccount("On one sheet", name))
    await enrol.open()
    const buffer = await qrSheet(accounts.map(({ uri }) => uri))
    await chooseFiles([{ name: "sheet.png", mimeType: "image/png", buffer }])
    await enrol.several(3)
    const names = await enrol.account.evaluateAll((boxes) =>
      boxes.map((box) => (box as HTMLInputElement).value),
    )
    expect([...names].sort()).toEqual(["keep", "leave", "take"])
    await enrol.dialog.getByRole("checkbox").nth(names.indexOf("leave")).uncheck()
    await enrol.dialog.getByRole("button", { name: "Save 2 accounts" }).click()
    await enrol.dialog.waitFor({ state: "detached" })
    const kept = (await world.vault()).accounts.filter(({ issuer }) => issuer === "On one sheet")
    expect(kept.map(({ account }) => account).sort()).toEqual(["keep", "take"])
  })
})

describe("a picture that is no use", () => {
  it.each([
    ["is not one", "notes.png", "image/png", Buffer.from("no picture at all"), /This is not a picture/],
    ["holds no code", "wall.png", "image/png", qrSheet([]), /No QR code was found in the picture/],
    [
      "holds another sort of code",
      "menu.png",
      "image/png",
      qrPng("https://example.org/menu"),
      /The QR code in the picture is not one of an authenticator/,
    ],
    [
      "is cut off",
      "half.png",
      "image/png",
      qrPng("otpauth://totp/x?secret=GEZDGNBV").then((png) => png.subarray(0, png.length / 2)),
      /The picture is damaged|No QR code was found/,
    ],
  ] as const)("because it %s is answered in words, and another way is offered", async (...given) => {
    const [, name, mimeType, bytes, words] = given
    await enrol.open()
    await chooseFiles([{ name, mimeType, buffer: await bytes }])
    await eventually(() => enrol.dialog.getByRole("alert").innerText()).toMatch(words)
    expect(await enrol.way("Camera").isVisible()).toBe(true)
  })
})

/** A window of another program, as far as Keycard's can tell: plain, not ours, on top. */
async function showOnScreen(picture: string): Promise<() => Promise<void>> {
  const id = await keycard.app.evaluate(async ({ BrowserWindow }, url) => {
    // eslint-disable-next-line no-restricted-syntax -- it stands for another program's window
    const window = new BrowserWindow({ x: 40, y: 40, width: 700, height: 600, show: false, frame: false })
    const html = `<body style="background:white;margin:40px"><img src="${url}">`
    await window.loadURL(`data:text/html,${encodeURIComponent(html)}`)
    window.showInactive()
    return window.id
  }, picture)
  return () => keycard.app.evaluate(({ BrowserWindow }, given) => BrowserWindow.fromId(given)?.destroy(), id)
}
