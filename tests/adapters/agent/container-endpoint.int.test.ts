import { request, type OutgoingHttpHeaders } from "node:http"
import { connect } from "node:net"
import { networkInterfaces } from "node:os"
import { expect, onTestFinished, test } from "vitest"
import { startContainerEndpoint } from "../../../src/adapters/agent/container-endpoint.ts"

const credentials = {
  accessKeyId: "ASIAIOSFODNN7EXAMPLE",
  secretAccessKey: "secret/key",
  sessionToken: "token==",
  expiresAtMs: 1_800_000_000_000,
}

async function endpoint(current = () => Promise.resolve(credentials)) {
  const started = await startContainerEndpoint(current)
  onTestFinished(() => started.close())
  return started
}

function get(
  url: string,
  headers: OutgoingHttpHeaders,
  method = "GET",
): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const call = request(url, { method, headers }, (response) => {
      let body = ""
      response.setEncoding("utf8").on("data", (text: string) => (body += text))
      response.on("end", () => resolve({ status: response.statusCode, body }))
    })
    call.on("error", reject)
    call.end()
  })
}

test("who has the token gets what AWS's SDKs expect", async () => {
  const { url, token } = await endpoint()
  const { status, body } = await get(url, { authorization: token })
  expect(status).toBe(200)
  expect(JSON.parse(body)).toEqual({
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey,
    Token: credentials.sessionToken,
    Expiration: "2027-01-15T08:00:00Z",
  })
  expect(new URL(url).hostname).toBe("127.0.0.1")
})

test("everybody else is refused, and told nothing", async () => {
  const { url, token } = await endpoint()
  const { port } = new URL(url)
  const good = { authorization: token }
  const refused = await Promise.all([
    get(url, {}),
    get(url, { authorization: "" }),
    get(url, { authorization: `${token}x` }),
    get(url, { authorization: `Bearer ${token}` }),
    get(url, { ...good, origin: "https://evil.example" }),
    get(url, { ...good, origin: "null" }),
    get(url, { ...good, "sec-fetch-site": "cross-site" }),
    get(url, { ...good, host: `evil.example:${port}` }),
    get(url, { ...good, host: `localhost:${port}` }),
    get(url, { ...good, host: "127.0.0.1" }),
    get(url, good, "POST"),
    get(url, good, "OPTIONS"),
    get(`http://127.0.0.1:${port}/`, good),
    get(`${url}/x`, good),
  ])
  expect(refused.map(({ status }) => status)).toEqual([
    401, 401, 401, 401, 403, 403, 403, 403, 403, 403, 405, 405, 404, 404,
  ])
  for (const { body } of refused) expect(body).toBe('{"message":"refused"}')
})

test("nobody reaches it from another address of this computer", async () => {
  const { url } = await endpoint()
  const others = Object.values(networkInterfaces()).flatMap((all) =>
    (all ?? []).flatMap(({ address, family, internal }) => (family === "IPv4" && !internal ? [address] : [])),
  )
  for (const host of others) {
    const reached = await new Promise((resolve) => {
      const socket = connect({ host, port: Number(new URL(url).port) })
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false))
    })
    expect(reached).toBe(false)
  }
})

test("nothing valid is said with a status that SDKs try again, without its reason", async () => {
  const { url, token } = await endpoint(() => Promise.reject(new Error("the passphrase is x")))
  const { status, body } = await get(url, { authorization: token })
  expect(status).toBe(503)
  expect(body).not.toContain("passphrase")
})

test("what is no HTTP, and what is too long, is cut off", async () => {
  const { url, token } = await endpoint()
  const { port } = new URL(url)
  const send = (data: string) =>
    new Promise<string>((resolve) => {
      let text = ""
      const socket = connect({ host: "127.0.0.1", port: Number(port) })
      socket.on("data", (chunk: Buffer) => (text += chunk.toString())).on("error", () => undefined)
      socket.once("close", () => resolve(text))
      socket.write(data)
    })
  expect(await send("nonsense\r\n\r\n")).toMatch(/^HTTP\/1\.1 400/)
  expect(await send(`GET / HTTP/1.1\r\nX: ${"x".repeat(100_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431|^$/)
  expect((await get(url, { authorization: token })).status).toBe(200)
})

test("two endpoints have nothing in common, and one that ended answers nobody", async () => {
  const [one, other] = [await endpoint(), await endpoint()]
  expect(new Set([one.token, other.token, one.url, other.url]).size).toBe(4)
  expect((await get(other.url, { authorization: one.token })).status).toBe(401)
  await one.close()
  await expect(get(one.url, { authorization: one.token })).rejects.toThrow("ECONNREFUSED")
})
