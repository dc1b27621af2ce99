import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { createSsoSdkApi } from "../../../src/adapters/sso/sso-sdk-api.ts"
import { isTrustedPage } from "../../../src/adapters/sso/trusted-page.ts"
import type { SsoTarget } from "../../../src/core/ports/sso-api.ts"
import { startAwsStandIn, type AwsStandIn } from "../../support/aws/start.ts"
import { testClock } from "../../support/aws/test-clock.ts"
import { failureOf } from "../../support/failure-of.ts"

let aws: AwsStandIn
let target: SsoTarget
const clock = testClock()
const api = createSsoSdkApi({ timeoutMs: 60_000 })

beforeAll(async () => {
  aws = await startAwsStandIn({
    nowMs: clock.nowMs,
    users: [],
    center: { accounts: [{ id: "111111111111", name: "Prod", roles: ["ReadOnly"] }] },
  })
  target = { name: "acme", startUrl: aws.center().startUrl, region: "us-east-1", endpoint: aws.url }
})
afterAll(() => aws.close())

async function signedIn(): Promise<string> {
  const client = await api.registerClient(target, "device")
  const { deviceCode, userCode } = await api.startDevice(target, client)
  const device = aws.center().devices.find((each) => each.userCode === userCode)
  if (device) Object.assign(device, { state: "approved", askedMs: 0 })
  const answer = await api.createToken(target, client, { kind: "device", deviceCode })
  return answer.kind === "tokens" ? answer.tokens.accessToken : ""
}

const raw = (action: string, body: unknown, status = 200) =>
  aws.faults.next(
    { kind: "raw", body: typeof body === "string" ? body : JSON.stringify(body), status },
    { action },
  )

