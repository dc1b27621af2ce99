/** @file Reads the time from the Date header of an HTTPS answer (RFC 9110 section 6.6.1), on request only. TLS is
 *  verified, no redirect is followed, the body is not read, nothing is sent but the question. */
import { request } from "node:https"
import { AppError } from "../../core/errors.ts"
import type { ClockReading, TimeSource } from "../../core/ports/time-source.ts"
import { networkError, networkProblem } from "../aws/call-error.ts"

const LIMIT_MS = 10_000
/** A Date header names whole seconds: on average half of one has gone by. */
const HALF_SECOND_MS = 500
const HOST =
  /^(?=.{1,253}(?::|$))[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::\d{1,5})?$/i

export interface HttpsTimeOptions {
  readonly nowMs: () => number
  /** Certificates to trust beside the system's; for tests. */
  readonly ca?: string
}

export function httpsTime({ nowMs, ca }: HttpsTimeOptions): TimeSource {
  return {
    async read(host, signal) {
      const name = host.trim()
      if (!HOST.test(name))
        throw new AppError({ kind: "usage", message: "Name a host, such as www.example.com." })
      const limit = AbortSignal.timeout(LIMIT_MS)
      const both = signal === undefined ? limit : AbortSignal.any([signal, limit])
      try {
        return await ask(name, both, nowMs, ca)
      } catch (cause) {
        if (cause instanceof AppError) throw cause
        if (signal?.aborted === true) throw new AppError({ kind: "cancelled" }, { cause })
        if (limit.aborted) throw new AppError({ kind: "network", problem: "timeout", host: name }, { cause })
        throw networkError(networkProblem(cause), name, cause)
      }
    },
  }
}

function ask(host: string, signal: AbortSignal, nowMs: () => number, ca?: string): Promise<ClockReading> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(`https://${host}/`)
    const options = { method: "HEAD", path: "/", hostname, port, signal, ...(ca !== undefined && { ca }) }
    let sentMs = nowMs()
    const asked = request(options, (answer) => {
      const receivedMs = nowMs()
      answer.resume()
      asked.destroy()
      const { date, age } = answer.headers
      const dateMs = Date.parse(date ?? "")
      // A stored answer (Age) has a stored date.
      if (Number.isNaN(dateMs) || age !== undefined) {
        reject(new AppError({ kind: "network", problem: "other", host }))
        return
      }
      resolve({
        offsetMs: Math.round(dateMs + HALF_SECOND_MS - (sentMs + receivedMs) / 2),
        uncertaintyMs: Math.ceil(HALF_SECOND_MS + (receivedMs - sentMs) / 2),
      })
    })
    asked.on("error", reject)
    // Counted from when the connection stands: shaking hands is not the answer's way.
    asked.on("socket", (socket) => socket.once("secureConnect", () => (sentMs = nowMs())))
    asked.end()
  })
}
