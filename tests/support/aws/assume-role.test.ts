import { AssumeRoleCommand, GetCallerIdentityCommand, GetSessionTokenCommand } from "@aws-sdk/client-sts"
import type { AssumeRoleCommandInput, Credentials } from "@aws-sdk/client-sts"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { stsClient } from "./sdk-clients.ts"
import type { ClientCredentials } from "./sdk-clients.ts"
import { startAwsStandIn } from "./start.ts"
import type { AwsStandIn } from "./start.ts"
import { testClock } from "./test-clock.ts"
import type { TestClock } from "./test-clock.ts"

const SERIAL = "arn:aws:iam::123456789012:mfa/alice"
const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`

let clock: TestClock
let aws: AwsStandIn

beforeEach(async () => {
  clock = testClock()
  aws = await startAwsStandIn({
    nowMs: clock.nowMs,
    users: [{ name: "alice" }],
    roles: [
      { name: "plain" },
      { name: "long", maxSessionDurationSeconds: 43_200 },
      { name: "guarded", requiresMfa: true },
      { name: "partner", externalId: "tenant-7" },
      { name: "second", trusts: [role("long")], maxSessionDurationSeconds: 43_200 },
    ],
  })
})
afterEach(() => aws.close())

const sdkCredentials = (found: Credentials | undefined): ClientCredentials => ({
  accessKeyId: found?.AccessKeyId ?? "",
  secretAccessKey: found?.SecretAccessKey ?? "",
  sessionToken: found?.SessionToken ?? "",
})

const assume = (name: string, input: Partial<AssumeRoleCommandInput> = {}, credentials?: ClientCredentials) =>
  stsClient(aws, credentials && { credentials }).send(
    new AssumeRoleCommand({ RoleArn: role(name), RoleSessionName: "alice", ...input }),
  )

async function userSession(withMfa: boolean): Promise<ClientCredentials> {
  const mfa = withMfa ? { SerialNumber: SERIAL, TokenCode: aws.codeFor(SERIAL) } : {}
  return sdkCredentials((await stsClient(aws).send(new GetSessionTokenCommand(mfa))).Credentials)
}

describe("AssumeRole", () => {
  it("gives credentials that act as the role", async () => {
    const { Credentials: found, AssumedRoleUser } = await assume("plain")
    const identity = await stsClient(aws, { credentials: sdkCredentials(found) }).send(
      new GetCallerIdentityCommand({}),
    )
    expect(identity.Arn).toBe("arn:aws:sts::123456789012:assumed-role/plain/alice")
    expect(identity.UserId).toMatch(/^AROA[A-Z2-7]{17}:alice$/)
    expect(AssumedRoleUser).toEqual({ AssumedRoleId: identity.UserId, Arn: identity.Arn })
  })

  it("demands a second factor where the role does, in the call or in the session", async () => {
    await expect(assume("guarded")).rejects.toMatchObject({
      name: "AccessDenied",
      message:
        "User: arn:aws:iam::123456789012:user/alice is not authorized to perform: sts:AssumeRole on " +
        `resource: ${role("guarded")}`,
    })
    await expect(assume("guarded", {}, await userSession(false))).rejects.toMatchObject({
      name: "AccessDenied",
    })
    await expect(assume("guarded", {}, await userSession(true))).resolves.toBeDefined()
    const next = { SerialNumber: SERIAL, TokenCode: aws.codeFor(SERIAL, clock.nowMs() + 30_000) }
    await expect(assume("guarded", next)).resolves.toBeDefined()
    await expect(assume("guarded", next)).rejects.toMatchObject({
      message: "MultiFactorAuthentication failed with invalid MFA one time pass code.",
    })
  })

  it("keeps to the role's longest session, and to an hour for every caller with a session", async () => {
    await expect(assume("plain", { DurationSeconds: 3601 })).rejects.toMatchObject({
      name: "ValidationError",
      message: "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    })
    await expect(assume("long", { DurationSeconds: 43_200 })).resolves.toBeDefined()
    await expect(assume("long", { DurationSeconds: 43_201 })).rejects.toMatchObject({
      name: "ValidationError",
    })
    const chained =
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."
    const ofUser = await userSession(false)
    await expect(assume("long", { DurationSeconds: 3601 }, ofUser)).rejects.toMatchObject({
      message: chained,
    })
    const ofRole = sdkCredentials((await assume("long", {}, ofUser)).Credentials)
    await expect(assume("second", { DurationSeconds: 3601 }, ofRole)).rejects.toMatchObject({
      message: chained,
    })
    await expect(assume("second", { DurationSeconds: 3600 }, ofRole)).resolves.toBeDefined()
  })

  it("refuses a role that is unknown, that trusts another, or lacks its external id", async () => {
    for (const name of ["nowhere", "second", "partner"])
      await expect(assume(name)).rejects.toMatchObject({ name: "AccessDenied" })
    await expect(assume("partner", { ExternalId: "tenant-7" })).resolves.toBeDefined()
  })

  it.each([
    [{ RoleSessionName: "a" }, "roleSessionName"],
    [{ RoleSessionName: "two words" }, "roleSessionName"],
    [{ RoleArn: "role/plain" }, "roleArn"],
    [{ ExternalId: "1" }, "externalId"],
    [{ DurationSeconds: 899 }, "durationSeconds"],
  ])("refuses %j for its form", async (input, name) => {
    await expect(assume("plain", input)).rejects.toMatchObject({
      name: "ValidationError",
      message: expect.stringContaining(`at '${name}' failed to satisfy constraint`) as string,
    })
  })
})
