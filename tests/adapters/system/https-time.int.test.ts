import { execFileSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import type { ServerResponse } from "node:http"
import { createServer } from "node:https"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeAll, describe, expect, test } from "vitest"
import { httpsTime } from "../../../src/adapters/system/https-time.ts"
import { failureOf } from "../../support/failure-of.ts"

const hasOpenssl = (() => {
  try {
    execFileSync("openssl", ["version"], { stdio: "ignore" })
    return true
  } catch {
    return false
  }
})()

let key: string
let cert: string
beforeAll(() => {
  if (!hasOpenssl) return
  const folder = mkdtempSync(join(tmpdir(), "keycard-time-"))
  const [keyFile, certFile] = [join(folder, "k.pem"), join(folder, "c.pem")]
  const made = ["-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", keyFile, "-out", certFile, "-days", "2"]
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
  execFileSync("openssl", ["req", ...made, ...subject], { stdio: "ignore" })
  key = readFileSync(keyFile, "utf8")
  cert = readFileSync(certFile, "utf8")
  rmSync(folder, { recursive: true })
})

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

async function serve(
  answer: (response: ServerResponse) => void,
): Promise<{ host: string; methods: string[] }> {
  const methods: string[] = []
  const server = createServer({ key, cert }, (request, response) => {
    methods.push(`${request.method ?? ""} ${request.url ?? ""}`)
    answer(response)
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  closers.push(() => server.close())
  return { host: `localhost:${(server.address() as AddressInfo).port}`, methods }
}

// Without the openssl command no certificate can be made for the server of these tests.
describe.skipIf(!hasOpenssl)("the time of a host", () => {
  test("is its Date header against the clock here, asked for once and with nothing else", async () => {
    const { host, methods } = await serve((response) => {
      response.setHeader("date", new Date(1_700_000_060_000).toUTCString()).end()
    })
    const reading = await httpsTime({ nowMs: () => 1_700_000_000_000, ca: cert }).read(` ${host} `)
    expect(reading).toEqual({ offsetMs: 60_500, uncertaintyMs: 500 })
    expect(methods).toEqual(["HEAD /"])
  })

  test("is not taken from a stored answer, nor from one without a date, nor from where a redirect leads", async () => {
    const stored = await serve((response) => void response.setHeader("age", "30").end())
    const none = await serve((response) => {
      response.sendDate = false
      response.end()
    })
    const moved = await serve((response) => {
      response.sendDate = false
      response.writeHead(302, { location: `https://${stored.host}/` }).end()
    })
    const time = httpsTime({ nowMs: Date.now, ca: cert })
    for (const { host } of [stored, none, moved])
      expect(await failureOf(time.read(host))).toMatchObject({ kind: "network", problem: "other" })
    expect(stored.methods).toHaveLength(1)
  })

  test("is not taken from a host that nobody vouches for", async () => {
    const { host, methods } = await serve((response) => void response.end())
    expect(await failureOf(httpsTime({ nowMs: Date.now }).read(host))).toMatchObject({ problem: "tls" })
    expect(methods).toEqual([])
  })

  test("is not waited for after it is called off", async () => {
    const { host } = await serve(() => undefined)
    const abort = new AbortController()
    const reading = failureOf(httpsTime({ nowMs: Date.now, ca: cert }).read(host, abort.signal))
    setTimeout(() => abort.abort(), 50)
    expect(await reading).toEqual({ kind: "cancelled" })
  })
})

test("what is no host is refused before anything is sent", async () => {
  const time = httpsTime({ nowMs: Date.now })
  for (const text of [
    "",
    "https://a.example",
    "a b",
    "user@host",
    "host/path",
    "-x",
    "a..b",
    "[::1]",
    "x:123456",
  ])
    expect(await failureOf(time.read(text)), text).toMatchObject({ kind: "usage" })
})
