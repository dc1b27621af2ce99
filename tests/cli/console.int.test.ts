import { existsSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { signInsOf } from "../support/aws/console.ts"
import { setUpAws, standIn } from "./support/aws.ts"
import { type Home, newHome } from "./support/keycard.ts"
import { expectMeanwhile } from "./support/meanwhile.ts"

const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`
const ADMIN = "arn:aws:sts::123456789012:assumed-role/Admin/keycard-alice"

async function ready(
  profiles: readonly (readonly string[])[],
): Promise<[Home, Awaited<ReturnType<typeof standIn>>]> {
  const home = await newHome()
  const aws = await standIn({
    users: [{ name: "alice" }],
    roles: [
      { name: "Admin", maxSessionDurationSeconds: 43_200 },
      { name: "Deploy", trusts: [role("Admin")] },
    ],
  })
  await setUpAws(home, aws, profiles)
  return [home, aws]
}

/** A browser that writes down what it was started with, and goes where it is sent. */
function browser(home: Home): Record<string, string> {
  const script = `#!${process.execPath}
const { appendFileSync } = require("node:fs")
appendFileSync(${JSON.stringify(home.path("opened"))}, process.argv.slice(2).join(" ") + "\\n")
fetch(process.argv[2])
`
  home.write("bin/xdg-open", script, 0o700)
  return { PATH: `${home.path("bin")}:${process.env.PATH ?? ""}` }
}

describe("keycard console", () => {
  test("signs the browser in as the role, without the link on any command line, log or disk", async () => {
    const [home, aws] = await ready([["admin", "--role-arn", role("Admin"), "--region", "eu-central-1"]])
    const ran = await home.keycard(["console", "admin", "--destination", "dynamodb"], { env: browser(home) })
    expect(ran).toMatchObject({ exitCode: 0 })
    expect(ran.stdout).toMatch(/^The console opens as admin, signed in until \S+Z\.\n$/)
    // The browser goes on by itself when the command has ended.
    await expect.poll(() => signInsOf(aws.account)).toHaveLength(1)
    expect(signInsOf(aws.account)).toMatchObject([
      {
        arn: ADMIN,
        destination: "https://eu-central-1.console.aws.amazon.com/dynamodbv2/home?region=eu-central-1",
        issuer: "keycard",
      },
    ])
    expect(home.read("opened")).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{43}\n$/)
    const token = aws.requests.find(({ action }) => action === "login")?.parameters.SigninToken ?? "none"
    expect(token.length).toBeGreaterThan(20)
    expect(home.files().filter(({ content }) => content.includes(token))).toEqual([])
    expect(ran.stdout + ran.stderr).not.toContain(token)
    const [noted] = (await home.json<{ what: string }[]>(["log"])).filter(
      ({ what }) => what === "console-link",
    )
    expect(noted).toMatchObject({ profile: "admin", by: "command-line", arn: ADMIN })
    await home.ok([
      "aws",
      "profile",
      "edit",
      "admin",
      "--role-arn",
      role("Admin"),
      "--role-arn",
      role("Deploy"),
    ])
    expect((await fetch(await home.ok(["console", "admin", "--print"]))).status).toBe(200)
    expect(signInsOf(aws.account)[1]?.arn).toBe("arn:aws:sts::123456789012:assumed-role/Deploy/keycard-alice")
  })

  test("prints a link that opens once; a user signs in by a federated session, within its policies", async () => {
    const [home, aws] = await ready([["me", "--console-duration", "900"]])
    const startMs = Date.now()
    const { url, endsAt } = await home.json<{ url: string; endsAt: string }>(["console", "me", "--print"])
    expectMeanwhile(Date.parse(endsAt) - 900_000, startMs)
    expect((await fetch(url)).status).toBe(200)
    expect((await fetch(url)).status).toBe(400)
    expect(signInsOf(aws.account)).toMatchObject([
      {
        arn: "arn:aws:sts::123456789012:federated-user/alice",
        destination: "https://console.aws.amazon.com/console/home",
      },
    ])
    const policyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
    await home.ok(["console", "me", "--print", "--policy-arn", policyArn])
    const federated = aws.account.sessions.map(({ principal }) => principal)
    expect(federated).toMatchObject([
      { kind: "federated", policy: expect.stringContaining('"Action":"*"') as string, policyArns: [] },
      { kind: "federated", policy: undefined, policyArns: [policyArn] },
    ])
    expect(aws.requests.filter(({ action }) => action === "GetSessionToken")).toEqual([])
  })

  test("takes a duration for a role that is assumed directly, and says why not for others", async () => {
    const [home, aws] = await ready([
      ["direct", "--role-arn", role("Admin"), "--assume", "direct"],
      ["shared", "--role-arn", role("Admin")],
      ["chain", "--role-arn", role("Admin"), "--role-arn", role("Deploy")],
    ])
    const startMs = Date.now()
    const link = await home.json<{ url: string; endsAt: string }>([
      "console",
      "direct",
      "--print",
      "--duration",
      "43200",
    ])
    expectMeanwhile(Date.parse(link.endsAt) - 43_200_000, startMs)
    await fetch(link.url)
    expectMeanwhile((signInsOf(aws.account)[0]?.expiresMs ?? 0) - 43_200_000, startMs)
    for (const name of ["shared", "chain"]) {
      const ran = await home.keycard(["console", name, "--print", "--duration", "3600"])
      expect([ran.exitCode, ran.stdout]).toEqual([2, ""])
      expect(ran.stderr).toContain("cannot be chosen")
    }
    const requests = aws.requests.length
    for (const [args, exitCode] of [
      [["chain", "--region", "cn-north-1"], 2],
      [["chain", "--destination", "../evil"], 2],
      [["chain", "--json"], 2],
      [["nobody"], 3],
    ] as const)
      expect((await home.keycard(["console", ...args])).exitCode).toBe(exitCode)
    expect(aws.requests).toHaveLength(requests)
  })

  test("signs out, and says so where there is no browser", async () => {
    const [home, aws] = await ready([["me"]])
    expect(await home.ok(["console", "me", "--sign-out"], { env: browser(home) })).toContain("signs out")
    await expect.poll(() => aws.requests.map(({ action }) => action)).toEqual(["logout"])
    const none = await home.keycard(["console", "me"], { env: { PATH: home.path("nothing") } })
    expect([none.exitCode, none.stderr]).toEqual([
      5,
      expect.stringContaining("No browser could be opened") as string,
    ])
    expect(existsSync(join(home.folder, "opened"))).toBe(true)
  })
})
