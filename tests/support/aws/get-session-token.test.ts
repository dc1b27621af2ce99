import {
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
} from "@aws-sdk/client-sts"
import type { GetSessionTokenCommandInput } from "@aws-sdk/client-sts"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { stsClient } from "./sdk-clients.ts"
import type { ClientCredentials } from "./sdk-clients.ts"
import { startAwsStandIn } from "./start.ts"
import type { AwsStandIn } from "./start.ts"
import { testClock } from "./test-clock.ts"
import type { TestClock } from "./test-clock.ts"

const SERIAL = "arn:aws:iam::123456789012:mfa/alice"
const WRONG_CODE = "MultiFactorAuthentication failed with invalid MFA one time pass code."

let clock: TestClock
let aws: AwsStandIn

beforeEach(async () => {
  clock = testClock()
  aws = await startAwsStandIn({
    nowMs: clock.nowMs,
    users: [{ name: "alice" }, { name: "bob" }],
  })
})
afterEach(() => aws.close())

const sts = (credentials?: ClientCredentials) =>
  stsClient(aws, { clockOffsetMs: clock.offsetMs(), ...(credentials && { credentials }) })
const getToken = (input: GetSessionTokenCommandInput, credentials?: ClientCredentials) =>
  sts(credentials).send(new GetSessionTokenCommand(input))

async function session(input: GetSessionTokenCommandInput = {}): Promise<ClientCredentials> {
  const { Credentials: found } = await getToken(input)
  return {
    accessKeyId: found?.AccessKeyId ?? "",
    secretAccessKey: found?.SecretAccessKey ?? "",
    sessionToken: found?.SessionToken ?? "",
  }
}

describe("GetSessionToken", () => {
  it("hands out credentials that look like AWS's and expire after the asked time", async () => {
    const { Credentials: found } = await getToken({
      DurationSeconds: 900,
      SerialNumber: SERIAL,
      TokenCode: aws.codeFor(SERIAL),
    })
    expect(found?.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/)
    expect(found?.SecretAccessKey).toMatch(/^[A-Za-z0-9+/]{40}$/)
    expect(found?.SessionToken).toMatch(/^[A-Za-z0-9+/]{300,}=*$/)
    expect(found?.Expiration?.getTime()).toBe(clock.nowMs() + 900_000)
    expect(aws.account.sessions[0]?.principal).toMatchObject({ kind: "user-session", mfa: true })
  })

  it("gives twelve hours where no duration is asked for, and different credentials every time", async () => {
    const [one, other] = [await getToken({}), await getToken({})]
    expect(one.Credentials?.Expiration?.getTime()).toBe(clock.nowMs() + 43_200_000)
    expect(one.Credentials?.AccessKeyId).not.toBe(other.Credentials?.AccessKeyId)
    expect(aws.account.sessions[0]?.principal).toMatchObject({ mfa: false })
  })

  it.each([
    [
      899,
      "Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than",
    ],
    [
      129_601,
      "Value '129601' at 'durationSeconds' failed to satisfy constraint: Member must have value less",
    ],
  ])("refuses %d seconds", async (DurationSeconds, message) => {
    const call = getToken({ DurationSeconds })
    await expect(call).rejects.toMatchObject({
      name: "ValidationError",
      message: expect.stringContaining(message) as string,
    })
  })

  it.each([900, 129_600])("allows %d seconds", async (DurationSeconds) => {
    await expect(getToken({ DurationSeconds })).resolves.toBeDefined()
  })

  it.each([
    ["12345", "length greater than or equal to 6"],
    ["1234567", "length less than or equal to 6"],
    ["12345a", "regular expression pattern: [\\d]*"],
  ])("refuses the code %s for its form", async (TokenCode, reason) => {
    await expect(getToken({ SerialNumber: SERIAL, TokenCode })).rejects.toMatchObject({
      name: "ValidationError",
      message: expect.stringContaining(reason) as string,
    })
  })

  it("refuses a serial with a blank and names every broken limit at once", async () => {
    await expect(getToken({ SerialNumber: "a b", TokenCode: "1" })).rejects.toMatchObject({
      message: expect.stringMatching(/^3 validation errors detected: .*serialNumber.*tokenCode/) as string,
    })
  })

  it("takes a code of the step before and of the step after, and none two steps off", async () => {
    for (const steps of [-1, 1])
      await expect(
        getToken({ SerialNumber: SERIAL, TokenCode: aws.codeFor(SERIAL, clock.nowMs() + steps * 30_000) }),
      ).resolves.toBeDefined()
    for (const steps of [-2, 2])
      await expect(
        getToken({ SerialNumber: SERIAL, TokenCode: aws.codeFor(SERIAL, clock.nowMs() + steps * 30_000) }),
      ).rejects.toMatchObject({ name: "AccessDenied", message: WRONG_CODE })
  })

  it("refuses a code that was used before, however often it comes, and takes the next one", async () => {
    const TokenCode = aws.codeFor(SERIAL)
    const input = { SerialNumber: SERIAL, TokenCode }
    await getToken(input)
    await expect(getToken(input)).rejects.toMatchObject({ name: "AccessDenied", message: WRONG_CODE })
    await expect(getToken(input)).rejects.toMatchObject({ message: WRONG_CODE })
    clock.advance(30_000)
    await expect(getToken({ ...input, TokenCode: aws.codeFor(SERIAL) })).resolves.toBeDefined()
    expect(aws.requests.map((request) => request.result)).toEqual([
      "OK",
      "AccessDenied",
      "AccessDenied",
      "OK",
    ])
    expect(aws.requests[0]?.parameters.TokenCode).toBe(TokenCode)
  })

  it("lets one of two simultaneous calls with the same code through", async () => {
    const input = { SerialNumber: SERIAL, TokenCode: aws.codeFor(SERIAL) }
    const settled = await Promise.allSettled([getToken(input), getToken(input)])
    expect(settled.map((outcome) => outcome.status).sort()).toEqual(["fulfilled", "rejected"])
  })

  it("refuses a serial that is nobody's, another user's, or a user's ARN, with AWS's two blanks", async () => {
    const serials = ["mfa", "user"].map((kind) => `arn:aws:iam::123456789012:${kind}/alicia`)
    for (const SerialNumber of [...serials, "arn:aws:iam::123456789012:mfa/bob"])
      await expect(getToken({ SerialNumber, TokenCode: "123456" })).rejects.toMatchObject({
        name: "AccessDenied",
        message:
          "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial " +
          "number is valid and associated with this user.",
      })
  })

  it("refuses a serial without a code", async () => {
    await expect(getToken({ SerialNumber: SERIAL })).rejects.toMatchObject({ name: "AccessDenied" })
  })

  it("refuses session credentials, for GetFederationToken too", async () => {
    const credentials = await session()
    await expect(getToken({}, credentials)).rejects.toMatchObject({
      name: "AccessDenied",
      message: "Cannot call GetSessionToken with session credentials",
    })
    await expect(
      sts(credentials).send(new GetFederationTokenCommand({ Name: "carol" })),
    ).rejects.toMatchObject({ message: "Cannot call GetFederationToken with session credentials" })
  })
})

