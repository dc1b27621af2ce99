/** @file The XML of the AWS Query protocol: results, errors, and the empty line of nothing else. */
import { randomUUID } from "node:crypto"
import type { AwsError } from "./aws-error.ts"

export type Service = "sts" | "iam"

/** An element holds text, other elements, or (as AWS writes lists) `member` elements; a map: `entry` elements. */
export type XmlValue =
  | string
  | readonly XmlValue[]
  | ReadonlyMap<string, string>
  | { readonly [name: string]: XmlValue | undefined }

export interface Answer {
  readonly status: number
  readonly requestId: string
  readonly body: string
}

const NAMESPACES: Record<Service, string> = {
  sts: "https://sts.amazonaws.com/doc/2011-06-15/",
  iam: "https://iam.amazonaws.com/doc/2010-05-08/",
}

const escape = (text: string) =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0).toString()};`)

function childrenOf(value: Exclude<XmlValue, string>): readonly (readonly [string, XmlValue | undefined])[] {
  if (value instanceof Array) return value.map((item) => ["member", item] as const)
  if (!(value instanceof Map)) return Object.entries(value as Readonly<Record<string, XmlValue | undefined>>)
  const map: ReadonlyMap<string, string> = value
  return [...map].map(([key, text]) => ["entry", { key, value: text }] as const)
}

function element(name: string, value: XmlValue, indent: string, attributes = ""): string {
  if (typeof value === "string") return `${indent}<${name}${attributes}>${escape(value)}</${name}>\n`
  const children = childrenOf(value)
  const inside = children
    .map(([child, content]) => (content === undefined ? "" : element(child, content, `${indent}  `)))
    .join("")
  return `${indent}<${name}${attributes}>\n${inside}${indent}</${name}>\n`
}

const xmlns = (service: Service) => ` xmlns="${NAMESPACES[service]}"`

/** The envelope of an answer: `<XResponse><XResult>...` and the request id. */
export function resultAnswer(service: Service, action: string, result: XmlValue): Answer {
  const requestId = randomUUID()
  const content = { [`${action}Result`]: result, ResponseMetadata: { RequestId: requestId } }
  return { status: 200, requestId, body: element(`${action}Response`, content, "", xmlns(service)) }
}

/** The envelope of an error; `Sender` blames the caller, `Receiver` the service. */
export function errorAnswer(service: Service, error: AwsError): Answer {
  const requestId = randomUUID()
  const type = error.status < 500 ? "Sender" : "Receiver"
  const content = {
    Error: { Type: type, Code: error.code, Message: error.message },
    RequestId: requestId,
  }
  return { status: error.status, requestId, body: element("ErrorResponse", content, "", xmlns(service)) }
}

/** A time as AWS writes it: UTC, whole seconds. */
export const isoSeconds = (atMs: number) => new Date(atMs).toISOString().replace(/\.\d+Z$/, "Z")
