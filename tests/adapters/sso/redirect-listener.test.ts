import { request } from "node:http"
import { onTestFinished, describe, expect, test } from "vitest"
import { listenForRedirect } from "../../../src/adapters/sso/redirect-listener.ts"

const STATE = "a-state-of-some-length-0123456789"

async function listen() {
  const listener = await listenForRedirect({ signIn: "acme", state: STATE })
  onTestFinished(() => listener.close())
  const { port } = new URL(listener.redirectUri)
  return { listener, port: Number(port), url: listener.redirectUri }
}

function ask(
  port: number,
  path: string,
  headers: Record<string, string> = {},
  method = "GET",
): Promise<number> {
  return new Promise((resolve, reject) => {
    const options = {
      host: "127.0.0.1",
      port,
      path,
      method,
      headers: { host: `127.0.0.1:${String(port)}`, ...headers },
    }
    request(options, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
      .on("error", reject)
      .end()
  })
}

describe("the listener for the browser's return", () => {
  test("takes the one answer that has the state, and shows a page without a script", async () => {
    const { listener, url } = await listen()
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/oauth\/callback$/)
    const response = await fetch(`${url}?code=abc&state=${STATE}`)
    const html = await response.text()
    expect(html).toContain("You can go back to Keycard")
    expect(html).not.toMatch(/<script|abc|javascript:/)
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'")
    expect(response.headers.get("cache-control")).toBe("no-store")
    expect(await listener.answer).toEqual({ code: "abc", state: STATE, error: null })
  })

  test("turns everything else away, and goes on waiting", async () => {
    const { listener, port } = await listen()
    const right = `/oauth/callback?code=abc&state=${STATE}`
    expect(await ask(port, "/oauth/callback?code=abc&state=wrong")).toBe(404)
    expect(await ask(port, "/oauth/callback?code=abc")).toBe(404)
    expect(await ask(port, `/oauth/callback?state=${STATE}`)).toBe(404)
    expect(await ask(port, `/other?code=abc&state=${STATE}`)).toBe(404)
    expect(await ask(port, `${right}&state=${STATE}`)).toBe(404)
    expect(await ask(port, `${right}&code=other`)).toBe(404)
    expect(await ask(port, right, { host: `evil.example:${String(port)}` })).toBe(404)
    expect(await ask(port, right, { host: `localhost:${String(port)}` })).toBe(404)
    expect(await ask(port, right, { origin: "https://evil.example" })).toBe(404)
    expect(await ask(port, right, {}, "POST")).toBe(404)
    expect(await ask(port, `/oauth/callback?code=a%0Ab&state=${STATE}`)).toBe(404)
    expect(await ask(port, right)).toBe(200)
    expect(await listener.answer).toMatchObject({ code: "abc" })
    expect(await ask(port, right)).toBe(404)
  })

  test("says that a refusal was one", async () => {
    const { listener, url } = await listen()
    const html = await (await fetch(`${url}?error=access_denied&state=${STATE}`)).text()
    expect(html).toContain("The sign-in was refused")
    expect(await listener.answer).toEqual({ code: null, state: STATE, error: "access_denied" })
  })

  test("is gone once it is closed", async () => {
    const { listener, port } = await listen()
    listener.close()
    await expect(ask(port, "/")).rejects.toThrow(/ECONNREFUSED/)
  })
})
