/** @file What the page is shown of check-ups and of the log. None of it has room for a secret. */
import { z } from "zod"
import { AUDIT_BYS, AUDIT_WHATS } from "../../core/audit/event.ts"
import { SEVERITIES } from "../../core/checkup/finding.ts"
import { appError, unixMs } from "./views.ts"

/** Names a finding from one check-up to the next: SHA-256 in hex. */
export const findingRef = z.string().regex(/^[0-9a-f]{64}$/)

export const checkupStep = z.strictObject({
  at: z.enum(["machine", "keychain", "key"]),
  key: z.string().nullable(),
  done: z.int().nonnegative(),
  total: z.int().positive(),
})
export type CheckupStepView = z.output<typeof checkupStep>

/** What Keycard can do about a finding, at a press of its button. */
export const remedyView = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("move-key"), profile: z.string() }),
  z.strictObject({ do: z.literal("restrict"), path: z.string() }),
  z.strictObject({ do: z.literal("show-key"), key: z.string() }),
  z.strictObject({ do: z.literal("show-settings"), group: z.enum(["backup", "clock", "places"]) }),
])
export type RemedyView = z.output<typeof remedyView>

export const findingView = z.strictObject({
  ref: findingRef,
  severity: z.enum(SEVERITIES),
  what: z.string(),
  why: z.string(),
  todo: z.string(),
  /** `mended`: by Keycard, since the check-up; can be undone. `accepted`: the person said it is as it should be. */
  state: z.enum(["open", "accepted", "mended"]),
  remedy: remedyView.nullable(),
})
export type FindingView = z.output<typeof findingView>

export const checkupView = z.strictObject({
  /** null: none is running. */
  running: checkupStep.nullable(),
  /** When the last one ended, in this run of Keycard or an earlier one; null: never. */
  lastRunAtMs: unixMs.nullable(),
  /** What the last one of this run of Keycard found, worst first; null: there was none. */
  findings: z.array(findingView).nullable(),
  /** Of each key that AWS was asked with: the actions that it allowed, and those that it refused. */
  keys: z.array(z.strictObject({ key: z.string(), may: z.array(z.string()), mayNot: z.array(z.string()) })),
  /** Why the last one broke off. */
  error: appError.nullable(),
})
export type CheckupView = z.output<typeof checkupView>

export const auditEventView = z.strictObject({
  atMs: unixMs,
  what: z.enum(AUDIT_WHATS),
  by: z.enum(AUDIT_BYS),
  profile: z.string().nullable(),
  key: z.string().nullable(),
  arn: z.string().nullable(),
  expiresAtMs: unixMs.nullable(),
  reason: z.string().nullable(),
})
export type AuditEventView = z.output<typeof auditEventView>

/** What of the log is wanted; null: it does not matter. */
export const auditFilter = z.strictObject({
  profile: z.string().max(500).nullable(),
  what: z.enum(AUDIT_WHATS).nullable(),
  by: z.enum(AUDIT_BYS).nullable(),
  sinceMs: unixMs.nullable(),
  untilMs: unixMs.nullable(),
  text: z.string().max(200),
})
export type AuditFilterView = z.output<typeof auditFilter>

export const auditPage = z.strictObject({
  /** Newest first, at most {@link MOST_EVENTS}. */
  events: z.array(auditEventView),
  /** How many the filter lets pass, and how many there are. */
  matching: z.int().nonnegative(),
  total: z.int().nonnegative(),
  /** Lines that could not be read. */
  unreadable: z.int().nonnegative(),
  /** Every profile that is named in the log, by name. */
  profiles: z.array(z.string()),
  path: z.string(),
})
export type AuditPage = z.output<typeof auditPage>

export const MOST_EVENTS = 5_000
