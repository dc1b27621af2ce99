/**
 * @file What `keycard` asks a running Keycard for, and what that answers: one line of JSON each, checked by hand on both
 * sides, because the command that asks must start sooner than a schema library loads. Documented in docs/storage.md.
 */
import type { AppErrorData } from "../../core/errors.ts"
import type { SessionCredentials } from "../../core/ports/aws-api.ts"

const VERSION = 1
/** A request is some 150 bytes; what is longer is none. */
export const MAX_REQUEST_BYTES = 2_048
/** AWS gives no limit for a session token; what it makes is under 4 KiB. */
export const MAX_ANSWER_BYTES = 256 * 1024
/** A running Keycard that works on an answer says so this often. */
export const WORKING_EVERY_MS = 1_000
/** One that says nothing for so long is taken for gone: frozen, or not what it seemed. */
export const SILENCE_MS = 4_000

const ASKERS = ["credential-process", "exec"] as const
/** On whose behalf, for the log. */
export type AgentAsker = (typeof ASKERS)[number]

export interface AgentRequest {
  /** From the file that only the user can read; see {@link AgentPlace}. */
  readonly token: string
  /** A profile's name or id. */
  readonly profile: string
  readonly by: AgentAsker
}

export type AgentAnswer =
  | { readonly state: "working" }
  | { readonly state: "credentials"; readonly credentials: SessionCredentials }
  | { readonly state: "failed"; readonly error: AppErrorData }
  /** It cannot say: whoever asks works by itself. */
  | { readonly state: "alone" }

/** The user-only file that tells where the running Keycard listens. */
export interface AgentPlace {
  /** Path of a Unix socket, or of a named pipe. */
  readonly socket: string
  /** Random; goes with each request. */
  readonly token: string
}

type Fields = Readonly<Partial<Record<string, unknown>>>

/** The fields of an object of this version; null: not even that. */
function fieldsOf(text: string): Fields | null {
  try {
    const value = JSON.parse(text) as unknown
    if (typeof value !== "object" || value === null || Array.isArray(value)) return null
    const fields = value as Fields
    return fields.v === VERSION ? fields : null
  } catch {
    return null
  }
}

const isText = (value: unknown, most: number): value is string =>
  typeof value === "string" && value !== "" && value.length <= most

const line = (fields: object) => `${JSON.stringify({ v: VERSION, ...fields })}\n`

export const writeRequest = (request: AgentRequest): string => line(request)

/** @returns null for what is no request of this version */
export function readRequest(text: string): AgentRequest | null {
  const { token, profile, by } = fieldsOf(text) ?? {}
  const asker = ASKERS.find((known) => known === by)
  if (!isText(token, 128) || !isText(profile, 500) || asker === undefined) return null
  return { token, profile, by: asker }
}

export const writeAnswer = (answer: AgentAnswer): string => line(answer)

/** @returns null for what is no answer of this version */
export function readAnswer(text: string): AgentAnswer | null {
  const fields = fieldsOf(text)
  switch (fields?.state) {
    case "working":
    case "alone":
      return { state: fields.state }
    case "credentials":
      return credentialsIn(fields.credentials)
    case "failed":
      return isFailure(fields.error) ? { state: "failed", error: fields.error } : null
    default:
      return null
  }
}

/** No blank and no control character: none of AWS's fields has one. */
const isField = (value: unknown): value is string =>
  isText(value, MAX_ANSWER_BYTES) && /^[\x21-\x7e]+$/.test(value)

function credentialsIn(value: unknown): AgentAnswer | null {
  if (typeof value !== "object" || value === null) return null
  const { accessKeyId, secretAccessKey, sessionToken, expiresAtMs } = value as Fields
  if (!isField(accessKeyId) || !isField(secretAccessKey) || !isField(sessionToken)) return null
  if (typeof expiresAtMs !== "number" || !Number.isInteger(expiresAtMs)) return null
  if (expiresAtMs < 0 || expiresAtMs > 8.64e15) return null
  return { state: "credentials", credentials: { accessKeyId, secretAccessKey, sessionToken, expiresAtMs } }
}

/** Its words are made by whoever shows them, who must expect any field but `kind` to be missing. */
function isFailure(value: unknown): value is AppErrorData {
  return typeof value === "object" && value !== null && isText((value as Fields).kind, 60)
}

export const writePlace = (place: AgentPlace): string => line(place)

/** @returns null for what is no such file */
export function readPlace(text: string): AgentPlace | null {
  const { socket, token } = fieldsOf(text) ?? {}
  return isText(socket, 1_000) && isText(token, 128) ? { socket, token } : null
}
