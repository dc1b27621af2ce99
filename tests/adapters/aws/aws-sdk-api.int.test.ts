import { execFileSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import type { IncomingMessage, ServerResponse } from "node:http"
import { createServer as createTlsServer } from "node:https"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { inspect } from "node:util"
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { createAwsSdkApi } from "../../../src/adapters/aws/aws-sdk-api.ts"
import { AppError } from "../../../src/core/errors.ts"
import { startAwsStandIn } from "../../support/aws/start.ts"
import type { AwsStandIn } from "../../support/aws/start.ts"
import { testClock } from "../../support/aws/test-clock.ts"

const SERIAL = "arn:aws:iam::123456789012:mfa/ada"
const KEY = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "LONGTERMSECRET0123456789canary" }
const CODE = "918273"

let standIn: AwsStandIn
const closers: (() => void)[] = []

beforeEach(async () => {
  standIn = await startAwsStandIn({
    nowMs: clock.nowMs,
    users: [{ name: "ada", accessKeys: [{ id: KEY.accessKeyId, secret: KEY.secretAccessKey }] }],
    roles: [{ name: "Deploy", requiresMfa: true }],
  })
})

afterEach(async () => {
  await standIn.close()
  for (const close of closers.splice(0)) close()
  vi.unstubAllEnvs()
})

/** One for both sides, and it stands: no answer comes too late to be told from a clock that is off. */
const clock = testClock()
const api = createAwsSdkApi({ timeoutMs: 60_000, nowMs: clock.nowMs })
const target = () => ({ region: "us-east-1", endpoint: standIn.url })
const withMfa = (tokenCode = standIn.codeFor(SERIAL)) => ({
  durationSeconds: 3_600,
  mfa: { serialNumber: SERIAL, tokenCode },
})

