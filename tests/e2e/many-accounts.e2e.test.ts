import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { LaunchedKeycard } from "../support/app/launch-keycard.ts"
import { codesPage, type CodesPage } from "./pages/codes-page.ts"
import { eventually } from "./pages/eventually.ts"
import { isRightNow } from "./pages/expected-code.ts"
import { newAccount } from "./pages/links.ts"
import { startWorld, type World } from "./pages/world.ts"

const count = 1_000
const name = (index: number) => `Service ${String(index).padStart(4, "0")}`
const accounts = Array.from({ length: count }, (_, index) =>
  newAccount(name(index), `user-${index}@example.org`),
)

let world: World
let keycard: LaunchedKeycard
let codes: CodesPage
beforeAll(async () => {
  // The encrypted file: a keyring takes its time for a thousand new items, and is not what is tested here.
  world = await startWorld({ keychain: "file" })
  const added = await world.keycard(["add", "-"], accounts.map(({ uri }) => uri).join("\n"))
  expect(added).toMatchObject({ exitCode: 0 })
  keycard = await world.open()
  codes = codesPage(keycard.page)
  await codes.row(name(0)).waitFor()
})
afterAll(() => world.close())

const account = (index: number) => accounts[index]!
const isRight = (index: number) => isRightNow(account(index), () => codes.code(name(index)))

describe(`with ${count} accounts`, () => {
  it("the list knows them all and draws those on screen", async () => {
    expect(await codes.list.getAttribute("aria-rowcount")).toBe(String(count))
    const height = await codes.list.evaluate((list) => list.clientHeight)
    expect(await codes.list.getByRole("row").count()).toBeLessThan(height / 60 + 12)
  })

  it("every drawn code is right", async () => {
    for (const index of [0, 1, 5]) await eventually(() => isRight(index)).toBe(true)
  })

  it("the wheel leads to the middle, and its codes are right", async () => {
    await codes.list.hover()
    await keycard.page.mouse.wheel(0, 500 * 60)
    await codes.row(name(502)).waitFor()
    await eventually(() => isRight(502)).toBe(true)
    expect(await codes.row(name(0)).count()).toBe(0)
  })

  it("the End key leads to the last one", async () => {
    await codes.list.focus()
    await keycard.page.keyboard.press("End")
    await codes.row(name(count - 1)).waitFor()
    await eventually(() => isRight(count - 1)).toBe(true)
  })

  it("search finds one among them, by service and by name", async () => {
    for (const text of ["0731", "user-731"]) {
      await codes.search.fill(text)
      await eventually(async () => (await codes.order())[0]).toBe(name(731))
      await eventually(() => isRight(731)).toBe(true)
    }
  })

  it("an empty search box shows all of them again, from the first", async () => {
    await codes.search.fill("")
    await codes.row(name(0)).waitFor()
    await eventually(() => codes.list.getAttribute("aria-rowcount")).toBe(String(count))
    await eventually(() => isRight(0)).toBe(true)
  })
})

it("the build left compiled code for main, and this Electron takes it", async () => {
  const isRefused = await keycard.app.evaluate(({ app }) => {
    const { readFileSync } = process.getBuiltinModule("node:fs")
    const { Script } = process.getBuiltinModule("node:vm")
    const file = `${app.getAppPath()}/out/main/app.cjs`
    const [before, after] = ["(function (exports, require, module, __filename, __dirname) { ", "\n})"]
    const cachedData = readFileSync(`${file}.compiled`).subarray(32)
    return new Script(before + readFileSync(file, "utf8") + after, { cachedData }).cachedDataRejected
  })
  expect(isRefused).toBe(false)
})
