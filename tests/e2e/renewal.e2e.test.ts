import { mkdir } from "node:fs/promises"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { projectRoot } from "../../scripts/setup/paths.mjs"
import type { LaunchedKeycard } from "../support/app/launch-keycard.ts"
import { startAwsStandIn, type AwsStandIn } from "../support/aws/start.ts"
import { eventually } from "./pages/eventually.ts"
import { sessionsPage, type SessionsPage } from "./pages/sessions-page.ts"
import { startWorld, type World } from "./pages/world.ts"

/** Longer than the time step that a renewal may have to wait for. */
const A_STEP_MS = 45_000
const folder = join(projectRoot, "out", "screenshots")

let world: World
let standIn: AwsStandIn
let keycard: LaunchedKeycard
let sessions: SessionsPage

const issued = () => standIn.requests.filter(({ action }) => action === "GetSessionToken")

async function picture(name: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const colorScheme of ["light", "dark"] as const) {
    await keycard.page.emulateMedia({ colorScheme })
    await keycard.page.screenshot({ path: join(folder, `renewal-${name}-${colorScheme}.png`) })
  }
}

beforeAll(async () => {
  world = await startWorld()
  standIn = await startAwsStandIn({ users: [{ name: "rita" }] })
  const [user] = standIn.account.users
  const [key] = user?.accessKeys ?? []
  const [device] = user?.mfaDevices ?? []
  if (key === undefined || device === undefined) throw new Error("rita has no key or no device")
  const link = `otpauth://totp/Amazon%20Web%20Services:rita@123456789012?secret=${device.seedBase32}&issuer=Amazon%20Web%20Services`
  expect(await world.keycard(["add", "-"], link)).toMatchObject({ exitCode: 0 })
  const add = ["aws", "key", "add", "rita", "--endpoint", standIn.url, "--mfa-serial", device.serial]
  const keyAdded = await world.keycard(
    [...add, "--account", "rita@123456789012"],
    `${key.id}\n${key.secret}\n`,
  )
  expect(keyAdded).toMatchObject({ exitCode: 0 })
  const profile = ["aws", "profile", "add", "short", "--key", "rita", "--duration", "900", "--renew", "auto"]
  expect(await world.keycard(profile)).toMatchObject({ exitCode: 0 })
  expect(await world.keycard(["refresh", "short"])).toMatchObject({ exitCode: 0 })
  keycard = await world.open()
  sessions = sessionsPage(keycard.page)
  await sessions.go()
  await sessions.card("short").waitFor()
})
afterAll(async () => {
  await world.close()
  await standIn.close()
})

describe("a session that renews by itself", () => {
  it("says when", async () => {
    await eventually(() => sessions.says("short")).toMatch(/Renews in \d+ min \(.+\)/)
    expect(issued()).toHaveLength(1)
    await picture("card")
  })

  it("is renewed without a click once less than the margin of its profile is left", async () => {
    await sessions.choose("short", "Edit")
    await sessions.dialog.getByRole("combobox", { name: "Renew" }).waitFor()
    expect(await sessions.dialog.getByRole("combobox", { name: "Renew" }).inputValue()).toBe("auto")
    await picture("dialog")
    // Fifteen minutes are left, and a session of hours is renewed when twenty are.
    await sessions.dialog.getByRole("slider").press("End")
    await sessions.dialog.getByRole("button", { name: "Save" }).click()
    await eventually(() => Promise.resolve(issued().length), A_STEP_MS).toBe(2)
    await eventually(() => sessions.says("short"), A_STEP_MS).toMatch(/Renews in .+ \(.+, \d/)
    expect(issued().every(({ result }) => result === "OK")).toBe(true)
    const codes = issued().map(({ parameters }) => parameters.TokenCode)
    expect(new Set(codes).size).toBe(codes.length)
  })
})
