import { existsSync } from "node:fs"
import { mkdir, readFile, writeFile } from "node:fs/promises"
import { dirname } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { LaunchedKeycard } from "../support/app/launch-keycard.ts"
import { startAwsStandIn, type AwsStandIn } from "../support/aws/start.ts"
import { codesPage } from "./pages/codes-page.ts"
import { eventually } from "./pages/eventually.ts"
import { newAccount } from "./pages/links.ts"
import { sessionsPage, type SessionsPage } from "./pages/sessions-page.ts"
import { filesWithText } from "./pages/traces.ts"
import { startWorld, type World } from "./pages/world.ts"

const aws = "/usr/bin/aws"
const noCli = existsSync(aws) ? undefined : `${aws} is not installed`

/** Longer than the time step that a refresh may have to wait for. */
const A_STEP_MS = 45_000

/** Each has a key and a device of its own: a device's code is good once in 30 s. */
const names = ["mona", "piet", "wim", "tina", "clara", "nora", "carl", "cleo"] as const
type Name = (typeof names)[number]

let world: World
let standIn: AwsStandIn
let keycard: LaunchedKeycard
let sessions: SessionsPage
let credentialsPath: string

const user = (name: Name) => {
  const found = standIn.account.users.find((each) => each.name === name)
  const [key] = found?.accessKeys ?? []
  const [device] = found?.mfaDevices ?? []
  if (key === undefined || device === undefined) throw new Error(`${name} has no key or no device`)
  return { key, device }
}
const credentials = () => readFile(credentialsPath, "utf8")

/** A file as people have them: comments, odd spaces, a foreign key, no line feed at the end. */
const plainFile = () => `# Kept by hand since 2014 – do not sort!
[default]
aws_access_key_id=AKIADEFAULTDEFAULT00
aws_secret_access_key   =   defaultdefaultdefaultdefaultdefault00000

[piet]
aws_access_key_id = ${user("piet").key.id}
aws_secret_access_key = ${user("piet").key.secret}
region = eu-west-1\t
; the end of piet

[someone-else]
aws_access_key_id = AKIASOMEONEELSE00000
aws_secret_access_key = someoneelsesomeoneelsesomeoneelse0000000
aws_session_token = FwoGZXIvYXdzEXAMPLE`

beforeAll(async () => {
  world = await startWorld()
  standIn = await startAwsStandIn({ users: names.map((name) => ({ name })) })
  credentialsPath = world.env.AWS_SHARED_CREDENTIALS_FILE ?? ""
  await mkdir(dirname(credentialsPath), { recursive: true })
  await writeFile(credentialsPath, plainFile(), { mode: 0o600 })
  const wrong = newAccount("x", "y").secret
  const linked = names.filter((name) => name !== "tina")
  const links = linked.map((name) => {
    const secret = name === "wim" ? wrong : user(name).device.seedBase32
    return `otpauth://totp/Amazon%20Web%20Services:${name}@123456789012?secret=${secret}&issuer=Amazon%20Web%20Services`
  })
  expect(await world.keycard(["add", "-"], links.join("\n"))).toMatchObject({ exitCode: 0 })
  // Those whose setting up is not what a test is about.
  for (const name of ["wim", "tina", "clara", "nora", "carl", "cleo"] as const) {
    const { key, device } = user(name)
    const add = ["aws", "key", "add", name, "--endpoint", standIn.url, "--mfa-serial", device.serial]
    const account = name === "tina" ? [] : ["--account", `${name}@123456789012`]
    expect(await world.keycard([...add, ...account], `${key.id}\n${key.secret}\n`)).toMatchObject({
      exitCode: 0,
    })
    const profile = ["aws", "profile", "add", `as-${name}`, "--key", name, "--region", "eu-central-1"]
    expect(await world.keycard(profile)).toMatchObject({ exitCode: 0 })
  }
  keycard = await world.open()
  sessions = sessionsPage(keycard.page)
  await codesPage(keycard.page).row("mona").waitFor()
  await sessions.go()
  await sessions.card("as-wim").waitFor()
})
afterAll(async () => {
  await world.close()
  await standIn.close()
})

