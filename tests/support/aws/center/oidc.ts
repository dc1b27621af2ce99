/** @file The OIDC half: who may ask, and what for. "IAM Identity Center OIDC API Reference", RFC 7636, RFC 8628. */
import { createHash } from "node:crypto"
import { CenterError, invalidClient, invalidGrant, invalidRequest } from "./center-error.ts"
import type { Center, Client, Device, SignIn } from "./model.ts"
import { newId, newToken, newUserCode } from "./model.ts"

export interface OidcCall {
  readonly center: Center
  readonly body: Readonly<Record<string, unknown>>
  readonly nowMs: number
  /** The stand-in's own address. */
  readonly url: string
}

const CODE = "authorization_code"
const DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
const REFRESH = "refresh_token"
const SCOPES = ["sso:account:access"]
const CLIENT_DAYS = 90
const DAY_MS = 86_400_000

function refuseUnknown(body: OidcCall["body"], known: readonly string[]): void {
  const odd = Object.keys(body).find((name) => !known.includes(name))
  if (odd !== undefined) throw invalidRequest(`Unknown field ${odd}`)
}

const text = (value: unknown): string => {
  if (typeof value !== "string" || value === "") throw invalidRequest("A field is missing")
  return value
}

const texts = (value: unknown): string[] => {
  if (value === undefined) return []
  if (!Array.isArray(value) || !value.every((each) => typeof each === "string")) throw invalidRequest()
  return value
}

export function registerClient({ center, body, nowMs }: OidcCall): object {
  refuseUnknown(body, ["clientName", "clientType", "scopes", "grantTypes", "redirectUris", "issuerUrl"])
  text(body.clientName)
  if (body.clientType !== "public") throw invalidRequest("clientType")
  if (texts(body.scopes).some((scope) => !SCOPES.includes(scope)))
    throw new CenterError(400, "InvalidScopeException", "invalid_scope", "Invalid scope")
  const grantTypes = texts(body.grantTypes)
  if (grantTypes.some((type) => ![CODE, DEVICE, REFRESH].includes(type))) throw invalidRequest("grantTypes")
  const redirectUris = texts(body.redirectUris)
  if (redirectUris.some((uri) => !/^http:\/\/127\.0\.0\.1\/[\w/]+$/.test(uri)))
    throw new CenterError(400, "InvalidRedirectUriException", "invalid_redirect_uri", "Invalid redirect")
  if (grantTypes.includes(CODE)) {
    if (redirectUris.length === 0) throw invalidRequest("redirectUris")
    if (body.issuerUrl !== center.startUrl) throw invalidRequest("issuerUrl")
  }
  const client: Client = {
    id: newId(),
    secret: newToken("secret-"),
    expiresMs: nowMs + CLIENT_DAYS * DAY_MS,
    ...{ grantTypes, redirectUris },
  }
  center.clients.push(client)
  return {
    clientId: client.id,
    clientIdIssuedAt: Math.floor(nowMs / 1000),
    clientSecret: client.secret,
    clientSecretExpiresAt: Math.floor(client.expiresMs / 1000),
  }
}

function clientOf({ center, body, nowMs }: OidcCall): Client {
  const client = center.clients.find(({ id }) => id === body.clientId)
  if (client === undefined || client.secret !== body.clientSecret || client.expiresMs <= nowMs)
    throw invalidClient()
  return client
}

export function startDevice(call: OidcCall): object {
  const { center, body, nowMs, url } = call
  refuseUnknown(body, ["clientId", "clientSecret", "startUrl"])
  const client = clientOf(call)
  if (body.startUrl !== center.startUrl) throw invalidRequest("startUrl")
  const { deviceSeconds, intervalSeconds } = center.options
  const device: Device = {
    clientId: client.id,
    code: newToken("device-"),
    userCode: newUserCode(),
    expiresMs: nowMs + deviceSeconds * 1000,
    state: "pending",
    askedMs: nowMs,
    intervalMs: intervalSeconds * 1000,
  }
  center.devices.push(device)
  return {
    deviceCode: device.code,
    userCode: device.userCode,
    verificationUri: `${url}/device`,
    verificationUriComplete: `${url}/device?user_code=${device.userCode}`,
    expiresIn: deviceSeconds,
    interval: intervalSeconds,
  }
}

