import { readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { LaunchedKeycard } from "../support/app/launch-keycard.ts"
import { startAwsStandIn, type AwsStandIn } from "../support/aws/start.ts"
import { callMain } from "./pages/call.ts"
import { eventually } from "./pages/eventually.ts"
import { newAccount } from "./pages/links.ts"
import { faultsOf, resize } from "./pages/look.ts"
import { sessionsPage, type SessionsPage } from "./pages/sessions-page.ts"
import { clickTray, emitNotificationClick, followDesktop, trayLabels } from "./pages/tray.ts"
import { startWorld, type World } from "./pages/world.ts"

const hourMs = 3_600_000
/** The codes of eve's account are of another secret: AWS refuses them. */
const names = ["ada", "bob", "eve"] as const

let world: World
let standIn: AwsStandIn
let keycard: LaunchedKeycard
let sessions: SessionsPage

const uuid = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`
const order = () =>
  keycard.page
    .getByRole("listitem", { name: /^Session / })
    .evaluateAll((cards) => cards.map((card) => card.getAttribute("aria-label")?.replace("Session ", "")))
const focused = () => keycard.page.evaluate(() => document.activeElement?.getAttribute("aria-label"))
const button = (name: string | RegExp) => keycard.page.getByRole("button", { name })

/** Sixty more profiles, as a person with many accounts has them: some run, some have ended. */
async function addMany(keyId: string): Promise<void> {
  const path = join(world.env.KEYCARD_HOME ?? "", "vault.json")
  const vault = JSON.parse(await readFile(path, "utf8")) as {
    awsProfiles: object[]
    awsSessions: object[]
  }
  const nowMs = Date.now()
  for (let index = 0; index < 60; index++) {
    const id = uuid(index)
    const accountId = String(200_000_000_000 + (index % 7))
    vault.awsProfiles.push({
      ...{ id, name: `team-${index}`, keyId, durationSeconds: 43_200, region: "eu-west-1", roleArns: [] },
      ...{ mode: "file", renew: "never", createdAtMs: nowMs },
    })
    const leftMs = index === 41 ? hourMs / 10 : index % 3 === 0 ? (index + 1) * hourMs : -30 * hourMs
    if (index % 3 === 2 && index !== 41) continue
    vault.awsSessions.push({
      ...{ profileId: id, issuedAtMs: nowMs + leftMs - 72 * hourMs, expiresAtMs: nowMs + leftMs },
      ...{ accountId, arn: `arn:aws:iam::${accountId}:user/ada`, written: false },
    })
  }
  await writeFile(path, JSON.stringify(vault, null, 2))
}

beforeAll(async () => {
  world = await startWorld({ keychain: "file" })
  standIn = await startAwsStandIn({ users: [...names, "tim"].map((name) => ({ name })) })
  const links = names.map((name) => {
    const user = standIn.account.users.find((each) => each.name === name)
    const seed = name === "eve" ? newAccount("x", "y").secret : (user?.mfaDevices[0]?.seedBase32 ?? "")
    return `otpauth://totp/AWS:${name}?secret=${seed}&issuer=AWS`
  })
  expect(await world.keycard(["add", "-"], links.join("\n"))).toMatchObject({ exitCode: 0 })
  for (const name of names) {
    const user = standIn.account.users.find((each) => each.name === name)
    const [key] = user?.accessKeys ?? []
    const add = ["aws", "key", "add", name, "--endpoint", standIn.url, "--account", name]
    const serial = ["--mfa-serial", user?.mfaDevices[0]?.serial ?? ""]
    const added = await world.keycard([...add, ...serial], `${key?.id ?? ""}\n${key?.secret ?? ""}\n`)
    expect(added).toMatchObject({ exitCode: 0 })
    const profile = await world.keycard(["aws", "profile", "add", `as-${name}`, "--key", name])
    expect(profile).toMatchObject({ exitCode: 0 })
  }
  // A device whose codes come from elsewhere: it cannot be started without somebody.
  const [tims] = standIn.account.users.find(({ name }) => name === "tim")?.accessKeys ?? []
  const tim = ["aws", "key", "add", "tim", "--endpoint", standIn.url, "--mfa-serial", "GAHT12345678"]
  const added = await world.keycard(tim, `${tims?.id ?? ""}\n${tims?.secret ?? ""}\n`)
  expect(added).toMatchObject({ exitCode: 0 })
  const alone = await world.keycard(["aws", "profile", "add", "alone", "--key", "tim"])
  expect(alone).toMatchObject({ exitCode: 0 })
  const vault = (await world.vault()) as unknown as { awsKeys: { id: string }[] }
  await addMany(vault.awsKeys[0]?.id ?? "")
  keycard = await world.open()
  await followDesktop(keycard.app)
  sessions = sessionsPage(keycard.page)
  await sessions.go()
  await sessions.card("team-41").waitFor()
})
afterAll(async () => {
  await world.close()
  await standIn.close()
})

