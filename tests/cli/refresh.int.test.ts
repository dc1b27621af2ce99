import { statSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { awsCommand, codesSent, longTermKey, runAws, SERIAL, setUpAws, standIn } from "./support/aws.ts"
import { type Home, newHome } from "./support/keycard.ts"
import { expectMeanwhile } from "./support/meanwhile.ts"

const FOREIGN = "# mine\r\n[other]\r\naws_access_key_id=AKIAOTHER\naws_secret_access_key =  x y  \n\n; end"

interface Refreshed {
  profile: string
  expiresAt: string
  written: boolean
}

async function ready(
  profiles?: readonly (readonly string[])[],
  aws = standIn(),
): Promise<[Home, Awaited<typeof aws>]> {
  const [home, server] = [await newHome(), await aws]
  await setUpAws(home, server, profiles)
  return [home, server]
}

describe("keycard refresh", () => {
  test("issues, writes, and leaves every byte of other profiles; then enough is left", async () => {
    const [home, aws] = await ready([["dev", "--duration", "900", "--region", "eu-central-1"]])
    home.write(".aws/credentials", FOREIGN)
    const startMs = Date.now()
    const ran = await home.keycard(["refresh", "--json"])
    expect(ran).toMatchObject({ exitCode: 0 })
    expect(ran.stderr).toMatch(/^(AWS takes each code once\. Waiting \d s.*\n)?$/)
    const [refreshed, ...more] = JSON.parse(ran.stdout) as Refreshed[]
    expect(more).toEqual([])
    expect(Object.keys(refreshed ?? {})).toEqual(["profile", "expiresAt", "written"])
    expect(refreshed).toMatchObject({ profile: "dev", written: true })
    expectMeanwhile(Date.parse(refreshed?.expiresAt ?? "") - 900_000, startMs)
    expect(home.credentials.startsWith(FOREIGN)).toBe(true)
    expect(home.credentials).toContain(aws.account.sessions.at(-1)?.keyId)
    expect(home.read(".aws", "config")).toMatch(/\[profile dev\]\s+region = eu-central-1/)
    expect(statSync(home.path(".aws", "credentials")).mode & 0o777).toBe(0o600)

    const requests = aws.requests.length
    expect(await home.ok(["refresh"])).toBe(`dev is still valid until ${refreshed?.expiresAt ?? ""}`)
    expect(aws.requests).toHaveLength(requests)
    const [view] = await home.json<Record<string, unknown>[]>(["status"])
    expect(view).toMatchObject({
      profile: "dev",
      key: "work",
      state: expect.stringMatching(/^(valid|ending)$/) as string,
      expiresAt: refreshed?.expiresAt,
      accountId: "123456789012",
      arn: "arn:aws:iam::123456789012:user/alice",
      mode: "file",
      written: true,
    })
    expect(await home.ok(["status"])).toMatch(/^dev {2}(valid|ending) {2}until \S+Z {2}1[45] min left$/)
  })

  test.skipIf(awsCommand === undefined)("the real aws command uses what was written", async () => {
    const [home, aws] = await ready([["dev"]])
    await home.ok(["refresh", "dev"])
    const args = ["sts", "get-caller-identity", "--profile", "dev", "--endpoint-url", aws.url]
    const { exitCode, stdout } = await runAws(home, args)
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ Arn: "arn:aws:iam::123456789012:user/alice" })
    const listed = await runAws(home, ["configure", "list-profiles"])
    expect(listed.stdout).toBe("dev\n")
  })

  test("forced twice in one time step: the second waits, says so, and sends another code", async () => {
    const [home, aws] = await ready()
    await home.ok(["refresh", "--force"])
    const again = await home.keycard(["refresh", "--force"])
    expect(again).toMatchObject({ exitCode: 0 })
    expect(again.stderr).toMatch(/^AWS takes each code once\. Waiting \d+ s for the next one…\n$/)
    expect(new Set(codesSent(aws)).size).toBe(2)
    expect(aws.requests.every(({ result }) => result === "OK")).toBe(true)
  })

  test("several profiles of one key share one code; each stands for itself when one cannot be written", async () => {
    const [home, aws] = await ready([["one"], ["two"], ["three", "--duration", "3600"]])
    home.write(".aws/credentials", "[two]\naws_access_key_id = AKIAX\naws_secret_access_key = y\n")
    const ran = await home.keycard(["refresh", "one", "two", "one", "--json"])
    expect(ran.exitCode).toBe(5)
    expect((JSON.parse(ran.stdout) as Refreshed[]).map(({ profile }) => profile)).toEqual(["one"])
    expect(ran.stderr).toMatch(/^(AWS takes.*\n)?two: The profile “two” exists and was not made by Keycard\./)
    expect(ran.stderr).toContain("--replace-existing")
    expect(codesSent(aws)).toHaveLength(1)
  })

  test("a section of somebody else's is replaced when asked to, and the rest of it kept", async () => {
    const [home] = await ready()
    const theirs = "[dev]\naws_access_key_id = AKIATHEIRS\naws_secret_access_key = theirs\noutput = text\n"
    home.write(".aws/credentials", theirs)
    const refused = await home.keycard(["refresh", "dev"])
    expect(refused).toMatchObject({ exitCode: 5, stdout: "" })
    expect(refused.stderr).toContain("keycard refresh --replace-existing")
    expect(home.credentials).toBe(theirs)
    await home.ok(["refresh", "dev", "--replace-existing"])
    expect(home.credentials).not.toContain("theirs")
    expect(home.credentials).toContain("output = text")
  })

  test("a code from another device; the same step is not used twice", async () => {
    const [home, aws] = [await newHome(), await standIn()]
    const { id, secret } = longTermKey(aws)
    await home.ok(["aws", "key", "add", "work", "--endpoint", aws.url, "--mfa-serial", SERIAL], {
      stdin: `${id}\n${secret}`,
    })
    await home.ok(["aws", "profile", "add", "dev", "--key", "work"])
    const unlinked = await home.keycard(["refresh", "dev"])
    expect(unlinked).toMatchObject({ exitCode: 3, stdout: "" })
    expect(unlinked.stderr).toMatch(/not linked to an account.*--code DIGITS/)
    for (const code of ["12345", "abcdef", "1234567", ""]) {
      expect(await home.keycard(["refresh", "dev", "--code", code])).toMatchObject({
        exitCode: 2,
        stdout: "",
      })
    }
    expect(aws.requests).toEqual([])
    await untilAStepIsYoung()
    await home.ok(["refresh", "dev", "--code", aws.codeFor(SERIAL)])
    const again = await home.keycard(["refresh", "dev", "--force", "--code", aws.codeFor(SERIAL)])
    expect(again).toMatchObject({ exitCode: 6, stdout: "" })
    expect(again.stderr).toMatch(/AWS takes each code once\. The next one can be used in \d+ s\./)
    expect(codesSent(aws)).toHaveLength(1)
  })

  test("a role is assumed with the session", async () => {
    const role = "arn:aws:iam::123456789012:role/Admin"
    const server = standIn({ users: [{ name: "alice" }], roles: [{ name: "Admin" }] })
    const [home, aws] = await ready([["admin", "--role-arn", role]], server)
    await home.ok(["refresh"])
    expect(aws.requests.map(({ action }) => action)).toEqual(["GetSessionToken", "AssumeRole"])
    const [view] = await home.json<{ arn: string }[]>(["status"])
    expect(view?.arn).toMatch(/^arn:aws:sts::123456789012:assumed-role\/Admin\//)
  })

  test.each([
    ["a wrong secret of the device", 6, "AWS did not take the MFA code", "code"],
    ["an inactive key", 6, "AWS does not know this access key", "inactive"],
    ["a throttled account", 6, "AWS asks to slow down", { kind: "throttle" }],
    ["trouble at AWS", 6, "AWS has trouble of its own", { kind: "status", status: 503, body: "xml" }],
    ["a hotel's login page", 6, "Something other than AWS answered", { kind: "captive-portal" }],
    ["a clock that is off", 7, "clock", { kind: "clock-offset", ms: 3_600_000 }],
    ["a broken connection", 7, "broke the connection", { kind: "reset" }],
    ["a token with a line break", 6, "no usable session token", { kind: "newline-in-token" }],
  ] as const)("%s is exit code %i in words, and nothing is written", async (_, exitCode, words, fault) => {
    const [home, aws] = await ready()
    home.write(".aws/credentials", FOREIGN)
    const user = aws.account.users[0]
    if (fault === "inactive" && user?.accessKeys[0] !== undefined) user.accessKeys[0].status = "Inactive"
    if (fault === "code") {
      const other = "otpauth://totp/AWS:else?secret=JBSWY3DPEHPK3PXP&issuer=AWS"
      await home.ok(["add", "-"], { stdin: other })
      await home.ok(["aws", "key", "edit", "work", "--account", "else"])
    }
    if (typeof fault !== "string") aws.faults.always(fault)
    const ran = await home.keycard(["refresh", "dev", "--json"])
    expect({ exitCode: ran.exitCode, stderr: ran.stderr }).toEqual({
      exitCode,
      stderr: expect.stringContaining(words) as string,
    })
    expect(ran.stdout).toBe("[]\n")
    expect(home.credentials).toBe(FOREIGN)
    const { id, secret } = longTermKey(aws)
    for (const hidden of [id, secret, ...codesSent(aws)]) expect(ran.stderr).not.toContain(hidden)
    expect(codesSent(aws).length).toBeLessThanOrEqual(1)
  })

  test("nobody there is exit code 7; no profile is words; an unknown one exit code 3", async () => {
    const [home, aws] = await ready([])
    const none = await home.keycard(["refresh"])
    expect(none).toMatchObject({ exitCode: 0, stdout: "" })
    expect(none.stderr).toContain("No profiles yet")
    expect(await home.ok(["refresh", "--json"])).toBe("[]")
    expect(await home.keycard(["refresh", "nobody"])).toMatchObject({ exitCode: 3, stdout: "" })
    await home.ok(["aws", "profile", "add", "dev", "--key", "work"])
    await aws.close()
    const gone = await home.keycard(["refresh", "dev"])
    expect(gone).toMatchObject({ exitCode: 7, stdout: "" })
    expect(gone.stderr).toContain("refused the connection")
  })

  test("a credentials file that AWS's tools cannot read costs no code and is not touched", async () => {
    const [home, aws] = await ready()
    const broken = "[a]\nx = 1\n[a]\n"
    home.write(".aws/credentials", broken)
    const ran = await home.keycard(["refresh"])
    expect(ran).toMatchObject({ exitCode: 5, stdout: "" })
    expect(ran.stderr).toContain("line 3")
    expect(home.credentials).toBe(broken)
    expect(aws.requests).toEqual([])
  })
})

/** So that two commands one after the other fall into the same time step. */
async function untilAStepIsYoung(): Promise<void> {
  while (Date.now() % 30_000 > 20_000) await new Promise((resolve) => setTimeout(resolve, 200))
}
