import { existsSync } from "node:fs"
import { mkdir, readFile, writeFile } from "node:fs/promises"
import { dirname } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { LaunchedKeycard } from "../support/app/launch-keycard.ts"
import { startAwsStandIn, type AwsStandIn } from "../support/aws/start.ts"
import { eventually } from "./pages/eventually.ts"
import { lockPage } from "./pages/lock-page.ts"
import { sessionsPage, type SessionsPage } from "./pages/sessions-page.ts"
import { filesWithText } from "./pages/traces.ts"
import { PASSPHRASE, startWorld, type World } from "./pages/world.ts"

const aws = "/usr/bin/aws"
const noCli = existsSync(aws) ? undefined : `${aws} is not installed`

const FOREIGN = "# Mine\n[default]\noutput = json\n\n[profile dev]\ncredential_process = /opt/other get dev\n"

let world: World
let standIn: AwsStandIn
let keycard: LaunchedKeycard
let sessions: SessionsPage
let configPath: string

const config = () => readFile(configPath, "utf8")
const issued = () => standIn.requests.filter(({ action }) => action === "GetSessionToken").length

beforeAll(async () => {
  // Its passphrase is the lock, and stands in a file: a command that is not told of it can say nothing alone.
  world = await startWorld({ keychain: "file" })
  standIn = await startAwsStandIn({ users: [{ name: "dora" }] })
  configPath = world.env.AWS_CONFIG_FILE ?? ""
  await mkdir(dirname(configPath), { recursive: true })
  await writeFile(configPath, FOREIGN)
  const [user] = standIn.account.users
  const [key] = user?.accessKeys ?? []
  const [device] = user?.mfaDevices ?? []
  if (key === undefined || device === undefined) throw new Error("dora has no key or no device")
  const link = `otpauth://totp/Amazon%20Web%20Services:dora@123456789012?secret=${device.seedBase32}&issuer=Amazon%20Web%20Services`
  expect(await world.keycard(["add", "-"], link)).toMatchObject({ exitCode: 0 })
  const add = ["aws", "key", "add", "dora", "--endpoint", standIn.url, "--mfa-serial", device.serial]
  expect(
    await world.keycard([...add, "--account", "dora@123456789012"], `${key.id}\n${key.secret}\n`),
  ).toMatchObject({ exitCode: 0 })
  const profile = ["aws", "profile", "add", "dev", "--key", "dora", "--region", "eu-central-1"]
  expect(await world.keycard(profile)).toMatchObject({ exitCode: 0 })
  keycard = await world.open()
  sessions = sessionsPage(keycard.page)
  await sessions.go()
  await sessions.card("dev").waitFor()
})
afterAll(async () => {
  await world.close()
  await standIn.close()
})

/** AWS's own command line, which finds Keycard by the config file alone. */
const whoAmI = () =>
  world.run("/usr/bin/env", [
    ...["-u", "KEYCARD_PASSPHRASE_FILE", aws, "sts", "get-caller-identity", "--profile", "dev"],
    ...["--endpoint-url", standIn.url],
  ])

describe("nothing on the disk, chosen in the window", () => {
  it("asks before another program's line is replaced, and keeps all else of the file", async () => {
    await sessions.choose("dev", "Edit")
    await sessions.dialog.getByRole("combobox", { name: "Credentials are" }).selectOption("process")
    await sessions.dialog.getByRole("button", { name: "Save" }).click()
    await sessions.dialog.waitFor({ state: "detached" })
    expect(await config()).toBe(FOREIGN)
    await sessions.button("dev", /^Start/).click()
    await eventually(() => sessions.says("dev")).toMatch(/exists and was not made by Keycard/)
    expect([await config(), issued()]).toEqual([FOREIGN, 0])
    await sessions.button("dev", "Replace it").click()
    await eventually(() => sessions.says("dev")).toMatch(/Valid/)
    const [ours] = /^credential_process = "\/.*" credential-process dev$/m.exec(await config()) ?? []
    const lines = `${ours}\nregion = eu-central-1`
    expect(await config()).toBe(FOREIGN.replace("credential_process = /opt/other get dev", lines))
  })

  it.skipIf(noCli)(
    `AWS's own command line is answered by the running window${noCli ? ` (${noCli})` : ""}`,
    async () => {
      for (let call = 1; call <= 2; call++) {
        const { exitCode, stdout, stderr } = await whoAmI()
        expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" })
        expect(JSON.parse(stdout)).toMatchObject({ Arn: "arn:aws:iam::123456789012:user/dora" })
      }
      // AWS was asked for a session once, by the window; the two calls were signed with it.
      expect(issued()).toBe(1)
      const [session] = standIn.account.sessions
      const calls = standIn.requests.filter(({ action }) => action === "GetCallerIdentity")
      expect(calls.slice(-2).map(({ accessKeyId }) => accessKeyId)).toEqual([session?.keyId, session?.keyId])
      expect(await filesWithText(session?.secret ?? "", world.home)).toEqual([])
    },
  )

  it.skipIf(noCli)(
    `it tells in Keycard's own words that Keycard is locked${noCli ? ` (${noCli})` : ""}`,
    async () => {
      const before = standIn.requests.length
      await keycard.page.keyboard.press("Control+l")
      await lockPage(keycard.page).heading.waitFor()
      const { exitCode, stdout, stderr } = await whoAmI()
      expect(exitCode).not.toBe(0)
      expect(stdout).toBe("")
      expect(stderr).toContain("Keycard is locked. Unlock its window, then try again.")
      expect(standIn.requests).toHaveLength(before)
    },
  )

  it("what was replaced comes back when the session is stopped", async () => {
    if (noCli === undefined) await lockPage(keycard.page).type(PASSPHRASE)
    await sessions.go()
    await sessions.choose("dev", "Stop session")
    await eventually(() => config()).toBe(FOREIGN)
  })
})
