import { rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest"
import { writeGoogleMigration } from "../../src/core/otp/write-google-migration.ts"
import type { LaunchedKeycard } from "../support/app/launch-keycard.ts"
import { codesPage, type CodesPage } from "./pages/codes-page.ts"
import { enrolPage, type EnrolPage } from "./pages/enrol-page.ts"
import { eventually } from "./pages/eventually.ts"
import { codeOfCounter, isRightNow } from "./pages/expected-code.ts"
import { asEntry, newAccount, type TestAccount } from "./pages/links.ts"
import { filesWith } from "./pages/traces.ts"
import { clipboardText, copyText, dropFiles, dropText } from "./pages/transfer.ts"
import { startWorld, usualKeychain, type World } from "./pages/world.ts"

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
  if (await enrol.dialog.isVisible()) await enrol.close()
})

async function paste(text: string): Promise<void> {
  await copyText(keycard.app, text)
  await keycard.page.keyboard.press("Control+v")
}

const accountsOf = async (issuer: string) =>
  (await world.vault()).accounts.filter((account) => account.issuer === issuer)

async function keep(account: TestAccount): Promise<void> {
  await paste(account.uri)
  await enrol.single()
  await enrol.save()
}

describe("a link", () => {
  it("that is pasted shows its code, the one that oathtool makes, and is kept under the name it is given", async () => {
    const account = newAccount("Pasted link", "ada@example.org", {
      algorithm: "SHA256",
      digits: 8,
      period: 60,
    })
    await paste(account.uri)
    await enrol.single()
    await eventually(() => isRightNow(account, () => enrol.code())).toBe(true)
    const oathtool = ["--totp=sha256", "--digits=8", "--time-step-size=60s", "--base32", account.secret]
    await eventually(async () => {
      const { stdout } = await world.run("oathtool", oathtool).catch(() => ({ stdout: undefined }))
      return stdout === undefined || stdout.trim() === (await enrol.code())
    }).toBe(true)
    // The mark is the service's own, as it will be in the list.
    const brand = keycard.page.getByRole("dialog").locator('span[aria-hidden="true"] > svg[width="20"]')
    await enrol.service.fill("GitHub")
    await brand.waitFor()
    await enrol.service.fill("My bank")
    await brand.waitFor({ state: "detached" })
    await enrol.account.fill("savings")
    await enrol.save()
    await eventually(() => isRightNow(account, () => codes.code("My bank"))).toBe(true)
    expect(await accountsOf("My bank")).toMatchObject([{ account: "savings" }])
    expect(await accountsOf("Pasted link")).toEqual([])
  })

  it("that is pasted into the search box is enrolled, not searched for", async () => {
    const account = newAccount("Into the box", "ada@example.org")
    await codes.search.focus()
    await paste(`  ${account.uri}\n`)
    await enrol.single()
    expect(await codes.search.inputValue()).toBe("")
    await enrol.save()
    await eventually(() => isRightNow(account, () => codes.code("Into the box"))).toBe(true)
  })

  it("that is dropped, or stands in a text file that is dropped, is enrolled", async () => {
    const [dropped, inFile] = [newAccount("Dropped text", "a"), newAccount("In a file", "b")]
    await dropText(keycard.page, dropped.uri)
    await enrol.single()
    await enrol.save()
    const bytes = Buffer.from(`${inFile.uri}\n`)
    await dropFiles(keycard.page, [{ name: "links.txt", type: "text/plain", bytes }])
    await enrol.single()
    await enrol.save()
    await eventually(() => isRightNow(dropped, () => codes.code("Dropped text"))).toBe(true)
    await eventually(() => isRightNow(inFile, () => codes.code("In a file"))).toBe(true)
  })

  it("that cannot be used is refused with the part that is wrong, and nothing is guessed", async () => {
    await paste("otpauth://totp/Wrong?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&digits=six")
    await eventually(() => enrol.dialog.innerText()).toMatch(/number of digits is not a whole number/)
    expect(await enrol.rows.count()).toBe(0)
  })
})

