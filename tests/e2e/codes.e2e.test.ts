import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import type { LaunchedKeycard } from "../support/app/launch-keycard.ts"
import { callMain } from "./pages/call.ts"
import { codesPage, type CodesPage } from "./pages/codes-page.ts"
import { eventually } from "./pages/eventually.ts"
import { codeAt, codeOfCounter, isRightNow } from "./pages/expected-code.ts"
import { newAccount } from "./pages/links.ts"
import { clipboardText, copyText } from "./pages/transfer.ts"
import { startWorld, type World } from "./pages/world.ts"

const accounts = ["Amazon Web Services", "GitHub", "Google", "Nextcloud"].map((issuer) =>
  newAccount(issuer, `ada@${issuer.toLowerCase().replaceAll(" ", "-")}.example`),
)
const [amazon, github, google, nextcloud] = accounts as [
  (typeof accounts)[0],
  (typeof accounts)[0],
  (typeof accounts)[0],
  (typeof accounts)[0],
]
/** Its code turns while a test looks on. */
const quick = newAccount("Quick", "turns@example.org", { period: 2 })
const counted = newAccount("Zebra counter", "hotp@example.org")

let world: World
let keycard: LaunchedKeycard
let codes: CodesPage

async function open(): Promise<void> {
  keycard = await world.open()
  codes = codesPage(keycard.page)
  await codes.row("GitHub").waitFor()
}
const clipboard = () => clipboardText(keycard.app)
const clearAfter = (clipboardSeconds: number) => callMain(keycard.page, "settings:set", { clipboardSeconds })

beforeAll(async () => {
  world = await startWorld()
  const hotp = `otpauth://hotp/${encodeURIComponent(counted.issuer)}:hotp?secret=${counted.secret}&counter=7`
  const links = [...[...accounts, quick].map(({ uri }) => uri), hotp].join("\n")
  expect(await world.keycard(["add", "-"], links)).toMatchObject({ exitCode: 0 })
  await open()
})
afterAll(() => world.close())

describe("copying", () => {
  beforeEach(async () => {
    await copyText(keycard.app, "something else")
    await codes.search.fill("")
    await codes.search.focus()
  })

  it("a click on a row copies its code and says so there", async () => {
    await codes.row("GitHub").click()
    await eventually(() => isRightNow(github, clipboard)).toBe(true)
    expect(await codes.row("GitHub").innerText()).toMatch(/Copied/)
  })

  it("two letters and Enter copy the first hit", async () => {
    await keycard.page.keyboard.type("gith")
    await eventually(codes.order).toEqual(["GitHub"])
    await keycard.page.keyboard.press("Enter")
    await eventually(() => isRightNow(github, clipboard)).toBe(true)
  })

  it("Alt and a number copies the row that bears it", async () => {
    await eventually(async () => (await codes.order()).length).toBeGreaterThan(3)
    const third = (await codes.order())[2] ?? ""
    await keycard.page.keyboard.press("Alt+3")
    const account = accounts.find(({ issuer }) => issuer === third)
    expect(account).toBeDefined()
    if (account !== undefined) await eventually(() => isRightNow(account, clipboard)).toBe(true)
  })

  it("in the list a number alone does", async () => {
    await keycard.page.keyboard.press("ArrowDown")
    await eventually(() => codes.list.evaluate((element) => element === document.activeElement)).toBe(true)
    await keycard.page.keyboard.press("1")
    await eventually(() => isRightNow(amazon, clipboard)).toBe(true)
  })

  it("Shift and Enter copy the code that comes next", async () => {
    await keycard.page.keyboard.type("nextc")
    await eventually(codes.order).toEqual(["Nextcloud"])
    await keycard.page.keyboard.press("Shift+Enter")
    const inAPeriod = () => codeAt(nextcloud, Date.now() + 30_000)
    await eventually(async () => {
      const [before, seen, after] = [inAPeriod(), await clipboard(), inAPeriod()]
      // Copied just before a turn, it is the present one by now.
      return [before, after, codeAt(nextcloud, Date.now())].includes(seen)
    }).toBe(true)
    expect(await codes.row("Nextcloud").innerText()).toMatch(/Next copied/)
  })
})

