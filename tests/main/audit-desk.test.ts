import { expect, it } from "vitest"
import type { AuditEvent } from "../../src/core/audit/event.ts"
import { createAuditDesk } from "../../src/main/audit-desk.ts"
import { auditPage, MOST_EVENTS } from "../../src/shared/ipc/insight-views.ts"

const all = { profile: null, what: null, by: null, sinceMs: null, untilMs: null, text: "" }
const event = (atMs: number, more: Partial<AuditEvent> = {}): AuditEvent => ({
  ...{ atMs, what: "issued", by: "window", profile: "dev", key: "work" },
  ...{ arn: null, expiresAtMs: null, reason: null, ...more },
})

function setUp(events: readonly AuditEvent[], path: string | null = "/out.csv") {
  const written: string[] = []
  const desk = createAuditDesk({
    log: { read: () => Promise.resolve({ events, unreadable: 1 }) },
    path: "/audit.log",
    files: {
      write: (_path, bytes) => {
        written.push(new TextDecoder().decode(bytes))
        return Promise.resolve()
      },
    },
    dialogs: { save: () => Promise.resolve(path) },
    nowMs: () => 0,
  })
  return { desk, written }
}

const events = [
  event(1),
  event(2, { profile: "prod", by: "renewal" }),
  event(3, { what: "refused", reason: "aws-refused mfa-code" }),
]

it("tells the log newest first, with the profiles it names", async () => {
  const page = auditPage.parse(await setUp(events).desk.read(all))
  expect(page.events.map(({ atMs }) => atMs)).toEqual([3, 2, 1])
  expect(page).toMatchObject({ matching: 3, total: 3, unreadable: 1, profiles: ["dev", "prod"] })
})

it.each([
  [{ profile: "prod" }, [2]],
  [{ what: "refused" as const }, [3]],
  [{ by: "renewal" as const }, [2]],
  [{ sinceMs: 2, untilMs: 3 }, [2]],
  [{ text: "MFA" }, [3]],
])("keeps to what is asked for: %j", async (filter, times) => {
  const { events: found, total } = await setUp(events).desk.read({ ...all, ...filter })
  expect(found.map(({ atMs }) => atMs)).toEqual(times)
  expect(total).toBe(3)
})

it("sends a bounded number of events, the newest", async () => {
  const many = Array.from({ length: MOST_EVENTS + 2 }, (_, index) => event(index))
  const page = await setUp(many).desk.read(all)
  expect(page.events).toHaveLength(MOST_EVENTS)
  expect(page.events[0]?.atMs).toBe(MOST_EVENTS + 1)
  expect(page.matching).toBe(MOST_EVENTS + 2)
})

it("exports what the filter lets pass, oldest first, in either form", async () => {
  const { desk, written } = setUp(events)
  const filter = { ...all, profile: "dev" }
  expect(await desk.exportTo({ filter, as: "csv" })).toEqual({ saved: { path: "/out.csv", events: 2 } })
  await desk.exportTo({ filter, as: "jsonl" })
  expect(written[0]).toMatch(/^at,what,by.*\r\n1970-01-01T00:00:00Z,issued.*\r\n.*refused/)
  expect(written[1]?.trim().split("\n")).toHaveLength(2)
})

it("writes nothing when the dialog is closed", async () => {
  const { desk, written } = setUp(events, null)
  expect(await desk.exportTo({ filter: all, as: "csv" })).toEqual({ saved: null })
  expect(written).toEqual([])
})
