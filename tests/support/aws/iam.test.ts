import { GetUserCommand, ListAccessKeysCommand, ListMFADevicesCommand } from "@aws-sdk/client-iam"
import { GetSessionTokenCommand } from "@aws-sdk/client-sts"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { iamClient, longTermKey, stsClient } from "./sdk-clients.ts"
import { startAwsStandIn } from "./start.ts"
import type { AwsStandIn } from "./start.ts"

const SERIAL = "arn:aws:iam::123456789012:mfa/alice"
let aws: AwsStandIn

beforeEach(async () => {
  aws = await startAwsStandIn({
    users: [
      { name: "alice", mfaDevices: [{}, { serial: "GAHT12345678" }] },
      { name: "bob", allow: [] },
      { name: "carol", denyWithoutMfa: true },
    ],
  })
})
afterEach(() => aws.close())

async function session(withMfa: boolean) {
  const mfa = withMfa ? { SerialNumber: SERIAL, TokenCode: aws.codeFor(SERIAL) } : {}
  const { Credentials: found } = await stsClient(aws).send(new GetSessionTokenCommand(mfa))
  return {
    accessKeyId: found?.AccessKeyId ?? "",
    secretAccessKey: found?.SecretAccessKey ?? "",
    sessionToken: found?.SessionToken ?? "",
  }
}

describe("IAM", () => {
  it("lists the devices of the user whose key signed", async () => {
    const { MFADevices, IsTruncated } = await iamClient(aws).send(new ListMFADevicesCommand({}))
    expect(IsTruncated).toBe(false)
    expect(MFADevices?.map((device) => device.SerialNumber)).toEqual([SERIAL, "GAHT12345678"])
    expect(MFADevices?.[0]?.UserName).toBe("alice")
    expect(MFADevices?.[0]?.EnableDate).toBeInstanceOf(Date)
  })

  it("tells the user and its keys, never the secret", async () => {
    const { User } = await iamClient(aws).send(new GetUserCommand({}))
    expect(User).toMatchObject({ UserName: "alice", Arn: "arn:aws:iam::123456789012:user/alice" })
    const answer = await iamClient(aws).send(new ListAccessKeysCommand({}))
    expect(answer.AccessKeyMetadata).toMatchObject([
      { AccessKeyId: longTermKey(aws).accessKeyId, Status: "Active", UserName: "alice" },
    ])
    expect(JSON.stringify(answer)).not.toContain(longTermKey(aws).secretAccessKey)
  })

  it("denies what the user is not allowed, in AWS's words", async () => {
    const client = iamClient(aws, { credentials: longTermKey(aws, "bob") })
    await expect(client.send(new ListMFADevicesCommand({}))).rejects.toMatchObject({
      name: "AccessDenied",
      message:
        "User: arn:aws:iam::123456789012:user/bob is not authorized to perform: iam:ListMFADevices on " +
        "resource: user bob because no identity-based policy allows the iam:ListMFADevices action",
    })
  })

  it("denies explicitly where the policy demands a second factor", async () => {
    const client = iamClient(aws, { credentials: longTermKey(aws, "carol") })
    await expect(client.send(new GetUserCommand({}))).rejects.toMatchObject({
      name: "AccessDenied",
      message: expect.stringContaining("with an explicit deny in an identity-based policy") as string,
    })
  })

  it("calls the token of a session without MFA invalid, and takes one with MFA", async () => {
    const without = iamClient(aws, { credentials: await session(false) })
    await expect(without.send(new ListMFADevicesCommand({}))).rejects.toMatchObject({
      name: "InvalidClientTokenId",
    })
    const withMfa = iamClient(aws, { credentials: await session(true) })
    await expect(withMfa.send(new ListMFADevicesCommand({}))).resolves.toBeDefined()
  })

  it("knows no user of another name", async () => {
    await expect(iamClient(aws).send(new GetUserCommand({ UserName: "dave" }))).rejects.toMatchObject({
      name: "NoSuchEntityException",
      $metadata: { httpStatusCode: 404 },
    })
  })
})
