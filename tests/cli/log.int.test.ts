import { appendFileSync, mkdirSync, rmSync, statSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { longTermKey, setUpAws, standIn } from "./support/aws.ts"
import { newHome } from "./support/keycard.ts"

interface Row {
  at: string
  what: string
  by: string
  profile: string | null
  key: string | null
  arn: string | null
  expiresAt: string | null
  reason: string | null
}

const said = (rows: readonly Row[]) =>
  rows.map(({ what, by, profile, key }) => [what, by, profile ?? key].join(" "))

describe("keycard log", () => {
  test("says what was issued when, to which profile and by what, and no secret", async () => {
    const [home, aws] = [await newHome(), await standIn()]
    await setUpAws(home, aws, [["dev"], ["tool", "--mode", "process"]])
    await home.ok(["refresh"])
    await home.ok(["credential-process", "tool"])
    await home.ok(["credential-process", "tool"])
    expect((await home.keycard(["refresh", "dev", "--force", "--code", "12345"])).exitCode).toBe(2)

    const rows = await home.json<Row[]>(["log"])
    const sorted = [...said(rows).slice(0, 4).sort(), ...said(rows).slice(4)]
    expect(sorted).toEqual([
      "issued command-line dev",
      "issued command-line tool",
      "key-added command-line work",
      "written command-line dev",
      "handed-out credential-process tool",
      "handed-out credential-process tool",
      "refused command-line dev",
    ])
    const statuses = await home.json<{ profile: string; expiresAt: string }[]>(["status"])
    const expiresAt = statuses.find(({ profile }) => profile === "dev")?.expiresAt
    const written = rows.find(({ what }) => what === "written")
    expect(written).toMatchObject({ arn: "arn:aws:iam::123456789012:user/alice", expiresAt })
    expect(rows.at(-1)).toMatchObject({ key: "work", reason: "aws-value", expiresAt: null })

    expect(said(await home.json<Row[]>(["log", "--profile", "tool"]))).toHaveLength(3)
    expect(await home.json<Row[]>(["log", "--since", "2999-01-01"])).toEqual([])
    expect(await home.json<Row[]>(["log", "--since", "1h"])).toHaveLength(7)
    const csv = (await home.keycard(["log", "--csv"])).stdout
    expect(csv.split("\r\n")).toHaveLength(9)
    expect(csv.startsWith("at,what,by,profile,key,arn,expiresAt,reason\r\n")).toBe(true)
    expect(await home.ok(["log", "--profile", "dev"])).toMatch(
      /^\S+Z {2}dev {2}issued by AWS, valid until \S+Z, for the command line$/m,
    )

    const log = home.read(".keycard", "audit.log")
    expect(statSync(home.path(".keycard", "audit.log")).mode & 0o777).toBe(0o600)
    const { id, secret } = longTermKey(aws)
    const seed = aws.account.users[0]?.mfaDevices[0]?.seedBase32 ?? ""
    const sessions = aws.account.sessions.flatMap(({ keyId, secret, token }) => [keyId, secret, token])
    for (const canary of [id, secret, seed, ...sessions]) expect(log).not.toContain(canary)
  })

  test("passes over hostile lines, and prints nothing that steers a terminal", async () => {
    const home = await newHome()
    const line = { v: 1, at: "2026-03-01T09:12:30.000Z", what: "issued", by: "window", profile: "dev" }
    mkdirSync(home.path(".keycard"), { recursive: true })
    appendFileSync(
      home.path(".keycard", "audit.log"),
      [
        JSON.stringify(line),
        JSON.stringify({ ...line, profile: "\u001b[2Jgone" }),
        '{"v":1,"at":',
        "\u001b]0;title\u0007",
        "x".repeat(2_000_000),
        JSON.stringify({ ...line, profile: "=1+1" }),
      ].join("\n"),
    )
    const ran = await home.keycard(["log"])
    expect(ran).toMatchObject({ exitCode: 0, stderr: "4 lines of the log could not be read.\n" })
    expect(ran.stdout).not.toContain("\u001b")
    expect(ran.stdout.trim().split("\n")).toHaveLength(2)
    expect((await home.keycard(["log", "--csv"])).stdout).toContain("'=1+1")
  })

  test("is empty before anything was issued, and refuses a time that is none", async () => {
    const home = await newHome()
    expect(await home.keycard(["log"])).toMatchObject({
      exitCode: 0,
      stdout: "",
      stderr: "Nothing is in the log.\n",
    })
    expect((await home.keycard(["log", "--since", "soon"])).exitCode).toBe(2)
    expect((await home.keycard(["log", "--json", "--csv"])).exitCode).toBe(2)
  })

  test("cannot be written: credentials are issued all the same, and one line says so", async () => {
    const [home, aws] = [await newHome(), await standIn()]
    await setUpAws(home, aws)
    rmSync(home.path(".keycard", "audit.log"), { force: true })
    mkdirSync(home.path(".keycard", "audit.log"))
    const ran = await home.keycard(["refresh", "dev"])
    expect(ran.exitCode).toBe(0)
    expect(ran.stdout).toMatch(/^dev is valid until/)
    expect(ran.stderr.match(/cannot be noted in .*audit\.log/g)).toHaveLength(1)
  })
})
