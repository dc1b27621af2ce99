import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { whyNoKeyring } from "../support/app/keyring.ts"
import type { LaunchedKeycard } from "../support/app/launch-keycard.ts"
import { codesPage } from "./pages/codes-page.ts"
import { enrolPage } from "./pages/enrol-page.ts"
import { eventually } from "./pages/eventually.ts"
import { isRightNow } from "./pages/expected-code.ts"
import { newAccount, type TestAccount } from "./pages/links.ts"
import { copyText } from "./pages/transfer.ts"
import { startWorld, type World } from "./pages/world.ts"

const reason = whyNoKeyring()

/** Longer than Keycard waits for a keychain that was open and does not answer any more. */
const UNTIL_IT_GIVES_UP_MS = 40_000
/** The same at the start: there the keychain may be showing a prompt, and a person takes a minute to read it. */
const UNTIL_A_START_GIVES_UP_MS = 90_000

let world: World
let keycard: LaunchedKeycard

/** Two that hang from the beginning of this file on, so that their minute passes while the others are tested. */
const patient = newAccount("Patient", "kept before the keyring hung")
const late = newAccount("Late", "saved while the keyring hung")
let atStart: { world: World; keycard: LaunchedKeycard } | undefined
let whileRunning: { world: World; keycard: LaunchedKeycard } | undefined

async function openHanging(hangsFirst: boolean) {
  const hanging = await startWorld({ keychain: "keyring" })
  expect(await hanging.keycard(["add", "-"], patient.uri)).toMatchObject({ exitCode: 0 })
  if (hangsFirst) hanging.keyring().hang()
  return { world: hanging, keycard: await hanging.open() }
}

afterAll(async () => {
  await atStart?.world.close()
  await whileRunning?.world.close()
})

/** What the helpers below look at from now on. */
function use(which: typeof atStart): void {
  if (which === undefined) throw new Error("not started")
  world = which.world
  keycard = which.keycard
}

const page = () => keycard.page
const heading = () => page().getByRole("heading", { level: 1 }).innerText()
const tryAgain = () => page().getByRole("button", { name: "Try again" }).click()
const encryptedFile = () => page().getByRole("button", { name: "Use an encrypted file instead" })
const showsRightCode = (account: TestAccount) =>
  eventually(() => isRightNow(account, () => codesPage(page()).code(account.issuer))).toBe(true)

/** Pastes a link and waits for its preview. */
async function offer(account: TestAccount): Promise<void> {
  await copyText(keycard.app, account.uri)
  await page().keyboard.press("Control+v")
  await enrolPage(page()).single()
}
const clickSave = () => enrolPage(page()).dialog.getByRole("button", { name: "Save account" }).click()
const enrolSays = () => enrolPage(page()).dialog.innerText()

describe.skipIf(reason)("a system keyring that begins to hang", () => {
  it("at the start is waited for, in words", async () => {
    atStart = await openHanging(true)
    use(atStart)
    await eventually(heading).toBe("Opening your keychain")
  })

  it("while Keycard runs leaves the window alive", async () => {
    whileRunning = await openHanging(false)
    use(whileRunning)
    await showsRightCode(patient)
    await offer(late)
    whileRunning.world.keyring().hang()
    await clickSave()
    await eventually(() => isRightNow(late, () => enrolPage(page()).code())).toBe(true)
  })
})

describe.skipIf(reason)(`a system keyring${reason ? ` (${reason})` : ""}`, () => {
  const first = newAccount("First", "there from the start")
  const second = newAccount("Second", "added while locked")

  beforeAll(async () => {
    world = await startWorld({ keychain: "keyring" })
    expect(await world.keycard(["add", "-"], first.uri)).toMatchObject({ exitCode: 0 })
    await world.keyring().lock()
    keycard = await world.open()
  })
  afterAll(() => world.close())

  it("that is locked at the start is said to be, and no other keychain is offered where secrets are in it", async () => {
    await eventually(heading).toBe("Your keychain is locked.")
    expect(await page().getByRole("alert").innerText()).toMatch(
      /Unlock it and try again\. Nothing was lost\./,
    )
    expect(await encryptedFile().count()).toBe(0)
  })

  it("that is still locked is said to be again", async () => {
    await tryAgain()
    await page().getByRole("button", { name: "Try again" }).waitFor()
    await eventually(heading).toBe("Your keychain is locked.")
  })

  it("once unlocked, opens by one click, and every code is there", async () => {
    await world.keyring().unlock()
    await tryAgain()
    await showsRightCode(first)
  })

  it("that is locked while Keycard runs keeps nothing half; what was found waits until it is unlocked", async () => {
    await world.keyring().lock()
    await offer(second)
    await clickSave()
    await eventually(enrolSays).toMatch(/Your keychain is locked\./)
    expect((await world.vault()).accounts.map(({ issuer }) => issuer)).toEqual(["First"])
    await world.keyring().unlock()
    await clickSave()
    await showsRightCode(second)
    await showsRightCode(first)
  })

  it("that is gone is said to be; no other one is offered, and with it every code is back", async () => {
    await keycard.close()
    keycard = await world.open({ env: { DBUS_SESSION_BUS_ADDRESS: "unix:path=/nonexistent/bus" } })
    await eventually(heading).toBe("No keychain is running on this computer.")
    expect(await encryptedFile().count()).toBe(0)
    await keycard.close()
    keycard = await world.open()
    await showsRightCode(first)
    await showsRightCode(second)
  })
})

