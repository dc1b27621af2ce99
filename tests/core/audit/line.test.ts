import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { AUDIT_BYS, AUDIT_WHATS } from "../../../src/core/audit/event.ts"
import type { AuditEvent } from "../../../src/core/audit/event.ts"
import { formatLine, MAX_LINE, parseLine, parseLines } from "../../../src/core/audit/line.ts"

const EVENT: AuditEvent = {
  atMs: Date.UTC(2026, 2, 1, 9, 12, 30, 123),
  what: "issued",
  by: "window",
  profile: "dev",
  key: "work",
  arn: "arn:aws:iam::123456789012:user/ada",
  expiresAtMs: Date.UTC(2026, 2, 1, 21, 12, 30),
  reason: null,
}
const LINE =
  '{"v":1,"at":"2026-03-01T09:12:30.123Z","what":"issued","by":"window","profile":"dev","key":"work","arn":"arn:aws:iam::123456789012:user/ada","expiresAt":"2026-03-01T21:12:30.000Z"}'

const time = fc.integer({ min: 0, max: Date.UTC(9999, 0) })
const text = fc.option(fc.stringMatching(/^[\w =,"'\\{}[\]éλ-]{0,300}$/))
const anEvent: fc.Arbitrary<AuditEvent> = fc.record({
  atMs: time,
  what: fc.constantFrom(...AUDIT_WHATS),
  by: fc.constantFrom(...AUDIT_BYS),
  profile: text,
  key: text,
  arn: text,
  expiresAtMs: fc.option(time),
  reason: text,
})

describe("a line of the log", () => {
  test("is this, as docs/storage.md says", () => {
    expect(formatLine(EVENT)).toBe(LINE)
    expect(parseLine(LINE)).toEqual(EVENT)
  })

  test("says of any event all that it holds", () => {
    fc.assert(
      fc.property(anEvent, (event) => {
        expect(parseLine(formatLine(event))).toEqual(event)
      }),
    )
  })

  test("is one line of bounded length, whatever the names are", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 5_000 }), (name) => {
        const line = formatLine({ ...EVENT, profile: name, key: name, arn: name, reason: name })
        expect(line).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
        expect(line.length).toBeLessThanOrEqual(MAX_LINE)
        expect(parseLine(line)).not.toBeNull()
      }),
    )
  })

  test.each([
    ["half of one", LINE.slice(0, 80)],
    ["one of a newer Keycard", LINE.replace('"v":1', '"v":2')],
    ["no JSON", "issued dev"],
    ["a list", "[1]"],
    ["nothing", "null"],
    ["another event", LINE.replace("issued", "leaked")],
    ["another actor", LINE.replace("window", "someone")],
    ["a time that is none", LINE.replace("2026-03-01T09", "2026-13-41T99")],
    ["a time as a number", LINE.replace('"2026-03-01T09:12:30.123Z"', "5")],
    ["a name that is no text", LINE.replace('"dev"', '{"toString":1}')],
    ["a name that steers a terminal", LINE.replace("dev", "\\u001b[2J")],
    ["a name that runs right to left", LINE.replace("dev", "\\u202e")],
    ["a long name", LINE.replace("dev", "d".repeat(301))],
    ["a megabyte", LINE.replace("dev", "d".repeat(1_000_000))],
    ["deep nesting", "[".repeat(4_000)],
    ["a prototype", '{"__proto__":{"v":1,"at":"2026-03-01T09:12:30.123Z","what":"issued","by":"window"}}'],
  ])("that is %s is passed over", (_, line) => {
    expect(parseLine(line)).toBeNull()
    expect(parseLines(`${LINE}\n${line}\n\n${LINE}\n`)).toEqual({ events: [EVENT, EVENT], unreadable: 1 })
  })

  test("shows nothing that its fields do not name", () => {
    const more = { ...EVENT, secretAccessKey: "canary", sessionToken: "canary" }
    expect(formatLine(more)).not.toContain("canary")
    expect(parseLine(LINE.replace('"v":1', '"v":1,"token":"canary"'))).toEqual(EVENT)
  })
})
