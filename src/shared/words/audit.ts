import type { AuditBy, AuditEvent, AuditWhat } from "../../core/audit/event.ts"
import { auditReasonWords } from "./audit-reason.ts"

const whats: Record<AuditWhat, string> = {
  issued: "issued by AWS",
  written: "written into the credentials file",
  "handed-out": "handed out",
  stopped: "stopped",
  refused: "refused",
  "console-link": "link to the console made",
  "key-added": "access key added",
  "key-removed": "access key removed",
  "signed-in": "signed in at Identity Center",
  "signed-out": "signed out of Identity Center",
  "key-rotated": "access key rotated",
  "key-deactivated": "old access key made inactive at AWS",
  "key-deleted": "access key deleted at AWS",
  "key-rolled-back": "access key put back",
  "mfa-enrolled": "MFA device set up",
  "mfa-resynced": "MFA device brought back in step",
  "mfa-removed": "MFA device removed",
}

/** On whose behalf, as a heading or after "by". */
export const auditByWords: Record<AuditBy, string> = {
  window: "the window",
  "command-line": "the command line",
  "credential-process": "an AWS tool (credential_process)",
  exec: "keycard exec",
  renewal: "renewal",
}

/**
 * An event in words, without its time and its profile.
 * @param time an instant in words; Unix time in milliseconds
 */
export function auditWords(event: AuditEvent, time: (unixMs: number) => string): string {
  const { what, by, reason, expiresAtMs } = event
  const until = expiresAtMs === null || what === "refused" ? "" : `, valid until ${time(expiresAtMs)}`
  const why = what === "refused" && reason !== null ? `: ${auditReasonWords(reason)}` : ""
  return `${whats[what]}${why}${until}, for ${auditByWords[by]}`
}
