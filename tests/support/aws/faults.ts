/** @file What a network and a bad day at AWS can do to an answer, to be ordered by a test. */
import { AwsError } from "./aws-error.ts"
import { errorAnswer, isoSeconds } from "./xml.ts"
import type { Answer } from "./xml.ts"

/** One disturbance. Those marked with * strike before AWS has seen the request (no code is spent) unless
 *  `processed` says that AWS did its part and only the answer was lost. */
export type Fault =
  /** The request is looked at so much later. */
  | { readonly kind: "delay"; readonly ms: number }
  /** * Any answer at all: JSON, broken XML, 407 from a proxy, 429 with a Retry-After. */
  | {
      readonly kind: "raw"
      readonly body: string
      readonly status?: number
      readonly headers?: Readonly<Record<string, string>>
    }
  /** * 500 or 503 with AWS's XML, a proxy's HTML, or nothing. */
  | {
      readonly kind: "status"
      readonly status: number
      readonly body?: "xml" | "html" | "empty"
      readonly processed?: boolean
    }
  /** * 400 Throttling, "Rate exceeded". */
  | { readonly kind: "throttle" }
  /** * The connection is reset. */
  | { readonly kind: "reset"; readonly processed?: boolean }
  /** * No answer, ever. */
  | { readonly kind: "silence"; readonly processed?: boolean }
  /** * A login page of a hotel network, status 200. */
  | { readonly kind: "captive-portal" }
  /** * 302 to somewhere else. */
  | { readonly kind: "redirect"; readonly location?: string; readonly status?: 301 | 302 | 307 }
  | { readonly kind: "empty-body" }
  | { readonly kind: "no-content" }
  | {
      readonly kind: "omit"
      readonly element: "AccessKeyId" | "SecretAccessKey" | "SessionToken" | "Expiration"
    }
  /** Another Expiration than the true one, in seconds from now; negative is past. */
  | { readonly kind: "expires-in"; readonly seconds: number }
  /** Any text for an element, put in as it stands: a date that is none, a key with spaces. */
  | { readonly kind: "replace"; readonly element: string; readonly with: string }
  /** A session token that would open a section of its own in the credentials file. */
  | { readonly kind: "newline-in-token" }
  | { readonly kind: "duplicate-credentials" }
  /** Nested entities, and a token made of them. */
  | { readonly kind: "doctype" }
  /** The first half only, with the length of the whole; then the connection ends. */
  | { readonly kind: "truncated" }
  /** Blanks after the answer, up to so many bytes. */
  | { readonly kind: "huge-body"; readonly bytes: number }
  | { readonly kind: "slow-body"; readonly bytes?: number; readonly everyMs?: number }
  /** The server's clock is off by so much, for this request: its Date header and its judgement. */
  | { readonly kind: "clock-offset"; readonly ms: number }

/** How an answer goes out. */
export interface Delivery {
  readonly answer: Answer
  readonly headers: Readonly<Record<string, string>>
  readonly way:
    | { readonly kind: "whole" | "reset" | "silence" | "truncated" }
    | { readonly kind: "huge"; readonly bytes: number }
    | { readonly kind: "slow"; readonly bytes: number; readonly everyMs: number }
}

/** Whether AWS gets to see the request at all. */
export function strikesBefore(fault: Fault): boolean {
  switch (fault.kind) {
    case "status":
    case "reset":
    case "silence":
      return fault.processed !== true
    case "raw":
    case "throttle":
    case "captive-portal":
    case "redirect":
      return true
    default:
      return false
  }
}

const PORTAL =
  "<!DOCTYPE html><html><head><title>Welcome to our Wi-Fi</title></head>" +
  "<body><form>Accept the terms<br><input type=checkbox></form></body></html>"

const DOCTYPE =
  '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">' +
  '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>\n'

const whole = (answer: Answer, contentType = "text/xml"): Delivery => ({
  answer,
  headers: { "content-type": contentType },
  way: { kind: "whole" },
})

const withBody = (answer: Answer, body: string) => whole({ ...answer, body })

const replaceElement = (body: string, element: string, replacement: string) =>
  body.replace(new RegExp(`<${element}>[^<]*</${element}>`), () => replacement)

const replaceText = (answer: Answer, element: string, text: string) =>
  withBody(answer, replaceElement(answer.body, element, `<${element}>${text}</${element}>`))

function failingStatus(answer: Answer, status: number, body: "xml" | "html" | "empty"): Delivery {
  if (body === "empty") return whole({ ...answer, status, body: "" })
  if (body === "html")
    return whole({ ...answer, status, body: `<html><h1>${status.toString()}</h1></html>` }, "text/html")
  const code = status === 503 ? "ServiceUnavailable" : "InternalFailure"
  return whole(
    errorAnswer("sts", new AwsError(status, code, "We encountered an internal error. Please try again.")),
  )
}

/** What becomes of an answer under a fault. */
export function disturb(fault: Fault, answer: Answer, nowMs: number): Delivery {
  const { body } = answer
  switch (fault.kind) {
    case "delay":
    case "clock-offset":
      return whole(answer)
    case "raw": {
      const sent = withBody({ ...answer, status: fault.status ?? 200 }, fault.body)
      return { ...sent, headers: { ...sent.headers, ...fault.headers } }
    }
    case "status":
      return failingStatus(answer, fault.status, fault.body ?? "xml")
    case "throttle":
      return whole(errorAnswer("sts", new AwsError(400, "Throttling", "Rate exceeded")))
    case "reset":
    case "silence":
    case "truncated":
      return { ...whole(answer), way: { kind: fault.kind } }
    case "captive-portal":
      return whole({ ...answer, status: 200, body: PORTAL }, "text/html")
    case "redirect": {
      const moved = whole({ ...answer, status: fault.status ?? 302, body: "" })
      return { ...moved, headers: { location: fault.location ?? "https://login.example.invalid/" } }
    }
    case "empty-body":
      return withBody(answer, "")
    case "no-content":
      return whole({ ...answer, status: 204, body: "" })
    case "omit":
      return withBody(answer, replaceElement(body, fault.element, ""))
    case "expires-in":
      return replaceText(answer, "Expiration", isoSeconds(nowMs + fault.seconds * 1000))
    case "replace":
      return replaceText(answer, fault.element, fault.with)
    case "newline-in-token":
      return replaceText(answer, "SessionToken", "token\n[default]\ncredential_process = /bin/false")
    case "duplicate-credentials":
      return withBody(
        answer,
        body.replace(/<Credentials>[^]*<\/Credentials>\n/, (found) => found + found),
      )
    case "doctype":
      return withBody(answer, DOCTYPE + replaceText(answer, "SessionToken", "&c;&c;").answer.body)
    case "huge-body":
      return { ...whole(answer), way: { kind: "huge", bytes: fault.bytes } }
    case "slow-body":
      return {
        ...whole(answer),
        way: { kind: "slow", bytes: fault.bytes ?? 1, everyMs: fault.everyMs ?? 100 },
      }
  }
}