describe("the credentials that were handed out", () => {
  it("act as the user", async () => {
    const identity = await sts(await session()).send(new GetCallerIdentityCommand({}))
    expect(identity).toMatchObject({ Account: "123456789012", Arn: "arn:aws:iam::123456789012:user/alice" })
    expect(identity.UserId).toMatch(/^AIDA[A-Z2-7]{17}$/)
  })

  it("work until the second they expire", async () => {
    const credentials = await session({ DurationSeconds: 900 })
    clock.advance(899_999)
    await expect(sts(credentials).send(new GetCallerIdentityCommand({}))).resolves.toBeDefined()
    clock.advance(1)
    await expect(sts(credentials).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: "ExpiredToken",
      message: "The security token included in the request is expired",
      $metadata: { httpStatusCode: 403 },
    })
  })

  it("are refused without their token, or with another session's", async () => {
    const [one, other] = [await session(), await session()]
    const { accessKeyId, secretAccessKey } = one
    for (const sessionToken of [undefined, other.sessionToken ?? "", "x"])
      await expect(
        sts({ accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) }).send(
          new GetCallerIdentityCommand({}),
        ),
      ).rejects.toMatchObject({ name: "InvalidClientTokenId" })
  })

  it("of GetFederationToken act under the given name", async () => {
    const { Credentials: found, FederatedUser } = await sts().send(
      new GetFederationTokenCommand({ Name: "carol", DurationSeconds: 900 }),
    )
    const credentials = {
      accessKeyId: found?.AccessKeyId ?? "",
      secretAccessKey: found?.SecretAccessKey ?? "",
      sessionToken: found?.SessionToken ?? "",
    }
    const identity = await sts(credentials).send(new GetCallerIdentityCommand({}))
    expect(identity.Arn).toBe("arn:aws:sts::123456789012:federated-user/carol")
    expect(FederatedUser).toEqual({ FederatedUserId: "123456789012:carol", Arn: identity.Arn })
  })
})
