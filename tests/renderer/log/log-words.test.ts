import { describe, expect, it } from "vitest"
import { detailWords, isFiltered, sinceOf } from "../../../src/renderer/log/log-words.ts"
import type { AuditEventView } from "../../../src/shared/ipc/insight-views.ts"

const atMs = new Date(2026, 2, 1, 9, 30).getTime()
const event = (more: Partial<AuditEventView>): AuditEventView => ({
  ...{ atMs, what: "issued", by: "window", profile: "dev", key: "work" },
  ...{ arn: null, expiresAtMs: null, reason: null, ...more },
})
const all = { profile: null, what: null, by: null, sinceMs: null, untilMs: null, text: "" }

describe("a line of the log", () => {
  it("tells till when what was issued is valid, seen from its own day", () => {
    expect(detailWords(event({ expiresAtMs: atMs + 3_600_000 }), "en-GB")).toBe("valid until 10:30")
    expect(detailWords(event({ expiresAtMs: atMs + 86_400_000 }), "en-GB")).toBe(
      "valid until tomorrow, 09:30",
    )
  })

  it("tells why something was refused", () => {
    expect(detailWords(event({ what: "refused", reason: "network dns" }))).toBe("AWS's address was not found")
    expect(detailWords(event({ what: "refused", reason: null }))).toBe("")
    expect(detailWords(event({ what: "stopped" }))).toBe("")
  })
})

describe("the times one can ask for", () => {
  it("begin at midnight for today, and days ago for the others", () => {
    expect(sinceOf("all", atMs)).toBeNull()
    expect(sinceOf("today", atMs)).toBe(new Date(2026, 2, 1).getTime())
    expect(sinceOf("week", atMs)).toBe(atMs - 7 * 86_400_000)
    expect(sinceOf("month", atMs)).toBe(atMs - 30 * 86_400_000)
  })
})

it("a filter of nothing but spaces filters nothing", () => {
  expect(isFiltered({ ...all, text: "  " })).toBe(false)
  expect(isFiltered({ ...all, by: "renewal" })).toBe(true)
})
