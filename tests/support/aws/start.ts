/** @file The stand-in for AWS in tests and in the demo: STS and IAM of one account over HTTP, on loopback only,
 *  as strict as AWS about signatures, keys, second factors, durations and expiry. Never part of the app.
 *  A script for plain Node 20 loads this file through `runnerImport` of vite. */
import { randomUUID } from "node:crypto"
import { createServer } from "node:http"
import type { IncomingMessage, ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { setTimeout as sleep } from "node:timers/promises"
import { newAccount } from "./account.ts"
import { newCenter, type Center, type CenterOptions } from "./center/model.ts"
import { serveCenter, type CenterRequest } from "./center/serve.ts"
import type { AccountOptions } from "./account.ts"
import { answerConsole } from "./console.ts"
import { deliver } from "./deliver.ts"
import { FaultPlan } from "./fault-plan.ts"
import { disturb, strikesBefore } from "./faults.ts"
import { handle } from "./handle.ts"
import type { Outcome } from "./handle.ts"
import type { Account } from "./model.ts"
import { parseAuthorization } from "./sigv4.ts"
import type { WireRequest } from "./sigv4.ts"
import { codeOfStep, timeStep } from "./totp.ts"

const BODY_LIMIT_BYTES = 1 << 20

export interface AwsStandInOptions extends AccountOptions {
  /** The server's clock, milliseconds since 1970; the real one where left out. */
  readonly nowMs?: () => number
  /** 0, any free port, where left out. */
  readonly port?: number
  /** How far a signature's time may be off; 15, as STS says, where left out. */
  readonly clockWindowMinutes?: number
  /** IAM Identity Center at the same address; none where left out. */
  readonly center?: CenterOptions
}

/** A request that arrived, in the order of arrival. */
export interface LoggedRequest {
  /** By the server's clock. */
  readonly atMs: number
  readonly action: string | undefined
  /** All of them, TokenCode too. */
  readonly parameters: Readonly<Record<string, string>>
  readonly accessKeyId: string | undefined
  readonly region: string | undefined
  /** `OK`, AWS's error code, `unprocessed` where a fault struck first. */
  readonly result: string
  /** The kind of the fault that was ordered for it. */
  readonly fault: string | undefined
}

export interface AwsStandIn {
  /** `http://127.0.0.1:PORT`, for `endpoint`, `--endpoint-url`, AWS_ENDPOINT_URL. */
  readonly url: string
  readonly account: Account
  readonly requests: readonly LoggedRequest[]
  /** Throws where there is none. */
  readonly center: () => Center
  readonly centerRequests: readonly CenterRequest[]
  readonly faults: FaultPlan
  /** The code that a right authenticator shows for this device.
   *  @param atMs the stand-in's now where left out. */
  codeFor(serial: string, atMs?: number): string
  close(): Promise<void>
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > BODY_LIMIT_BYTES) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function describe(request: WireRequest, authorization: string | undefined) {
  const parameters: Record<string, string> = Object.fromEntries(
    new URLSearchParams(request.body.toString("utf8")),
  )
  const parsed = parseAuthorization(authorization ?? "")
  const signer = "lacks" in parsed ? undefined : parsed
  return {
    action: parameters.Action,
    parameters,
    accessKeyId: signer?.accessKeyId,
    region: signer?.scope.region,
  }
}

const unprocessed = (): Outcome => ({
  answer: { status: 200, requestId: randomUUID(), body: "" },
  result: "unprocessed",
})

/** Starts the stand-in and resolves when it listens. */
export async function startAwsStandIn(options: AwsStandInOptions): Promise<AwsStandIn> {
  const clock = options.nowMs ?? Date.now
  const account = newAccount(options, clock())
  const requests: LoggedRequest[] = []
  const faults = new FaultPlan()

  const centerRequests: CenterRequest[] = []
  let center: Center | undefined

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(incoming)
    const page = incoming.method === "GET" ? answerConsole(account, incoming.url ?? "/", clock()) : undefined
    if (page !== undefined) {
      const { searchParams } = new URL(incoming.url ?? "/", "http://localhost")
      const unsigned = { accessKeyId: undefined, region: undefined, fault: undefined }
      const parameters = Object.fromEntries(searchParams)
      requests.push({ atMs: clock(), action: page.action, parameters, result: page.result, ...unsigned })
      response.writeHead(page.status, { "content-type": page.type }).end(page.body)
      return
    }
    if (body !== undefined && center !== undefined && incoming.url !== "/") {
      const around = { account, center, url: center.url, faults, log: centerRequests, nowMs: clock() }
      if (await serveCenter(around, incoming, body, response)) return
    }
    if (body === undefined || incoming.url !== "/" || incoming.method !== "POST") {
      response.writeHead(body === undefined ? 413 : 404, { connection: "close" }).end()
      return
    }
    const request = { method: "POST", target: "/", rawHeaders: incoming.rawHeaders, body }
    const description = describe(request, incoming.headers.authorization)
    const fault = faults.take(description.action)
    if (fault?.kind === "delay") await sleep(fault.ms, undefined, { ref: false })
    const nowMs = clock() + (fault?.kind === "clock-offset" ? fault.ms : 0)
    const outcome =
      fault && strikesBefore(fault)
        ? unprocessed()
        : handle(account, request, nowMs, options.clockWindowMinutes ?? 15)
    requests.push({ atMs: nowMs, ...description, result: outcome.result, fault: fault?.kind })
    const delivery = disturb(fault ?? { kind: "delay", ms: 0 }, outcome.answer, nowMs)
    await deliver(response, delivery, nowMs)
  }

  const server = createServer((incoming, response) => {
    serve(incoming, response).catch((error: unknown) => {
      // A bug of the stand-in itself: say so to the test instead of leaving it waiting.
      if (!response.headersSent) response.writeHead(599, { "content-type": "text/plain" })
      response.end(error instanceof Error ? error.stack : String(error))
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject)
    server.listen(options.port ?? 0, "127.0.0.1", resolve)
  })

  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port.toString()}`
  if (options.center !== undefined) center = newCenter(options.center, url)
  return {
    url,
    account,
    requests,
    center() {
      if (center === undefined) throw new Error("This stand-in has no Identity Center.")
      return center
    },
    centerRequests,
    faults,
    codeFor(serial, atMs = clock()) {
      const device = account.users.flatMap((user) => user.mfaDevices).find((found) => found.serial === serial)
      if (!device) throw new Error("No user of the stand-in has a device of this serial.")
      return codeOfStep(device.seedBase32, timeStep(atMs))
    },
    async close() {
      const closed = new Promise<void>((resolve) =>
        server.close(() => {
          resolve()
        }),
      )
      server.closeAllConnections()
      await closed
    },
  }
}
