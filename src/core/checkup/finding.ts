/** @file What a check-up can find, as data. The words for each stand in shared/words/checkup.ts. */
import type { AppErrorData } from "../errors.ts"

/** A value that AWS's tools do not read alike. */
export type Trap =
  | "comment" // ` # ...` after a value: a part of it to some, a comment to others
  | "quotes" // quotes around a value are a part of it
  | "upper-case" // a key in capitals is not seen by all
  | "colon" // `key : value` is not seen by all
  | "continuation" // an indented line: the value's next line to some, a key of its own to others
  | "old-token" // aws_security_token beside another aws_session_token: Python's tools take the old one
  | "name" // a profile's name that some drop
  | "profile-prefix" // `[profile x]` in the credentials file
  | "no-prefix" // `[x]` in the config file: nobody's profile

/** What was asked of AWS with one key. `account`: its number, null where not known. */
interface OfAccount {
  /** The key in Keycard that could see it. */
  readonly key: string
  readonly account: string | null
}

/** Whose, of the users of an account; `own`: of the key that asked. */
interface OfUser extends OfAccount {
  readonly user: string
  readonly own: boolean
}

interface OfKey extends OfUser {
  /** The last four characters of the access key's id. */
  readonly tail: string
}

export type Finding =
  | ({ readonly id: "root-without-mfa" } & OfAccount)
  | ({ readonly id: "root-has-keys" } & OfAccount)
  | ({ readonly id: "user-without-mfa"; readonly signsIn: boolean } & OfUser)
  | ({ readonly id: "old-key"; readonly ageDays: number } & OfKey)
  /** `unusedDays` null: never used. */
  | ({ readonly id: "unused-key"; readonly ageDays: number; readonly unusedDays: number | null } & OfKey)
  | ({ readonly id: "several-keys"; readonly count: number } & OfUser)
  | ({ readonly id: "not-all-users"; readonly checked: number } & OfAccount)
  | ({ readonly id: "not-allowed"; readonly actions: readonly string[] } & OfAccount)
  | ({ readonly id: "aws-unanswered"; readonly error: AppErrorData } & OfAccount)
  | {
      readonly id: "plain-key"
      readonly path: string
      readonly profile: string
      readonly tail: string
      /** The key in Keycard that ends the same; null: none. */
      readonly keptAs: string | null
    }
  | {
      readonly id: "open-path"
      readonly path: string
      readonly folder: boolean
      /** As chmod takes it: `0644`. */
      readonly mode: string
      readonly readableBy: "group" | "everyone" | "nobody"
      readonly writable: boolean
      /** Whether secrets are meant to stand in it. */
      readonly secrets: boolean
    }
  /** AWS's tools, or Keycard, cannot read it. */
  | { readonly id: "unreadable-file"; readonly error: AppErrorData }
  | {
      readonly id: "default-section"
      readonly path: string
      readonly line: number
      readonly keys: readonly string[]
    }
  | {
      readonly id: "read-differently"
      readonly path: string
      /** Counts from 1. */
      readonly line: number
      readonly section: string
      readonly key: string | null
      readonly trap: Trap
    }
  | { readonly id: "process-shadowed"; readonly path: string; readonly profile: string }
  | {
      readonly id: "process-broken"
      readonly path: string
      readonly line: number
      readonly profile: string
      readonly program: string
      readonly problem: "missing" | "not-executable" | "shell" | "unclosed-quote" | "unknown-profile"
    }
  | { readonly id: "endpoint-set"; readonly places: readonly string[] }
  | { readonly id: "environment-keys"; readonly variables: readonly string[] }
  | { readonly id: "no-backup" }
  | { readonly id: "old-backup"; readonly days: number }
  | { readonly id: "backup-failing"; readonly problem: string; readonly times: number }
  /** AWS's clock minus this computer's, in milliseconds. */
  | { readonly id: "clock-off"; readonly offsetMs: number }
  | { readonly id: "clock-correction-stale" }
  | { readonly id: "vault-unusable"; readonly error: AppErrorData }
  | { readonly id: "keychain-unusable"; readonly error: AppErrorData }
  | { readonly id: "move-unfinished" }

export type FindingId = Finding["id"]

export const SEVERITIES = ["high", "medium", "low"] as const
/** `high`: mend it today. `medium`: soon. `low`: good to know. */
export type Severity = (typeof SEVERITIES)[number]

const FIXED: Readonly<Record<Exclude<FindingId, "open-path" | "user-without-mfa" | "clock-off">, Severity>> =
  {
    "root-without-mfa": "high",
    "root-has-keys": "high",
    "old-key": "medium",
    "unused-key": "medium",
    "several-keys": "medium",
    "not-all-users": "low",
    "not-allowed": "low",
    "aws-unanswered": "medium",
    "plain-key": "high",
    "unreadable-file": "high",
    "default-section": "medium",
    "read-differently": "medium",
    "process-shadowed": "medium",
    "process-broken": "medium",
    "endpoint-set": "low",
    "environment-keys": "medium",
    "no-backup": "medium",
    "old-backup": "low",
    "backup-failing": "medium",
    "clock-correction-stale": "medium",
    "vault-unusable": "high",
    "keychain-unusable": "high",
    "move-unfinished": "medium",
  }

/** A device's codes are accepted one time step off, not two. */
const STEP_MS = 30_000

export function severityOf(finding: Finding): Severity {
  switch (finding.id) {
    case "open-path":
      return finding.writable || finding.secrets ? "high" : "low"
    case "user-without-mfa":
      return finding.signsIn || finding.own ? "high" : "medium"
    case "clock-off":
      return Math.abs(finding.offsetMs) >= STEP_MS ? "high" : "low"
    default:
      return FIXED[finding.id]
  }
}

/** Worst first, otherwise as they were found; what was found twice, once. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  const once = new Map<string, Finding>()
  for (const finding of findings) {
    // Two keys of one account see the same.
    const { key: _, ...seen } = { key: "", ...finding }
    const identity = JSON.stringify("account" in finding && finding.account !== null ? seen : finding)
    if (!once.has(identity)) once.set(identity, finding)
  }
  return [...once.values()].sort(
    (a, b) => SEVERITIES.indexOf(severityOf(a)) - SEVERITIES.indexOf(severityOf(b)),
  )
}
