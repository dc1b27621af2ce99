import { AppError } from "../../src/core/errors.ts"
import type { Browser } from "../../src/core/ports/browser.ts"
import type { Clock } from "../../src/core/ports/clock.ts"
import type { SsoApi, SsoGrant, SsoGrantAnswer, SsoTarget } from "../../src/core/ports/sso-api.ts"
import { CenterError } from "../support/aws/center/center-error.ts"
import type { Center } from "../support/aws/center/model.ts"
import { createToken, registerClient, startDevice } from "../support/aws/center/oidc.ts"
import { servePage } from "../support/aws/center/pages.ts"
import { listAccounts, listRoles, logout, roleCredentials } from "../support/aws/center/portal.ts"
import type { Account } from "../support/aws/model.ts"

const GRANTS = {
  code: "authorization_code",
  device: "urn:ietf:params:oauth:grant-type:device_code",
  refresh: "refresh_token",
} as const

const PROBLEMS = {
  UnauthorizedException: "revoked",
  ForbiddenException: "no-access",
  InvalidRequestException: "start-url",
  AccessDeniedException: "refused",
} as const

/** The strict Identity Center of the stand-in, without a network in between. */
export class CenterSsoApi implements SsoApi {
  readonly calls: string[] = []
  /** Of the next calls, in order: thrown instead of answering; null: answers. */
  readonly failures: (Error | null)[] = []
  /** Awaited by every call before it answers. */
  beforeAnswer: (action: string) => Promise<void> = () => Promise.resolve()
  readonly center: Center
  readonly #account: Account
  readonly #clock: Clock

  constructor(center: Center, account: Account, clock: Clock) {
    this.center = center
    this.#account = account
    this.#clock = clock
  }

  count(action: string): number {
    return this.calls.filter((call) => call === action).length
  }

  registerClient: SsoApi["registerClient"] = (target, flow) =>
    this.#answer("RegisterClient", target, () => {
      const browser = { redirectUris: ["http://127.0.0.1/oauth/callback"], issuerUrl: target.startUrl }
      const grantTypes = [flow === "browser" ? GRANTS.code : GRANTS.device, GRANTS.refresh]
      const body = {
        ...{ clientName: "Keycard", clientType: "public", scopes: ["sso:account:access"], grantTypes },
        ...(flow === "browser" ? browser : {}),
      }
      const made = registerClient(this.#oidc(body)) as Record<"clientId" | "clientSecret", string> & {
        clientSecretExpiresAt: number
      }
      const { clientId, clientSecret, clientSecretExpiresAt } = made
      return { clientId, clientSecret, expiresAtMs: clientSecretExpiresAt * 1000 }
    })

  startDevice: SsoApi["startDevice"] = (target, { clientId, clientSecret }) =>
    this.#answer("StartDeviceAuthorization", target, () => {
      const body = { clientId, clientSecret, startUrl: target.startUrl }
      const made = startDevice(this.#oidc(body)) as Record<
        "deviceCode" | "userCode" | "verificationUri" | "verificationUriComplete",
        string
      > & { expiresIn: number; interval: number }
      const { expiresIn, interval, ...device } = made
      const expiresAtMs = this.#clock.nowMs() + expiresIn * 1000
      return { ...device, expiresAtMs, intervalSeconds: interval }
    })

  createToken: SsoApi["createToken"] = async (target, { clientId, clientSecret }, grant) => {
    try {
      return await this.#answer(`CreateToken ${grant.kind}`, target, (): SsoGrantAnswer => {
        const body = { clientId, clientSecret, grantType: GRANTS[grant.kind], ...fieldsOf(grant) }
        const made = createToken(this.#oidc(body)) as {
          accessToken: string
          expiresIn: number
          refreshToken?: string
        }
        const { accessToken, expiresIn, refreshToken = null } = made
        const expiresAtMs = this.#clock.nowMs() + expiresIn * 1000
        return { kind: "tokens", tokens: { accessToken, expiresAtMs, refreshToken } }
      })
    } catch (error) {
      if (!(error instanceof CenterError)) throw error
      switch (error.code) {
        case "AuthorizationPendingException":
          return { kind: "pending" }
        case "SlowDownException":
          return { kind: "slow-down" }
        case "InvalidGrantException":
        case "ExpiredTokenException":
          return { kind: "over" }
        case "InvalidClientException":
          return { kind: "client-unknown" }
        default:
          throw problemOf(error, target)
      }
    }
  }

  listAccounts: SsoApi["listAccounts"] = (target, accessToken, nextToken) =>
    this.#answer("ListAccounts", target, () => {
      const page = listAccounts(this.#portal(accessToken, { next_token: nextToken })) as {
        accountList: { accountId: string; accountName: string; emailAddress: string }[]
        nextToken?: string
      }
      const items = page.accountList.map(({ accountId, accountName, emailAddress }) => ({
        ...{ accountId, name: accountName, email: emailAddress },
      }))
      return { items, nextToken: page.nextToken ?? null }
    })

  listRoles: SsoApi["listRoles"] = (target, accessToken, { accountId, nextToken }) =>
    this.#answer("ListAccountRoles", target, () => {
      const query = { account_id: accountId, next_token: nextToken }
      const page = listRoles(this.#portal(accessToken, query)) as {
        roleList: { roleName: string }[]
        nextToken?: string
      }
      return { items: page.roleList.map(({ roleName }) => roleName), nextToken: page.nextToken ?? null }
    })

  roleCredentials: SsoApi["roleCredentials"] = (target, accessToken, { accountId, roleName }) =>
    this.#answer("GetRoleCredentials", target, () => {
      const query = { account_id: accountId, role_name: roleName }
      const made = roleCredentials(this.#portal(accessToken, query)) as {
        roleCredentials: Record<"accessKeyId" | "secretAccessKey" | "sessionToken", string> & {
          expiration: number
        }
      }
      const { expiration, ...credentials } = made.roleCredentials
      return { ...credentials, expiresAtMs: expiration }
    })

  logout: SsoApi["logout"] = (target, accessToken) =>
    this.#answer("Logout", target, () => {
      logout(this.#portal(accessToken, {}))
    })

  #oidc(body: Record<string, unknown>) {
    return { center: this.center, body, nowMs: this.#clock.nowMs(), url: this.center.url }
  }

  #portal(bearer: string, parameters: Record<string, string | null>) {
    const given = Object.entries(parameters).flatMap(([name, value]): [string, string][] =>
      value === null ? [] : [[name, value]],
    )
    const query = new URLSearchParams(given)
    return { account: this.#account, center: this.center, query, bearer, nowMs: this.#clock.nowMs() }
  }

  async #answer<T>(action: string, target: SsoTarget, answer: () => T): Promise<T> {
    this.calls.push(action)
    await this.beforeAnswer(action)
    const failure = this.failures.shift() ?? null
    if (failure !== null) throw failure
    try {
      return answer()
    } catch (error) {
      if (error instanceof CenterError && !action.startsWith("CreateToken")) throw problemOf(error, target)
      throw error
    }
  }
}