describe("Identity Center by AWS's SDK", () => {
  test("registers, signs in by code, renews, lists, issues, signs out", async () => {
    const client = await api.registerClient(target, "device")
    const device = await api.startDevice(target, client)
    const grant = { kind: "device", deviceCode: device.deviceCode } as const
    const waited = () => {
      const asked = aws.center().devices.at(-1)
      if (asked) asked.askedMs = 0
    }
    waited()
    expect(await api.createToken(target, client, grant)).toEqual({ kind: "pending" })
    clock.advance(1)
    expect(await api.createToken(target, client, grant)).toEqual({ kind: "slow-down" })
    const pending = aws.center().devices.at(-1)
    if (pending) pending.state = "approved"
    waited()
    const answer = await api.createToken(target, client, grant)
    const tokens = answer.kind === "tokens" ? answer.tokens : null
    expect(tokens?.refreshToken).toMatch(/^refresh-/)
    expect(await api.createToken(target, client, grant)).toEqual({ kind: "over" })
    const refresh = { kind: "refresh", refreshToken: tokens?.refreshToken ?? "" } as const
    expect(await api.createToken(target, client, refresh)).toMatchObject({ kind: "tokens" })
    expect(await api.createToken(target, client, refresh)).toEqual({ kind: "over" })
    const token = tokens?.accessToken ?? ""
    expect(await api.listAccounts(target, token, null)).toEqual({
      items: [{ accountId: "111111111111", name: "Prod", email: "111111111111@example.com" }],
      nextToken: null,
    })
    const [role, account] = ["ReadOnly", "111111111111"]
    expect(await api.listRoles(target, token, { accountId: account, nextToken: null })).toEqual({
      ...{ items: ["ReadOnly"], nextToken: null },
    })
    const issued = await api.roleCredentials(target, token, { accountId: account, roleName: role })
    expect(issued.expiresAtMs - Date.now()).toBeGreaterThan(3_500_000)
    await api.logout(target, token)
    expect(await failureOf(api.listAccounts(target, token, null))).toMatchObject({ problem: "revoked" })
  })

  test("says what a refusal means, without the token in it", async () => {
    const token = await signedIn()
    const role = { accountId: "111111111111", roleName: "Admin" }
    expect(await failureOf(api.roleCredentials(target, token, role))).toEqual({
      ...{ kind: "sso", problem: "no-access", signIn: "acme" },
    })
    const elsewhere = { ...target, startUrl: "https://other.awsapps.com/start" }
    expect(await failureOf(api.registerClient(elsewhere, "browser"))).toMatchObject({ problem: "start-url" })
    const stranger = { clientId: "x", clientSecret: "y", expiresAtMs: 0 }
    expect(await failureOf(api.startDevice(target, stranger))).toMatchObject({ kind: "aws-refused" })
    expect(await api.createToken(target, stranger, { kind: "refresh", refreshToken: "z" })).toEqual({
      kind: "client-unknown",
    })
    aws.faults.next({ kind: "throttle" }, { action: "ListAccounts" })
    expect(await failureOf(api.listAccounts(target, token, null))).toMatchObject({ refusal: "throttled" })
    aws.faults.next({ kind: "status", status: 503 }, { action: "ListAccounts" })
    expect(await failureOf(api.listAccounts(target, token, null))).toMatchObject({ refusal: "server" })
    aws.faults.next({ kind: "reset" }, { action: "ListAccounts" })
    expect(await failureOf(api.listAccounts(target, token, null))).toMatchObject({
      kind: "network",
      problem: "reset",
    })
    aws.faults.next({ kind: "silence" }, { action: "ListAccounts" })
    const quick = createSsoSdkApi({ timeoutMs: 300 })
    expect(await failureOf(quick.listAccounts(target, token, null))).toMatchObject({
      kind: "network",
      problem: "timeout",
    })
    aws.faults.next({ kind: "captive-portal" }, { action: "ListAccounts" })
    expect(await failureOf(api.listAccounts(target, token, null))).toMatchObject({ kind: "aws-answer" })
    raw("ListAccounts", { message: `bad token ${token}` }, 400)
    expect(JSON.stringify(await failureOf(api.listAccounts(target, token, null)))).not.toContain(
      token.slice(0, 30),
    )
  })

  test.each([
    ["no list", { accountList: "x" }],
    ["an id that is none", { accountList: [{ accountId: "../..", accountName: "x" }] }],
    ["an endless next token", { accountList: [], nextToken: "x".repeat(10_000) }],
    ["not an object", "[]"],
    ["cut", '{"accountList":['],
  ])("refuses a list of accounts with %s", async (_, body) => {
    raw("ListAccounts", body)
    expect(await failureOf(api.listAccounts(target, "token", null))).toHaveProperty("kind")
    expect(await failureOf(Promise.resolve())).toBe("did not fail")
  })

  test("makes an account's name harmless", async () => {
    raw("ListAccounts", { accountList: [{ accountId: "111111111111", accountName: "a\u001b[31m\u202eb\n" }] })
    const { items } = await api.listAccounts(target, "token", null)
    expect(items[0]?.name).toBe("a [31m b")
  })

  test.each([
    ["roles", { roleList: [{ roleName: "x]\n[default]" }] }],
    ["roles", { roleList: [{ roleName: "" }] }],
  ])("refuses %s whose names could be anything", async (_, body) => {
    raw("ListAccountRoles", body)
    const asked = api.listRoles(target, "token", { accountId: "111111111111", nextToken: null })
    expect(await failureOf(asked)).toMatchObject({ kind: "sso", problem: "answer" })
  })

  test.each([
    ["a line feed in the token", { sessionToken: "t\n[default]" }, "session-token"],
    ["an expiry of the past", { expiration: 1 }, "expiration"],
    ["an expiry in ten years", { expiration: Date.now() + 10 * 365 * 86_400_000 }, "expiration"],
    ["no expiry", { expiration: undefined }, "expiration"],
    ["an expiry in seconds", { expiration: Math.floor(Date.now() / 1000) + 3600 }, "expiration"],
    ["no key", { accessKeyId: undefined }, "access-key-id"],
  ])("refuses credentials with %s", async (_, wrong, problem) => {
    const right = { accessKeyId: "ASIAEXAMPLE", secretAccessKey: "s", sessionToken: "t" }
    raw("GetRoleCredentials", { roleCredentials: { ...right, expiration: Date.now() + 3_600_000, ...wrong } })
    const role = { accountId: "111111111111", roleName: "ReadOnly" }
    expect(await failureOf(api.roleCredentials(target, "token", role))).toMatchObject({
      kind: "aws-answer",
      problem,
    })
  })

  test.each([
    ["http://device.sso.us-east-1.amazonaws.com/"],
    ["https://evil.example/device"],
    ["https://device.sso.us-east-1.amazonaws.com.evil.example/"],
    ["https://user@device.sso.us-east-1.amazonaws.com/"],
    ["javascript:alert(1)"],
    ["file:///etc/passwd"],
  ])("refuses to show %s as the page to confirm at", async (page) => {
    const client = await api.registerClient(target, "device")
    const right = { deviceCode: "d", userCode: "ABCD-EFGH", expiresIn: 600, interval: 5 }
    const own = `${aws.url}/device`
    raw("StartDeviceAuthorization", { ...right, verificationUri: page, verificationUriComplete: own })
    expect(await failureOf(api.startDevice(target, client))).toMatchObject({ kind: "sso", problem: "answer" })
    raw("StartDeviceAuthorization", { ...right, verificationUri: own, verificationUriComplete: page })
    expect(await failureOf(api.startDevice(target, client))).toMatchObject({ kind: "sso", problem: "answer" })
  })

  test("knows AWS's own pages, and the start URL's host", () => {
    const place = { startUrl: "https://sso.corp.example/start", endpoint: null }
    for (const page of [
      "https://device.sso.eu-central-1.amazonaws.com/?user_code=ABCD-EFGH",
      "https://acme.awsapps.com/start/#/device?user_code=ABCD-EFGH",
      "https://sso.corp.example/device",
    ])
      expect(isTrustedPage(page, place)).toBe(true)
    expect(isTrustedPage("https://127.0.0.1/device", place)).toBe(false)
    expect(isTrustedPage("https://acme.awsapps.com:8443/start", place)).toBe(false)
  })
})
