import type { SessionCredentials } from "./aws-api.ts"

/** Which Identity Center, and where it is asked. Never taken from the environment or the config file. */
export interface SsoTarget {
  /** What the sign-in is called in Keycard, for failures. */
  readonly name: string
  readonly startUrl: string
  readonly region: string
  /** An Identity Center of one's own: https, or http on loopback. null: AWS's own endpoints of the region. */
  readonly endpoint: string | null
}

/** Keycard as AWS knows it, for some weeks. "RegisterClient", IAM Identity Center OIDC API reference. */
export interface SsoClient {
  readonly clientId: string
  readonly clientSecret: string
  /** Unix time in milliseconds. */
  readonly expiresAtMs: number
}

/** The two ways in: a browser here comes back by itself, or a code is confirmed in a browser anywhere. */
export type SsoFlow = "browser" | "device"

/** "StartDeviceAuthorization", IAM Identity Center OIDC API reference. RFC 8628 section 3.2. */
export interface DeviceAuthorization {
  readonly deviceCode: string
  /** What the person compares or types. */
  readonly userCode: string
  /** Where it is typed: https, of AWS or of the start URL's host. */
  readonly verificationUri: string
  /** The same with the code in it. */
  readonly verificationUriComplete: string
  /** Unix time in milliseconds. */
  readonly expiresAtMs: number
  /** Least time between two questions. */
  readonly intervalSeconds: number
}

export interface SsoTokens {
  readonly accessToken: string
  /** Unix time in milliseconds. */
  readonly expiresAtMs: number
  /** null: a person has to sign in again at the end. */
  readonly refreshToken: string | null
}

export type SsoGrant =
  | {
      readonly kind: "code"
      readonly code: string
      readonly codeVerifier: string
      readonly redirectUri: string
    }
  | { readonly kind: "device"; readonly deviceCode: string }
  | { readonly kind: "refresh"; readonly refreshToken: string }

export type SsoGrantAnswer =
  | { readonly kind: "tokens"; readonly tokens: SsoTokens }
  /** Of a device: nobody confirmed it yet. */
  | { readonly kind: "pending" }
  /** Of a device: the interval grows by five seconds. */
  | { readonly kind: "slow-down" }
  /** The grant is over: a device's code, a refresh token, a browser's code. */
  | { readonly kind: "over" }
  /** AWS does not know this client any more: another has to be registered. */
  | { readonly kind: "client-unknown" }

export interface CenterAccount {
  /** 12 digits. */
  readonly accountId: string
  /** Without control characters; may be empty. */
  readonly name: string
  readonly email: string
}

/** One page, and what asks for the next one. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly nextToken: string | null
}

/**
 * The calls to IAM Identity Center's OIDC service and access portal. One attempt each, 20 s at most, answers validated
 * field by field, TLS always verified, no token or secret in what is thrown.
 *
 * @throws AppError `sso` (`start-url`, `refused`, `revoked`, `no-access`, `answer`), `aws-refused` (`throttled`,
 * `server`, `other`), `aws-answer`, `network`, `cancelled`.
 */
export interface SsoApi {
  /** @param flow what the client may ask for. */
  registerClient(target: SsoTarget, flow: SsoFlow, signal?: AbortSignal): Promise<SsoClient>
  startDevice(target: SsoTarget, client: SsoClient, signal?: AbortSignal): Promise<DeviceAuthorization>
  createToken(
    target: SsoTarget,
    client: SsoClient,
    grant: SsoGrant,
    signal?: AbortSignal,
  ): Promise<SsoGrantAnswer>
  listAccounts(
    target: SsoTarget,
    accessToken: string,
    nextToken: string | null,
    signal?: AbortSignal,
  ): Promise<Page<CenterAccount>>
  /** The names of the roles of one account. */
  listRoles(
    target: SsoTarget,
    accessToken: string,
    request: { readonly accountId: string; readonly nextToken: string | null },
    signal?: AbortSignal,
  ): Promise<Page<string>>
  roleCredentials(
    target: SsoTarget,
    accessToken: string,
    role: { readonly accountId: string; readonly roleName: string },
    signal?: AbortSignal,
  ): Promise<SessionCredentials>
  /** Ends the token at AWS. */
  logout(target: SsoTarget, accessToken: string, signal?: AbortSignal): Promise<void>
}
