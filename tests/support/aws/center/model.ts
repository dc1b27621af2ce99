/** @file What the stand-in's IAM Identity Center remembers. Times are milliseconds since 1970 by the stand-in's clock. */
import { randomBytes, randomUUID } from "node:crypto"

export interface CenterAccountOptions {
  readonly id: string
  readonly name: string
  readonly roles: readonly string[]
}

export interface CenterOptions {
  /** `<the stand-in's address>/start` where left out. */
  readonly startUrl?: string
  /** us-east-1 where left out. */
  readonly region?: string
  readonly accounts: readonly CenterAccountOptions[]
  /** How long an access token lasts; 3,600 where left out. */
  readonly tokenSeconds?: number
  /** How long refresh tokens are taken, from the sign-in on; 28,800 where left out, 0: none is given. */
  readonly sessionSeconds?: number
  /** How long role credentials last; 3,600 where left out. */
  readonly roleSeconds?: number
  /** Between two questions of a device; 1 where left out, 5 at AWS. */
  readonly intervalSeconds?: number
  readonly deviceSeconds?: number
  /** How many accounts or roles are on one page at most; 100 where left out. */
  readonly pageSize?: number
}

export interface Client {
  readonly id: string
  readonly secret: string
  expiresMs: number
  readonly grantTypes: readonly string[]
  readonly redirectUris: readonly string[]
}

/** One person's sign-in: what refresh tokens belong to. */
export interface SignIn {
  readonly clientId: string
  endsMs: number
}

export interface Device {
  readonly clientId: string
  readonly code: string
  readonly userCode: string
  readonly expiresMs: number
  state: "pending" | "approved" | "refused" | "used"
  askedMs: number
  intervalMs: number
}

export interface Authorization {
  readonly clientId: string
  readonly redirectUri: string
  readonly state: string
  readonly challenge: string
  /** Set when it was approved. */
  code: string | null
  codeExpiresMs: number
  used: boolean
}

export interface Center {
  /** The stand-in's own address. */
  readonly url: string
  startUrl: string
  readonly region: string
  /** May be changed by a test: somebody gives and takes roles. */
  accounts: CenterAccountOptions[]
  readonly options: Required<Omit<CenterOptions, "accounts" | "startUrl" | "region">>
  readonly clients: Client[]
  readonly devices: Device[]
  readonly authorizations: Map<string, Authorization>
  readonly accessTokens: Map<string, { readonly signIn: SignIn; expiresMs: number }>
  readonly refreshTokens: Map<string, SignIn>
}

export function newCenter({ accounts, startUrl, region, ...options }: CenterOptions, url: string): Center {
  return {
    url,
    startUrl: startUrl ?? `${url}/start`,
    region: region ?? "us-east-1",
    accounts: [...accounts],
    options: {
      ...{ tokenSeconds: 3_600, sessionSeconds: 28_800, roleSeconds: 3_600, intervalSeconds: 1 },
      ...{ deviceSeconds: 600, pageSize: 100 },
      ...options,
    },
    clients: [],
    devices: [],
    authorizations: new Map(),
    accessTokens: new Map(),
    refreshTokens: new Map(),
  }
}

/** Ends every sign-in at once, as an administrator can. */
export function endAllSessions(center: Center): void {
  center.accessTokens.clear()
  center.refreshTokens.clear()
}

export const newId = () => randomUUID()
/** Longer than one item of a keychain may be on Windows, as AWS's own are. */
export const newToken = (prefix: string) => `${prefix}${randomBytes(900).toString("base64url")}`
export const newUserCode = () => {
  const letters = "BCDFGHJKLMNPQRSTVWXZ"
  const four = () => Array.from(randomBytes(4), (byte) => letters.charAt(byte % letters.length)).join("")
  return `${four()}-${four()}`
}
