/** @file getSigninToken of AWS's federation endpoint. Credentials travel in its address, as AWS has it: no redirect is
 *  followed, TLS is always verified, and nothing of it is in any error. */
import { request as requestHttp } from "node:http"
import { request as requestHttps } from "node:https"
import { AppError } from "../../core/errors.ts"
import type { SessionCredentials } from "../../core/ports/aws-api.ts"
import { networkError, networkProblem } from "./call-error.ts"

const MAX_BODY_BYTES = 65_536
/** What goes into a link and nowhere else. */
const TOKEN = /^[\x21-\x7e]{16,16384}$/

const refused = (problem: "refused" | "answer") => new AppError({ kind: "aws-console", problem })

interface Reply {
  readonly status: number
  readonly text: string
}

function get(url: URL, signal: AbortSignal): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const options = { signal, agent: false as const, headers: { accept: "application/json" } }
    const sent =
      url.protocol === "https:"
        ? // Said outright: NODE_TLS_REJECT_UNAUTHORIZED=0 would else be obeyed.
          requestHttps(url, { ...options, rejectUnauthorized: true })
        : requestHttp(url, options)
    sent.on("error", reject)
    sent.on("response", (response) => {
      const chunks: Buffer[] = []
      let size = 0
      response.on("error", reject)
      response.on("data", (chunk: Buffer) => {
        size += chunk.length
        if (size <= MAX_BODY_BYTES) chunks.push(chunk)
        else response.destroy(refused("answer"))
      })
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString("utf8") })
      })
    })
    sent.end()
  })
}

function tokenIn({ status, text }: Reply, host: string): string {
  if (status === 407) throw networkError("proxy", host)
  if (status >= 500)
    throw new AppError({ kind: "aws-refused", refusal: "server", code: String(status), message: "" })
  if (status >= 400) throw refused("refused")
  if (status !== 200) throw refused("answer")
  try {
    const { SigninToken: token } = JSON.parse(text) as { SigninToken?: unknown }
    if (typeof token === "string" && TOKEN.test(token)) return token
  } catch {
    // A page of the network's own, as a rule.
  }
  throw refused("answer")
}

/**
 * @param base https://HOST of the sign-in page
 * @param durationSeconds of the console's session; null: not said
 * @throws AppError `aws-console`, `network`, `aws-refused` `server`, `cancelled`
 */
export async function askSignInToken(
  base: string,
  credentials: SessionCredentials,
  durationSeconds: number | null,
  { timeoutMs, signal }: { timeoutMs: number; signal?: AbortSignal | undefined },
): Promise<string> {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials
  const session = JSON.stringify({ sessionId: accessKeyId, sessionKey: secretAccessKey, sessionToken })
  const url = new URL(`${base}/federation`)
  url.searchParams.set("Action", "getSigninToken")
  if (durationSeconds !== null) url.searchParams.set("SessionDuration", String(durationSeconds))
  url.searchParams.set("Session", session)
  const limit = AbortSignal.timeout(timeoutMs)
  try {
    const reply = await get(url, signal === undefined ? limit : AbortSignal.any([signal, limit]))
    return tokenIn(reply, url.host)
  } catch (error) {
    if (signal?.aborted === true) throw new AppError({ kind: "cancelled" })
    if (error instanceof AppError) throw error
    if (limit.aborted) throw networkError("timeout", url.host)
    throw networkError(networkProblem(error), url.host, error)
  }
}