describe("once it is saved", () => {
  it.skipIf(usualKeychain() === "file")(
    "the secret is in the system's keyring, as Keycard's own",
    async () => {
      const account = newAccount("Kept safe", "ada@example.org")
      await keep(account)
      await codes.row("Kept safe").waitFor()
      const [{ id } = { id: "" }] = await accountsOf("Kept safe")
      const read = `require("keytar").getPassword("Keycard", "otp/${id}").then(console.log)`
      const { stdout } = await world.run(process.execPath, ["-e", read])
      expect(stdout).toContain(account.secret)
    },
  )

  it("the secret is in no file of the home, in no form", async () => {
    const account = newAccount("Nowhere on disk", "ada@example.org")
    await keep(account)
    await codes.row("Nowhere on disk").waitFor()
    expect(await filesWith(account.secret, world.home)).toEqual([])
    // The same search finds it where it is.
    const proof = join(world.home, "proof")
    await writeFile(proof, `x${Buffer.from(`{"s":"${account.secret}"}`).toString("base64")}`)
    expect(await filesWith(account.secret, world.home)).toEqual([proof])
    await rm(proof)
  })
})

describe("an account that is there already", () => {
  it("is named, and skipped unless the person says otherwise", async () => {
    const account = newAccount("Twice", "ada@example.org")
    await keep(account)
    await paste(account.uri)
    await enrol.single()
    expect(await enrol.rows.innerText()).toMatch(/Already here as Twice, ada@example\.org/)
    expect(await enrol.choose("Skip").isChecked()).toBe(true)
    expect(await enrol.dialog.getByRole("button", { name: /^Save/ }).isDisabled()).toBe(true)
    await enrol.close()
    expect(await accountsOf("Twice")).toHaveLength(1)
  })

  it("can be kept twice", async () => {
    const account = newAccount("Both", "ada@example.org")
    await keep(account)
    await paste(account.uri)
    await enrol.single()
    await enrol.choose("Keep both").check()
    await enrol.account.fill("the other one")
    await enrol.save()
    expect((await accountsOf("Both")).map((each) => each.account)).toEqual([
      "ada@example.org",
      "the other one",
    ])
  })

  it("is replaced when the site gave a new secret", async () => {
    const [old, fresh] = [newAccount("Renewed", "ada"), newAccount("Renewed", "ada")]
    await keep(old)
    await paste(fresh.uri)
    await enrol.single()
    expect(await enrol.rows.innerText()).toMatch(/Another secret is kept for Renewed, ada/)
    expect(await enrol.choose("Keep both").isChecked()).toBe(true)
    await enrol.choose("Replace").check()
    await enrol.save()
    await eventually(() => isRightNow(fresh, () => codes.code("Renewed"))).toBe(true)
    const present = (await accountsOf("Renewed")).filter(({ trashedAtMs }) => trashedAtMs === null)
    expect(present).toHaveLength(1)
  })
})

describe("an export of Google Authenticator", () => {
  it("in several parts says which are missing until all are there", async () => {
    const accounts = ["one", "two", "three"].map((name) => newAccount(`Export ${name}`, name))
    const parts = accounts.map((account, index) =>
      writeGoogleMigration([asEntry(account)], { id: 4_711, size: 3, index }),
    )
    await paste(parts[2] ?? "")
    await enrol.single()
    await eventually(() => enrol.dialog.innerText()).toMatch(/1 of 3 parts read[^]*Still missing: 1, 2/)
    await paste(parts[0] ?? "")
    await enrol.several(2)
    await eventually(() => enrol.dialog.innerText()).toMatch(/2 of 3 parts read[^]*Still missing: 2\b/)
    await paste(parts[1] ?? "")
    await enrol.several(3)
    expect(await enrol.dialog.innerText()).not.toMatch(/missing/)
    await enrol.save()
    for (const account of accounts) {
      await eventually(() => isRightNow(account, () => codes.code(account.issuer))).toBe(true)
    }
  })
})

