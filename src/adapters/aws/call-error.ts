/** @file Failures of a call, in AppErrors that carry no secret: neither the request nor the SDK's error goes along. */
import { AppError } from "../../core/errors.ts"
import type { NetworkProblem } from "../../core/errors.ts"

const BY_CODE: Readonly<Record<string, NetworkProblem>> = {
  ENOTFOUND: "dns",
  EAI_AGAIN: "dns",
  EAI_FAIL: "dns",
  ECONNREFUSED: "refused",
  ETIMEDOUT: "timeout",
  ESOCKETTIMEDOUT: "timeout",
  ECONNRESET: "reset",
  EPIPE: "reset",
  ECONNABORTED: "reset",
  ERR_STREAM_PREMATURE_CLOSE: "reset",
  HPE_INVALID_CONSTANT: "proxy",
  ENETUNREACH: "offline",
  EHOSTUNREACH: "offline",
  ENETDOWN: "offline",
  EPROTO: "tls",
}

/** OpenSSL's reasons for not trusting a certificate, as Node names them. */
const TLS = /^(CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_|ERR_SSL_|HOSTNAME_MISMATCH|INVALID_CA)/

/** The error itself and what it was caused by: `fetch`-like layers and happy-eyeballs wrap the code they had. */
function* chain(error: unknown): Generator<{ code: string; name: string; message: string }> {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; depth++) {
    const { code } = current as { code?: unknown }
    yield { code: typeof code === "string" ? code : "", name: current.name, message: current.message }
    current =
      current instanceof AggregateError && current.errors.length > 0
        ? (current.errors[0] as unknown)
        : current.cause
  }
}

/** Why nothing came back. */
export function networkProblem(error: unknown): NetworkProblem {
  for (const { code, name, message } of chain(error)) {
    const known = BY_CODE[code]
    if (known !== undefined) return known
    if (TLS.test(code)) return "tls"
    if (code.startsWith("HPE_")) return "proxy"
    // The SDK calls a reset connection a TimeoutError.
    if (/socket hang up|aborted|premature close/i.test(message)) return "reset"
    if (name === "TimeoutError") return "timeout"
  }
  return "other"
}

/** What the log may know: names and codes, no text of theirs. */
export function bareCause(error: unknown): Error {
  const names = [...chain(error)].map(({ name, code }) => (code === "" ? name : `${name} ${code}`))
  const bare = new Error(names.join(" < ") || "not an error")
  bare.stack = bare.message
  return bare
}

export function networkError(problem: NetworkProblem, host: string, cause?: unknown): AppError {
  const options = cause === undefined ? undefined : { cause: bareCause(cause) }
  return new AppError({ kind: "network", problem, host }, options)
}

const MAX_MESSAGE = 500

/** A message from outside for people's eyes: one line, no control characters, none of our secrets. */
export function safeText(text: string, secrets: readonly string[]): string {
  const clean = text.replace(/\p{C}+/gu, " ").slice(0, MAX_MESSAGE * 4)
  const redacted = secrets
    .filter((secret) => secret.length >= 6)
    .reduce((kept, secret) => kept.replaceAll(secret, "***"), clean)
  return redacted.slice(0, MAX_MESSAGE)
}
