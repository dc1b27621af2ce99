/** @file What a person sees in the browser: a page that asks, and where it leads. */
import { randomUUID } from "node:crypto"
import { invalidRequest } from "./center-error.ts"
import type { Center } from "./model.ts"
import { newToken } from "./model.ts"

export interface PageAnswer {
  readonly status: number
  readonly body: string
  readonly location?: string
}

const CODE_MS = 600_000

/** RFC 6749 section 4.1.1, with AWS's `scopes`. */
function authorize(center: Center, query: URLSearchParams): PageAnswer {
  const known = [
    ...["response_type", "client_id", "redirect_uri", "state"],
    ...["code_challenge_method", "scopes", "code_challenge"],
  ]
  for (const name of query.keys())
    if (!known.includes(name) || query.getAll(name).length > 1) throw invalidRequest(name)
  const get = (name: string) => query.get(name) ?? ""
  const client = center.clients.find(({ id }) => id === get("client_id"))
  if (client === undefined || get("response_type") !== "code") throw invalidRequest()
  if (get("scopes") !== "sso:account:access" || get("code_challenge_method") !== "S256")
    throw invalidRequest()
  if (!/^[\w-]{43}$/.test(get("code_challenge")) || get("state").length < 16) throw invalidRequest()
  const redirect = new URL(get("redirect_uri"))
  const registered = `http://127.0.0.1${redirect.pathname}`
  if (redirect.hostname !== "127.0.0.1" || redirect.port === "" || !client.redirectUris.includes(registered))
    throw invalidRequest("redirect_uri")
  const id = randomUUID()
  center.authorizations.set(id, {
    clientId: client.id,
    redirectUri: redirect.href,
    state: get("state"),
    challenge: get("code_challenge"),
    code: null,
    codeExpiresMs: 0,
    used: false,
  })
  return asking(`/authorize/answer?id=${id}`)
}

const asking = (href: string): PageAnswer => ({
  status: 200,
  body:
    `<!doctype html><title>Allow access</title><h1>Allow Keycard to access your data?</h1>` +
    `<p><a href="${href}&amp;answer=allow">Allow</a> <a href="${href}&amp;answer=deny">Deny</a></p>`,
})

function answer(center: Center, query: URLSearchParams, nowMs: number): PageAnswer {
  const asked = center.authorizations.get(query.get("id") ?? "")
  if (asked === undefined) throw invalidRequest()
  const back = new URL(asked.redirectUri)
  back.searchParams.set("state", asked.state)
  if (query.get("answer") === "allow") {
    asked.code = newToken("code-")
    asked.codeExpiresMs = nowMs + CODE_MS
    back.searchParams.set("code", asked.code)
  } else back.searchParams.set("error", "access_denied")
  return { status: 302, body: "", location: back.href }
}

function device(center: Center, query: URLSearchParams): PageAnswer {
  const found = center.devices.find(({ userCode }) => userCode === query.get("user_code"))
  if (found === undefined) throw invalidRequest()
  const said = query.get("answer")
  if (said === null) return asking(`/device?user_code=${found.userCode}`)
  if (found.state === "pending") found.state = said === "allow" ? "approved" : "refused"
  return { status: 200, body: "<!doctype html><title>Done</title><h1>Request answered</h1>" }
}

/** undefined: no page. */
export function servePage(
  center: Center,
  path: string,
  query: URLSearchParams,
  nowMs: number,
): PageAnswer | undefined {
  if (path === "/authorize") return authorize(center, query)
  if (path === "/authorize/answer") return answer(center, query, nowMs)
  return path === "/device" ? device(center, query) : undefined
}
