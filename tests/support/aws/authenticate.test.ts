import { connect } from "node:net"
import {
  GetAccessKeyInfoCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
} from "@aws-sdk/client-sts"
import { NodeHttpHandler } from "@smithy/node-http-handler"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { longTermKey, stsClient } from "./sdk-clients.ts"
import { startAwsStandIn } from "./start.ts"
import type { AwsStandIn } from "./start.ts"
import { testClock } from "./test-clock.ts"
import type { TestClock } from "./test-clock.ts"

let clock: TestClock
let aws: AwsStandIn

beforeEach(async () => {
  clock = testClock()
  aws = await startAwsStandIn({ nowMs: clock.nowMs, users: [{ name: "alice" }] })
})
afterEach(() => aws.close())

interface Signed {
  headers: Record<string, string>
  body: string
}

/** A request that the SDK has signed, caught before it left. */
async function signedRequest(): Promise<Signed> {
  let caught: Signed | undefined
  const client = stsClient(aws)
  const handler = new NodeHttpHandler()
  client.config.requestHandler = Object.assign(handler, {
    handle: (request: { headers: Record<string, string>; body: unknown }) => {
      caught = { headers: { ...request.headers }, body: String(request.body) }
      return Promise.reject(new Error("caught"))
    },
  })
  await client.send(new GetSessionTokenCommand({ DurationSeconds: 900 })).catch(() => undefined)
  if (!caught) throw new Error("The SDK sent nothing.")
  return caught
}

/** Sends it, altered, over a socket of its own, since fetch owns the Host header. */
async function send({ headers, body }: Signed): Promise<{ status: number; text: string }> {
  const lines = Object.entries({ ...headers, connection: "close" }).map(
    ([name, value]) => `${name}: ${value}`,
  )
  const socket = connect(Number(new URL(aws.url).port), "127.0.0.1")
  socket.write(`POST / HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n${body}`)
  const chunks: Buffer[] = []
  for await (const chunk of socket as AsyncIterable<Buffer>) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString()
  return { status: Number(text.split(" ")[1]), text }
}

function altered(signed: Signed, name: string, change: (value: string) => string): Signed {
  const value = signed.headers[name]
  if (value === undefined) throw new Error(`The SDK sends no ${name}.`)
  return { ...signed, headers: { ...signed.headers, [name]: change(value) } }
}