/** What AWS's own command line makes of a profile. */
async function whoAmI(profile: string): Promise<unknown> {
  const args = ["sts", "get-caller-identity", "--profile", profile, "--endpoint-url", standIn.url]
  const { exitCode, stdout, stderr } = await world.run(aws, args)
  return exitCode === 0 ? (JSON.parse(stdout) as unknown) : stderr
}

async function startSession(profile: string): Promise<void> {
  await sessions.button(profile, /^(Start|Refresh)/).click()
}
const isValid = (profile: string) =>
  eventually(async () => (await sessions.says(profile)).includes("Valid"), A_STEP_MS).toBe(true)

describe("a key in plain text", () => {
  it("is moved into the keychain, and nothing but its lines leaves the file", async () => {
    const before = plainFile()
    await keycard.page.getByRole("button", { name: "Move into the keychain" }).click()
    await sessions.dialog.getByRole("combobox", { name: "Profile" }).selectOption("piet")
    expect(
      await sessions.dialog.getByRole("switch", { name: "Remove the plain-text copy" }).isChecked(),
    ).toBe(true)
    await sessions.setUp.keepKey("piet's key", standIn.url)
    const { key } = user("piet")
    const lines = `aws_access_key_id = ${key.id}\naws_secret_access_key = ${key.secret}\n`
    expect(await credentials()).toBe(before.replace(lines, ""))
    expect(await filesWithText(key.secret, world.home)).toEqual([])
  })

  it("leads on to its device, found at AWS, and the account that makes its codes", async () => {
    await sessions.setUp.findDevice()
    await eventually(() => sessions.field("Device serial").inputValue()).toBe(user("piet").device.serial)
    const source = sessions.dialog.getByRole("combobox", { name: "Codes come from" })
    expect(await source.evaluate((box) => (box as HTMLSelectElement).selectedOptions[0]?.label)).toContain(
      "piet@",
    )
    await sessions.setUp.continue()
  })

  it("and to a profile that works in AWS's own command line, as no other one changes", async () => {
    const before = await credentials()
    await sessions.setUp.makeProfile("work", "eu-central-1")
    await startSession("work")
    await isValid("work")
    const after = await credentials()
    expect(after.startsWith(before)).toBe(true)
    expect(after.slice(before.length)).toMatch(/^\n+\[work\]\n/)
  })

  it.skipIf(noCli)(`which tells who one is${noCli ? ` (${noCli})` : ""}`, async () => {
    expect(await whoAmI("work")).toMatchObject({
      Account: "123456789012",
      Arn: expect.stringContaining(":user/piet") as string,
    })
    const exported = await world.run(aws, ["configure", "export-credentials", "--profile", "work"])
    const { AccessKeyId, SessionToken } = JSON.parse(exported.stdout) as Record<string, string>
    const [issued] = standIn.account.sessions
    expect({ AccessKeyId, SessionToken }).toEqual({ AccessKeyId: issued?.keyId, SessionToken: issued?.token })
    const { stdout } = await world.run(aws, ["configure", "list-profiles"])
    expect(stdout.split("\n").filter(Boolean).sort()).toEqual(["default", "piet", "someone-else", "work"])
  })
})

