/** @file The stand-in's IAM Identity Center over HTTP: OIDC, the access portal, and the pages of both. */
import { randomUUID } from "node:crypto"
import type { IncomingMessage, ServerResponse } from "node:http"
import { setTimeout as sleep } from "node:timers/promises"
import type { FaultPlan } from "../fault-plan.ts"
import type { Fault } from "../faults.ts"
import type { Account } from "../model.ts"
import { CenterError, invalidRequest } from "./center-error.ts"
import type { Center } from "./model.ts"
import { createToken, registerClient, startDevice, type OidcCall } from "./oidc.ts"
import { servePage } from "./pages.ts"
import { listAccounts, listRoles, logout, roleCredentials, type PortalCall } from "./portal.ts"

const OIDC: ReadonlyMap<string, readonly [string, (call: OidcCall) => object]> = new Map([
  ["POST /client/register", ["RegisterClient", registerClient]],
  ["POST /device_authorization", ["StartDeviceAuthorization", startDevice]],
  ["POST /token", ["CreateToken", createToken]],
])
const PORTAL: ReadonlyMap<string, readonly [string, (call: PortalCall) => object]> = new Map([
  ["GET /assignment/accounts", ["ListAccounts", listAccounts]],
  ["GET /assignment/roles", ["ListAccountRoles", listRoles]],
  ["GET /federation/credentials", ["GetRoleCredentials", roleCredentials]],
  ["POST /logout", ["Logout", logout]],
])

export interface CenterRequest {
  readonly atMs: number
  readonly action: string
  /** Of CreateToken. */
  readonly grantType: string | undefined
  readonly accountId: string | undefined
  /** `OK`, or the error's code. */
  readonly result: string
}

export interface CenterSurroundings {
  readonly account: Account
  readonly center: Center
  readonly url: string
  readonly faults: FaultPlan
  readonly log: CenterRequest[]
  readonly nowMs: number
}

function send(response: ServerResponse, status: number, body: string, headers: Record<string, string>): void {
  response
    .writeHead(status, {
      "x-amzn-requestid": randomUUID(),
      "content-length": Buffer.byteLength(body),
      ...headers,
    })
    .end(body)
}

const JSON_TYPE = { "content-type": "application/json" }

function sendError(response: ServerResponse, { status, code, oauth, message }: CenterError): void {
  const body = oauth === "" ? { message } : { error: oauth, error_description: message }
  send(response, status, JSON.stringify(body), { ...JSON_TYPE, "x-amzn-errortype": code })
}

/** @returns whether the fault was all that there is to the answer. */
async function strike(fault: Fault | undefined, response: ServerResponse): Promise<boolean> {
  switch (fault?.kind) {
    case "throttle":
      sendError(response, new CenterError(429, "TooManyRequestsException", "", "Rate exceeded"))
      return true
    case "raw":
      send(response, fault.status ?? 200, fault.body, { ...JSON_TYPE, ...fault.headers })
      return true
    case "status":
      send(response, fault.status, "", {})
      return true
    case "reset":
      response.socket?.resetAndDestroy()
      return true
    case "silence":
      return true
    case "captive-portal":
      send(response, 200, "<!doctype html><title>Wi-Fi</title>", { "content-type": "text/html" })
      return true
    case "delay":
      await sleep(fault.ms, undefined, { ref: false })
      return false
    default:
      return false
  }
}

function readJson(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"))
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>
  } catch {
    // refused below
  }
  throw invalidRequest("not JSON")
}

/** Answers, if the address is one of Identity Center's. @returns whether it is. */
export async function serveCenter(
  surroundings: CenterSurroundings,
  incoming: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): Promise<boolean> {
  const { center, account, url, faults, log, nowMs } = surroundings
  const { pathname, searchParams: query } = new URL(incoming.url ?? "/", url)
  const route = `${incoming.method ?? ""} ${pathname}`
  const action = OIDC.get(route)?.[0] ?? PORTAL.get(route)?.[0]
  if (action === undefined) {
    try {
      const shown = incoming.method === "GET" ? servePage(center, pathname, query, nowMs) : undefined
      if (shown === undefined) return false
      const { status, location } = shown
      send(response, status, shown.body, { "content-type": "text/html", ...(location ? { location } : {}) })
    } catch (error) {
      if (!(error instanceof CenterError)) throw error
      sendError(response, error)
    }
    return true
  }
  const note = { atMs: nowMs, action, accountId: query.get("account_id") ?? undefined }
  const grantOf = () => {
    const { grantType } = action === "CreateToken" ? readJson(body) : {}
    return typeof grantType === "string" ? grantType : undefined
  }
  if (await strike(faults.take(action), response)) {
    log.push({ ...note, grantType: undefined, result: "unprocessed" })
    return true
  }
  try {
    const oidc = OIDC.get(route)?.[1]
    const bearer = incoming.headers["x-amz-sso_bearer_token"]
    const answer =
      oidc === undefined
        ? PORTAL.get(route)?.[1]({ account, center, query, bearer: String(bearer), nowMs })
        : oidc({ center, body: readJson(body), nowMs, url })
    log.push({ ...note, grantType: grantOf(), result: "OK" })
    send(response, 200, action === "Logout" ? "" : JSON.stringify(answer), JSON_TYPE)
  } catch (error) {
    if (!(error instanceof CenterError)) throw error
    log.push({ ...note, grantType: grantOf(), result: error.code })
    sendError(response, error)
  }
  return true
}
