/** @file The console's sign-in page: the federation endpoint and sign-out ("Enable custom identity broker access to the
 *  AWS console", IAM User Guide). GET only; what it knows of an account is kept here. */
import { newSecret } from "./random.ts"
import { callerArn } from "./call.ts"
import type { Account, Session } from "./model.ts"

const TOKEN_MS = 15 * 60_000

/** Somebody who came in by a link. */
export interface SignIn {
  readonly arn: string
  readonly atMs: number
  /** When the console asks to sign in again. */
  readonly expiresMs: number
  readonly destination: string
  readonly issuer: string | null
}

interface Token {
  readonly text: string
  readonly session: Session
  readonly endsMs: number
  readonly expiresMs: number
  used: boolean
}

const tokens = new WeakMap<Account, Token[]>()
const signIns = new WeakMap<Account, SignIn[]>()

function listOf<T>(lists: WeakMap<Account, T[]>, account: Account): T[] {
  const known = lists.get(account) ?? []
  lists.set(account, known)
  return known
}

/** Who signed in, in order. */
export const signInsOf = (account: Account): readonly SignIn[] => listOf(signIns, account)

export interface Page {
  readonly status: number
  readonly type: string
  readonly body: string
  /** For the log. */
  readonly action: string
  readonly result: string
}

const page = (action: string, status: number, body: string, type = "text/html; charset=utf-8"): Page => ({
  ...{ action, status, body, type },
  result: status === 200 ? "OK" : "BadRequest",
})

const refused = (action: string) => page(action, 400, "<html><body><h1>400 Bad Request</h1></body></html>")

/** The session that these credentials are, all three of them and still good. */
function sessionOf(account: Account, json: string | null, nowMs: number): Session | undefined {
  try {
    const { sessionId, sessionKey, sessionToken } = JSON.parse(json ?? "") as Record<string, unknown>
    return account.sessions.find(
      ({ keyId, secret, token, expiresMs }) =>
        keyId === sessionId && secret === sessionKey && token === sessionToken && expiresMs > nowMs,
    )
  } catch {
    return undefined
  }
}

/** How long the console lasts; undefined: not with these credentials. */
function lastsUntil(session: Session, seconds: string | null, nowMs: number): number | undefined {
  const { principal } = session
  // A user's session is not a federated one.
  if (principal.kind !== "role-session" && principal.kind !== "federated") return undefined
  if (seconds === null) return session.expiresMs
  const asked = Number(seconds)
  const direct = principal.kind === "role-session" && principal.chained !== true
  const most = principal.kind === "role-session" ? principal.role.maxSessionDurationSeconds : 0
  if (!direct || !/^\d+$/.test(seconds) || asked < 900 || asked > Math.min(43_200, most)) return undefined
  return nowMs + asked * 1_000
}

function signInToken(account: Account, query: URLSearchParams, nowMs: number): Page {
  const action = "getSigninToken"
  const session = sessionOf(account, query.get("Session"), nowMs)
  const endsMs = session && lastsUntil(session, query.get("SessionDuration"), nowMs)
  if (session === undefined || endsMs === undefined) return refused(action)
  const text = `${newSecret()}${newSecret()}`
  listOf(tokens, account).push({ text, session, endsMs, expiresMs: nowMs + TOKEN_MS, used: false })
  return page(action, 200, JSON.stringify({ SigninToken: text }), "application/json")
}

const escape = (text: string) => text.replace(/[&<>"]/g, (each) => `&#${each.charCodeAt(0).toString()};`)

function login(account: Account, query: URLSearchParams, nowMs: number): Page {
  const token = listOf(tokens, account).find(({ text }) => text === query.get("SigninToken"))
  const destination = query.get("Destination") ?? ""
  const good = token !== undefined && !token.used && token.expiresMs > nowMs
  if (!good || !/^https:\/\/[a-z0-9.-]*console\.(aws\.amazon\.com|amazonaws[a-z.-]*)\//.test(destination))
    return refused("login")
  token.used = true
  const arn = callerArn(account, token.session.principal)
  listOf(signIns, account).push({
    ...{ arn, atMs: nowMs, expiresMs: token.endsMs, destination },
    issuer: query.get("Issuer"),
  })
  const until = new Date(token.endsMs).toISOString()
  return page("login", 200, `<title>Console</title><p>Signed in as ${escape(arn)} until ${until}</p>`)
}

/** The answer to a GET; undefined: nothing of the console's. */
export function answerConsole(account: Account, target: string, nowMs: number): Page | undefined {
  const { pathname, searchParams: query } = new URL(target, "http://localhost")
  const action = query.get("Action") ?? ""
  if (pathname === "/oauth")
    return action === "logout" ? page(action, 200, "<p>Signed out</p>") : refused(action)
  if (pathname !== "/federation") return undefined
  if (action === "getSigninToken") return signInToken(account, query, nowMs)
  return action === "login" ? login(account, query, nowMs) : refused(action)
}
