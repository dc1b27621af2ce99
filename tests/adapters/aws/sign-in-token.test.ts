import { createServer, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { inspect } from "node:util"
import { afterEach, describe, expect, test } from "vitest"
import { askSignInToken } from "../../../src/adapters/aws/sign-in-token.ts"

const CREDENTIALS = {
  accessKeyId: "ASIAEXAMPLEEXAMPLE01",
  secretAccessKey: "very-secret-key",
  sessionToken: "very/secret+token==",
  expiresAtMs: 0,
}
const TOKEN = "a".repeat(40)
/** For answers that come, however busy the machine is; what never comes is not waited for so long. */
const [PATIENT, QUICK] = [{ timeoutMs: 60_000 }, { timeoutMs: 200 }]

const ended: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ended.splice(0)) await end()
})

async function signInPage(answer: (response: ServerResponse) => void) {
  const asked: URL[] = []
  const server = createServer((request, response) => {
    asked.push(new URL(request.url ?? "", "http://localhost"))
    answer(response)
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  ended.push(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return { asked, base: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const reply =
  (status: number, body: string, headers = {}) =>
  (response: ServerResponse) =>
    response.writeHead(status, headers).end(body)

describe("a token to sign in with", () => {
  test("is asked for with the credentials, and with a duration only where there is one", async () => {
    const { base, asked } = await signInPage(reply(200, JSON.stringify({ SigninToken: TOKEN })))
    expect(await askSignInToken(base, CREDENTIALS, null, PATIENT)).toBe(TOKEN)
    await askSignInToken(base, CREDENTIALS, 900, PATIENT)
    const [without, having] = asked.map(({ pathname, searchParams }) => ({
      pathname,
      ...Object.fromEntries(searchParams),
    }))
    expect(without).toEqual({
      pathname: "/federation",
      Action: "getSigninToken",
      Session: JSON.stringify({
        sessionId: CREDENTIALS.accessKeyId,
        sessionKey: CREDENTIALS.secretAccessKey,
        sessionToken: CREDENTIALS.sessionToken,
      }),
    })
    expect(having).toMatchObject({ SessionDuration: "900" })
  })

  test.each<[string, (response: ServerResponse) => void, object, { timeoutMs: number }?]>([
    ["a refusal", reply(400, "<html>"), { kind: "aws-console", problem: "refused" }],
    ["AWS's trouble", reply(503, ""), { kind: "aws-refused", refusal: "server" }],
    ["a proxy's question", reply(407, ""), { kind: "network", problem: "proxy" }],
    [
      "a redirect",
      reply(302, "", { location: "http://127.0.0.1:1/x" }),
      { kind: "aws-console", problem: "answer" },
    ],
    ["a login page of the network", reply(200, "<html>"), { kind: "aws-console", problem: "answer" }],
    ["a token that is none", reply(200, '{"SigninToken":"a b"}'), { kind: "aws-console", problem: "answer" }],
    ["an answer without one", reply(200, "{}"), { kind: "aws-console", problem: "answer" }],
    ["null", reply(200, "null"), { kind: "aws-console", problem: "answer" }],
    ["too much", reply(200, "x".repeat(100_000)), { kind: "aws-console", problem: "answer" }],
    ["a broken connection", (response) => response.destroy(), { kind: "network", problem: "reset" }],
    ["silence", () => undefined, { kind: "network", problem: "timeout" }, QUICK],
  ])("is not %s; nothing secret is in the error", async (_, answer, data, patience = PATIENT) => {
    const { base } = await signInPage(answer)
    const failure: unknown = await askSignInToken(base, CREDENTIALS, null, patience).catch(
      (error: unknown) => error,
    )
    expect(failure).toMatchObject({ data })
    expect(inspect(failure, { depth: 9 })).not.toMatch(/very/)
  })

  test("is not waited for once it is called off", async () => {
    const { base } = await signInPage(() => undefined)
    const abort = new AbortController()
    const asking = askSignInToken(base, CREDENTIALS, null, { ...PATIENT, signal: abort.signal })
    abort.abort()
    await expect(asking).rejects.toMatchObject({ data: { kind: "cancelled" } })
  })
})
