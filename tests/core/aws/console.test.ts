import { describe, expect, test } from "vitest"
import { createAudit } from "../../../src/core/audit/audit.ts"
import { consolePage, isSignInLink, loginLink, signOutLink } from "../../../src/core/aws/console-address.ts"
import { createConsole, type ConsoleOptions } from "../../../src/core/aws/console.ts"
import { partitionNamed } from "../../../src/core/aws/partitions.ts"
import { AppError } from "../../../src/core/errors.ts"
import type { SessionCredentials } from "../../../src/core/ports/aws-api.ts"
import type { ConsoleApi, FederationRequest } from "../../../src/core/ports/console-api.ts"
import { MemoryAuditLog } from "../../fakes/memory-audit-log.ts"
import { LONG_TERM, newBench, NOON_MS, type BenchOptions } from "../../support/aws-bench.ts"
import { failureOf } from "../../support/failure-of.ts"

const role = (name: string) => `arn:aws:iam::210987654321:role/${name}`
const HOUR_MS = 3_600_000

class FakeConsoleApi implements ConsoleApi {
  readonly federated: (FederationRequest & { signedBy: string })[] = []
  readonly asked: { base: string; accessKeyId: string; durationSeconds: number | null }[] = []
  failure: Error | null = null

  getFederationToken: ConsoleApi["getFederationToken"] = (_target, key, request) => {
    this.federated.push({ ...request, signedBy: key.accessKeyId })
    const expiresAtMs = NOON_MS + request.durationSeconds * 1_000
    const value = { accessKeyId: "ASIAFEDERATED", secretAccessKey: "s", sessionToken: "t", expiresAtMs }
    return Promise.resolve({ value, clockOffsetMs: 0 })
  }

  signInToken = (base: string, { accessKeyId }: SessionCredentials, durationSeconds: number | null) => {
    this.asked.push({ base, accessKeyId, durationSeconds })
    return this.failure === null ? Promise.resolve("a-token-of-16-chars") : Promise.reject(this.failure)
  }
}

async function newConsole(options: BenchOptions = {}) {
  const bench = await newBench(options)
  const log = new MemoryAuditLog()
  const audit = createAudit({ log, clock: bench.clock, by: "window", onFailure: () => undefined })
  const api = new FakeConsoleApi()
  const signIn = createConsole({ ...bench.deps, aws: bench.aws, api, audit })
  const link = (asked?: ConsoleOptions) => signIn.link(bench.profile.id, asked)
  return { ...bench, consoleApi: api, log, link }
}