describe("many sessions", () => {
  it("stand by urgency, and only those on the screen are drawn", async () => {
    const shown = await order()
    expect(shown.slice(0, 4)).toEqual(["team-41", "team-0", "team-3", "team-6"])
    expect(shown.length).toBeLessThan(40)
    expect(await keycard.page.title()).toBe("Sessions – Keycard")
    // What is said aloud is said in one place: not by each of the cards, which have no name in a live region.
    expect(await keycard.page.getByRole("listitem").getByRole("status").count()).toBe(0)
    expect(await faultsOf(keycard, "sessions-many", { byTab: false })).toEqual({})
    await resize(keycard, 1400, 900)
    await keycard.page.screenshot({ path: "out/screenshots/sessions-many-wide.png" })
    await resize(keycard, 920, 640)
  })

  it("are found by a slash and a few letters, and reached by the arrow keys", async () => {
    const { keyboard } = keycard.page
    await keyboard.press("Control+f")
    await keyboard.type("team-3")
    await eventually(order).not.toContain("team-41")
    await keyboard.press("ArrowDown")
    await eventually(focused).toMatch(/^Session team-3/)
    await keyboard.press("End")
    await keyboard.press("Escape")
    await eventually(order).toContain("team-41")
    await sessions.card("team-41").focus()
    await keyboard.press("End")
    await eventually(focused).toBe("Session team-59")
    await keyboard.press("Home")
    await eventually(focused).toBe("Session team-41")
  })

  it("are one place for Tab, with the buttons of the card that has the focus; then come the keys", async () => {
    const { page } = keycard
    const { keyboard } = page
    const here = () =>
      page.evaluate(() => {
        const at = document.activeElement
        const place = at?.closest('[id^="session-"]')?.ariaLabel ?? at?.closest("section")?.ariaLabel
        return `${place}: ${at?.ariaLabel ?? at?.textContent}`
      })
    await button("Select several").focus()
    for (const place of [
      "Session team-41: Session team-41",
      "Session team-41: Actions for team-41",
      "Session team-41: Refresh",
      "Permanent keys: Warn of keys older than",
    ]) {
      await keyboard.press("Tab")
      await eventually(here).toBe(place)
    }
    // Far down now: the way back leads to a card that is there, not past all of them.
    await eventually(() => sessions.card("team-41").count()).toBe(0)
    await keyboard.press("Shift+Tab")
    await eventually(here).toMatch(/^Session team-\d+: (Refresh|Start)/)
    await keyboard.press("ArrowUp")
    await eventually(here).toMatch(/^Session (team-\d+): Session \1$/)
    await keyboard.press("Home")
    await eventually(here).toBe("Session team-41: Session team-41")
    await keyboard.press("Tab")
    await keyboard.press("ArrowRight")
    await eventually(here).toBe("Session team-0: Session team-0")
  })

  it("stand under their accounts when that is wished for, and that is remembered", async () => {
    await button("Group by account").click()
    await keycard.page.getByRole("heading", { name: "2000-0000-0006" }).waitFor()
    expect(await faultsOf(keycard, "sessions-grouped", { byTab: false })).toEqual({})
    const vault = (await world.vault()) as unknown as { settings: { groupSessions: boolean } }
    expect(vault.settings.groupSessions).toBe(true)
    await button("Group by account").click()
  })

  it("are started together, and each that cannot be is named", async () => {
    await keycard.page.getByRole("searchbox").fill("as-")
    await eventually(async () => (await order()).length).toBe(3)
    await button("Select several").click()
    await button("Select all").click()
    await keycard.page.screenshot({ path: "out/screenshots/sessions-picked.png" })
    await keycard.page.getByRole("toolbar").getByRole("button", { name: "Start" }).click()
    await eventually(() => sessions.dialog.innerText(), 45_000).toMatch(/1 of 3 could not be started/)
    expect(await sessions.dialog.getByRole("listitem").count()).toBe(1)
    expect(await sessions.dialog.getByRole("button", { name: "as-eve" }).count()).toBe(1)
    await keycard.page.screenshot({ path: "out/screenshots/sessions-failed.png" })
    await sessions.dialog.getByRole("button", { name: "Close" }).last().click()
    await eventually(() => sessions.says("as-ada")).toMatch(/Valid/)
    await eventually(() => sessions.says("as-bob")).toMatch(/Valid/)
    const issued = standIn.requests.filter(({ result }) => result === "OK")
    expect(issued.filter(({ action }) => action === "GetSessionToken")).toHaveLength(2)
    await keycard.page.getByRole("searchbox").fill("")
  })
})