describe("the clipboard", () => {
  beforeEach(() => codes.search.fill(""))

  it("forgets the code after the time that is set", async () => {
    await clearAfter(1)
    await codes.row("GitHub").click()
    await eventually(() => codes.row("GitHub").innerText()).toMatch(/Copied/)
    await eventually(clipboard).toBe("")
    await eventually(() => codes.row("GitHub").innerText()).not.toMatch(/Copied/)
  })

  it("keeps what somebody else put there meanwhile", async () => {
    await codes.row("GitHub").click()
    await eventually(() => codes.row("GitHub").innerText()).toMatch(/Copied/)
    await copyText(keycard.app, "my shopping list")
    // When Keycard has looked, it says no more that its code is there.
    await eventually(() => codes.row("GitHub").innerText()).not.toMatch(/Copied/)
    expect(await clipboard()).toBe("my shopping list")
  })

  it("keeps the code where the person wants no clearing", async () => {
    await keycard.page.getByRole("button", { name: "Settings" }).click()
    const never = keycard.page
      .getByRole("radiogroup", { name: /clipboard/i })
      .getByRole("radio", { name: "Never" })
    await never.check()
    await keycard.page.getByRole("button", { name: "Codes", exact: true }).click()
    await codes.row("GitHub").click()
    await eventually(() => codes.row("GitHub").innerText()).toMatch(/Copied/)
    await eventually(() => codes.row("GitHub").innerText()).not.toMatch(/Copied/)
    expect(await clipboard()).toMatch(/^\d{6}$/)
  })

  it("forgets the code when Keycard is quit", async () => {
    await clearAfter(600)
    await codes.row("GitHub").click()
    await eventually(() => codes.row("GitHub").innerText()).toMatch(/Copied/)
    const left = join(world.home, "left-on-the-clipboard")
    // The app's own listener holds quitting up once; when it lets go, the clipboard is looked at.
    await keycard.app.evaluate(({ app, clipboard: board }, path) => {
      let times = 0
      app.on("will-quit", (event) => {
        times += 1
        if (times < 2) return
        event.preventDefault()
        void Promise.resolve(board.readText()).then((text: string) => {
          process.getBuiltinModule("fs").writeFileSync(path, JSON.stringify(text))
          app.exit()
        })
      })
    }, left)
    await keycard.close()
    await open()
    expect(await readFile(left, "utf8")).toBe('""')
  })
})