describe("a link to the console", () => {
  test("of a role is made of its credentials, and lasts as long as they do", async () => {
    const { link, consoleApi, api } = await newConsole({ roleArns: [role("A")], region: "eu-west-1" })
    const { url, endsAtMs, usableUntilMs } = await link()
    expect(consoleApi.asked).toEqual([
      { base: "https://signin.aws.amazon.com", accessKeyId: "ASIAEXAMPLEEXAMP0002", durationSeconds: null },
    ])
    expect(endsAtMs).toBe(NOON_MS + HOUR_MS)
    expect(usableUntilMs).toBe(NOON_MS + 900_000)
    expect(Object.fromEntries(new URL(url).searchParams)).toEqual({
      Action: "login",
      Issuer: "keycard",
      Destination: "https://eu-west-1.console.aws.amazon.com/console/home?region=eu-west-1",
      SigninToken: "a-token-of-16-chars",
    })
    await link()
    expect(api.count("AssumeRole")).toBe(1)
  })

  test("takes a duration only of a role that was assumed with the permanent key", async () => {
    const direct = await newConsole({ roleArns: [role("A")], assume: "direct", durationSeconds: 7_200 })
    expect((await direct.link()).endsAtMs).toBe(NOON_MS + 2 * HOUR_MS)
    await direct.link({ durationSeconds: 43_200 })
    expect(direct.consoleApi.asked.map(({ durationSeconds }) => durationSeconds)).toEqual([7_200, 43_200])
    for (const durationSeconds of [899, 43_201, 1_000.5])
      expect(await failureOf(direct.link({ durationSeconds }))).toMatchObject({ field: "console-duration" })
    for (const more of [
      { roleArns: [role("A")] },
      { roleArns: [role("A"), role("B")], assume: "direct" as const },
    ]) {
      const other = await newConsole(more)
      expect(await failureOf(other.link({ durationSeconds: 3_600 }))).toMatchObject({
        problem: "duration-fixed",
      })
      expect(other.api.calls).toEqual([])
    }
  })

  test("of a user is made of a federated session, never of one of GetSessionToken", async () => {
    const { link, consoleApi, api, aws, profile } = await newConsole()
    await aws.refresh(profile.id)
    const calls = api.calls.length
    const { endsAtMs } = await link()
    expect(api.calls).toHaveLength(calls)
    expect(consoleApi.federated).toMatchObject([
      { name: "ada", durationSeconds: 43_200, policyArns: [], signedBy: LONG_TERM.accessKeyId },
    ])
    expect(JSON.parse(consoleApi.federated[0]?.policy ?? "")).toMatchObject({ Statement: [{ Action: "*" }] })
    expect(consoleApi.asked).toMatchObject([{ accessKeyId: "ASIAFEDERATED", durationSeconds: null }])
    expect(endsAtMs).toBe(NOON_MS + 43_200_000)
  })

  test("of a user keeps to the limits of the profile, or those that were asked for", async () => {
    const { link, consoleApi, aws, profile } = await newConsole()
    const policyArns = ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
    await aws.editProfile(profile.id, { federation: { policyArns, durationSeconds: 900 } })
    await link()
    await link({ limits: { policy: '{"Statement":[]}', policyArns: [] }, durationSeconds: 129_600 })
    expect(consoleApi.federated).toMatchObject([
      { policy: undefined, policyArns, durationSeconds: 900 },
      { policy: '{"Statement":[]}', policyArns: [], durationSeconds: 129_600 },
    ])
    expect(await failureOf(link({ durationSeconds: 129_601 }))).toMatchObject({ field: "duration" })
  })

  test("to what is no page, or in another partition, asks nobody for anything", async () => {
    const { link, api, consoleApi } = await newConsole({ roleArns: [role("A")] })
    expect(await failureOf(link({ page: "s3/../../x" }))).toMatchObject({ field: "console-page" })
    expect(await failureOf(link({ region: "cn-north-1" }))).toMatchObject({ kind: "aws-partition" })
    expect([api.calls, consoleApi.asked]).toEqual([[], []])
  })

  test("is noted without the link, and so is a refusal", async () => {
    const { link, log, consoleApi } = await newConsole({ roleArns: [role("A")] })
    await link()
    consoleApi.failure = new AppError({ kind: "aws-console", problem: "refused" })
    expect(await failureOf(link())).toMatchObject({ kind: "aws-console" })
    expect((await log.read()).events.map(({ what, reason, arn }) => [what, reason, arn])).toEqual([
      ["console-link", null, "arn:aws:sts::210987654321:assumed-role/A/keycard-ada"],
      ["refused", "aws-console refused", null],
    ])
    expect(log.text).not.toContain("a-token")
  })

  test("that comes after it was called off is dropped", async () => {
    const { link, log, consoleApi } = await newConsole({ roleArns: [role("A")] })
    const abort = new AbortController()
    const ask = consoleApi.signInToken
    consoleApi.signInToken = (...request) => {
      abort.abort()
      return ask(...request)
    }
    expect(await failureOf(link({ signal: abort.signal }))).toEqual({ kind: "cancelled" })
    expect(log.text).not.toContain("console-link")
  })
})

describe("the addresses of the console", () => {
  const gov = partitionNamed("aws-us-gov")

  test("are those of the partition", () => {
    expect(consolePage(gov, "us-gov-west-1", "DynamoDB")).toBe(
      "https://us-gov-west-1.console.amazonaws-us-gov.com/dynamodbv2/home?region=us-gov-west-1",
    )
    expect(consolePage(gov, null, null)).toBe("https://console.amazonaws-us-gov.com/console/home")
    expect(signOutLink(partitionNamed("aws-cn"), null)).toMatch(
      /^https:\/\/signin\.amazonaws\.cn\/oauth\?Action=logout&redirect_uri=https/,
    )
  })

  test.each(["__proto__", "constructor", "a b", "/s3", "s3?x=1", "s3#x", "https://evil.example"])(
    "have no page %j",
    (page) => {
      const made = () => new URL(consolePage(gov, null, page))
      if (/^[a-z]+$/.test(page)) expect(made().host).toBe("console.amazonaws-us-gov.com")
      else expect(made).toThrow("aws-value")
    },
  )

  test("are opened only on AWS's sign-in pages, or on the endpoint of one's own", () => {
    expect(isSignInLink(loginLink("https://signin.aws.amazon.com", "t", "d"), null)).toBe(true)
    for (const link of [
      "http://signin.aws.amazon.com/federation",
      "https://signin.aws.amazon.com.evil.example/federation",
      "https://evil.example/signin.aws.amazon.com",
      "https://signin.aws.amazon.com@evil.example/",
      "https://signin.aws.amazon.com:8443/",
      "javascript:alert(1)",
      "file:///etc/passwd",
      "",
    ])
      expect(isSignInLink(link, null)).toBe(false)
    expect(isSignInLink("http://127.0.0.1:4566/federation", "http://127.0.0.1:4566")).toBe(true)
    expect(isSignInLink("http://127.0.0.1:4567/federation", "http://127.0.0.1:4566")).toBe(false)
    expect(isSignInLink("https://signin.aws.amazon.com/", "http://127.0.0.1:4566")).toBe(false)
  })
})