describe("the tray", () => {
  it("shows sessions and codes to copy, and goes with the setting", async () => {
    await callMain(keycard.page, "settings:set", { tray: "on" })
    await eventually(() => trayLabels(keycard.app)).toContain("Open Keycard")
    const labels = await trayLabels(keycard.app)
    expect(labels[1]).toMatch(/^team-41 {2}– {2}\d+ min left$/)
    expect(labels.join()).not.toMatch(/\d{6}/)
  })

  it("stops a session, without a word to AWS", async () => {
    const { length } = standIn.requests
    await keycard.page.getByRole("searchbox").fill("as-")
    await clickTray(keycard.app, "as-bob", "Stop")
    await eventually(() => sessions.says("as-bob")).toMatch(/Not started/)
    expect(standIn.requests).toHaveLength(length)
  })

  it("says on the desktop what failed; a click there shows that session's card", async () => {
    await keycard.page.keyboard.press("Control+1")
    await clickTray(keycard.app, "alone", "Start")
    await emitNotificationClick(keycard.app)
    await eventually(focused).toBe("Session alone")
  })

  it("copies a code, which leaves the clipboard again", async () => {
    await callMain(keycard.page, "settings:set", { clipboardSeconds: 2 })
    const list = (await callMain(keycard.page, "accounts:list", {})) as { id: string }[]
    await callMain(keycard.page, "accounts:edit", { id: list[0]?.id, pinned: true })
    await eventually(() => trayLabels(keycard.app)).toContain("Copy a code")
    await clickTray(keycard.app, "AWS: ", null)
    const text = () => keycard.app.evaluate(({ clipboard }) => clipboard.readText())
    await eventually(text).toMatch(/^\d{6}$/)
    await eventually(text).toBe("")
  })

  it("is there without the window where that is wished for, and opens it at a session", async () => {
    await callMain(keycard.page, "settings:set", { keepRunning: true })
    const opened = keycard.app.waitForEvent("window")
    await keycard.page.close()
    await clickTray(keycard.app, "team-41", "Show in Keycard")
    const page = await opened
    const label = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"))
    await eventually(label).toBe("Session team-41")
  })
})
