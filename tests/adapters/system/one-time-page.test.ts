import { request } from "node:http"
import { afterEach, describe, expect, test } from "vitest"
import { serveOnce, type OneTimePage } from "../../../src/adapters/system/one-time-page.ts"

const LINK = "https://signin.aws.amazon.com/federation?Action=login&SigninToken=secret"

let page: OneTimePage | undefined
afterEach(() => page?.close())

const serve = async (options: { waitMs?: number; signal?: AbortSignal } = {}) => {
  page = await serveOnce(LINK, { waitMs: 60_000, ...options })
  return page
}

interface Answer {
  readonly status: number | undefined
  readonly location: string | undefined
  readonly headers: NodeJS.Dict<string | string[]>
}

/** Without following where it leads. */
function ask(
  url: string,
  { method = "GET", host }: { method?: string; host?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = host === undefined ? {} : { host }
    const sent = request(url, { method, headers, agent: false }, (response) => {
      response.resume()
      const { statusCode: status, headers } = response
      resolve({ status, location: headers.location, headers })
    })
    sent.on("error", reject)
    sent.end()
  })
}

describe("a page that leads on once", () => {
  test("sends the first who asks to the link, keeps nothing, and is gone", async () => {
    const { url, opened } = await serve()
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{43}$/)
    expect(url).not.toContain("secret")
    const { status, location, headers } = await ask(url)
    expect([status, location]).toEqual([302, LINK])
    expect(headers).toMatchObject({ "cache-control": "no-store", "referrer-policy": "no-referrer" })
    await opened
    await expect(ask(url)).rejects.toMatchObject({ code: "ECONNREFUSED" })
  })

  test("sends nobody on who does not know it, comes by another name, or asks in another way", async () => {
    const { url } = await serve()
    const { origin, port, pathname } = new URL(url)
    for (const other of [`${origin}/`, `${url}x`, `${url}?a=1`, `${origin}${pathname.slice(0, -1)}`])
      expect(await ask(other)).toMatchObject({ status: 404, location: undefined })
    expect(await ask(url, { host: `evil.example:${port}` })).toMatchObject({ status: 404 })
    expect(await ask(url, { host: `localhost:${port}` })).toMatchObject({ status: 404 })
    for (const method of ["POST", "HEAD", "OPTIONS"])
      expect(await ask(url, { method })).toMatchObject({ status: 404 })
    expect(await ask(url)).toMatchObject({ status: 302 })
  })

  test("ends when nobody comes, or it is called off", async () => {
    const late = await serve({ waitMs: 10 })
    await expect(late.opened).rejects.toMatchObject({ data: { kind: "aws-console", problem: "not-opened" } })
    await expect(ask(late.url)).rejects.toMatchObject({ code: "ECONNREFUSED" })
    const abort = new AbortController()
    const off = await serve({ signal: abort.signal })
    abort.abort()
    await expect(off.opened).rejects.toMatchObject({ data: { kind: "cancelled" } })
    await expect(ask(off.url)).rejects.toMatchObject({ code: "ECONNREFUSED" })
    const before = await serve({ signal: AbortSignal.abort() })
    await expect(before.opened).rejects.toMatchObject({ data: { kind: "cancelled" } })
  })
})