function problemOf({ code }: CenterError, { name }: SsoTarget): Error {
  const problem = PROBLEMS[code as keyof typeof PROBLEMS] as
    (typeof PROBLEMS)[keyof typeof PROBLEMS] | undefined
  if (problem === undefined) return new Error(`the stand-in refused: ${code}`)
  return new AppError({ kind: "sso", problem, signIn: name })
}

function fieldsOf(grant: SsoGrant): Record<string, string> {
  const { kind: _, ...fields } = grant
  return fields
}

/** A person who allows, denies, or never comes back. */
export class ScriptedBrowser implements Browser {
  readonly opened: string[] = []
  says: "allow" | "deny" | "nothing" = "allow"
  /** Another state than the one that was asked with. */
  state: string | null = null
  closed = 0
  readonly #center: Center
  readonly #clock: Clock
  #answer: (url: URL) => void = () => undefined

  constructor(center: Center, clock: Clock) {
    this.#center = center
    this.#clock = clock
  }

  open(url: string): Promise<void> {
    this.opened.push(url)
    const { pathname, searchParams } = new URL(url)
    const page = servePage(this.#center, pathname, searchParams, this.#clock.nowMs())
    if (this.says === "nothing") return Promise.resolve()
    const href = new RegExp(`href="([^"]+answer=${this.says})"`).exec(page?.body ?? "")?.[1] ?? ""
    const next = new URL(href.replaceAll("&amp;", "&"), this.#center.url)
    const back = servePage(this.#center, next.pathname, next.searchParams, this.#clock.nowMs())
    if (back?.location !== undefined) this.#answer(new URL(back.location))
    return Promise.resolve()
  }

  listen: Browser["listen"] = () => {
    const answer = new Promise<URL>((resolve) => (this.#answer = resolve)).then(({ searchParams }) => ({
      code: searchParams.get("code"),
      state: this.state ?? searchParams.get("state"),
      error: searchParams.get("error"),
    }))
    const close = () => {
      this.closed++
    }
    return Promise.resolve({ redirectUri: "http://127.0.0.1:50123/oauth/callback", answer, close })
  }
}
