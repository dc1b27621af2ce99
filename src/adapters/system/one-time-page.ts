/** @file A page on this computer that leads a browser to a link, once. A browser is started with the page's address on
 *  its command line, which every program can read: the link itself, a secret, stays off it. */
import { randomBytes } from "node:crypto"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { AppError } from "../../core/errors.ts"
import { isSameSecret } from "./same-secret.ts"

export interface OneTimePage {
  /** http on loopback, with 256 bits that nobody can guess. */
  readonly url: string
  /** Settled when the browser was sent on. @throws AppError `aws-console` `not-opened`, `cancelled` */
  readonly opened: Promise<void>
  close(): void
}

const HEADERS = {
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  connection: "close",
}

/**
 * @param link where the first to ask is sent
 * @param options.waitMs after which nobody is sent anywhere
 */
export async function serveOnce(
  link: string,
  { waitMs, signal }: { waitMs: number; signal?: AbortSignal | undefined },
): Promise<OneTimePage> {
  const path = `/${randomBytes(32).toString("base64url")}`
  let settle: (error: AppError | null) => void = () => undefined
  const opened = new Promise<void>((resolve, reject) => {
    settle = (error) => {
      if (error === null) resolve()
      else reject(error)
    }
  })
  opened.catch(() => undefined)
  let host = ""
  let isUsed = false

  const answer = (request: IncomingMessage, response: ServerResponse) => {
    // Another name for this computer in the header is another site's trick (DNS rebinding).
    const isOurs =
      request.method === "GET" && request.headers.host === host && isSameSecret(request.url ?? "", path)
    if (!isOurs || isUsed) {
      response.writeHead(isOurs ? 410 : 404, HEADERS).end()
      return
    }
    isUsed = true
    response.writeHead(302, { ...HEADERS, location: link }).end(() => {
      finish(null)
    })
  }
  const server = createServer(answer)
  const finish = (error: AppError | null) => {
    clearTimeout(timer)
    signal?.removeEventListener("abort", abort)
    server.close()
    settle(error)
  }
  const abort = () => {
    finish(new AppError({ kind: "cancelled" }))
  }
  const timer = setTimeout(() => {
    finish(new AppError({ kind: "aws-console", problem: "not-opened" }))
  }, waitMs)
  signal?.addEventListener("abort", abort, { once: true })
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject)
    server.listen(0, "127.0.0.1", resolve)
  })
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  if (signal?.aborted === true) abort()
  return { url: `http://${host}${path}`, opened, close: abort }
}