async function errorOf(work: Promise<unknown>): Promise<AppError> {
  try {
    await work
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error("did not fail")
}

/** Everything of an error that a log, a dialog or a serialiser could come across. */
function everythingOf(error: unknown): string {
  const seen = new Set<unknown>()
  const walk = (value: unknown): string => {
    if (value === null || (typeof value !== "object" && typeof value !== "function")) return String(value)
    if (seen.has(value)) return ""
    seen.add(value)
    if (value instanceof Uint8Array) return Buffer.from(value).toString()
    return Object.getOwnPropertyNames(value)
      .map((name) => `${name} ${walk((value as Record<string, unknown>)[name])}`)
      .join(" ")
  }
  const { stack } = error as Error
  return [
    String(error),
    stack,
    JSON.stringify(error),
    inspect(error, { depth: 12, showHidden: true }),
    walk(error),
  ].join("\n")
}

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer((request, response) => {
    request.resume().on("end", () => answer(request, response))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe("against a strict STS and IAM", () => {
  test("GetSessionToken gives credentials that work", async () => {
    const { value, clockOffsetMs } = await api.getSessionToken(target(), KEY, withMfa())
    expect(value.accessKeyId).toMatch(/^ASIA/)
    expect(Math.abs(value.expiresAtMs - clock.nowMs() - 3_600_000)).toBeLessThan(60_000)
    expect(Math.abs(clockOffsetMs ?? Number.NaN)).toBeLessThan(3_000)
    const { value: who } = await api.getCallerIdentity(target(), value)
    expect(who).toMatchObject({ accountId: "123456789012", arn: "arn:aws:iam::123456789012:user/ada" })
    const role = await api.assumeRole(target(), value, {
      roleArn: "arn:aws:iam::123456789012:role/Deploy",
      roleSessionName: "keycard-ada",
      durationSeconds: 900,
    })
    expect((await api.getCallerIdentity(target(), role.value)).value.arn).toBe(
      "arn:aws:sts::123456789012:assumed-role/Deploy/keycard-ada",
    )
  })

  test("AssumeRole takes the code itself, with the permanent key", async () => {
    const { value } = await api.assumeRole(target(), KEY, {
      roleArn: "arn:aws:iam::123456789012:role/Deploy",
      roleSessionName: "keycard-ada",
      ...withMfa(),
    })
    expect(value.accessKeyId).toMatch(/^ASIA/)
  })

  test("ListMFADevices names the device of the key's own user", async () => {
    const { value } = await api.listMfaDevices(target(), KEY)
    expect(value).toMatchObject([{ serialNumber: SERIAL, userName: "ada" }])
    // IAM takes signatures for one region of its partition, whichever one STS is asked in.
    const elsewhere = await api.listMfaDevices({ ...target(), region: "eu-west-1" }, KEY)
    expect(elsewhere.value).toEqual(value)
    standIn.account.users[0]!.allow = []
    expect((await errorOf(api.listMfaDevices(target(), KEY))).data).toMatchObject({ refusal: "denied" })
  })

  test("refusals are told apart", async () => {
    const used = withMfa()
    await api.getSessionToken(target(), KEY, used)
    const refusal = async (work: Promise<unknown>) => {
      const { data } = await errorOf(work)
      return data.kind === "aws-refused" ? data.refusal : data
    }
    expect(await refusal(api.getSessionToken(target(), KEY, used))).toBe("mfa-code")
    const other = { ...withMfa("123456"), mfa: { serialNumber: `${SERIAL}x`, tokenCode: "123456" } }
    expect(await refusal(api.getSessionToken(target(), KEY, other))).toBe("mfa-device")
    const unknown = { ...KEY, accessKeyId: "AKIAUNKNOWNUNKNOWN12" }
    expect(await refusal(api.getSessionToken(target(), unknown, withMfa()))).toBe("key-unknown")
    const wrong = { ...KEY, secretAccessKey: "another" }
    expect(await refusal(api.getSessionToken(target(), wrong, withMfa()))).toBe("key-secret")
    const roleArn = "arn:aws:iam::123456789012:role/Deploy"
    const role = { roleArn, roleSessionName: "keycard-ada", durationSeconds: 3_600 }
    expect(await refusal(api.assumeRole(target(), KEY, role))).toBe("role-denied")
  })
})

describe("a hostile or broken answer", () => {
  test.each([
    [
      { kind: "expires-in", seconds: -10 },
      { kind: "aws-answer", problem: "expiration" },
    ],
    [
      { kind: "expires-in", seconds: 40 * 3600 },
      { kind: "aws-answer", problem: "expiration" },
    ],
    [
      { kind: "omit", element: "Expiration" },
      { kind: "aws-answer", problem: "expiration" },
    ],
    [{ kind: "replace", element: "Expiration", with: "soon" }, { kind: "aws-answer" }],
    [
      { kind: "omit", element: "AccessKeyId" },
      { kind: "aws-answer", problem: "access-key-id" },
    ],
    [
      { kind: "omit", element: "SecretAccessKey" },
      { kind: "aws-answer", problem: "secret-access-key" },
    ],
    [
      { kind: "omit", element: "SessionToken" },
      { kind: "aws-answer", problem: "session-token" },
    ],
    [{ kind: "newline-in-token" }, { kind: "aws-answer", problem: "session-token" }],
    [
      { kind: "replace", element: "SessionToken", with: "tök" },
      { kind: "aws-answer", problem: "session-token" },
    ],
    [
      { kind: "replace", element: "SessionToken", with: "x".repeat(100_000) },
      { kind: "aws-answer", problem: "session-token" },
    ],
    [
      { kind: "replace", element: "AccessKeyId", with: "A K" },
      { kind: "aws-answer", problem: "access-key-id" },
    ],
    [{ kind: "empty-body" }, { kind: "aws-answer", problem: "no-credentials" }],
    [{ kind: "no-content" }, { kind: "aws-answer", problem: "no-credentials" }],
    [{ kind: "duplicate-credentials" }, { kind: "aws-answer" }],
    [{ kind: "doctype" }, { kind: "aws-answer", problem: "not-xml" }],
    [{ kind: "captive-portal" }, { kind: "aws-answer", problem: "not-xml" }],
    [
      { kind: "redirect", status: 302 },
      { kind: "aws-answer", problem: "not-xml" },
    ],
    [
      { kind: "redirect", status: 307 },
      { kind: "aws-answer", problem: "not-xml" },
    ],
    [{ kind: "throttle" }, { kind: "aws-refused", refusal: "throttled" }],
    [
      { kind: "status", status: 500, body: "empty" },
      { kind: "aws-refused", refusal: "server" },
    ],
    [
      { kind: "status", status: 503, body: "html" },
      { kind: "aws-refused", refusal: "server" },
    ],
    [
      { kind: "status", status: 503, body: "xml" },
      { kind: "aws-refused", refusal: "server" },
    ],
    [{ kind: "reset" }, { kind: "network", problem: "reset" }],
    [{ kind: "truncated" }, { kind: "network", problem: "reset" }],
    [
      { kind: "huge-body", bytes: 8 << 20 },
      { kind: "aws-answer", problem: "too-large" },
    ],
  ] as const)("%j is %j, asked for once, and leaks nothing", async (fault, expected) => {
    standIn.faults.always(fault)
    const request = withMfa(CODE)
    request.mfa.tokenCode = standIn.codeFor(SERIAL)
    const error = await errorOf(api.getSessionToken(target(), KEY, request))
    expect(error.data).toMatchObject(expected)
    expect(standIn.requests).toHaveLength(1)
    const everything = everythingOf(error)
    const [session] = standIn.account.sessions
    for (const secret of [KEY.secretAccessKey, request.mfa.tokenCode, session?.secret, session?.token])
      if (secret !== undefined) expect(everything).not.toContain(secret)
  })

  test.each(["silence", "slow-body"] as const)("%s ends at the time limit", async (kind) => {
    standIn.faults.always({ kind })
    const quick = createAwsSdkApi({ timeoutMs: 400 })
    const { data } = await errorOf(quick.getSessionToken(target(), KEY, withMfa()))
    expect(data).toMatchObject({ kind: "network", problem: "timeout" })
  })

  test("100,000 nested elements, JSON, bytes, a proxy's question and an unknown element are told by name", async () => {
    const problem = async (status: number, body: string | Buffer) => {
      const endpoint = await serve((_, response) => response.writeHead(status).end(body))
      const { data } = await errorOf(api.getSessionToken({ region: "us-east-1", endpoint }, KEY, withMfa()))
      return data.kind === "aws-answer" || data.kind === "network" ? data.problem : data
    }
    expect(await problem(200, "<a>".repeat(100_000))).toBe("not-xml")
    expect(await problem(200, `<GetSessionTokenResponse>${"<a>".repeat(100_000)}`)).toBe("not-xml")
    expect(await problem(200, "<GetSessionTokenResponse><GetSess")).toBe("not-xml")
    expect(await problem(200, '{"a":1}')).toBe("not-xml")
    expect(await problem(200, Buffer.from([0, 255, 254, 1]))).toBe("not-xml")
    expect(await problem(407, "x")).toBe("proxy")
    expect(await problem(403, "<html>Blocked</html>")).toBe("not-xml")
    const polluted = "<__proto__><polluted>1</polluted></__proto__>"
    const body = `<GetSessionTokenResponse><GetSessionTokenResult>${polluted}</GetSessionTokenResult></GetSessionTokenResponse>`
    expect(["not-xml", "no-credentials"]).toContain(await problem(200, body))
    expect("polluted" in {}).toBe(false)
  })

  test("a message that repeats our secrets comes without them", async () => {
    const message = `for ${KEY.secretAccessKey} and ${CODE}\u0007`
    const xml = `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>${message}</Message></Error></ErrorResponse>`
    const endpoint = await serve((_, response) =>
      response.writeHead(403, { "content-type": "text/xml" }).end(xml),
    )
    const error = await errorOf(api.getSessionToken({ region: "us-east-1", endpoint }, KEY, withMfa(CODE)))
    const everything = everythingOf(error)
    expect(everything).toContain("for ***")
    expect(everything).not.toContain(KEY.secretAccessKey)
    expect(everything).not.toContain(CODE)
  })

  test("calling it off is no failure of the network", async () => {
    standIn.faults.always({ kind: "silence" })
    const abort = new AbortController()
    const work = errorOf(api.getSessionToken(target(), KEY, withMfa(), abort.signal))
    setTimeout(() => abort.abort(), 100)
    expect((await work).data).toEqual({ kind: "cancelled" })
  })
})

describe("the clocks", () => {
  test("their difference comes with an answer", async () => {
    standIn.faults.always({ kind: "clock-offset", ms: 20_000 })
    const { clockOffsetMs } = await api.getCallerIdentity(target(), KEY)
    expect(Math.abs((clockOffsetMs ?? 0) - 20_000)).toBeLessThan(3_000)
  })

  test("a signature refused for its time is one message with the measured difference", async () => {
    standIn.faults.always({ kind: "clock-offset", ms: 3_600_000 })
    const beforeMs = Date.now()
    const { data } = await errorOf(api.getSessionToken(target(), KEY, withMfa()))
    const afterMs = Date.now()
    expect(data.kind).toBe("clock")
    const offset = data.kind === "clock" ? (data.offsetMs ?? 0) : 0
    // The SDK signs by the real clock, in whole seconds.
    const serverMs = clock.nowMs() + 3_600_000
    expect(offset).toBeGreaterThan(serverMs - afterMs - 1_000)
    expect(offset).toBeLessThan(serverMs - beforeMs + 1_000)
  })

  test("a code refused while the clock is off by more than a step is that message too", async () => {
    standIn.faults.always({ kind: "clock-offset", ms: 120_000 })
    expect((await errorOf(api.getSessionToken(target(), KEY, withMfa()))).data.kind).toBe("clock")
  })
})

describe("where the request goes", () => {
  test("no endpoint of the environment or of the config file is followed", async () => {
    let hits = 0
    const url = await serve((_, response) => {
      hits += 1
      response.end()
    })
    const folder = mkdtempSync(join(tmpdir(), "keycard-aws-"))
    closers.push(() => rmSync(folder, { recursive: true }))
    const config = join(folder, "config")
    writeFileSync(
      config,
      `[profile p]\nregion = us-east-1\nendpoint_url = ${url}\nservices = s\n[services s]\nsts =\n  endpoint_url = ${url}\n`,
    )
    const hostile = {
      ...{ AWS_ENDPOINT_URL: url, AWS_ENDPOINT_URL_STS: url, AWS_ENDPOINT_URL_IAM: url },
      ...{
        AWS_CONFIG_FILE: config,
        AWS_PROFILE: "p",
        AWS_REGION: "eu-west-1",
        AWS_USE_FIPS_ENDPOINT: "true",
      },
      ...{ HTTPS_PROXY: url, HTTP_PROXY: url, AWS_ACCESS_KEY_ID: "AKIAENV", AWS_SECRET_ACCESS_KEY: "env" },
    }
    for (const [name, value] of Object.entries(hostile)) vi.stubEnv(name, value)
    const quick = createAwsSdkApi({ timeoutMs: 1_500 })
    // A region that does not exist: the name is AWS's own, and nobody answers to it.
    const { data } = await errorOf(quick.getSessionToken({ region: "us-keycard-1" }, KEY, withMfa(CODE)))
    expect(data).toMatchObject({ kind: "network" })
    if (data.kind === "network" && data.problem !== "timeout")
      expect(data.host).toBe("sts.us-keycard-1.amazonaws.com")
    expect(hits).toBe(0)
    // The same environment and an endpoint of one's own: that one is asked, signed with the key that was given.
    await api.getSessionToken(target(), KEY, withMfa())
    expect(standIn.requests).toMatchObject([
      { accessKeyId: KEY.accessKeyId, region: "us-east-1", result: "OK" },
    ])
    expect(hits).toBe(0)
  })

  test("nothing listens there", async () => {
    const { data } = await errorOf(
      api.getCallerIdentity({ region: "us-east-1", endpoint: "http://127.0.0.1:1" }, KEY),
    )
    expect(data).toMatchObject({ kind: "network", problem: "refused" })
  })

  test("an unknown name", async () => {
    const endpoint = "https://keycard.invalid"
    const { data } = await errorOf(api.getCallerIdentity({ region: "us-east-1", endpoint }, KEY))
    expect(data).toMatchObject({ kind: "network", problem: "dns" })
  })

  test("a certificate nobody vouches for is refused, whatever the environment says", async () => {
    const folder = mkdtempSync(join(tmpdir(), "keycard-tls-"))
    closers.push(() => rmSync(folder, { recursive: true }))
    const [key, cert] = [join(folder, "k.pem"), join(folder, "c.pem")]
    const made = ["-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-days", "2"]
    const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    execFileSync("openssl", ["req", ...made, ...subject], { stdio: "ignore" })
    let hits = 0
    const server = createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, response) => {
      hits += 1
      response.end()
    })
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    closers.push(() => server.close())
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0")
    const endpoint = `https://localhost:${(server.address() as AddressInfo).port}`
    const { data } = await errorOf(api.getCallerIdentity({ region: "us-east-1", endpoint }, KEY))
    expect(data).toMatchObject({ kind: "network", problem: "tls" })
    expect(hits).toBe(0)
  })
})
