/** @file The dialogs about permanent keys at AWS, and how they look. Pictures go to out/screenshots. */
import { mkdir, readFile, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { afterAll, beforeAll, expect, it } from "vitest"
import { projectRoot } from "../../scripts/setup/paths.mjs"
import { SELF_CARE } from "../support/aws/iam-subject.ts"
import type { LaunchedKeycard } from "../support/app/launch-keycard.ts"
import { startAwsStandIn, type AwsStandIn } from "../support/aws/start.ts"
import { overflowing, tooPale, withoutName } from "./pages/audit.ts"
import { eventually } from "./pages/eventually.ts"
import { resize } from "./pages/look.ts"
import { sessionsPage, type SessionsPage } from "./pages/sessions-page.ts"
import { filesWithText } from "./pages/traces.ts"
import { startWorld, type World } from "./pages/world.ts"

const folder = join(projectRoot, "out", "screenshots")
const DAY_MS = 86_400_000
/** Two time steps, and the time that AWS takes. */
const TWO_STEPS_MS = 80_000

let world: World
let standIn: AwsStandIn
let keycard: LaunchedKeycard
let sessions: SessionsPage
let credentialsPath: string

const user = (name: string) => {
  const found = standIn.account.users.find((each) => each.name === name)
  if (found === undefined) throw new Error(`there is no ${name}`)
  return found
}
const plain =
  "[legacy]\naws_access_key_id = AKIALEGACYLEGACY0001\naws_secret_access_key = legacylegacylegacylegacylegacylegacy0001\n"

beforeAll(async () => {
  world = await startWorld()
  const createdMs = Date.now() - 120 * DAY_MS
  standIn = await startAwsStandIn({
    newKeyUnknownFor: 1,
    users: ["rita", "mia", "tom"].map((name) => ({
      ...{ name, allow: SELF_CARE, mfaDevices: [] },
      accessKeys: [
        { createdMs, lastUsedMs: Date.now() - 2 * DAY_MS },
        ...(name === "tom" ? [{ createdMs, status: "Inactive" as const }] : []),
      ],
    })),
  })
  credentialsPath = world.env.AWS_SHARED_CREDENTIALS_FILE ?? ""
  await mkdir(dirname(credentialsPath), { recursive: true })
  await writeFile(credentialsPath, plain, { mode: 0o600 })
  for (const name of ["rita", "mia", "tom"]) {
    const [key] = user(name).accessKeys
    const args = ["aws", "key", "add", name, "--endpoint", standIn.url]
    expect(await world.keycard(args, `${key?.id}\n${key?.secret}\n`)).toMatchObject({ exitCode: 0 })
  }
  await mkdir(folder, { recursive: true })
  keycard = await world.open()
  await keycard.page.emulateMedia({ reducedMotion: "reduce" })
  sessions = sessionsPage(keycard.page)
  await sessions.go()
  await keycard.page.getByRole("button", { name: "Actions for key rita" }).waitFor()
})
afterAll(async () => {
  await world.close()
  await standIn.close()
})

/** Judges what is on the screen in both colours and in a narrow window, and leaves pictures of it. */
async function look(name: string): Promise<void> {
  const { page } = keycard
  const faults: string[] = []
  for (const [width, height] of [
    [920, 640],
    [360, 480],
  ] as const) {
    await keycard.app.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size[0], size[1]),
      [width, height] as const,
    )
    await eventually(() => page.evaluate(() => innerWidth)).toBe(width)
    for (const scheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: scheme })
      await page.screenshot({ path: join(folder, `keys-${name}-${width}-${scheme}.png`) })
      for (const fault of [
        ...(await overflowing(page)),
        ...(await tooPale(page)),
        ...(await withoutName(page)),
      ])
        faults.push(`${width} ${scheme}: ${fault}`)
    }
  }
  await keycard.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setContentSize(920, 640),
  )
  expect(faults).toEqual([])
}

