import { spawn } from "node:child_process"
import { once } from "node:events"
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { createAuditLog } from "../../../src/adapters/files/audit-log.ts"
import { createMutex } from "../../../src/adapters/files/mutex.ts"
import type { AuditEvent } from "../../../src/core/audit/event.ts"
import { formatLine } from "../../../src/core/audit/line.ts"
import { bundleTypeScript } from "../../support/run-typescript.ts"
import { temporaryFolder } from "../../support/temporary-folder.ts"

const event = (number: number, profile = "dev"): AuditEvent => ({
  atMs: Date.UTC(2026, 2, 1) + number,
  ...{ what: "issued", by: "window", profile, key: null, arn: null, expiresAtMs: null, reason: null },
})

function newLog(options: { maxBytes?: number; kept?: number } = {}) {
  const folder = join(temporaryFolder(), "data")
  const path = join(folder, "audit.log")
  const log = createAuditLog({ path, mutex: createMutex({ folder: join(folder, "locks") }), ...options })
  return { folder, path, log }
}

describe("the log on the disk", () => {
  test("is private from its first line on, and empty before", async () => {
    const { log, path, folder } = newLog()
    expect(await log.read()).toEqual({ events: [], unreadable: 0 })
    expect(existsSync(folder)).toBe(false)
    await log.append(event(1))
    await log.append(event(2))
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(readFileSync(path, "utf8")).toBe(`${formatLine(event(1))}\n${formatLine(event(2))}\n`)
    expect(await log.read()).toEqual({ events: [event(1), event(2)], unreadable: 0 })
  })

  test("passes over what a killed process left half written, and does not join the next line to it", async () => {
    const { log, path } = newLog()
    await log.append(event(1))
    appendFileSync(path, formatLine(event(2)).slice(0, 50))
    await log.append(event(3))
    expect(await log.read()).toEqual({ events: [event(1), event(3)], unreadable: 1 })
  })

  test("keeps a bounded number of bytes, the newest events", async () => {
    const { log, folder, path } = newLog({ maxBytes: 1_000, kept: 2 })
    for (let number = 0; number < 200; number++) await log.append(event(number))
    expect(
      readdirSync(folder)
        .filter((name) => name.startsWith("audit"))
        .sort(),
    ).toEqual(["audit.log", "audit.log.1", "audit.log.2"])
    for (const name of [path, `${path}.1`, `${path}.2`]) {
      expect(statSync(name).size).toBeLessThanOrEqual(1_000)
      expect(statSync(name).mode & 0o777).toBe(0o600)
    }
    const { events, unreadable } = await log.read()
    expect(unreadable).toBe(0)
    expect(events.length).toBeGreaterThan(15)
    expect(events).toEqual(Array.from({ length: events.length }, (_, i) => event(200 - events.length + i)))
  })

  test("is read in the order of time, bytes that are no text included", async () => {
    const { log, path } = newLog()
    await log.append(event(5))
    appendFileSync(path, Buffer.from([0xff, 0xfe, 0x00, 0x0a]))
    await log.append(event(4))
    expect(await log.read()).toEqual({ events: [event(4), event(5)], unreadable: 1 })
  })

  test("follows no link and waits for no folder put in its place", async () => {
    const { log, path, folder } = newLog()
    mkdirSync(folder, { recursive: true })
    const elsewhere = join(folder, "elsewhere")
    writeFileSync(elsewhere, "")
    symlinkSync(elsewhere, path)
    await expect(log.append(event(1))).rejects.toMatchObject({ data: { kind: "file" } })
    expect(readFileSync(elsewhere, "utf8")).toBe("")
  })

  test("is a failure of a file where it cannot be written", async () => {
    const { log, path } = newLog()
    mkdirSync(path, { recursive: true })
    await expect(log.append(event(1))).rejects.toMatchObject({ data: { kind: "file", path } })
  })

  test("goes on, a little too long, while somebody holds its rotation", async () => {
    const { log, path, folder } = newLog({ maxBytes: 200 })
    await log.append(event(1))
    const mutex = createMutex({ folder: join(folder, "locks") })
    await mutex.hold("audit-log", () => log.append(event(2)))
    expect(existsSync(`${path}.1`)).toBe(false)
    await log.append(event(3))
    expect(existsSync(`${path}.1`)).toBe(true)
    expect((await log.read()).events).toEqual([event(1), event(2), event(3)])
  })

  test("an existing file of anybody's reading is appended to as it is", async () => {
    const { log, path, folder } = newLog()
    mkdirSync(folder)
    writeFileSync(path, "")
    chmodSync(path, 0o640)
    await log.append(event(1))
    expect((await log.read()).events).toEqual([event(1)])
  })
})

test("processes that append and rotate at once lose no line and tear none", async () => {
  const { log, path, folder } = newLog({ maxBytes: 8_000, kept: 50 })
  const driver = await bundleTypeScript("tests/support/audit-driver.ts")
  const COUNT = 300
  const children = ["a", "b", "c"].map((name) =>
    spawn(process.execPath, [driver, path, join(folder, "locks"), name, String(COUNT), "8000", "50"], {
      stdio: ["ignore", "ignore", "inherit"],
    }),
  )
  const codes = await Promise.all(children.map(async (child) => (await once(child, "exit"))[0] as number))
  expect(codes).toEqual([0, 0, 0])
  const { events, unreadable } = await log.read()
  expect(unreadable).toBe(0)
  for (const name of ["a", "b", "c"]) {
    const numbers = events.filter(({ key }) => key === name).map(({ profile }) => Number(profile))
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: COUNT }, (_, i) => i))
  }
  expect(existsSync(`${path}.1`)).toBe(true)
})
