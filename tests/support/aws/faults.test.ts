import { GetCallerIdentityCommand, GetSessionTokenCommand } from "@aws-sdk/client-sts"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import type { Fault } from "./faults.ts"
import { stsClient } from "./sdk-clients.ts"
import { startAwsStandIn } from "./start.ts"
import type { AwsStandIn } from "./start.ts"
import { testClock } from "./test-clock.ts"
import type { TestClock } from "./test-clock.ts"

const SERIAL = "arn:aws:iam::123456789012:mfa/alice"
let clock: TestClock
let aws: AwsStandIn

beforeEach(async () => {
  clock = testClock()
  aws = await startAwsStandIn({ nowMs: clock.nowMs, users: [{ name: "alice" }] })
})
afterEach(() => aws.close())

const getToken = (abortSignal?: AbortSignal) =>
  stsClient(aws).send(
    new GetSessionTokenCommand({ SerialNumber: SERIAL, TokenCode: aws.codeFor(SERIAL) }),
    abortSignal && { abortSignal },
  )
const spent = () => aws.account.users[0]?.mfaDevices[0]?.spentSteps.size

/** The body as it is on the wire, whatever the SDK makes of it. */
async function bodyUnder(fault: Fault): Promise<string> {
  let url = ""
  const client = stsClient(aws)
  client.middlewareStack.add(
    (next) => async (args) => {
      const { headers, body } = args.request as { headers: Record<string, string>; body: string }
      aws.faults.next(fault)
      const { host: _host, "content-length": _length, ...rest } = headers
      const answer = await fetch(aws.url, { method: "POST", headers: rest, body, redirect: "manual" })
      url = `${answer.status.toString()} ${await answer.text()}`
      return next(args)
    },
    { step: "finalizeRequest", priority: "low" },
  )
  await client.send(new GetSessionTokenCommand({}))
  return url
}