describe("typed in", () => {
  const field = (name: string) => enrol.dialog.getByRole("textbox", { name })
  const fillIn = async (fields: Readonly<Record<string, string>>) => {
    for (const [name, value] of Object.entries(fields)) await field(name).fill(value)
  }
  const begin = async () => {
    await enrol.open()
    await enrol.way("Type it in").click()
    await field("Secret key").waitFor()
  }
  const more = () => enrol.dialog.getByRole("button", { name: /^More/ }).click()
  /** Says it is done; what is wrong stands at the field it names. */
  const submit = () => field("Secret key").press("Enter")
  const errorAt = async (name: string) => {
    if ((await field(name).getAttribute("aria-invalid")) !== "true") return null
    const about = await field(name).getAttribute("aria-describedby")
    return keycard.page.locator(`[id="${about}"]`).innerText()
  }

  it("with spaces and small letters it is the same account", async () => {
    const account = newAccount("By hand", "ada@example.org")
    await begin()
    const spaced = account.secret.toLowerCase().replace(/(.{4})/g, "$1 ")
    await fillIn({ "Secret key": spaced, Service: "By hand", Account: "ada@example.org" })
    await submit()
    await enrol.single()
    await eventually(() => isRightNow(account, () => enrol.code())).toBe(true)
    await enrol.save()
    await eventually(() => isRightNow(account, () => codes.code("By hand"))).toBe(true)
  })

  it("by the keyboard alone, from the first key to the copied code", async () => {
    const account = newAccount("Without a mouse", "")
    const { keyboard } = keycard.page
    const focused = () =>
      keycard.page.evaluate(() => {
        const { activeElement: here } = document
        const label = here instanceof HTMLInputElement ? here.labels?.[0]?.textContent : here?.textContent
        return here?.getAttribute("aria-label") ?? label ?? ""
      })
    const tabTo = async (name: string) => {
      for (let presses = 0; presses < 30 && !(await focused()).startsWith(name); presses++)
        await keyboard.press("Tab")
      expect(await focused()).toMatch(new RegExp(`^${name}`))
    }
    await keyboard.press("Control+n")
    await enrol.way("Type it in").waitFor()
    await tabTo("Type it in")
    await keyboard.press("Enter")
    await field("Secret key").waitFor()
    await keyboard.type(account.secret)
    await tabTo("Service")
    await keyboard.type("Without a mouse")
    await keyboard.press("Enter")
    await enrol.single()
    await keyboard.press("Enter")
    await enrol.dialog.waitFor({ state: "detached" })
    await keyboard.press("Control+f")
    await keyboard.type("without")
    await keyboard.press("Enter")
    await eventually(() => isRightNow(account, () => clipboardText(keycard.app))).toBe(true)
    await keyboard.press("Escape")
  })

  it("every number can be another", async () => {
    const account = newAccount("Unusual", "", { algorithm: "SHA512", digits: 7, period: 45 })
    await begin()
    await fillIn({ "Secret key": account.secret, Service: "Unusual" })
    await more()
    await enrol.dialog.getByRole("combobox", { name: "Algorithm" }).selectOption("SHA512")
    await fillIn({ Digits: "7", "Period in seconds": "45" })
    await submit()
    await enrol.single()
    await eventually(() => isRightNow(account, () => enrol.code())).toBe(true)
    await enrol.save()
    await eventually(() => isRightNow(account, () => codes.code("Unusual"))).toBe(true)
  })

  it("a counter goes on from where it is told", async () => {
    const account = newAccount("Counted", "")
    await begin()
    await fillIn({ "Secret key": account.secret, Service: "Counted" })
    await more()
    await enrol.dialog.getByRole("combobox", { name: "Type" }).selectOption("hotp")
    await fillIn({ "Next counter": "41" })
    await submit()
    await enrol.single()
    expect(await enrol.code()).toBe(codeOfCounter(account, 41))
    await enrol.save()
    await codes.row("Counted").getByRole("button", { name: "Next code" }).click()
    await eventually(() => codes.code("Counted")).toBe(codeOfCounter(account, 41))
  })

  it.each([
    ["an empty secret", { "Secret key": "" }, "Secret key", /secret is (empty|missing)/i],
    [
      "a digit in place of a letter",
      { "Secret key": "JBSWY3DPEHPK3PX0" },
      "Secret key",
      /has a 0, 1, 8 or 9/,
    ],
    [
      "too many digits",
      { "Secret key": "JBSWY3DPEHPK3PXP", Digits: "11" },
      "Digits",
      /out of range.*4 to 10/,
    ],
    [
      "a period that is none",
      { "Secret key": "JBSWY3DPEHPK3PXP", "Period in seconds": "30.5" },
      "Period in seconds",
      /not a whole number/,
    ],
  ] as const)("%s is named at its field, and mended there", async (_name, fields, at, words) => {
    await begin()
    await more()
    await fillIn(fields)
    await submit()
    await eventually(() => errorAt(at)).toMatch(words)
    expect(await enrol.rows.count()).toBe(0)
    await fillIn({ "Secret key": "JBSWY3DPEHPK3PXP", Digits: "6", "Period in seconds": "30" })
    await submit()
    await enrol.single()
  })
})
