import { inspect } from "node:util"
import { describe, expect, test } from "vitest"
import { createAwsSdkApi } from "../../../src/adapters/aws/aws-sdk-api.ts"
import { api, CODE, eachWithStrictAws, errorOf, KEY, SERIAL, serve, target, withMfa } from "./strict-aws.ts"

const aws = eachWithStrictAws()

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
    aws().faults.always(fault)
    const request = withMfa(CODE)
    request.mfa.tokenCode = aws().codeFor(SERIAL)
    const error = await errorOf(api.getSessionToken(target(), KEY, request))
    expect(error.data).toMatchObject(expected)
    expect(aws().requests).toHaveLength(1)
    const everything = everythingOf(error)
    const [session] = aws().account.sessions
    for (const secret of [KEY.secretAccessKey, request.mfa.tokenCode, session?.secret, session?.token])
      if (secret !== undefined) expect(everything).not.toContain(secret)
  })

  test.each(["silence", "slow-body"] as const)("%s ends at the time limit", async (kind) => {
    aws().faults.always({ kind })
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
    aws().faults.always({ kind: "silence" })
    const abort = new AbortController()
    const work = errorOf(api.getSessionToken(target(), KEY, withMfa(), abort.signal))
    setTimeout(() => abort.abort(), 100)
    expect((await work).data).toEqual({ kind: "cancelled" })
  })
})