describe.skipIf(reason)("where no keyring runs", () => {
  const account = newAccount("In the file", "ada@example.org")
  const passphrase = "four small green doors"

  beforeAll(async () => {
    world = await startWorld({ keychain: "keyring", keyringState: "absent" })
    keycard = await world.open()
  })
  afterAll(() => world.close())

  it("Keycard says so, and starting again without one says so again", async () => {
    await eventually(heading).toBe("No keychain is running on this computer.")
    await tryAgain()
    await page().getByRole("button", { name: "Try again" }).waitFor()
    await eventually(heading).toBe("No keychain is running on this computer.")
  })

  it("an encrypted file can be chosen; a short passphrase and a slip are named", async () => {
    await encryptedFile().click()
    const use = () => page().getByRole("button", { name: "Use this passphrase" }).click()
    await page().getByLabel("New passphrase").fill("short")
    await use()
    await eventually(() => page().locator("main").innerText()).toMatch(/passphrase is too short/)
    await page().getByLabel("New passphrase").fill(passphrase)
    await page().getByLabel("The same again").fill(`${passphrase}!`)
    await use()
    await eventually(() => page().locator("main").innerText()).toMatch(/The two passphrases differ/)
    await page().getByLabel("The same again").fill(passphrase)
    await use()
    await codesPage(page()).welcome.waitFor()
    expect((await world.vault()).backend).toBe("file")
  })

  it("an account is kept in it", async () => {
    await offer(account)
    await clickSave()
    await showsRightCode(account)
  })

  it("the next start asks for the passphrase, and a wrong one is said to be", async () => {
    await keycard.close()
    keycard = await world.open()
    await eventually(heading).toBe("Unlock Keycard")
    const passphraseBox = page().getByLabel("Passphrase", { exact: true })
    await passphraseBox.fill("four small green does")
    await passphraseBox.press("Enter")
    await eventually(() => page().locator("main").innerText()).toMatch(/That is not the passphrase\./)
    await passphraseBox.fill(passphrase)
    await passphraseBox.press("Enter")
    await showsRightCode(account)
  })
})

describe("an encrypted file whose passphrase is in a file", () => {
  const account = newAccount("Unattended", "ada@example.org")
  beforeAll(async () => {
    world = await startWorld({ keychain: "file" })
    expect(await world.keycard(["add", "-"], account.uri)).toMatchObject({ exitCode: 0 })
    keycard = await world.open()
  })
  afterAll(() => world.close())

  it("opens without asking", async () => {
    await showsRightCode(account)
    await page().getByRole("button", { name: "Settings" }).click()
    await eventually(() => page().locator("main").innerText()).toMatch(/in the encrypted file/)
  })
})

describe.skipIf(reason)("a system keyring that hangs", () => {
  it("while Keycard runs is said to, and what was found is kept once it answers again", async () => {
    use(whileRunning)
    await eventually(enrolSays, UNTIL_IT_GIVES_UP_MS).toMatch(/The keychain does not answer\./)
    expect((await world.vault()).accounts).toHaveLength(1)
    world.keyring().resume()
    await clickSave()
    await showsRightCode(late)
    await showsRightCode(patient)
    expect((await world.vault()).accounts).toHaveLength(2)
  })

  it("at the start is said to; once it answers, nothing is lost", async () => {
    use(atStart)
    await eventually(heading, UNTIL_A_START_GIVES_UP_MS).toBe("The keychain does not answer.")
    world.keyring().resume()
    await tryAgain()
    await showsRightCode(patient)
  })
})
