import { describe, expect, test } from "vitest"
import { createAudit } from "../../../src/core/audit/audit.ts"
import { reasonOf } from "../../../src/core/audit/event.ts"
import type { AuditEvent } from "../../../src/core/audit/event.ts"
import { auditCsv, auditJson, auditJsonLines } from "../../../src/core/audit/export.ts"
import { filterEvents, readSince } from "../../../src/core/audit/filter.ts"
import { AppError } from "../../../src/core/errors.ts"
import { MemoryAuditLog } from "../../fakes/memory-audit-log.ts"
import { ManualClock } from "../../fakes/manual-clock.ts"

const NOW_MS = Date.UTC(2026, 2, 1, 12)
const EVENT: AuditEvent = {
  atMs: NOW_MS,
  what: "issued",
  by: "window",
  profile: "dev",
  key: "work",
  arn: null,
  expiresAtMs: NOW_MS + 3_600_000,
  reason: null,
}

describe("taking notes", () => {
  test("adds the time, and who asks where the note does not say", async () => {
    const log = new MemoryAuditLog()
    const audit = createAudit({
      log,
      clock: new ManualClock(NOW_MS),
      by: "window",
      onFailure: () => undefined,
    })
    await audit.note({ what: "issued", profile: "dev" })
    await audit.note({ what: "stopped", profile: "dev", by: "renewal" })
    expect((await log.read()).events).toMatchObject([
      { atMs: NOW_MS, what: "issued", by: "window", profile: "dev", key: null },
      { what: "stopped", by: "renewal" },
    ])
  })

  test("never fails, and says once that it did", async () => {
    const log = new MemoryAuditLog()
    const failure = new AppError({ kind: "file", problem: "full", path: "/audit.log" })
    log.script.failMatching("append", failure, { times: 2 })
    const told: unknown[] = []
    const clock = new ManualClock(NOW_MS)
    const audit = createAudit({ log, clock, by: "window", onFailure: (cause) => told.push(cause) })
    for (const profile of ["a", "b", "c"]) await audit.note({ what: "issued", profile })
    expect(told).toEqual([failure])
    expect((await log.read()).events.map(({ profile }) => profile)).toEqual(["c"])
  })

  test("names a refusal by its kind, never by a text from elsewhere", () => {
    const message = "token canary"
    const refused = new AppError({ kind: "aws-refused", refusal: "mfa-code", code: "AccessDenied", message })
    expect(reasonOf(refused)).toBe("aws-refused mfa-code")
    expect(reasonOf(new AppError({ kind: "network", problem: "dns", host: "AWS" }))).toBe("network dns")
    expect(reasonOf(new AppError({ kind: "clock", offsetMs: 5 }))).toBe("clock")
    expect(reasonOf(new Error("canary"))).toBe("unexpected")
    expect(reasonOf(new AppError({ kind: "cancelled" }))).toBeNull()
  })
})

describe("a filter", () => {
  const events = [
    EVENT,
    { ...EVENT, atMs: NOW_MS + 1, profile: "prod", by: "renewal" },
    { ...EVENT, atMs: NOW_MS + 2, what: "refused", key: "home" },
  ] satisfies AuditEvent[]

  test("takes profile, key, kind, actor and time together", () => {
    expect(filterEvents(events, {})).toEqual(events)
    expect(filterEvents(events, { profile: "prod" })).toEqual([events[1]])
    expect(filterEvents(events, { key: "home", whats: ["refused", "issued"] })).toEqual([events[2]])
    expect(filterEvents(events, { bys: ["renewal"] })).toEqual([events[1]])
    expect(filterEvents(events, { sinceMs: NOW_MS + 1, untilMs: NOW_MS + 2 })).toEqual([events[1]])
    expect(filterEvents(events, { profile: "prod", key: "home" })).toEqual([])
  })

  test.each([
    ["2026-03-01", Date.UTC(2026, 2, 1)],
    ["2026-03-01T09:00Z", Date.UTC(2026, 2, 1, 9)],
    ["2026-03-01T09:00:30", Date.UTC(2026, 2, 1, 9, 0, 30)],
    ["2026-03-01 09:00+02:00", Date.UTC(2026, 2, 1, 7)],
    ["30m", NOW_MS - 1_800_000],
    ["7d", NOW_MS - 604_800_000],
    ["yesterday", null],
    ["", null],
    ["2026-13-01", null],
    ["-5d", null],
    ["12", null],
  ])("reads %j as an instant", (text, expected) => {
    expect(readSince(text, NOW_MS)).toBe(expected)
  })
})

describe("an export", () => {
  test("as CSV quotes what must be and lets no spreadsheet compute", () => {
    const event = { ...EVENT, profile: '=HYPERLINK("x")', key: "a,b" }
    expect(auditCsv([event])).toBe(
      "at,what,by,profile,key,arn,expiresAt,reason\r\n" +
        `2026-03-01T12:00:00Z,issued,window,"'=HYPERLINK(""x"")","a,b",,2026-03-01T13:00:00Z,\r\n`,
    )
  })

  test("as JSON has every field of every event", () => {
    expect(JSON.parse(auditJson([EVENT]))).toEqual([
      {
        ...{ at: "2026-03-01T12:00:00Z", what: "issued", by: "window", profile: "dev", key: "work" },
        ...{ arn: null, expiresAt: "2026-03-01T13:00:00Z", reason: null },
      },
    ])
  })
})

describe("a part of the log", () => {
  test("is found by what stands in a name, an identity or a reason", () => {
    const events: AuditEvent[] = [
      { ...EVENT, profile: "Prod-Admin" },
      { ...EVENT, profile: "dev", arn: "arn:aws:iam::1:user/prodigy" },
      { ...EVENT, profile: "dev", reason: "network dns" },
    ]
    expect(filterEvents(events, { text: " PROD " })).toEqual(events.slice(0, 2))
    expect(filterEvents(events, { text: "dns" })).toEqual(events.slice(2))
    expect(filterEvents(events, { text: "" })).toEqual(events)
  })

  test("is written as one JSON object a line", () => {
    const lines = auditJsonLines([EVENT, { ...EVENT, profile: "a\nb" }]).split("\n")
    expect(lines).toHaveLength(3)
    expect(lines.slice(0, 2).map((line) => (JSON.parse(line) as { profile: string }).profile)).toEqual([
      "dev",
      "a\nb",
    ])
    expect(lines[2]).toBe("")
  })
})