function issue(center: Center, signIn: SignIn, nowMs: number): object {
  const { tokenSeconds, sessionSeconds } = center.options
  const accessToken = newToken("access-")
  center.accessTokens.set(accessToken, { signIn, expiresMs: nowMs + tokenSeconds * 1000 })
  const answer = { accessToken, expiresIn: tokenSeconds, tokenType: "Bearer" }
  if (sessionSeconds === 0) return answer
  const refreshToken = newToken("refresh-")
  center.refreshTokens.set(refreshToken, signIn)
  return { ...answer, refreshToken }
}

const newSignIn = (center: Center, clientId: string, nowMs: number): SignIn => ({
  clientId,
  endsMs: nowMs + center.options.sessionSeconds * 1000,
})

function byDevice({ center, body, nowMs }: OidcCall, client: Client): object {
  const device = center.devices.find(
    ({ code, clientId }) => code === body.deviceCode && clientId === client.id,
  )
  if (device === undefined || device.state === "used") throw invalidGrant()
  if (device.expiresMs <= nowMs)
    throw new CenterError(400, "ExpiredTokenException", "expired_token", "Device code expired")
  if (device.state === "refused")
    throw new CenterError(400, "AccessDeniedException", "access_denied", "Access denied")
  // A clock that stands still in a test must not make every question one too soon.
  const early = nowMs - device.askedMs < device.intervalMs * 0.9 && nowMs !== device.askedMs
  device.askedMs = nowMs
  if (early) {
    device.intervalMs += 5_000
    throw new CenterError(400, "SlowDownException", "slow_down", "Slow down")
  }
  if (device.state === "pending")
    throw new CenterError(400, "AuthorizationPendingException", "authorization_pending", "Pending")
  device.state = "used"
  return issue(center, newSignIn(center, client.id, nowMs), nowMs)
}

function byCode({ center, body, nowMs }: OidcCall, client: Client): object {
  const code = text(body.code)
  const granted = [...center.authorizations.values()].find((each) => each.code === code)
  if (granted?.clientId !== client.id || granted.used || granted.codeExpiresMs <= nowMs) throw invalidGrant()
  granted.used = true
  if (granted.redirectUri !== body.redirectUri) throw invalidGrant()
  const verifier = text(body.codeVerifier)
  if (!/^[\w.~-]{43,128}$/.test(verifier)) throw invalidRequest("codeVerifier")
  if (createHash("sha256").update(verifier).digest("base64url") !== granted.challenge) throw invalidGrant()
  return issue(center, newSignIn(center, client.id, nowMs), nowMs)
}

/** A refresh token is good once; whoever comes with an old one ends the sign-in for all. */
function byRefresh({ center, body, nowMs }: OidcCall, client: Client): object {
  const token = text(body.refreshToken)
  const signIn = center.refreshTokens.get(token)
  if (signIn?.clientId !== client.id || signIn.endsMs <= nowMs) throw invalidGrant()
  center.refreshTokens.delete(token)
  return issue(center, signIn, nowMs)
}

const FIELDS: Readonly<Record<string, readonly string[]>> = {
  [DEVICE]: ["deviceCode"],
  [CODE]: ["code", "redirectUri", "codeVerifier"],
  [REFRESH]: ["refreshToken"],
}

export function createToken(call: OidcCall): object {
  const { body } = call
  const grantType = text(body.grantType)
  const fields = FIELDS[grantType]
  if (fields === undefined)
    throw new CenterError(400, "UnsupportedGrantTypeException", "unsupported_grant_type", "Unsupported")
  refuseUnknown(body, ["clientId", "clientSecret", "grantType", ...fields])
  const client = clientOf(call)
  if (!client.grantTypes.includes(grantType))
    throw new CenterError(400, "UnauthorizedClientException", "unauthorized_client", "Not for this client")
  if (grantType === DEVICE) return byDevice(call, client)
  return grantType === CODE ? byCode(call, client) : byRefresh(call, client)
}
