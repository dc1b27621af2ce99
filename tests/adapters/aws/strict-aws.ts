/** @file The adapter of AWS's SDK before a strict AWS of one user, anew for each test. */
import { createServer } from "node:http"
import type { IncomingMessage, ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { afterEach, beforeEach, vi } from "vitest"
import { createAwsSdkApi } from "../../../src/adapters/aws/aws-sdk-api.ts"
import { AppError } from "../../../src/core/errors.ts"
import { startAwsStandIn } from "../../support/aws/start.ts"
import type { AwsStandIn } from "../../support/aws/start.ts"
import { testClock } from "../../support/aws/test-clock.ts"

export const SERIAL = "arn:aws:iam::123456789012:mfa/ada"
export const KEY = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "LONGTERMSECRET0123456789canary",
}
export const CODE = "918273"

/** One for both sides, and it stands: no answer comes too late to be told from a clock that is off. */
export const clock = testClock()
export const api = createAwsSdkApi({ timeoutMs: 60_000, nowMs: clock.nowMs })

let standIn: AwsStandIn
const closers: (() => void)[] = []

/** To be called once by a file of tests. @returns the present test's stand-in */
export function eachWithStrictAws(): () => AwsStandIn {
  beforeEach(async () => {
    standIn = await startAwsStandIn({
      nowMs: clock.nowMs,
      users: [{ name: "ada", accessKeys: [{ id: KEY.accessKeyId, secret: KEY.secretAccessKey }] }],
      roles: [{ name: "Deploy", requiresMfa: true }],
    })
  })
  afterEach(async () => {
    await standIn.close()
    for (const close of closers.splice(0)) close()
    vi.unstubAllEnvs()
  })
  return () => standIn
}

/** What ends with the present test. */
export const atEnd = (close: () => void) => void closers.push(close)

export const target = () => ({ region: "us-east-1", endpoint: standIn.url })
export const withMfa = (tokenCode = standIn.codeFor(SERIAL)) => ({
  durationSeconds: 3_600,
  mfa: { serialNumber: SERIAL, tokenCode },
})

/** @throws what is no AppError, and where nothing failed */
export async function errorOf(work: Promise<unknown>): Promise<AppError> {
  try {
    await work
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error("did not fail")
}

/** @returns the address of a server that answers as it likes */
export async function serve(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  const server = createServer((request, response) => {
    request.resume().on("end", () => answer(request, response))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  atEnd(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
