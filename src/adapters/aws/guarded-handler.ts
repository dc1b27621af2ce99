/** @file The one way out: TLS always verified, no redirect, no proxy of the environment, the body read to its end
 *  within the time limit and under the size limit, before the SDK's parser sees any of it. */
import { Agent as HttpAgent } from "node:http"
import { Agent as HttpsAgent } from "node:https"
import { Readable } from "node:stream"
import { NodeHttpHandler } from "@smithy/node-http-handler"
import { AppError } from "../../core/errors.ts"
import { networkError, networkProblem } from "./call-error.ts"

const MAX_BODY_BYTES = 1 << 20
const CONNECT_MS = 10_000
const DAY_MS = 86_400_000
/** A Date header names whole seconds: on average half of one has gone by. */
const HALF_SECOND_MS = 500

type Inner = NodeHttpHandler["handle"]
type HttpRequest = Parameters<Inner>[0]
type HttpResponse = Awaited<ReturnType<Inner>>["response"]

/** What one call showed, for who judges the SDK's result. */
export interface Observed {
  httpStatus: number | null
  /** Server clock minus ours in milliseconds, or `null`. */
  clockOffsetMs: number | null
  /** Set when the answer is not to be believed, whatever the SDK makes of it. */
  failure: AppError | null
}

export type Judge = typeof judge

export interface GuardedHandlerOptions {
  readonly observed: Observed
  readonly signal: AbortSignal
  readonly nowMs: () => number
  /** Why an answer is not to be believed, or null; absent: for answers in XML. */
  readonly judge?: Judge
}

function offsetOf(
  headers: Readonly<Record<string, string>>,
  sentMs: number,
  receivedMs: number,
): number | null {
  const dateMs = Date.parse(headers.date ?? "")
  // A stored answer (Age) has a stored date.
  if (Number.isNaN(dateMs) || headers.age !== undefined) return null
  const offsetMs = Math.round(dateMs + HALF_SECOND_MS - (sentMs + receivedMs) / 2)
  return Math.abs(offsetMs) > DAY_MS ? null : offsetMs
}

async function readBody(body: Readable, signal: AbortSignal): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  const abort = () => body.destroy(new Error("aborted"))
  if (signal.aborted) abort()
  signal.addEventListener("abort", abort, { once: true })
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > MAX_BODY_BYTES) throw new AppError({ kind: "aws-answer", problem: "too-large" })
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  } finally {
    signal.removeEventListener("abort", abort)
    body.destroy()
  }
}

/** AWS's own envelope, of a result or of an error: anything else comes from a network's login page or a proxy. */
const ENVELOPE = /^\s*(?:<\?xml[^<>]*\?>\s*)?<(?:ErrorResponse|[A-Za-z]+Response)[\s>]/

/** Deeper than any answer of STS and IAM; a parser that recurses would not come back from 100,000. */
const MAX_OPENINGS = 20_000

function judge(status: number, text: string, host: string): AppError | null {
  if (status === 407) return networkError("proxy", host)
  const isEnvelope =
    ENVELOPE.test(text) && !text.includes("<!DOCTYPE") && text.split("<").length < MAX_OPENINGS
  if (isEnvelope && (status < 300 || status >= 400)) return null
  if (text.trim() === "" && (status === 200 || status === 204))
    return new AppError({ kind: "aws-answer", problem: "no-credentials" })
  if (status === 429)
    return new AppError({ kind: "aws-refused", refusal: "throttled", code: "429", message: "" })
  if (status >= 500)
    return new AppError({ kind: "aws-refused", refusal: "server", code: String(status), message: "" })
  return new AppError({ kind: "aws-answer", problem: "not-xml" })
}

/** A request handler for one call of the SDK. */
export class GuardedHandler extends NodeHttpHandler {
  readonly #guard: GuardedHandlerOptions

  constructor(guard: GuardedHandlerOptions) {
    super({
      connectionTimeout: CONNECT_MS,
      httpAgent: new HttpAgent({ keepAlive: false }),
      // Said outright: NODE_TLS_REJECT_UNAUTHORIZED=0 would else be obeyed.
      httpsAgent: new HttpsAgent({ keepAlive: false, rejectUnauthorized: true }),
    })
    this.#guard = guard
  }

  override async handle(...[request, options]: Parameters<Inner>): Promise<{ response: HttpResponse }> {
    const { observed } = this.#guard
    try {
      return await this.#exchange(request, options)
    } catch (error) {
      observed.failure ??=
        error instanceof AppError ? error : networkError(networkProblem(error), request.hostname, error)
      throw new Error("guarded")
    }
  }

  async #exchange(request: HttpRequest, options: Parameters<Inner>[1]): Promise<{ response: HttpResponse }> {
    const { observed, nowMs, signal } = this.#guard
    const sentMs = nowMs()
    const { response } = await super.handle(request, { ...options, abortSignal: signal })
    observed.httpStatus = response.statusCode
    observed.clockOffsetMs = offsetOf(response.headers, sentMs, nowMs())
    const body = response.body as unknown
    const bytes = body instanceof Readable ? await readBody(body, signal) : Buffer.alloc(0)
    observed.failure = (this.#guard.judge ?? judge)(
      response.statusCode,
      bytes.toString("utf8"),
      request.hostname,
    )
    if (observed.failure !== null) throw observed.failure
    response.body = Readable.from([bytes])
    return { response }
  }
}
