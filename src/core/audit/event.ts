/** @file What the log of issued credentials says. Names, identities and times; there is no field for a secret. */
import { isAppError, AppError } from "../errors.ts"

export const AUDIT_WHATS = [
  "issued", // AWS gave credentials for a profile
  "written", // they were put into the credentials file
  "handed-out", // a program was given them
  "stopped", // they were taken out of the files and forgotten
  "refused", // they could not be had: `reason` says why
  "console-link", // a link that signs in to AWS's console was made; `expiresAtMs`: of the console's session
  "key-added",
  "key-removed",
  "signed-in", // a person signed in at Identity Center
  "signed-out", // the sign-in was ended here
  "key-rotated", // a new one took its place, and works
  "key-deactivated", // the old one, at AWS
  "key-deleted", // the old one, or one that nobody had, at AWS
  "key-rolled-back", // the old one is in use again
  "mfa-enrolled",
  "mfa-resynced",
  "mfa-removed",
] as const
export type AuditWhat = (typeof AUDIT_WHATS)[number]

/** On whose behalf. */
export const AUDIT_BYS = [
  "window",
  "command-line",
  "credential-process", // a tool of AWS's that asked for itself
  "exec", // a program that `keycard exec` runs, or a shell that `keycard env` fills
  "renewal", // Keycard itself, ahead of an expiry
] as const
export type AuditBy = (typeof AUDIT_BYS)[number]

export interface AuditEvent {
  /** Unix time in milliseconds. */
  readonly atMs: number
  readonly what: AuditWhat
  readonly by: AuditBy
  /** The profile's name in AWS's files. */
  readonly profile: string | null
  /** The permanent key's name in Keycard, or that of the sign-in to Identity Center. */
  readonly key: string | null
  /** Whom the credentials act as, where that is known. */
  readonly arn: string | null
  /** Unix time in milliseconds. */
  readonly expiresAtMs: number | null
  /** Of `refused`: the kind of the failure and its problem, never a text from elsewhere. */
  readonly reason: string | null
}

/** What the caller knows of an event; the rest is filled in. */
export type AuditNote = Pick<AuditEvent, "what"> & Partial<Omit<AuditEvent, "atMs">>

/**
 * The reason for a refusal: `aws-refused mfa-code`, `network dns`, `keychain locked`.
 * @returns null for what is no refusal: called off by a person.
 */
export function reasonOf(error: unknown): string | null {
  if (isAppError(error, "cancelled")) return null
  if (!(error instanceof AppError)) return "unexpected"
  const { data } = error
  if (data.kind === "aws-refused") return `${data.kind} ${data.refusal}`
  return "problem" in data ? `${data.kind} ${data.problem}` : data.kind
}
