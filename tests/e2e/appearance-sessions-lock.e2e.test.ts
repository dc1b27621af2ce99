import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest"
import { whyNoKeyring } from "../support/app/keyring.ts"
import { startAwsStandIn, type AwsStandIn } from "../support/aws/start.ts"
import { codesPage } from "./pages/codes-page.ts"
import { eventually } from "./pages/eventually.ts"
import { newAccount } from "./pages/links.ts"
import { lockPage } from "./pages/lock-page.ts"
import { keepAccounts, newLooker, somebodysAccounts } from "./pages/looker.ts"
import { sessionsPage } from "./pages/sessions-page.ts"
import { startWorld, type World } from "./pages/world.ts"

let world: World
let doors: World | undefined
let standIn: AwsStandIn
const here = newLooker()
const { use, look, press, go, dialog, closeDialog, tidy } = here
const kept = somebodysAccounts()

beforeAll(async () => {
  world = await startWorld({ keychain: "file" })
  standIn = await startAwsStandIn({ users: [{ name: "mona" }, { name: "piet" }] })
  await use(await world.open())
  await codesPage(here.page).welcome.waitFor()
  // Two GitHubs: which of them is meant has to be said.
  await keepAccounts(here.page, [...kept, newAccount("GitHub", "ada@example.org")])
})
afterAll(async () => {
  await world.close()
  await doors?.close()
  await standIn.close()
})
afterEach(tidy)

describe("sessions", () => {
  const region = "eu-central-1"

  it("setting one up", async () => {
    await go("Sessions")
    await press("Set up a session")
    const [user] = standIn.account.users
    await dialog()
      .getByRole("textbox", { name: "Access key ID" })
      .fill(user?.accessKeys[0]?.id ?? "")
    await dialog()
      .getByLabel("Secret access key")
      .fill(user?.accessKeys[0]?.secret ?? "")
    await look("session-key")
    const { setUp } = sessionsPage(here.page)
    await setUp.keepKey("mona", standIn.url)
    await setUp.findDevice()
    await dialog().getByRole("radiogroup").waitFor()
    await look("session-device")
    await setUp.continue()
    await look("session-profile")
    await setUp.makeProfile("work", region)
  })

  it("cards: not started, valid, failed", async () => {
    const [mona, piet] = standIn.account.users
    const device = mona?.mfaDevices[0]
    const good = newAccount("Amazon Web Services", "x").uri.replace(
      /secret=\w+/,
      `secret=${device?.seedBase32}`,
    )
    expect(await world.keycard(["add", "-"], good)).toMatchObject({ exitCode: 0 })
    const key = `${piet?.accessKeys[0]?.id}\n${piet?.accessKeys[0]?.secret}\n`
    const serial = ["--mfa-serial", piet?.mfaDevices[0]?.serial ?? "", "--endpoint", standIn.url]
    expect(
      await world.keycard(["aws", "key", "add", "piet", ...serial, "--account", "GitHub"], key),
    ).toMatchObject({
      exitCode: 3,
    })
    const wrong = ["--account", "Nextcloud"]
    expect(await world.keycard(["aws", "key", "add", "piet", ...serial, ...wrong], key)).toMatchObject({
      exitCode: 0,
    })
    for (const name of ["failing", "not-started"]) {
      const add = ["aws", "profile", "add", name, "--key", "piet", "--region", region]
      expect(await world.keycard(add)).toMatchObject({ exitCode: 0 })
    }
    const sessions = sessionsPage(here.page)
    await sessions.button("failing", /^Start/).click()
    await eventually(() => sessions.says("failing"), 45_000).toMatch(/AWS did not take the MFA code/)
    await world.keycard(["refresh", "work", "--code", standIn.codeFor(device?.serial ?? "")])
    await eventually(() => sessions.says("work"), 45_000).toMatch(/Valid/)
    await look("sessions")
  })
})

describe.skipIf(whyNoKeyring())("the lock", () => {
  const others: World[] = []
  afterAll(() => others[0]?.close())

  it("none yet, set, and locked", async () => {
    await here.keycard.close()
    const locked = await startWorld({ keychain: "keyring" })
    others.push(locked)
    expect(await locked.keycard(["add", "-"], kept[1].uri)).toMatchObject({ exitCode: 0 })
    await locked.age(40)
    await use(await locked.open())
    await here.page.getByRole("complementary", { name: "Reminder" }).waitFor()
    await look("reminder")
    await lockPage(here.page).lock.click()
    await press("Set a passphrase")
    await dialog().getByLabel("New passphrase").fill("four doors")
    await look("lock-set")
    await dialog().getByLabel("New passphrase").fill("four small green doors")
    await dialog().getByLabel("The same again").fill("four small green doors")
    await press("Set passphrase")
    await dialog().waitFor({ state: "detached" })
    await here.page
      .getByRole("region", { name: "Lock", exact: true })
      .evaluate((group) => group.scrollIntoView())
    await look("lock-settings")
    await press("Change")
    await look("lock-change")
    await closeDialog()
    await press("Move to an encrypted file")
    await look("move-secrets")
    await closeDialog()
    await lockPage(here.page).lock.click()
    await lockPage(here.page).heading.waitFor()
    await look("locked")
    await here.page.getByText("Forgotten the passphrase?").click()
    await look("locked-help")
    await lockPage(here.page).type("a wrong passphrase")
    await eventually(() => here.page.locator("main").innerText()).toMatch(/not the passphrase/)
    await look("locked-wrong")
  })
})

describe("at the door", () => {
  it("no keychain, and another one chosen", async () => {
    doors = await startWorld({ keychain: "keyring", keyringState: "absent" })
    await use(await doors.open())
    await here.page.getByRole("button", { name: "Try again" }).waitFor()
    await look("door-no-keychain")
    await press("Use an encrypted file instead")
    await here.page.getByLabel("New passphrase").fill("short")
    await press("Use this passphrase")
    await eventually(() => here.page.locator("main").innerText()).toMatch(/too short/)
    await look("door-choose-file")
    await here.page.getByLabel("New passphrase").fill("correct horse")
    await here.page.getByLabel("The same again").fill("correct horse")
    await press("Use this passphrase")
    await codesPage(here.page).welcome.waitFor()
  })

  it("the passphrase", async () => {
    await here.keycard.close()
    if (doors === undefined) throw new Error("the test before this one did not open the door")
    await use(await doors.open())
    const box = here.page.getByLabel("Passphrase", { exact: true })
    await box.fill("wrong horse")
    await box.press("Enter")
    await eventually(() => here.page.locator("main").innerText()).toMatch(/not the passphrase/)
    await look("door-passphrase")
  })
})