describe("a signed request", () => {
  it("passes when it arrives as it was sent", async () => {
    expect((await send(await signedRequest())).status).toBe(200)
  })

  it.each<[string, (signed: Signed) => Signed]>([
    ["another byte in the body", (signed) => ({ ...signed, body: signed.body.replace("900", "901") })],
    ["another host", (signed) => altered(signed, "host", () => "sts.amazonaws.com")],
    ["another content type", (signed) => altered(signed, "content-type", (value) => `${value}; x=y`)],
    [
      "another digit in the signature",
      (signed) =>
        altered(signed, "authorization", (value) =>
          value.replace(/.$/, (digit) => (digit === "0" ? "1" : "0")),
        ),
    ],
    ["half a signature", (signed) => altered(signed, "authorization", (value) => value.slice(0, -32))],
    [
      "an unsigned x-amz header",
      (signed) => ({ ...signed, headers: { ...signed.headers, "x-amz-new": "1" } }),
    ],
    [
      "the host not signed",
      (signed) => altered(signed, "authorization", (value) => value.replace("host;", "")),
    ],
  ])("is refused with %s", async (_, change) => {
    const { status, text } = await send(change(await signedRequest()))
    expect(status).toBe(403)
    expect(text).toContain("<Code>SignatureDoesNotMatch</Code>")
    expect(text).toContain("The request signature we calculated does not match the signature you provided.")
    expect(aws.account.sessions).toEqual([])
  })

  it.each([
    ["/sts/", "/iam/", "Credential should be scoped to correct service: &#39;sts&#39;."],
    ["us-east-1", "nowhere", "Credential should be scoped to a valid region"],
    ["aws4_request", "aws5_request", "Credential should be scoped with a valid terminator"],
    [/\/20\d{6}\//, "/19990101/", "Date in Credential scope does not match"],
  ])("is refused for a scope with %s changed to %s", async (from, to, message) => {
    const signed = altered(await signedRequest(), "authorization", (value) => value.replace(from, to))
    expect((await send(signed)).text.replaceAll("'", "&#39;")).toContain(message)
  })

  it.each([
    ["authorization", 403, "MissingAuthenticationToken"],
    ["x-amz-date", 400, "IncompleteSignature"],
  ])("is refused without %s", async (name, status, code) => {
    const { headers, body } = await signedRequest()
    const rest = Object.fromEntries(Object.entries(headers).filter(([header]) => header !== name))
    const answer = await send({ headers: rest, body })
    expect(answer.status).toBe(status)
    expect(answer.text).toContain(`<Code>${code}</Code>`)
  })
})

describe("the key", () => {
  const whoAmI = (credentials = longTermKey(aws), clockOffsetMs = 0) =>
    stsClient(aws, { credentials, clockOffsetMs }).send(new GetCallerIdentityCommand({}))

  it("must be known", async () => {
    await expect(whoAmI({ ...longTermKey(aws), accessKeyId: "AKIAIOSFODNN7EXAMPLE" })).rejects.toMatchObject({
      name: "InvalidClientTokenId",
      message: "The security token included in the request is invalid.",
      $metadata: { httpStatusCode: 403 },
    })
  })

  it("must have signed with its own secret", async () => {
    await expect(whoAmI({ ...longTermKey(aws), secretAccessKey: "x".repeat(40) })).rejects.toMatchObject({
      name: "SignatureDoesNotMatch",
    })
  })

  it("must be active, from one request to the next", async () => {
    await expect(whoAmI()).resolves.toBeDefined()
    const key = aws.account.users[0]?.accessKeys[0]
    if (key) key.status = "Inactive"
    await expect(whoAmI()).rejects.toMatchObject({ name: "InvalidClientTokenId" })
  })

  it("must not come with a session token when it is a long-term one", async () => {
    await expect(whoAmI({ ...longTermKey(aws), sessionToken: "x" })).rejects.toMatchObject({
      name: "InvalidClientTokenId",
    })
  })
})

describe("the client's clock", () => {
  const whoAmI = (clockOffsetMs: number) =>
    stsClient(aws, { clockOffsetMs }).send(new GetCallerIdentityCommand({}))

  it.each([-14, 14])("may be %d minutes off", async (minutes) => {
    await expect(whoAmI(minutes * 60_000)).resolves.toBeDefined()
  })

  it("is named in AWS's words when it is late", async () => {
    await expect(whoAmI(-16 * 60_000)).rejects.toMatchObject({
      name: "SignatureDoesNotMatch",
      message: expect.stringMatching(
        /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 15 min\.\)$/,
      ) as string,
    })
  })

  it("is named in AWS's words when it is early", async () => {
    await expect(whoAmI(16 * 60_000)).rejects.toMatchObject({
      message: expect.stringMatching(
        /^Signature not yet current: \S+ is still later than \S+ \(\S+ \+ 15 min\.\)$/,
      ) as string,
    })
  })

  it("can be set by the Date header, which is the server's own time", async () => {
    clock.advance(3_600_000)
    const { text } = await send(await signedRequest())
    expect(text).toContain("Signature expired")
    expect(Date.parse(/^date: (.*)\r$/m.exec(text)?.[1] ?? "")).toBe(clock.nowMs())
  })
})

describe("what is no call of STS or IAM", () => {
  it("is refused: another path, another method, an unknown action, a parameter given twice", async () => {
    expect((await fetch(`${aws.url}/x`, { method: "POST" })).status).toBe(404)
    expect((await fetch(aws.url)).status).toBe(404)
    const double = await fetch(aws.url, { method: "POST", body: "Version=2011-06-15&Version=2011-06-15" })
    expect(await double.text()).toContain("MalformedQueryString")
    await expect(
      stsClient(aws).send(new GetAccessKeyInfoCommand({ AccessKeyId: longTermKey(aws).accessKeyId })),
    ).rejects.toMatchObject({
      name: "InvalidAction",
      message: "Could not find operation GetAccessKeyInfo for version 2011-06-15",
    })
  })

  it("is not even read beyond a mebibyte", async () => {
    const answer = await fetch(aws.url, { method: "POST", body: "x".repeat((1 << 20) + 1) })
    expect(answer.status).toBe(413)
  })
})
