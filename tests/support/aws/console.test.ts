import { AssumeRoleCommand, GetFederationTokenCommand, GetSessionTokenCommand } from "@aws-sdk/client-sts"
import type { AssumeRoleCommandInput, Credentials } from "@aws-sdk/client-sts"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { signInsOf } from "./console.ts"
import { stsClient } from "./sdk-clients.ts"
import { startAwsStandIn } from "./start.ts"
import type { AwsStandIn } from "./start.ts"
import { testClock } from "./test-clock.ts"
import type { TestClock } from "./test-clock.ts"

const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`
const POLICY = '{"Version":"2012-10-17","Statement":[]}'

let clock: TestClock
let aws: AwsStandIn

beforeEach(async () => {
  clock = testClock()
  aws = await startAwsStandIn({
    nowMs: clock.nowMs,
    users: [{ name: "alice" }],
    roles: [
      { name: "open", maxSessionDurationSeconds: 7_200, takesTags: true, takesSourceIdentity: true },
      { name: "next", trusts: [role("open")], takesTags: true, takesSourceIdentity: true },
      { name: "shut", trusts: [role("open"), "arn:aws:iam::123456789012:user/alice"] },
    ],
  })
})
afterEach(() => aws.close())

const asCredentials = (found: Credentials | undefined) => ({
  accessKeyId: found?.AccessKeyId ?? "",
  secretAccessKey: found?.SecretAccessKey ?? "",
  sessionToken: found?.SessionToken ?? "",
})
type Keys = ReturnType<typeof asCredentials>

const assume = async (name: string, input: Partial<AssumeRoleCommandInput> = {}, credentials?: Keys) => {
  const command = new AssumeRoleCommand({ RoleArn: role(name), RoleSessionName: "alice", ...input })
  return asCredentials((await stsClient(aws, credentials && { credentials }).send(command)).Credentials)
}
const federate = async (credentials?: Keys) => {
  const command = new GetFederationTokenCommand({ Name: "alice", Policy: POLICY })
  return asCredentials((await stsClient(aws, credentials && { credentials }).send(command)).Credentials)
}
const userSession = async () =>
  asCredentials((await stsClient(aws).send(new GetSessionTokenCommand({}))).Credentials)

async function token(keys: Keys, seconds?: number): Promise<string | number> {
  const url = new URL(`${aws.url}/federation?Action=getSigninToken`)
  const { accessKeyId: sessionId, secretAccessKey: sessionKey, sessionToken } = keys
  url.searchParams.set("Session", JSON.stringify({ sessionId, sessionKey, sessionToken }))
  if (seconds !== undefined) url.searchParams.set("SessionDuration", seconds.toString())
  const answer = await fetch(url)
  return answer.ok ? ((await answer.json()) as { SigninToken: string }).SigninToken : answer.status
}

async function login(signInToken: string | number, destination = "https://console.aws.amazon.com/s3/home") {
  const url = new URL(`${aws.url}/federation?Action=login&Issuer=test`)
  url.searchParams.set("SigninToken", signInToken.toString())
  url.searchParams.set("Destination", destination)
  return (await fetch(url)).status
}

describe("the console's sign-in page", () => {
  it("takes a role's and a federated user's credentials, each link once, for a quarter of an hour", async () => {
    for (const keys of [await assume("open"), await federate()]) {
      const signIn = await token(keys)
      expect([await login(signIn), await login(signIn)]).toEqual([200, 400])
    }
    expect(signInsOf(aws.account).map(({ arn }) => arn)).toEqual([
      "arn:aws:sts::123456789012:assumed-role/open/alice",
      "arn:aws:sts::123456789012:federated-user/alice",
    ])
    const keys = await assume("open")
    const late = await token(keys)
    clock.advance(15 * 60_000)
    expect(await login(late)).toBe(400)
    expect(await login(await token(keys), "https://evil.example/console.aws.amazon.com/")).toBe(400)
  })

  it("takes no user's session, no permanent key, no wrong secret, no session that is over", async () => {
    const [user] = aws.account.users
    const [key] = user?.accessKeys ?? []
    const permanent = { accessKeyId: key?.id ?? "", secretAccessKey: key?.secret ?? "", sessionToken: "" }
    const good = await assume("open", { DurationSeconds: 900 })
    for (const keys of [await userSession(), permanent, { ...good, secretAccessKey: "x" }])
      expect(await token(keys)).toBe(400)
    clock.advance(900_000)
    expect(await token(good)).toBe(400)
  })

  it("lets one choose a duration for a role of the permanent key alone, within what the role allows", async () => {
    const direct = await assume("open")
    expect([await token(direct, 899), await token(direct, 7_201)]).toEqual([400, 400])
    await login(await token(direct, 7_200))
    expect(signInsOf(aws.account)[0]?.expiresMs).toBe(clock.nowMs() + 7_200_000)
    const chained = [await assume("open", {}, await userSession()), await assume("next", {}, direct)]
    for (const keys of [...chained, await federate()]) expect(await token(keys, 900)).toBe(400)
  })
})

describe("what goes with a role", () => {
  const tagged = (keys: string[], transitive: string[] = []) => ({
    Tags: keys.map((Key) => ({ Key, Value: "x" })),
    TransitiveTagKeys: transitive,
  })
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => "OK",
      (error: unknown) => {
        if (!(error instanceof Error)) return "no error"
        return `${error.name} ${/sts:\w+/.exec(error.message)?.[0] ?? ""}`.trim()
      },
    )

  it("is refused where the trust policy does not allow it", async () => {
    expect(await refusal(assume("shut", tagged(["team"])))).toBe("AccessDenied sts:TagSession")
    expect(await refusal(assume("shut", { SourceIdentity: "ada" }))).toBe(
      "AccessDenied sts:SetSourceIdentity",
    )
  })

  it("stays in the roles after it, and is not set anew there", async () => {
    const first = await assume("open", { ...tagged(["team", "cost"], ["team"]), SourceIdentity: "ada" })
    expect(await refusal(assume("next", { SourceIdentity: "bob" }, first))).toBe(
      "AccessDenied sts:SetSourceIdentity",
    )
    expect(await refusal(assume("next", tagged(["TEAM"]), first))).toBe("InvalidParameterValue")
    expect(await refusal(assume("shut", {}, first))).toMatch(/^AccessDenied/)
    await assume("next", tagged(["cost"]), first)
    expect(aws.account.sessions.at(-1)?.principal).toMatchObject({
      sourceIdentity: "ada",
      tags: new Map([
        ["team", "x"],
        ["cost", "x"],
      ]),
    })
  })

  it.each<[Partial<AssumeRoleCommandInput>, string]>([
    [tagged(["a", "A"]), "InvalidParameterValue"],
    [tagged(["aws:a"]), "InvalidParameterValue"],
    [tagged(["a"], ["b"]), "InvalidParameterValue"],
    [tagged(["a*"]), "ValidationError"],
    [tagged(Array.from({ length: 51 }, (_, index) => `t${index.toString()}`)), "ValidationError"],
    [{ Policy: "{" }, "MalformedPolicyDocumentException"],
    [{ Policy: `{"Statement":"${"x".repeat(2_048)}"}` }, "ValidationError"],
    [{ PolicyArns: [{ arn: "arn:aws-cn:iam::aws:policy/ReadOnlyAccess" }] }, "ValidationError"],
    [
      {
        Tags: Array.from({ length: 20 }, (_, index) => ({
          Key: `t${index.toString()}`,
          Value: "x".repeat(250),
        })),
      },
      "PackedPolicyTooLargeException",
    ],
  ])("%# is refused", async (input, name) => {
    await expect(assume("open", input)).rejects.toMatchObject({ name })
  })

  it("a federated session is for permanent keys only, and may call nothing of STS but who it is", async () => {
    expect(await refusal(federate(await userSession()))).toBe("AccessDenied")
    expect(await refusal(assume("open", {}, await federate()))).toBe("AccessDenied sts:AssumeRole")
  })
})
