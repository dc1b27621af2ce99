/** @file The two ways in: a browser that comes back by itself, and a code that is confirmed in any browser. */
import { findSignInIn } from "../aws/find.ts"
import { AppError, isAppError } from "../errors.ts"
import type { SsoProblem } from "../errors.ts"
import type { RedirectAnswer } from "../ports/browser.ts"
import type { SsoClient, SsoGrantAnswer } from "../ports/sso-api.ts"
import type { SsoSignIn } from "../vault/sso-fields.ts"
import { registeredClient, targetOf } from "./client.ts"
import { authorizeUrl, isState, newProofKey } from "./pkce.ts"
import type { BrowserOptions, DeviceOptions, SsoDeps } from "./service.ts"
import { keepTokens } from "./token.ts"

/** How long a person may take in the browser. */
const BROWSER_LIMIT_MS = 10 * 60_000
/** RFC 8628 section 3.5: what `slow_down` adds. */
const SLOWER_SECONDS = 5

const failed = (problem: SsoProblem, signIn: SsoSignIn) =>
  new AppError({ kind: "sso", problem, signIn: signIn.name })

/** What comes first: the answer, the end of the time, or the abort. */
async function inTime(
  deps: SsoDeps,
  answer: Promise<RedirectAnswer>,
  signIn: SsoSignIn,
  signal: AbortSignal | undefined,
): Promise<RedirectAnswer> {
  const done = new AbortController()
  const both = signal === undefined ? done.signal : AbortSignal.any([signal, done.signal])
  const limit = deps.clock.sleepUntil(deps.clock.nowMs() + BROWSER_LIMIT_MS, both).then(() => {
    throw failed("time-limit", signIn)
  })
  limit.catch(() => undefined)
  try {
    return await Promise.race([answer, limit])
  } finally {
    done.abort()
  }
}

async function browserOnce(
  deps: SsoDeps,
  signIn: SsoSignIn,
  client: SsoClient,
  options: BrowserOptions,
): Promise<SsoGrantAnswer> {
  const { signal } = options
  const key = newProofKey(deps.random)
  const listener = await deps.browser.listen({ signIn: signIn.name, state: key.state })
  try {
    const { redirectUri } = listener
    const url = authorizeUrl(targetOf(signIn), { clientId: client.clientId, redirectUri, key })
    options.onPage?.(url)
    if (options.stayHere !== true) await deps.browser.open(url)
    const { code, state, error } = await inTime(deps, listener.answer, signIn, signal)
    if (!isState(key.state, state)) throw failed("not-ours", signIn)
    if (error !== null) throw failed("refused", signIn)
    if (code === null) throw failed("answer", signIn)
    const grant = { kind: "code", code, codeVerifier: key.verifier, redirectUri } as const
    return await deps.api.createToken(targetOf(signIn), client, grant, signal)
  } finally {
    listener.close()
  }
}

/** As {@link Sso.signInByBrowser}. */
export async function signInByBrowser(
  deps: SsoDeps,
  id: string,
  options: BrowserOptions = {},
): Promise<SsoSignIn> {
  const signIn = findSignInIn(await deps.index.read(), id)
  let refused: SsoClient | null = null
  for (let attempt = 1; ; attempt++) {
    const client = await registeredClient(deps, signIn, "browser", refused, options.signal)
    const answer = await browserOnce(deps, signIn, client, options)
    if (answer.kind === "tokens") return keepTokens(deps, signIn, { ...answer.tokens, flow: "browser" })
    if (answer.kind !== "client-unknown" || attempt === 2) throw failed("refused", signIn)
    refused = client
  }
}

/** A question on the way may get lost: it is asked again, later, until the code is over. */
function passes(error: unknown): boolean {
  if (isAppError(error, "aws-refused"))
    return error.data.refusal === "throttled" || error.data.refusal === "server"
  return isAppError(error, "network")
}

/** As {@link Sso.signInByDevice}. */
export async function signInByDevice(deps: SsoDeps, id: string, options: DeviceOptions): Promise<SsoSignIn> {
  const { clock, api } = deps
  const { signal, onCode } = options
  const signIn = findSignInIn(await deps.index.read(), id)
  const client = await registeredClient(deps, signIn, "device", null, signal)
  const { deviceCode, ...shown } = await api.startDevice(targetOf(signIn), client, signal)
  onCode(shown)
  let { intervalSeconds } = shown
  for (;;) {
    const nextMs = clock.nowMs() + intervalSeconds * 1_000
    if (nextMs >= shown.expiresAtMs) throw failed("time-limit", signIn)
    await clock.sleepUntil(nextMs, signal)
    let answer: SsoGrantAnswer
    try {
      answer = await api.createToken(targetOf(signIn), client, { kind: "device", deviceCode }, signal)
    } catch (error) {
      if (!passes(error)) throw error
      answer = { kind: "slow-down" }
    }
    switch (answer.kind) {
      case "tokens":
        return keepTokens(deps, signIn, { ...answer.tokens, flow: "device" })
      case "pending":
        break
      case "slow-down":
        intervalSeconds += SLOWER_SECONDS
        break
      case "over":
      case "client-unknown":
        throw failed("time-limit", signIn)
    }
  }
}