describe("a session", () => {
  it("that is refreshed at once waits for the next code, says so, and can be cancelled", async () => {
    // Not close to the end of a time step: there would be nothing to wait for.
    await eventually(() => Date.now() % 30_000 < 20_000, A_STEP_MS).toBe(true)
    await eventually(async () => {
      const says = await sessions.says("work")
      // The present step may be unspent: then the first refresh spends it.
      if (says.includes("Valid")) await startSession("work")
      return says
    }).toMatch(/Waiting for the next code/)
    const requests = standIn.requests.length
    await sessions.button("work", "Cancel").click()
    await isValid("work")
    expect(await sessions.button("work", "Refresh").isEnabled()).toBe(true)
    expect(standIn.requests).toHaveLength(requests)
  })

  it("that is stopped leaves the file as it was, byte for byte", async () => {
    const { key } = user("piet")
    const lines = `aws_access_key_id = ${key.id}\naws_secret_access_key = ${key.secret}\n`
    await sessions.choose("work", "Stop session")
    await eventually(() => sessions.says("work")).toMatch(/Not started/)
    expect(await credentials()).toBe(plainFile().replace(lines, ""))
  })

  it("of a profile that somebody else made asks first, and gives it back when it is stopped", async () => {
    await sessions.choose("as-carl", "Edit")
    await sessions.field("Profile name").fill("someone-else")
    await sessions.dialog.getByRole("button", { name: "Save" }).click()
    await sessions.dialog.waitFor({ state: "detached" })
    const before = await credentials()
    await startSession("someone-else")
    await eventually(() => sessions.says("someone-else")).toMatch(/exists and was not made by Keycard/)
    expect(await credentials()).toBe(before)
    await sessions.button("someone-else", "Replace it").click()
    await isValid("someone-else")
    expect(await credentials()).not.toContain("AKIASOMEONEELSE00000")
    await sessions.choose("someone-else", "Stop session")
    await eventually(() => sessions.says("someone-else")).toMatch(/Not started/)
    expect(await credentials()).toBe(before)
  })

  it("that the command line starts is shown in the window by itself", async () => {
    expect(await sessions.says("as-cleo")).toMatch(/Not started/)
    expect(await world.keycard(["refresh", "as-cleo"])).toMatchObject({ exitCode: 0 })
    await isValid("as-cleo")
  })
})

describe("a key that is typed in", () => {
  it("is set up in three steps and works", async () => {
    const { key, device } = user("mona")
    await keycard.page.getByRole("button", { name: "Add key" }).click()
    await sessions.dialog.getByRole("radio", { name: "Type it in" }).check()
    await sessions.field("Access key ID").fill("ASIAOFASESSION000000")
    await sessions.dialog.getByLabel("Secret access key").fill(key.secret)
    await sessions.keep.click()
    await eventually(() => sessions.dialog.innerText()).toMatch(/not a permanent access key id/)
    await sessions.field("Access key ID").fill(key.id)
    await sessions.setUp.keepKey("mona's key", standIn.url)
    await sessions.setUp.findDevice()
    await eventually(() => sessions.field("Device serial").inputValue()).toBe(device.serial)
    await sessions.setUp.continue()
    await sessions.setUp.makeProfile("mona", "eu-central-1")
    await startSession("mona")
    await isValid("mona")
    if (noCli === undefined) {
      expect(await whoAmI("mona")).toMatchObject({ Arn: expect.stringContaining(":user/mona") as string })
    }
    expect(await filesWithText(key.secret, world.home)).toEqual([])
  })
})

describe("when AWS says no, the card says why and what to do", () => {
  const fails = async (profile: string, words: RegExp) => {
    const before = await credentials()
    await startSession(profile)
    await eventually(() => sessions.says(profile), A_STEP_MS).toMatch(words)
    expect(await credentials()).toBe(before)
  }

  it("a wrong code", () =>
    fails(
      "as-wim",
      /AWS did not take the MFA code[^]*linked to the right account[^]*MFA device[^]*Type a code/,
    ))

  it("no account that makes the codes; one that is typed from the device is taken", async () => {
    await fails("as-tina", /not linked to an account[^]*Type a code/)
    await sessions.button("as-tina", "Type a code").click()
    await sessions.field(/Six digits/).fill(standIn.codeFor(user("tina").device.serial))
    await sessions.dialog.getByRole("button", { name: "Refresh" }).click()
    await isValid("as-tina")
  })

  it("a clock that is wrong", async () => {
    standIn.faults.always({ kind: "clock-offset", ms: 3_600_000 }, { action: "GetSessionToken" })
    await fails("as-clara", /computer's clock is 60 minutes behind AWS/)
    standIn.faults.clear()
  })

  it("a network that breaks", async () => {
    standIn.faults.always({ kind: "reset" })
    await fails("as-nora", /broke the connection[^]*Check the network/)
    standIn.faults.clear()
  })
})
