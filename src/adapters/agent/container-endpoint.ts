/** @file The container-credentials endpoint for one program: AWS SDKs and Tools Reference Guide, "Container credential
 *  provider". On the loopback alone, for who has the token, and never for a page in a browser. */
import { randomBytes } from "node:crypto"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import type { SessionCredentials } from "../../core/ports/aws-api.ts"
import { isSameSecret } from "../system/same-secret.ts"

const HOST = "127.0.0.1"
const PATIENCE_MS = 2_000

export interface ContainerEndpoint {
  readonly url: string
  /** Goes as it is into `Authorization`. */
  readonly token: string
  close(): Promise<void>
}

/** @param current from memory; a rejection is told as "not now", without its words */
export async function startContainerEndpoint(
  current: () => Promise<SessionCredentials>,
): Promise<ContainerEndpoint> {
  const token = randomBytes(32).toString("base64url")
  const path = `/${randomBytes(16).toString("hex")}`
  const limits = { maxHeaderSize: 16_384, requestTimeout: PATIENCE_MS, headersTimeout: PATIENCE_MS }
  const server = createServer({ ...limits, connectionsCheckingInterval: 500 }, (request, response) => {
    const { port } = server.address() as AddressInfo
    const status = refusalOf(request, { host: `${HOST}:${port}`, path, token })
    if (status === null) void answer(response, current)
    else end(response, status, { message: "refused" })
  })
  server.maxConnections = 64
  server.keepAliveTimeout = PATIENCE_MS
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject)
    server.listen({ host: HOST, port: 0 }, () => resolve())
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://${HOST}:${port}${path}`,
    token,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** @returns the HTTP status of a refusal; null: it may be answered */
function refusalOf(
  { method, url, headers }: IncomingMessage,
  wanted: { readonly host: string; readonly path: string; readonly token: string },
): number | null {
  // A page whose name was made to mean this address sends that name; any page sends where it is from.
  if (headers.host !== wanted.host) return 403
  if (headers.origin !== undefined || headers["sec-fetch-site"] !== undefined) return 403
  if (method !== "GET") return 405
  if (!isSameSecret(headers.authorization ?? "", wanted.token)) return 401
  return url === wanted.path ? null : 404
}

async function answer(response: ServerResponse, current: () => Promise<SessionCredentials>): Promise<void> {
  try {
    const { accessKeyId, secretAccessKey, sessionToken, expiresAtMs } = await current()
    end(response, 200, {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      Token: sessionToken,
      Expiration: new Date(expiresAtMs).toISOString().replace(/\.\d{3}Z$/, "Z"),
    })
  } catch {
    end(response, 503, { code: "NotNow", message: "Keycard has no valid credentials now: see its words." })
  }
}

function end(response: ServerResponse, status: number, body: object): void {
  const headers = { "content-type": "application/json", "cache-control": "no-store", connection: "close" }
  response.writeHead(status, headers).end(JSON.stringify(body))
}
