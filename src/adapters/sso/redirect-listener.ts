/** @file Waits on this computer for the browser to come back from AWS. RFC 8252 section 7.3. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { AppError } from "../../core/errors.ts"
import type { RedirectAnswer, RedirectListener } from "../../core/ports/browser.ts"
import { isState } from "../../core/sso/pkce.ts"

const PATH = "/oauth/callback"
const MAX_URL = 16_384

/** Plain words, no script, nothing from the address. */
const page = (title: string, text: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
  `<title>Keycard</title><style>body{font:16px/1.5 system-ui,sans-serif;margin:20vh auto;max-width:26rem;` +
  `padding:0 1rem;color-scheme:light dark}h1{font-size:1.25rem}</style><h1>${title}</h1><p>${text}</p></html>`

const DONE = page("You can go back to Keycard", "The sign-in goes on there. This page can be closed.")
const REFUSED = page("The sign-in was refused", "Go back to Keycard to try again. This page can be closed.")
const NOTHING = page("There is nothing here", "This address belongs to a sign-in of Keycard.")

const HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  connection: "close",
} as const

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, HEADERS).end(body)
}

/** What the browser brought; null: it is none of ours. A name that stands there twice means nothing. */
function read(request: IncomingMessage, host: string): RedirectAnswer | null {
  const { url = "", method, headers } = request
  // Another Host is a page whose name was made to lead here; any Origin is a script's request.
  if (method !== "GET" || headers.host !== host || headers.origin !== undefined || url.length > MAX_URL)
    return null
  if (!url.startsWith("/") || !URL.canParse(url, `http://${host}`)) return null
  const { pathname, searchParams } = new URL(url, `http://${host}`)
  if (pathname !== PATH) return null
  const one = (name: string) => {
    const [value, ...more] = searchParams.getAll(name)
    return value !== undefined && more.length === 0 && /^[\x20-\x7e]{1,8192}$/.test(value) ? value : null
  }
  return { code: one("code"), state: one("state"), error: one("error") }
}

/**
 * @param request.state what the one answer has to have.
 * @throws AppError `sso` `port`.
 */
export async function listenForRedirect(request: {
  readonly signIn: string
  readonly state: string
}): Promise<RedirectListener> {
  let settle: (answer: RedirectAnswer) => void = () => undefined
  const answer = new Promise<RedirectAnswer>((resolve) => (settle = resolve))
  let host = ""
  let answered = false
  const server = createServer(
    { maxHeaderSize: 2 * MAX_URL, requestTimeout: 10_000 },
    (incoming, response) => {
      const found = read(incoming, host)
      const whole = found !== null && (found.code !== null || found.error !== null)
      if (answered || !whole || !isState(request.state, found.state)) {
        send(response, 404, NOTHING)
        return
      }
      answered = true
      response.once("close", () => settle(found))
      send(response, 200, found.error === null ? DONE : REFUSED)
    },
  )
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject)
      server.listen({ port: 0, host: "127.0.0.1", exclusive: true }, resolve)
    })
  } catch {
    throw new AppError({ kind: "sso", problem: "port", signIn: request.signIn })
  }
  const { port } = server.address() as AddressInfo
  host = `127.0.0.1:${String(port)}`
  return {
    redirectUri: `http://${host}${PATH}`,
    answer,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
