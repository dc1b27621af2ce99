import { describe, expect, test } from "vitest"
import { codesSent, setUpAws, standIn } from "./support/aws.ts"
import { type Home, newHome } from "./support/keycard.ts"

const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`
const users = [{ name: "alice" }]

async function ready(
  options: Parameters<typeof standIn>[0],
): Promise<[Home, Awaited<ReturnType<typeof standIn>>]> {
  const [home, aws] = [await newHome(), await standIn(options)]
  await setUpAws(home, aws, [])
  return [home, aws]
}

describe("roles of a profile", () => {
  test("are assumed with all that goes with each of them, by an AWS that checks it, with one code for all profiles", async () => {
    const [home, aws] = await ready({
      users,
      roles: [
        { name: "First", takesTags: true, takesSourceIdentity: true },
        {
          name: "Last",
          trusts: [role("First")],
          externalId: "tenant-7",
          takesTags: true,
          takesSourceIdentity: true,
        },
        { name: "Other", requiresMfa: true },
      ],
    })
    const policy = home.write("policy.json", '{\n  "Version": "2012-10-17",\n  "Statement": []\n}\n')
    const key = ["--key", "work"]
    const first = [
      "--role-arn",
      role("First"),
      "--transitive-tag",
      "team=ops",
      "--tag",
      "cost=7",
      "--source-identity",
      "ada",
    ]
    const last = ["--role-arn", role("Last"), "--external-id", "tenant-7", "--session-policy", policy]
    const last2 = ["--policy-arn", "arn:aws:iam::aws:policy/ReadOnlyAccess", "--role-session-name", "deploy"]
    const added = await home.json<{ roleOptions: unknown[] }>([
      "aws",
      "profile",
      "add",
      "chain",
      ...key,
      ...first,
      ...last,
      ...last2,
    ])
    expect(added.roleOptions).toMatchObject([
      { sourceIdentity: "ada", tags: [{ key: "team", value: "ops", transitive: true }, { key: "cost" }] },
      { externalId: "tenant-7", policy: '{"Version":"2012-10-17","Statement":[]}', sessionName: "deploy" },
    ])
    await home.ok(["aws", "profile", "add", "other", ...key, "--role-arn", role("Other")])
    await home.ok(["refresh"])
    expect(aws.requests.map(({ action, result }) => `${action ?? ""} ${result}`).sort()).toEqual([
      "AssumeRole OK",
      "AssumeRole OK",
      "AssumeRole OK",
      "GetSessionToken OK",
    ])
    const session = aws.account.sessions.find(
      ({ principal }) => principal.kind === "role-session" && principal.role.name === "Last",
    )
    expect(session?.principal).toMatchObject({
      ...{ sessionName: "deploy", sourceIdentity: "ada", policy: '{"Version":"2012-10-17","Statement":[]}' },
      ...{ tags: new Map([["team", "ops"]]), policyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] },
    })
    expect(home.credentials).toContain(session?.keyId)
    await home.ok(["refresh", "other", "--force"])
    expect(codesSent(aws)).toHaveLength(1)
  })

  test("are changed one by one; a wrong external id is AWS's refusal in words", async () => {
    const [home] = await ready({ users, roles: [{ name: "Partner", externalId: "tenant-7" }] })
    await home.ok(["aws", "profile", "add", "p", "--key", "work", "--role-arn", role("Partner")])
    const refused = await home.keycard(["refresh", "p"])
    expect([refused.exitCode, refused.stderr]).toEqual([
      6,
      expect.stringContaining("check the ARN, the external id".slice(14)) as string,
    ])
    expect(refused.stderr).toContain("AWS does not let you assume this role.")
    expect(refused.stderr).toContain("The role is Partner in 123456789012.")
    await home.ok(["aws", "profile", "edit", "p", "--external-id", "tenant-7", "--duration", "900"])
    expect(await home.ok(["refresh", "p"])).toMatch(/^p is valid until/)
    const edited = await home.json<object>([
      "aws",
      "profile",
      "edit",
      "p",
      "--no-roles",
      "--name",
      "plain",
      "--duration",
      "3600",
    ])
    expect(edited).toMatchObject({ profile: "plain", roleArns: [], roleOptions: [], durationSeconds: 3_600 })
    const wrong = [
      [["--external-id", "x"], 2],
      [["--role-arn", role("A"), "--external-id", "x"], 2],
      [["--role-arn", role("A"), "--tag", "x"], 2],
      [["--role-arn", "arn:aws-mars:iam::123456789012:role/A"], 2],
      [["--role-arn", role("A"), "--role-arn", "arn:aws-cn:iam::123456789012:role/B"], 2],
      [["--role-arn", role("A"), "--assume", "session", "--duration", "3601"], 2],
      [[], 2],
    ] as const
    for (const [args, exitCode] of wrong) {
      const ran = await home.keycard(["aws", "profile", "edit", "plain", ...args])
      expect({ args, exitCode: ran.exitCode, stdout: ran.stdout }).toEqual({ args, exitCode, stdout: "" })
    }
  })

  test("of another partition work there", async () => {
    const [home, aws] = [
      await newHome(),
      await standIn({ partition: "aws-us-gov", users, roles: [{ name: "Gov" }] }),
    ]
    const [device] = aws.account.users[0]?.mfaDevices ?? []
    await home.ok(["add", "-"], {
      stdin: `otpauth://totp/AWS:alice@123456789012?secret=${device?.seedBase32 ?? ""}&issuer=AWS`,
    })
    const [key] = aws.account.users[0]?.accessKeys ?? []
    const serial = device?.serial ?? ""
    const add = [
      "aws",
      "key",
      "add",
      "gov",
      "--endpoint",
      aws.url,
      "--mfa-serial",
      serial,
      "--account",
      "alice",
    ]
    const stdin = `${key?.id ?? ""}\n${key?.secret ?? ""}\n`
    const wrong = await home.keycard([...add, "--region", "us-east-1"], { stdin })
    expect([wrong.exitCode, wrong.stderr]).toEqual([
      2,
      expect.stringContaining("is not in the AWS partition aws-us-gov") as string,
    ])
    await home.ok(add, { stdin })
    await home.ok([
      "aws",
      "profile",
      "add",
      "g",
      "--key",
      "gov",
      "--role-arn",
      "arn:aws-us-gov:iam::123456789012:role/Gov",
    ])
    await home.ok(["refresh"])
    expect(aws.requests.map(({ region }) => region)).toEqual(["us-gov-west-1", "us-gov-west-1"])
    const { url } = await home.json<{ url: string }>(["console", "g", "--print", "--sign-out"])
    expect(new URL(url).searchParams.get("redirect_uri")).toBe("https://console.amazonaws-us-gov.com/")
  })
})
