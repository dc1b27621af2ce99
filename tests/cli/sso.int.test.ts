import { describe, expect, test } from "vitest"
import { startAwsStandIn, type AwsStandIn } from "../support/aws/start.ts"
import type { CenterOptions } from "../support/aws/center/model.ts"
import { awsCommand, runAws, standIn } from "./support/aws.ts"
import { type Home, newHome } from "./support/keycard.ts"

const ACCOUNTS = [
  { id: "111111111111", name: "Prod", roles: ["AdministratorAccess", "ReadOnly"] },
  { id: "222222222222", name: "Audit", roles: ["ReadOnly"] },
]

/** A program in the browser's place: it opens the page and follows Allow, or Deny. */
const browser = (answer: "allow" | "deny") => `#!${process.execPath}
const url = process.argv[2]
const html = await (await fetch(url)).text()
const href = /href="([^"]+answer=${answer})"/.exec(html)[1].replaceAll("&amp;", "&")
await fetch(new URL(href, url))
`

interface SignInJson {
  readonly id: string
  readonly signedIn: boolean
  readonly expiresAt: string | null
  readonly renewable: boolean
}

async function ready(center: Partial<CenterOptions> = {}): Promise<[Home, AwsStandIn]> {
  const home = await newHome()
  const aws = await standIn({ users: [{ name: "alice" }], center: { accounts: ACCOUNTS, ...center } })
  const add = ["sso", "add", "acme", "--start-url", aws.center().startUrl, "--region", "us-east-1"]
  await home.ok([...add, "--endpoint", aws.url])
  return [home, aws]
}

function browserOf(home: Home, answer: "allow" | "deny" = "allow") {
  return { env: { BROWSER: home.write(`browser-${answer}.mjs`, browser(answer), 0o755) } }
}

async function signedIn(center: Partial<CenterOptions> = {}): Promise<[Home, AwsStandIn]> {
  const [home, aws] = await ready(center)
  await home.ok(["sso", "login", "acme"], browserOf(home))
  return [home, aws]
}