/** How far the last button of the place stays under the message, however far one scrolls. */
const coveredPixels = () =>
  keycard.page.evaluate(() => {
    const place = document.querySelector(".above-toast")
    place?.scrollTo(0, place.scrollHeight)
    const button = [...(place?.querySelectorAll("button") ?? [])].at(-1)?.getBoundingClientRect()
    const message = document.querySelector('[data-testid="toast"]')?.getBoundingClientRect()
    return button === undefined || message === undefined ? null : button.bottom - message.top
  })

async function choose(key: string, item: string): Promise<void> {
  await keycard.page.getByRole("button", { name: `Actions for key ${key}` }).click()
  await keycard.page.getByRole("menuitem", { name: item }).click()
}

it("rotates a key, shows the old one inactive, and goes back", async () => {
  const { page } = keycard
  const [old] = user("rita").accessKeys
  await choose("rita", "Rotate…")
  await sessions.dialog.getByText("120 days old").waitFor()
  await look("rotate")
  await sessions.dialog.getByRole("button", { name: "Rotate", exact: true }).click()
  await sessions.dialog.getByRole("button", { name: "Delete the old key" }).waitFor()
  await look("rotated")
  const made = user("rita").accessKeys[1]
  expect([old?.status, made?.status]).toEqual(["Inactive", "Active"])
  expect(await sessions.dialog.innerText()).toContain(`…${made?.id.slice(-4)}`)
  await sessions.dialog.getByRole("button", { name: "Later" }).click()
  await page.getByRole("button", { name: "Old key inactive" }).click()
  await sessions.dialog.getByRole("button", { name: "Go back to the old key" }).click()
  await sessions.dialog.waitFor({ state: "detached" })
  expect(user("rita").accessKeys).toMatchObject([{ id: old?.id, status: "Active" }])
})

it("asks AWS elsewhere for a key that was edited so, and says which field cannot be used", async () => {
  const { page } = keycard
  const { dialog } = sessions
  const elsewhere = standIn.url.replace("127.0.0.1", "localhost")
  await choose("rita", "Edit key")
  const endpoint = sessions.field("Endpoint")
  const region = dialog.getByRole("combobox", { name: "STS region" })
  expect([await endpoint.inputValue(), await region.inputValue()]).toEqual([standIn.url, "us-east-1"])
  await endpoint.fill("ftp://elsewhere")
  await dialog.getByRole("button", { name: "Save" }).click()
  await dialog.getByText("This endpoint cannot be used.").waitFor()
  expect(await endpoint.getAttribute("aria-invalid")).toBe("true")
  await look("edit")
  await endpoint.fill(elsewhere)
  await region.fill("nowhere")
  await dialog.getByRole("button", { name: "Save" }).click()
  await dialog.getByText("This is not a region's name.").waitFor()
  await region.fill("eu-west-1")
  await dialog.getByRole("button", { name: "Save" }).click()
  await dialog.waitFor({ state: "detached" })
  await page.getByRole("listitem").filter({ hasText: elsewhere }).waitFor()
  await choose("rita", "Edit key")
  expect(await region.inputValue()).toBe("eu-west-1")
  await dialog.getByRole("button", { name: "Cancel" }).click()
  const before = standIn.requests.length
  await choose("rita", "Check age and use")
  await page.getByTestId("toast").getByText("AWS was asked").waitFor()
  expect(standIn.requests.length).toBeGreaterThan(before)
})