describe("the list", () => {
  beforeEach(async () => {
    await keycard.page.keyboard.press("Escape")
    await codes.search.fill("")
  })
  const search = async (text: string, found: readonly string[]) => {
    await codes.search.fill(text)
    await eventually(codes.order).toEqual(found)
  }

  it("is searched by parts in any order and with a slip of the finger, in names and services", async () => {
    await search("serv amaz", ["Amazon Web Services"])
    await search("netxcloud", ["Nextcloud"])
    await search("gogle", ["Google"])
    await search("ada@github", ["GitHub"])
    await codes.search.fill("no such thing at all")
    await keycard.page.getByRole("heading", { name: "No match" }).waitFor()
    await keycard.page.getByRole("button", { name: "Show all accounts" }).click()
    await eventually(async () => (await codes.order()).length).toBe(accounts.length + 2)
  })

  it("is walked with the arrow keys, from the search box and back", async () => {
    const chosen = () => codes.list.getByRole("row", { selected: true }).innerText()
    await codes.search.focus()
    await keycard.page.keyboard.press("ArrowDown")
    await eventually(chosen).toMatch(/Amazon/)
    await keycard.page.keyboard.press("ArrowDown")
    await eventually(chosen).toMatch(/GitHub/)
    await keycard.page.keyboard.press("End")
    await eventually(chosen).toMatch(/Zebra/)
    await keycard.page.keyboard.press("Home")
    await eventually(chosen).toMatch(/Amazon/)
    await keycard.page.keyboard.press("ArrowUp")
    await eventually(() => codes.search.evaluate((box) => box === document.activeElement)).toBe(true)
  })

  it("shows at every turn the code of that very moment", async () => {
    await codes.row("Quick").waitFor()
    /** When the row changed, by the page's clock, and what stood there then. */
    const changes = await codes.row("Quick").evaluate(
      (row) =>
        new Promise<[number, string | null][]>((resolve) => {
          const seen: [number, string | null][] = []
          const look = () => {
            const code = [...row.querySelectorAll("[data-code]")].at(-1)?.textContent ?? null
            if (seen.at(-1)?.[1] === code) return
            seen.push([Date.now(), code])
            if (seen.length < 4) return
            observer.disconnect()
            resolve(seen)
          }
          const observer = new MutationObserver(look)
          observer.observe(row, { subtree: true, childList: true, characterData: true, attributes: true })
        }),
    )
    // The first is what stood there already.
    const turns = changes.slice(1)
    expect(turns.map(([, code]) => code)).toEqual(turns.map(([atMs]) => codeAt(quick, atMs)))
  })

  it("shows the next code beside the present one where that is wished", async () => {
    await callMain(keycard.page, "settings:set", { nextCode: "always" })
    const both = () =>
      codes
        .row("GitHub")
        .locator("[data-code]:visible")
        .evaluateAll((found) => found.map((each) => each.textContent))
    const expected = (atMs: number) => [codeAt(github, atMs + 30_000), codeAt(github, atMs)].join()
    await eventually(async () => {
      const [before, seen, after] = [expected(Date.now()), (await both()).join(), expected(Date.now())]
      return seen === before || seen === after
    }).toBe(true)
    await callMain(keycard.page, "settings:set", { nextCode: "never" })
    await eventually(async () => (await both()).length).toBe(1)
  })

  it("an account is renamed, also by its key", async () => {
    await codes.choose("Google", "Edit")
    const dialog = keycard.page.getByRole("dialog")
    await dialog.getByRole("textbox", { name: "Service" }).fill("Good old Google")
    await dialog.getByRole("button", { name: "Save" }).click()
    await dialog.waitFor({ state: "detached" })
    await codes.row("Good old Google").waitFor()
    await codes.search.fill("good old")
    await keycard.page.keyboard.press("ArrowDown")
    await keycard.page.keyboard.press("F2")
    await dialog.getByRole("textbox", { name: "Service" }).fill("Google")
    await keycard.page.keyboard.press("Enter")
    await dialog.waitFor({ state: "detached" })
    await codes.search.fill("")
    await eventually(() => isRightNow(google, () => codes.code("Google"))).toBe(true)
    await codes.toast.getByRole("button", { name: "Undo" }).click()
    await codes.row("Good old Google").waitFor()
    await codes.choose("Good old Google", "Edit")
    await dialog.getByRole("textbox", { name: "Service" }).fill("Google")
    await dialog.getByRole("button", { name: "Save" }).click()
    await eventually(() => isRightNow(google, () => codes.code("Google"))).toBe(true)
  })

  it("a pinned account comes first, and back where it was", async () => {
    await codes.choose("Nextcloud", "Pin to the top")
    await eventually(async () => (await codes.order())[0]).toBe("Nextcloud")
    expect((await world.vault()).accounts.find(({ issuer }) => issuer === "Nextcloud")?.pinned).toBe(true)
    await codes.choose("Nextcloud", "Unpin")
    await eventually(async () => (await codes.order())[0]).toBe("Amazon Web Services")
  })

  it("a removed account is back with one Undo, by button and by key", async () => {
    for (const undo of [
      () => codes.toast.getByRole("button", { name: "Undo" }).click(),
      () => keycard.page.keyboard.press("Control+z"),
    ]) {
      await codes.choose("Nextcloud", "Remove")
      await codes.row("Nextcloud").waitFor({ state: "detached" })
      await eventually(() => codes.toast.innerText()).toMatch(/Removed Nextcloud/)
      await undo()
      await eventually(() => isRightNow(nextcloud, () => codes.code("Nextcloud"))).toBe(true)
    }
  })
})

describe("after a restart", () => {
  it("every account is there with its right code", async () => {
    await keycard.close()
    await open()
    for (const account of accounts) {
      await eventually(() => isRightNow(account, () => codes.code(account.issuer))).toBe(true)
    }
  })

  it("a counter never gives a code twice, though the power fails the moment it is shown", async () => {
    const shown: (string | null)[] = []
    for (let round = 0; round < 3; round++) {
      await codes.row("Zebra counter").getByRole("button", { name: "Next code" }).click()
      await eventually(() => codes.code("Zebra counter")).not.toBe(null)
      shown.push(await codes.code("Zebra counter"))
      await keycard.kill()
      await open()
    }
    expect(shown).toEqual([7, 8, 9].map((counter) => codeOfCounter(counted, counter)))
  })
})
