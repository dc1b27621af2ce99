import { describe, expect, test } from "vitest"
import { decodeBase32 } from "../../src/core/otp/base32.ts"
import { SELF_CARE } from "../support/aws/iam-subject.ts"
import { fakeYkman, type FakeState } from "../support/yubikey/fake-ykman.ts"
import { codesSent, longTermKey, SERIAL, standIn } from "./support/aws.ts"
import { newHome } from "./support/keycard.ts"

const ENTRY = "Amazon Web Services:alice@123456789012"

interface Key {
  codeFrom: { kind: string; serial?: string; entry?: string }
}

/** A home with the key `work`, a profile, and a YubiKey with the device's secret. */
async function ready(more: { touch?: boolean; state?: FakeState } = {}) {
  const [home, aws] = [await newHome(), await standIn({ users: [{ name: "alice", allow: SELF_CARE }] })]
  const seed = decodeBase32(aws.account.users[0]?.mfaDevices[0]?.seedBase32 ?? "")
  const secret = Buffer.from(seed).toString("hex")
  const entries = [
    { name: ENTRY, secret, touch: more.touch ?? false },
    { name: "GitHub:alice", secret },
  ]
  const plugged = { keys: [{ serial: 1_234_567, entries }] }
  const ykman = fakeYkman(home.folder, plugged)
  const { env } = ykman
  const { id, secret: secretKey } = longTermKey(aws)
  const add = ["aws", "key", "add", "work", "--endpoint", aws.url, "--mfa-serial", SERIAL]
  await home.ok(add, { stdin: `${id}\n${secretKey}\n` })
  await home.ok(["aws", "profile", "add", "dev", "--key", "work"])
  return { home, aws, ykman, env, plugged }
}

describe("keycard with a YubiKey", () => {
  test("rotates a key with one touch, and tells a script that a typed code is missing", async () => {
    const { home, aws, ykman, env } = await ready({ touch: true })
    await home.ok(["aws", "key", "edit", "work", "--codes", "yubikey"], { env })
    const ran = await home.keycard(["aws", "key", "rotate", "work"], {
      env,
      onStart: (child) =>
        child.stderr?.on("data", (words) => String(words).includes("Touch") && ykman.touch()),
    })
    expect(ran).toMatchObject({ exitCode: 0 })
    expect(ran.stderr.match(/Touch your YubiKey \(1234567\) now/g)).toHaveLength(1)
    expect(aws.account.users[0]?.accessKeys.map(({ status }) => status)).toEqual(["Inactive", "Active"])
    await home.ok(["aws", "key", "edit", "work", "--codes", "typed"], { env })
    const asked = await home.keycard(["aws", "key", "rotate", "work", "--delete-old"], { env })
    expect(asked).toMatchObject({ exitCode: 3, stdout: "" })
    expect(asked.stderr).toMatch(/typed by you.*--code DIGITS/)
    expect(codesSent(aws)).toHaveLength(1)
  })

  test("takes the one entry that can be meant, asks for a touch, and AWS takes the code", async () => {
    const { home, aws, ykman, env } = await ready({ touch: true })
    const edited = await home.keycard(["aws", "key", "edit", "work", "--codes", "yubikey", "--json"], { env })
    expect(edited).toMatchObject({ exitCode: 0, stderr: "" })
    expect((JSON.parse(edited.stdout) as Key).codeFrom).toEqual({
      ...{ kind: "yubikey", serial: "1234567", entry: ENTRY },
    })
    const ran = await home.keycard(["refresh", "dev"], {
      env,
      onStart: (child) =>
        child.stderr?.on("data", (words) => String(words).includes("Touch") && ykman.touch()),
    })
    expect(ran.exitCode).toBe(0)
    expect(ran.stderr).toBe("Touch your YubiKey (1234567) now: it blinks.\n")
    expect(aws.requests.map(({ action, result }) => `${action} ${result}`)).toContain("GetSessionToken OK")
    expect(codesSent(aws)).toHaveLength(1)
    expect(home.credentials).toContain("[dev]")
  })

  test("says what is wrong with it, asks AWS nothing, and takes a typed code instead", async () => {
    const { home, aws, ykman, env, plugged } = await ready()
    const edit = ["aws", "key", "edit", "work", "--yubikey", "1234567", "--entry", "amazon"]
    expect(await home.ok(edit, { env })).toBe(
      "Changed the access key work (…MPLE).".replace("MPLE", longTermKey(aws).id.slice(-4)),
    )
    ykman.set({ ...plugged, pcscd: false })
    const closed = await home.keycard(["refresh", "dev"], { env })
    expect(closed).toMatchObject({ exitCode: 5, stdout: "" })
    expect(closed.stderr).toContain("The smart card service is not running. Start it:")
    ykman.set({ keys: [] })
    expect((await home.keycard(["refresh", "dev"], { env })).stderr).toMatch(/^No YubiKey is plugged in\./)
    expect(aws.requests).toEqual([])
    await home.ok(["refresh", "dev", "--code", aws.codeFor(SERIAL)], { env })
    expect(codesSent(aws)).toHaveLength(1)
  })

  test("names the entries to choose from, and goes back to what was before", async () => {
    const { home, aws, env } = await ready()
    const edit = ["aws", "key", "edit", "work"]
    const several = await home.keycard([...edit, "--entry", "alice"], { env })
    expect(several).toMatchObject({ exitCode: 3, stdout: "" })
    expect(several.stderr).toContain(`  1234567 ${ENTRY}\n  1234567 GitHub:alice\n`)
    const mixed = await home.keycard([...edit, "--codes", "typed", "--entry", "x"], { env })
    expect(mixed).toMatchObject({ exitCode: 2, stdout: "" })
    await home.ok([...edit, "--codes", "typed"], { env })
    const asked = await home.keycard(["refresh", "dev"], { env })
    expect(asked).toMatchObject({ exitCode: 3, stdout: "" })
    expect(asked.stderr).toMatch(/typed by you.*--code DIGITS/)
    expect(aws.requests).toEqual([])
    await home.ok([...edit, "--codes", "here"], { env })
    expect((await home.keycard(["refresh", "dev"], { env })).stderr).toContain("not linked to an account")
  })
})