it("takes a code from a device elsewhere without another press, and another one after a refusal", async () => {
  const { page } = keycard
  const { dialog } = sessions
  await choose("rita", "Edit key")
  await sessions.field("Device serial").fill("arn:aws:iam::123456789012:mfa/nobody")
  await dialog.getByRole("button", { name: "Save" }).click()
  await dialog.waitFor({ state: "detached" })
  await choose("rita", "Rotate…")
  const code = sessions.field("Six digits of its MFA device")
  const isReady = () => code.evaluate((box) => box === document.activeElement)
  await eventually(isReady).toBe(true)
  await look("rotate-code")
  await page.keyboard.type("123 456")
  await page.keyboard.press("Enter")
  await dialog.getByRole("alert").waitFor()
  await eventually(isReady).toBe(true)
  expect(await code.inputValue()).toBe("")
  await page.keyboard.press("Escape")
  await dialog.waitFor({ state: "detached" })
})

it("names the other key of a user who has two, and deletes it by choice", async () => {
  await choose("tom", "Rotate…")
  await sessions.dialog.getByText("This user has another key already.").waitFor()
  const tail = user("tom").accessKeys[1]?.id.slice(-4) ?? ""
  const rotate = sessions.dialog.getByRole("button", { name: "Rotate", exact: true })
  expect(await rotate.isDisabled()).toBe(true)
  await sessions.dialog.getByRole("button", { name: `Delete …${tail}` }).click()
  await look("two-keys")
  await sessions.dialog.getByRole("button", { name: `Delete …${tail} for good` }).click()
  await eventually(() => Promise.resolve(user("tom").accessKeys.length)).toBe(1)
  await eventually(() => rotate.isDisabled()).toBe(false)
  await rotate.click()
  // Whoever deleted the old key at AWS's console can neither end it here nor go back.
  await sessions.dialog.getByRole("button", { name: "Let go", exact: true }).click()
  await sessions.dialog.getByText("This cannot be undone.").waitFor()
  await look("let-go")
  await sessions.dialog.getByRole("button", { name: "Let go for good" }).click()
  await sessions.dialog.waitFor({ state: "detached" })
  await keycard.page.getByRole("button", { name: "Old key inactive" }).waitFor({ state: "detached" })
  expect(user("tom").accessKeys.map(({ status }) => status)).toEqual(["Inactive", "Active"])
})

it("moves a plain-text key home with one press, and back with another", async () => {
  const { page } = keycard
  await page.getByRole("button", { name: "Move legacy into the keychain" }).click()
  await eventually(() => readFile(credentialsPath, "utf8")).not.toContain("AKIALEGACY")
  await page.getByTestId("toast").hover()
  await resize(keycard, 360, 480)
  // Nothing lies under a message that cannot be scrolled out from under it.
  await eventually(coveredPixels).toBeLessThanOrEqual(0)
  await page.screenshot({ path: join(folder, "keys-toast-360.png") })
  await page.getByTestId("toast").getByRole("button", { name: "Undo" }).click()
  await eventually(() => readFile(credentialsPath, "utf8")).toContain("AKIALEGACYLEGACY0001")
  await page.getByRole("button", { name: "Move legacy into the keychain" }).waitFor()
  await look("list")
})

it("sets an MFA device up, its secret on no screen and in no file", { timeout: TWO_STEPS_MS }, async () => {
  await choose("mia", "Set up MFA…")
  await look("mfa")
  await sessions.dialog.getByRole("button", { name: "Set up MFA", exact: true }).click()
  await sessions.dialog.getByText("The next code comes in").waitFor({ timeout: TWO_STEPS_MS })
  await look("mfa-waiting")
  await sessions.dialog.waitFor({ state: "detached", timeout: TWO_STEPS_MS })
  const [device] = user("mia").mfaDevices
  expect(device?.serial).toBe("arn:aws:iam::123456789012:mfa/mia")
  expect(await keycard.page.content()).not.toContain(device?.seedBase32)
  expect(await filesWithText(device?.seedBase32 ?? "", world.home)).toEqual([])
  expect((await world.vault()).accounts.map(({ account }) => account)).toContain("mia@123456789012")
  await choose("mia", "MFA device…")
  await look("mfa-device")
  await sessions.dialog.getByRole("button", { name: "Close" }).last().click()
})
