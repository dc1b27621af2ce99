import { chmod, mkdir, readFile, stat, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { LaunchedKeycard } from "../support/app/launch-keycard.ts"
import { startAwsStandIn, type AwsStandIn } from "../support/aws/start.ts"
import { eventually } from "./pages/eventually.ts"
import { answerFileDialogs } from "./pages/file-answers.ts"
import { faultsOf } from "./pages/look.ts"
import { startWorld, type World } from "./pages/world.ts"

let world: World
interface Checkup {
  findings: { what: string }[]
  keys: { may: string[]; mayNot: string[] }[]
}

let standIn: AwsStandIn
let keycard: LaunchedKeycard
let page: Page
let credentialsPath: string

const finding = (text: string | RegExp) => page.getByRole("listitem").filter({ hasText: text })
const rows = () => page.getByRole("table", { name: "Log" }).getByRole("row")
const press = (name: string) => page.getByRole("button", { name, exact: true }).click()

beforeAll(async () => {
  world = await startWorld({ keychain: "file" })
  standIn = await startAwsStandIn({ users: [{ name: "ada" }] })
  const [user] = standIn.account.users
  const [key] = user?.accessKeys ?? []
  const [device] = user?.mfaDevices ?? []
  credentialsPath = world.env.AWS_SHARED_CREDENTIALS_FILE ?? ""
  await mkdir(dirname(credentialsPath), { recursive: true, mode: 0o700 })
  await writeFile(
    credentialsPath,
    "[ci]\naws_access_key_id = AKIACICICICICICICI00\naws_secret_access_key = cicicicicicicicicicicicicicicicicicici00\n",
  )
  const link = `otpauth://totp/AWS:ada?secret=${device?.seedBase32 ?? ""}&issuer=AWS`
  expect(await world.keycard(["add", "-"], link)).toMatchObject({ exitCode: 0 })
  const add = ["aws", "key", "add", "ada", "--endpoint", standIn.url, "--mfa-serial", device?.serial ?? ""]
  const added = await world.keycard([...add, "--account", "ada"], `${key?.id ?? ""}\n${key?.secret ?? ""}\n`)
  expect(added).toMatchObject({ exitCode: 0 })
  expect(await world.keycard(["aws", "profile", "add", "dev", "--key", "ada"])).toMatchObject({ exitCode: 0 })
  expect(await world.keycard(["refresh", "dev"])).toMatchObject({ exitCode: 0 })
  await chmod(credentialsPath, 0o644)
  keycard = await world.open()
  page = keycard.page
  await page.getByRole("navigation", { name: "Places" }).waitFor()
})
afterAll(async () => {
  await world.close()
  await standIn.close()
})

describe("a check-up in the window", () => {
  it("has its own keys and title, and says what it will do", async () => {
    await page.keyboard.press("Control+4")
    await page.getByRole("button", { name: "Check now" }).waitFor()
    expect(await page.title()).toBe("Check-up – Keycard")
    expect(await faultsOf(keycard, "checkup-none")).toEqual({})
  })

  it("finds what is unsafe, worst first, and says why", async () => {
    await press("Check now")
    await finding(`${credentialsPath} can be read by every user`).waitFor()
    await finding("stands in plain text").waitFor()
    await finding("There is no backup").waitFor()
    const headings = await page.getByRole("heading", { level: 2 }).allInnerTexts()
    expect(headings[0]).toMatch(/^Mend these first/)
    expect(await faultsOf(keycard, "checkup-found")).toEqual({})
    const { stdout } = await world.keycard(["doctor", "--json"])
    const { findings, keys } = JSON.parse(stdout) as Checkup
    const sight = page.getByRole("region", { name: "What your keys may see" })
    const actions = keys.flatMap(({ may, mayNot }) => [...may, ...mayNot])
    expect(actions.length).toBeGreaterThan(0)
    expect(await sight.getByRole("listitem").count()).toBe(keys.length + actions.length)
    await sight.scrollIntoViewIfNeeded()
    expect(await faultsOf(keycard, "checkup-sights")).toEqual({})
    const shown = (await page.getByRole("listitem").allInnerTexts()).slice(0, -keys.length - actions.length)
    for (const { what } of findings) expect(shown.some((text) => text.includes(what))).toBe(true)
    expect(shown).toHaveLength(findings.length)
  })

  it("mends open files at a press, and takes that back", async () => {
    const mode = async () => ((await stat(credentialsPath)).mode & 0o777).toString(8)
    const open = finding(`${credentialsPath} can be read`)
    await open.getByRole("button", { name: "Keep it to myself" }).click()
    await eventually(mode).toBe("600")
    await open.getByRole("button", { name: "Undo" }).click()
    await eventually(mode).toBe("644")
    await open.getByRole("button", { name: "Keep it to myself" }).click()
    await eventually(mode).toBe("600")
  })

  it("keeps apart what a person accepts, also from the command line's words", async () => {
    await finding("There is no backup").getByRole("button", { name: "Not for me" }).click()
    await page.getByText("Accepted: 1 finding").click()
    await finding("There is no backup").getByRole("button", { name: "Count it again" }).waitFor()
    const { stdout, stderr } = await world.keycard(["doctor", "--offline"])
    expect(stdout).not.toMatch("There is no backup")
    expect(stderr).toMatch("1 finding that you accepted")
    await page.keyboard.press("Control+z")
    await finding("There is no backup").getByRole("button", { name: "Not for me" }).waitFor()
  })

  it("leads to moving a plain-text key home", async () => {
    await finding("stands in plain text").getByRole("button", { name: "Move into the keychain" }).click()
    await page.getByRole("dialog", { name: "Add a permanent key" }).waitFor()
    await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click()
  })

  it("is saved as the command line prints it", async () => {
    const path = join(world.home, "checkup.json")
    await answerFileDialogs(keycard.app, path)
    await press("Save as JSON")
    await eventually(async () => readFile(path, "utf8").catch(() => "")).toMatch(/"open-path"/)
  })
})

describe("the log in the window", () => {
  it("tells what was issued, newest first", async () => {
    await page.keyboard.press("Control+5")
    await eventually(() => rows().count()).toBe(3)
    const texts = await rows().allInnerTexts()
    expect(texts[0]).toMatch(/dev[^]*Written to the file[^]*Command line/)
    expect(texts[2]).toMatch(/Key added/)
    expect(await page.title()).toBe("Log – Keycard")
    expect(await faultsOf(keycard, "log")).toEqual({})
  })

  it("is filtered, and what is filtered is exported", async () => {
    await page.getByRole("combobox", { name: "What happened" }).selectOption("issued")
    await eventually(() => rows().count()).toBe(1)
    const path = join(world.home, "log.jsonl")
    await answerFileDialogs(keycard.app, path)
    await press("Export")
    await page.getByRole("menuitem", { name: "As JSON lines" }).click()
    await eventually(async () => readFile(path, "utf8").catch(() => "")).not.toBe("")
    const lines = (await readFile(path, "utf8")).trim().split("\n")
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { what: "issued", profile: "dev" },
    ])
    await page.keyboard.press("Control+f")
    await page.keyboard.type("nobody")
    await page.getByRole("button", { name: "Show all" }).click()
    await eventually(() => rows().count()).toBe(3)
  })
})