describe("keycard sso", () => {
  test("signs in by the browser, which comes back; no token is on the disk unencrypted", async () => {
    const [home, aws] = await ready()
    expect(await home.json<SignInJson[]>(["sso", "list"])).toMatchObject([{ name: "acme", signedIn: false }])
    const ran = await home.keycard(["sso", "login", "acme"], browserOf(home))
    expect(ran).toMatchObject({ exitCode: 0 })
    expect(ran.stderr).toContain(`${aws.url}/authorize?response_type=code&`)
    expect(ran.stdout).toContain("Signed in to acme")
    expect(await home.json<SignInJson[]>(["sso", "list"])).toMatchObject([
      { signedIn: true, renewable: true },
    ])
    const secrets = [
      ...aws.center().accessTokens.keys(),
      ...aws.center().refreshTokens.keys(),
      ...aws.center().clients.map(({ secret }) => secret),
    ]
    expect(secrets).toHaveLength(3)
    for (const { content } of home.files())
      for (const secret of secrets) expect(content).not.toContain(secret.slice(0, 40))
  })

  test("signs in by a code that is confirmed elsewhere", async () => {
    const [home, aws] = await ready()
    const confirm = setInterval(() => {
      for (const device of aws.center().devices) device.state = "approved"
    }, 200)
    const ran = await home.keycard(["sso", "login", "acme", "--device"])
    clearInterval(confirm)
    expect(ran).toMatchObject({ exitCode: 0 })
    const [device] = aws.center().devices
    expect(ran.stderr).toContain(`${aws.url}/device?user_code=${device?.userCode ?? ""}`)
    expect(ran.stderr).toContain(`compare the code: ${device?.userCode ?? ""}`)
    expect(ran.stderr + ran.stdout).not.toContain(device?.code.slice(0, 30))
  })

  test("says what went wrong, with the exit code of its kind", async () => {
    const [home, aws] = await ready()
    const refused = await home.keycard(["sso", "login", "acme"], browserOf(home, "deny"))
    expect(refused).toMatchObject({ exitCode: 6, stdout: "" })
    expect(refused.stderr).toContain("was refused")
    const none = await home.keycard(["sso", "login", "acme"], { env: { BROWSER: "/nowhere/browser" } })
    expect(none).toMatchObject({ exitCode: 6 })
    expect(none.stderr).toContain("No browser could be opened. Sign in with a code instead")
    aws.center().startUrl = "https://another.awsapps.com/start"
    const typo = await home.keycard(["sso", "login", "acme", "--device"])
    expect(typo).toMatchObject({ exitCode: 6 })
    expect(typo.stderr).toContain("There is no IAM Identity Center at this start URL in this region.")
    expect((await home.keycard(["sso", "roles", "acme"])).stderr).toContain("You are signed out of “acme”.")
    expect(await home.keycard(["sso", "login", "other"])).toMatchObject({ exitCode: 3 })
  })

  test("lists accounts and roles, also where AWS throttles, and searches them", async () => {
    const [home, aws] = await signedIn({ pageSize: 1 })
    aws.faults.next({ kind: "throttle" }, { times: 2, action: "ListAccountRoles" })
    expect(await home.ok(["sso", "roles", "acme"])).toBe(
      [
        "222222222222  Audit  ReadOnly",
        "111111111111  Prod   AdministratorAccess",
        "111111111111  Prod   ReadOnly",
      ].join("\n"),
    )
    expect(await home.json(["sso", "roles", "acme", "--search", "prod read"])).toEqual([
      { accountId: "111111111111", accountName: "Prod", roleName: "ReadOnly" },
    ])
  })

  test("fills profiles, renews the sign-in by itself, and the real aws command reads them", async () => {
    const [home, aws] = await signedIn({ tokenSeconds: 300 })
    const role = ["--sso", "acme", "--account", "111111111111", "--role", "ReadOnly"]
    const added = await home.json(["aws", "profile", "add", "prod", ...role, "--region", "eu-central-1"])
    expect(added).toMatchObject({ profile: "prod", key: null, sso: "acme", roleName: "ReadOnly" })
    const vault = home.files().find(({ name }) => name.endsWith("vault.json"))
    expect(vault?.content).toMatch(/"accountName": ?"Prod"/)
    await home.ok(["refresh"])
    const granted = aws.centerRequests.map(({ grantType }) => grantType)
    // Fewer than ten minutes are left of the token from the start.
    expect(granted).toContain("refresh_token")
    const [session] = await home.json<object[]>(["status"])
    expect(session).toMatchObject({
      profile: "prod",
      key: null,
      sso: "acme",
      accountId: "111111111111",
      state: "valid",
    })
    expect(home.credentials).toContain(aws.account.sessions.at(-1)?.keyId)
    const output = JSON.parse(await home.ok(["credential-process", "prod"])) as Record<string, unknown>
    expect(output).toMatchObject({ Version: 1, AccessKeyId: aws.account.sessions.at(-1)?.keyId })
    const log = await home.json<{ what: string; key?: string }[]>(["log"])
    expect(log.map(({ what }) => what)).toEqual(
      expect.arrayContaining(["signed-in", "issued", "written", "handed-out"]),
    )
    if (awsCommand === undefined) return
    const exported = await runAws(home, ["configure", "export-credentials", "--profile", "prod"])
    expect(JSON.parse(exported.stdout)).toMatchObject({ AccessKeyId: aws.account.sessions.at(-1)?.keyId })
    const who = ["sts", "get-caller-identity", "--profile", "prod", "--endpoint-url", aws.url]
    expect(JSON.parse((await runAws(home, who)).stdout)).toMatchObject({ Account: "123456789012" })
  })

  test("says when a role was taken away, and when the sign-in has ended", async () => {
    const [home, aws] = await signedIn()
    await home.ok([
      "aws",
      "profile",
      "add",
      "audit",
      "--sso",
      "acme",
      "--account",
      "222222222222",
      "--role",
      "ReadOnly",
    ])
    aws.center().accounts = []
    const gone = await home.keycard(["refresh", "audit"])
    expect(gone).toMatchObject({ exitCode: 6 })
    expect(gone.stderr).toContain("This role is not open to you.")
    aws.center().accessTokens.clear()
    aws.center().refreshTokens.clear()
    const ended = await home.keycard(["refresh", "audit"])
    expect(ended).toMatchObject({ exitCode: 6 })
    expect(ended.stderr).toContain('keycard sso login "acme"')
    const listed = await home.keycard(["sso", "remove", "acme"])
    expect(listed).toMatchObject({ exitCode: 3 })
    expect(await home.keycard(["aws", "profile", "add", "x", "--sso", "acme"])).toMatchObject({ exitCode: 2 })
  })

  test("signs out at AWS too", async () => {
    const [home, aws] = await signedIn()
    await home.ok(["sso", "logout", "acme"])
    expect(aws.center().accessTokens.size + aws.center().refreshTokens.size).toBe(0)
    await home.ok(["sso", "remove", "acme"])
    expect(await home.json(["sso", "list"])).toEqual([])
  })

  test("takes a sign-in of AWS's files, and the token that its command line has", async () => {
    const home = await newHome()
    const other = await startAwsStandIn({ users: [], center: { accounts: ACCOUNTS } })
    await other.close()
    home.write(
      ".aws/config",
      "[sso-session work]\nsso_start_url = https://work.awsapps.com/start\nsso_region = eu-west-1\n",
    )
    const cache = JSON.stringify({
      ...{ startUrl: "https://work.awsapps.com/start", region: "eu-west-1", accessToken: "aoaAAAA" },
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    })
    const path = home.write(".aws/sso/cache/0123.json", cache)
    expect((await home.keycard(["sso", "list"])).stderr).toContain("keycard sso add work --from-config")
    await home.ok(["sso", "add", "work", "--from-config"])
    expect(await home.ok(["sso", "login", "work", "--aws-cli"])).toMatch(/^Signed in to work, until /)
    expect(home.read(".aws", "sso", "cache", "0123.json")).toBe(cache)
    expect(path).toContain("0123.json")
  })
})
