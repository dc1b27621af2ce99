import { mkdir, readFile, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { projectRoot } from "../../scripts/setup/paths.mjs"
import { decodeBase32 } from "../../src/core/otp/base32.ts"
import type { LaunchedKeycard } from "../support/app/launch-keycard.ts"
import { startAwsStandIn, type AwsStandIn } from "../support/aws/start.ts"
import { fakeYkman } from "../support/yubikey/fake-ykman.ts"
import { overflowing, tooPale, withoutName } from "./pages/audit.ts"
import { codesPage } from "./pages/codes-page.ts"
import { eventually } from "./pages/eventually.ts"
import { sessionsPage, type SessionsPage } from "./pages/sessions-page.ts"
import { startWorld, type World } from "./pages/world.ts"

const folder = join(projectRoot, "out", "screenshots")
const ADMIN = "arn:aws:iam::123456789012:role/Admin"
const ENTRY = "Amazon Web Services:mona@123456789012"
const ID = "AKIAOTHEROTHEROTHER1"
const SECRET = "anothersecretoffortycharacters1234567890"

let world: World
let standIn: AwsStandIn
let keycard: LaunchedKeycard
let sessions: SessionsPage
let ykman: ReturnType<typeof fakeYkman>

const path = (name: "AWS_CONFIG_FILE" | "AWS_SHARED_CREDENTIALS_FILE") => world.env[name] ?? ""

/** Leaves pictures of what is on the screen in both colours, and finds what cannot be read or reached. */
async function look(screen: string): Promise<void> {
  const { page } = keycard
  const faults: unknown[] = []
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" })
    await page.screenshot({ path: join(folder, `${screen}-${colorScheme}.png`), animations: "disabled" })
    faults.push(...(await tooPale(page)))
  }
  faults.push(...(await overflowing(page)), ...(await withoutName(page)))
  expect(faults).toEqual([])
}

beforeAll(async () => {
  await mkdir(folder, { recursive: true })
  world = await startWorld({ keychain: "file" })
  standIn = await startAwsStandIn({ users: [{ name: "mona" }], roles: [{ name: "Admin" }] })
  const [user] = standIn.account.users
  const [device] = user?.mfaDevices ?? []
  const [key] = user?.accessKeys ?? []
  const secret = Buffer.from(decodeBase32(device?.seedBase32 ?? "")).toString("hex")
  ykman = fakeYkman(world.home, {
    keys: [{ serial: 16_021_983, entries: [{ name: ENTRY, secret, touch: true }] }],
  })
  await mkdir(dirname(path("AWS_CONFIG_FILE")), { recursive: true })
  await writeFile(
    path("AWS_CONFIG_FILE"),
    `[profile admin]\nrole_arn = ${ADMIN}\nsource_profile = mona\n[profile old]\ncredential_process = aws-vault exec old --json\n`,
  )
  await writeFile(
    path("AWS_SHARED_CREDENTIALS_FILE"),
    `[other]\naws_access_key_id = ${ID}\naws_secret_access_key = ${SECRET}\n`,
    { mode: 0o600 },
  )
  const add = ["aws", "key", "add", "mona", "--endpoint", standIn.url, "--mfa-serial", device?.serial ?? ""]
  const added = await world.keycard(add, `${key?.id ?? ""}\n${key?.secret ?? ""}\n`)
  expect(added).toMatchObject({ exitCode: 0 })
  keycard = await world.open({ env: ykman.env })
  sessions = sessionsPage(keycard.page)
  await codesPage(keycard.page).welcome.waitFor()
  await sessions.go()
})
afterAll(async () => {
  await world.close()
  await standIn.close()
})

describe("profiles of AWS's own files", () => {
  it("are shown before anything is kept, and why some stay", async () => {
    await keycard.page.getByRole("button", { name: "Take over AWS profiles" }).click()
    await sessions.dialog.getByText("aws-vault keeps this key.").waitFor()
    await look("take-over")
    expect(await sessions.dialog.getByRole("checkbox").count()).toBe(2)
  })

  it("are taken over, taken back, and taken over again", async () => {
    const { page } = keycard
    const files = () =>
      Promise.all([readFile(path("AWS_CONFIG_FILE")), readFile(path("AWS_SHARED_CREDENTIALS_FILE"))])
    const before = await files()
    await sessions.dialog.getByRole("button", { name: "Take over 2 profiles" }).click()
    await sessions.card("admin").waitFor()
    await sessions.card("other").waitFor()
    await page.getByRole("button", { name: "Undo" }).click()
    await sessions.card("admin").waitFor({ state: "detached" })
    expect(await files()).toEqual(before)
    await page.getByRole("button", { name: "Take over AWS profiles" }).click()
    await sessions.dialog.getByRole("checkbox", { name: /^admin/ }).uncheck()
    const name = sessions.field("Name here of other")
    await name.fill("my other")
    await sessions.dialog.getByText(/do not see a profile of that name/).waitFor()
    expect(await sessions.dialog.getByRole("button", { name: "Take over 1 profile" }).isDisabled()).toBe(true)
    await look("take-over-name")
    await sessions.dialog.getByRole("checkbox", { name: /^admin/ }).check()
    await name.fill("admin")
    await sessions.dialog.getByText("There is already a profile called “admin”.").waitFor()
    await name.fill("theirs")
    await sessions.dialog.getByRole("button", { name: "Take over 2 profiles" }).click()
    await sessions.card("admin").waitFor()
    await sessions.card("theirs").waitFor()
  })
})

describe("a YubiKey", () => {
  it("is chosen for a key's codes", async () => {
    const { page } = keycard
    await page.getByRole("button", { name: "Actions for key mona" }).click()
    await page.getByRole("menuitem", { name: "Edit key" }).click()
    await sessions.dialog.getByRole("combobox", { name: "Codes come from" }).selectOption("A YubiKey")
    await sessions.dialog.getByRole("button", { name: "Look for my YubiKey" }).click()
    await eventually(() => sessions.dialog.getByRole("radio", { name: /^Amazon/ }).isChecked()).toBe(true)
    await look("yubikey-choice")
    await sessions.dialog.getByRole("button", { name: "Save" }).click()
    await page.getByText("YubiKey 16021983").waitFor()
  })

  it("is asked to be touched, and then AWS takes its code", async () => {
    await sessions.button("admin", /^Start/).click()
    await sessions.card("admin").getByText("Touch your YubiKey now").waitFor({ timeout: 45_000 })
    await look("yubikey-touch")
    ykman.touch()
    await eventually(async () => (await sessions.says("admin")).includes("Valid"), 20_000).toBe(true)
    // The key's age is asked for beside it, by itself.
    const asked = standIn.requests.filter(({ action }) => /^(GetSessionToken|AssumeRole)$/.test(action ?? ""))
    expect(asked.map(({ action, result }) => `${action} ${result}`)).toEqual([
      "GetSessionToken OK",
      "AssumeRole OK",
    ])
  })
})
