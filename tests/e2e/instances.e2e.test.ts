import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { findElectron } from "../../scripts/electron-runtime.mjs"
import { projectRoot } from "../../scripts/setup/paths.mjs"
import type { LaunchedKeycard } from "../support/app/launch-keycard.ts"
import { codesPage, type CodesPage } from "./pages/codes-page.ts"
import { enrolPage } from "./pages/enrol-page.ts"
import { eventually } from "./pages/eventually.ts"
import { codeOfCounter, isRightNow } from "./pages/expected-code.ts"
import { newAccount } from "./pages/links.ts"
import { copyText } from "./pages/transfer.ts"
import { startWorld, type World } from "./pages/world.ts"

const account = newAccount("Shared", "ada@example.org")
const counted = newAccount("Counter of both", "")

let world: World
let keycard: LaunchedKeycard
let codes: CodesPage
beforeAll(async () => {
  world = await startWorld()
  const hotp = `otpauth://hotp/${encodeURIComponent(counted.issuer)}:x?secret=${counted.secret}&counter=1`
  expect(await world.keycard(["add", "-"], `${account.uri}\n${hotp}`)).toMatchObject({ exitCode: 0 })
  keycard = await world.open()
  codes = codesPage(keycard.page)
  await codes.row("Shared").waitFor()
})
afterAll(() => world.close())

describe("a second Keycard", () => {
  it("ends at once, and the first one comes to the front", async () => {
    const runtime = findElectron()
    const isMinimized = () =>
      keycard.app.evaluate(({ BrowserWindow }) => {
        const [window] = BrowserWindow.getAllWindows()
        return window === undefined || window.isMinimized() || !window.isVisible()
      })
    await keycard.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
    await eventually(isMinimized).toBe(true)
    const display = await keycard.app.evaluate(() => ({
      DISPLAY: process.env.DISPLAY ?? "",
      XAUTHORITY: process.env.XAUTHORITY ?? "",
    }))
    const isRoot = process.getuid?.() === 0
    const args = [...(isRoot ? ["--no-sandbox"] : []), projectRoot]
    const shown = Object.entries(display).map(([name, value]) => `${name}=${value}`)
    const second = await world.run("env", [...shown, runtime?.executable ?? "", ...args])
    expect(second.exitCode).toBe(0)
    await eventually(isMinimized).toBe(false)
    const windows = await keycard.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
    expect(windows).toBe(1)
  })
})

describe("the window and the command line at the same time", () => {
  it("give the same code", async () => {
    await eventually(() => isRightNow(account, () => codes.code("Shared"))).toBe(true)
    await eventually(() =>
      isRightNow(account, async () => (await world.keycard(["code", "Shared"])).stdout.trim()),
    ).toBe(true)
  })

  it("see what the other adds", async () => {
    const [there, here] = [newAccount("By command", "a"), newAccount("By window", "b")]
    expect(await world.keycard(["add", "-"], there.uri)).toMatchObject({ exitCode: 0 })
    await eventually(() => isRightNow(there, () => codes.code("By command"))).toBe(true)
    await copyText(keycard.app, here.uri)
    await keycard.page.keyboard.press("Control+v")
    const enrol = enrolPage(keycard.page)
    await enrol.single()
    await enrol.save()
    const { stdout } = await world.keycard(["list", "--json"])
    const listed = JSON.parse(stdout) as { issuer: string }[]
    expect(listed.map(({ issuer }) => issuer)).toEqual(expect.arrayContaining(["By command", "By window"]))
  })

  it("see what the other removes", async () => {
    expect(await world.keycard(["remove", "By command"])).toMatchObject({ exitCode: 0 })
    await codes.row("By command").waitFor({ state: "detached" })
    await codes.choose("By window", "Remove")
    await codes.row("By window").waitFor({ state: "detached" })
    expect(await world.keycard(["code", "By window"])).toMatchObject({ exitCode: 3 })
  })

  it("never give the same code of a counter", async () => {
    const next = codes.row("Counter of both").getByRole("button", { name: "Next code" })
    await next.click()
    await eventually(() => codes.code("Counter of both")).toBe(codeOfCounter(counted, 1))
    const { stdout } = await world.keycard(["code", "Counter of both"])
    expect(stdout.trim()).toBe(codeOfCounter(counted, 2))
    await next.click()
    await eventually(() => codes.code("Counter of both")).toBe(codeOfCounter(counted, 3))
  })
})