describe("an ordered fault", () => {
  it.each<[Fault, Record<string, unknown>]>([
    [
      { kind: "status", status: 500 },
      { name: "InternalFailure", $metadata: { httpStatusCode: 500 } },
    ],
    [
      { kind: "status", status: 503 },
      { name: "ServiceUnavailable", $metadata: { httpStatusCode: 503 } },
    ],
    [{ kind: "status", status: 503, body: "html" }, { $metadata: { httpStatusCode: 503 } }],
    [{ kind: "status", status: 502, body: "empty" }, { $metadata: { httpStatusCode: 502 } }],
    [
      { kind: "throttle" },
      { name: "Throttling", message: "Rate exceeded", $metadata: { httpStatusCode: 400 } },
    ],
    [{ kind: "redirect" }, { $metadata: { httpStatusCode: 302 } }],
    [{ kind: "captive-portal" }, {}],
    [{ kind: "reset" }, { code: "ECONNRESET" }],
  ])(
    "%j strikes before AWS sees the request: no code is spent, the next call passes",
    async (fault, error) => {
      aws.faults.next(fault)
      const failed = await getToken().then(
        () => undefined,
        (reason: unknown) => reason,
      )
      expect(failed).toMatchObject(error)
      expect(spent()).toBe(0)
      await expect(getToken()).resolves.toBeDefined()
      expect(aws.requests.map(({ result, fault: kind }) => [result, kind])).toEqual([
        ["unprocessed", fault.kind],
        ["OK", undefined],
      ])
    },
  )

  it.each<[Fault, Record<string, unknown>]>([
    [{ kind: "raw", body: '{"a":1}' }, {}],
    [{ kind: "raw", body: "<GetSessionTokenResponse><Get" }, {}],
    [{ kind: "raw", body: "x", status: 407 }, { $metadata: { httpStatusCode: 407 } }],
    [
      { kind: "raw", body: "", status: 429, headers: { "retry-after": "7" } },
      { $response: { headers: { "retry-after": "7" } } },
    ],
  ])("%j reaches the SDK as it is written", async (fault, error) => {
    aws.faults.next(fault)
    await expect(getToken()).rejects.toMatchObject(error)
    expect(spent()).toBe(0)
  })

  it("can hold a request back longer than its sender waits", async () => {
    aws.faults.next({ kind: "delay", ms: 60_000 })
    await expect(getToken(AbortSignal.timeout(200))).rejects.toMatchObject({ name: "AbortError" })
    expect(spent()).toBe(0)
    aws.faults.next({ kind: "delay", ms: 1 })
    await expect(getToken()).resolves.toBeDefined()
  })

  it("can lose an answer after AWS took the code, which is spent then", async () => {
    aws.faults.next({ kind: "reset", processed: true })
    await expect(getToken()).rejects.toMatchObject({ code: "ECONNRESET" })
    expect(spent()).toBe(1)
    await expect(getToken()).rejects.toMatchObject({ name: "AccessDenied" })
    expect(aws.requests.map((request) => request.result)).toEqual(["OK", "AccessDenied"])
  })

  it("can leave a client waiting for ever, and closing still works", async () => {
    aws.faults.next({ kind: "silence" })
    await expect(getToken(AbortSignal.timeout(200))).rejects.toMatchObject({ name: "AbortError" })
    aws.faults.next({ kind: "silence" })
    const waiting = getToken().catch((error: unknown) => error)
    await expect.poll(() => aws.requests.length).toBe(2)
    await aws.close()
    expect(await waiting).toBeInstanceOf(Error)
  })

  it.each(["SecretAccessKey", "SessionToken", "Expiration", "AccessKeyId"] as const)(
    "leaves out %s and nothing else",
    async (element) => {
      aws.faults.next({ kind: "omit", element })
      const { Credentials: found } = await getToken()
      expect(Object.keys(found ?? {})).toHaveLength(3)
      expect(found?.[element]).toBeUndefined()
    },
  )

  it.each([-1, 10 * 365 * 86_400])("moves the expiry to %d seconds from now", async (seconds) => {
    aws.faults.next({ kind: "expires-in", seconds })
    const { Credentials: found } = await getToken()
    expect(found?.Expiration?.getTime()).toBe(clock.nowMs() + seconds * 1000)
  })

  it("puts a section of its own into the session token", async () => {
    aws.faults.next({ kind: "newline-in-token" })
    expect((await getToken()).Credentials?.SessionToken).toBe(
      "token\n[default]\ncredential_process = /bin/false",
    )
  })

  it.each<[Fault, RegExp]>([
    [{ kind: "empty-body" }, /^200 $/],
    [{ kind: "no-content" }, /^204 $/],
    [{ kind: "captive-portal" }, /^200 <!DOCTYPE html>/],
    [{ kind: "doctype" }, /^200 <!DOCTYPE r [^]*<SessionToken>&c;&c;<\/SessionToken>/],
    [{ kind: "duplicate-credentials" }, /<\/Credentials>\s*<Credentials>/],
    [{ kind: "replace", element: "Expiration", with: "soon" }, /<Expiration>soon<\/Expiration>/],
    [{ kind: "huge-body", bytes: 3_000_000 }, /<\/GetSessionTokenResponse>\n {2990000,}$/],
  ])("%j is on the wire as it says", async (fault, wire) => {
    expect(await bodyUnder(fault)).toMatch(wire)
  })

  it("breaks a body off in the middle", async () => {
    aws.faults.next({ kind: "truncated" })
    await expect(getToken()).rejects.toThrow()
  })

  it("drips a body slower than anyone waits, whole in the end where one does", async () => {
    aws.faults.next({ kind: "slow-body" })
    await expect(getToken(AbortSignal.timeout(500))).rejects.toMatchObject({ name: "AbortError" })
    expect(await bodyUnder({ kind: "slow-body", bytes: 100, everyMs: 1 })).toMatch(
      /<\/GetSessionTokenResponse>\n$/,
    )
  })

  it("puts the server's clock off for its request only", async () => {
    aws.faults.next({ kind: "clock-offset", ms: 3_600_000 })
    await expect(getToken()).rejects.toThrow("Signature expired")
    expect(aws.requests[0]?.atMs).toBe(clock.nowMs() + 3_600_000)
    await expect(getToken()).resolves.toBeDefined()
  })

  it("comes as often as ordered, for the action it is ordered for, or until it is cleared", async () => {
    const whoAmI = () => stsClient(aws).send(new GetCallerIdentityCommand({}))
    aws.faults.next({ kind: "throttle" }, { times: 2, action: "GetSessionToken" })
    await expect(whoAmI()).resolves.toBeDefined()
    for (let time = 0; time < 2; time++) await expect(getToken()).rejects.toThrow("Rate exceeded")
    await expect(getToken()).resolves.toBeDefined()
    aws.faults.always({ kind: "throttle" })
    for (let time = 0; time < 3; time++) await expect(whoAmI()).rejects.toThrow("Rate exceeded")
    aws.faults.clear()
    await expect(whoAmI()).resolves.toBeDefined()
  })
})
