import { mkdir } from "node:fs/promises"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { projectRoot } from "../../scripts/setup/paths.mjs"
import type { LaunchedKeycard } from "../support/app/launch-keycard.ts"
import { signInsOf } from "../support/aws/console.ts"
import { startAwsStandIn, type AwsStandIn } from "../support/aws/start.ts"
import { codesPage } from "./pages/codes-page.ts"
import { eventually } from "./pages/eventually.ts"
import { sessionsPage, type SessionsPage } from "./pages/sessions-page.ts"
import { filesWithText } from "./pages/traces.ts"
import { startWorld, type World } from "./pages/world.ts"

const pictures = join(projectRoot, "out", "screenshots")
const SERIAL = "arn:aws:iam::123456789012:mfa/mona"
const ROLE = "arn:aws:iam::123456789012:role/Admin"
const ADMIN = "arn:aws:sts::123456789012:assumed-role/Admin/keycard-mona"
/** Longer than the time step that a session may have to wait for. */
const A_STEP_MS = 45_000

let world: World
let standIn: AwsStandIn
let keycard: LaunchedKeycard
let sessions: SessionsPage

beforeAll(async () => {
  world = await startWorld({ keychain: "file" })
  standIn = await startAwsStandIn({
    users: [{ name: "mona" }],
    roles: [
      {
        name: "Admin",
        externalId: "tenant-7",
        takesTags: true,
        takesSourceIdentity: true,
        requiresMfa: true,
      },
    ],
  })
  await mkdir(pictures, { recursive: true })
  const [user] = standIn.account.users
  const [key] = user?.accessKeys ?? []
  const [device] = user?.mfaDevices ?? []
  const link = `otpauth://totp/AWS:mona@123456789012?secret=${device?.seedBase32 ?? ""}&issuer=AWS`
  expect(await world.keycard(["add", "-"], link)).toMatchObject({ exitCode: 0 })
  const add = [
    "aws",
    "key",
    "add",
    "work",
    "--endpoint",
    standIn.url,
    "--mfa-serial",
    SERIAL,
    "--account",
    "mona",
  ]
  expect(await world.keycard(add, `${key?.id ?? ""}\n${key?.secret ?? ""}\n`)).toMatchObject({ exitCode: 0 })
  expect(await world.keycard(["aws", "profile", "add", "me", "--key", "work"])).toMatchObject({ exitCode: 0 })
  keycard = await world.open()
  sessions = sessionsPage(keycard.page)
  await keycard.page.emulateMedia({ reducedMotion: "reduce" })
  await codesPage(keycard.page).row("mona").waitFor()
  await sessions.go()
  await sessions.card("me").waitFor()
  // A browser of the test's own: what Keycard opens is written down instead.
  await keycard.app.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    const openExternal = (url: string) => {
      opened.push(url)
      return Promise.resolve()
    }
    Object.assign(shell, { openExternal })
  })
})
afterAll(async () => {
  await world.close()
  await standIn.close()
})

const opened = () => keycard.app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
const choose = async (profile: string, item: string) => {
  await sessions.button(profile, `Actions for ${profile}`).click()
  await keycard.page.getByRole("menuitem", { name: item, exact: true }).click()
}
const take = async (name: string) => {
  for (const colorScheme of ["light", "dark"] as const) {
    await keycard.page.emulateMedia({ colorScheme, reducedMotion: "reduce" })
    await keycard.page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`) })
  }
}

describe("a profile with a role", () => {
  it("is made with all that goes with the role, and AWS is told all of it", async () => {
    const { dialog } = sessions
    await keycard.page.getByRole("button", { name: "New session" }).click()
    await sessions.field("Profile name").fill("admin")
    await sessions.field("Role to assume").fill(ROLE)
    await dialog.getByText("More for this role").click()
    await sessions.field("External id").fill("x")
    await sessions.field("Source identity").fill("mona")
    await sessions.field("Session tags").fill("team=ops, cost=7")
    await dialog.getByRole("button", { name: "Make the profile" }).click()
    await dialog.getByText("This external id cannot be used.").waitFor()
    await take("role-refused")
    await sessions.field("External id").fill("tenant-7")
    await dialog.getByRole("button", { name: "Add a role after it" }).click()
    await dialog.getByText("lasts one hour at most").waitFor()
    await take("role-chain")
    await dialog.getByRole("button", { name: "Leave out role 2" }).click()
    await dialog.getByRole("button", { name: "Make the profile" }).click()
    await dialog.waitFor({ state: "detached" })
    await sessions.button("admin", /^Start for 1 h/).click()
    await eventually(async () => (await sessions.says("admin")).includes("Valid"), A_STEP_MS).toBe(true)
    const roleSession = standIn.account.sessions.find(({ principal }) => principal.kind === "role-session")
    expect(roleSession?.principal).toMatchObject({
      sourceIdentity: "mona",
      tags: new Map([
        ["team", "ops"],
        ["cost", "7"],
      ]),
    })
  })
})

describe("the console", () => {
  it("opens signed in as the role, by a page that works once and tells nothing", async () => {
    await choose("admin", "Open console")
    await eventually(opened).toHaveLength(1)
    const [page = ""] = await opened()
    expect(page).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{43}$/)
    expect((await fetch(page)).status).toBe(200)
    expect(signInsOf(standIn.account)).toMatchObject([
      { arn: ADMIN, destination: "https://console.aws.amazon.com/console/home" },
    ])
    await expect(fetch(page)).rejects.toThrow("fetch failed")
    const token = standIn.requests.find(({ action }) => action === "login")?.parameters.SigninToken ?? "none"
    expect(await filesWithText(token, world.home)).toEqual([])
  })

  it("opens where a person says, as the user, and a page that there is none of is named", async () => {
    await choose("me", "Open console at…")
    const service = sessions.dialog.getByRole("combobox", { name: "Service" })
    await service.fill("../evil")
    await sessions.dialog.getByRole("button", { name: "Open" }).click()
    await sessions.dialog.getByText("This is not a page of the console.").waitFor()
    await take("console-at")
    await service.fill("s3")
    await sessions.dialog.getByRole("combobox", { name: "Region" }).fill("eu-central-1")
    await sessions.dialog.getByRole("button", { name: "Open" }).click()
    await eventually(opened).toHaveLength(2)
    await fetch((await opened())[1] ?? "")
    await sessions.dialog.waitFor({ state: "detached" })
    expect(signInsOf(standIn.account)[1]).toMatchObject({
      arn: "arn:aws:sts::123456789012:federated-user/mona",
      destination: "https://eu-central-1.console.aws.amazon.com/s3/home?region=eu-central-1",
    })
  })

  it("is copied as a link that opens once, and never crosses the page", async () => {
    await choose("admin", "Copy console link")
    await keycard.page.getByTestId("toast").getByText("Copied a link that signs in once.").waitFor()
    const link = await keycard.app.evaluate(({ clipboard }) => clipboard.readText())
    expect(await keycard.page.content()).not.toContain(new URL(link).searchParams.get("SigninToken"))
    expect((await fetch(link)).status).toBe(200)
    expect(signInsOf(standIn.account)[2]?.arn).toBe(ADMIN)
  })

  it("is left by its own sign-out", async () => {
    await sessions.button("me", "Actions for me").click()
    await take("console-menu")
    await keycard.page.getByRole("menuitem", { name: "Sign out of the console" }).click()
    await eventually(opened).toHaveLength(3)
    await fetch((await opened())[2] ?? "")
    expect(standIn.requests.at(-1)).toMatchObject({ action: "logout", result: "OK" })
  })
})
