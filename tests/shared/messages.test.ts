import { expect, test } from "vitest"
import type { AppErrorData } from "../../src/core/errors.ts"
import { messageFor, messageLine } from "../../src/shared/messages.ts"

const nowMs = Date.UTC(2026, 0, 1)

test.each<AppErrorData>([
  { kind: "unexpected" },
  { kind: "keychain", problem: "locked", backend: "os" },
  { kind: "keychain", problem: "timeout", backend: "os" },
  { kind: "otp", part: "secret", problem: "digit-for-letter" },
  { kind: "file", problem: "full", path: "/home/ann/.aws/credentials" },
  { kind: "aws-refused", refusal: "mfa-code", code: "AccessDenied", message: "" },
  { kind: "locked" },
  { kind: "locked", retryAtMs: nowMs + 8_000 },
  { kind: "moving" },
  { kind: "lock-damaged" },
  { kind: "platform-unlock", problem: "no-key", name: "Windows Hello" },
  { kind: "platform-unlock", problem: "lost", name: "Touch ID" },
  { kind: "network", problem: "dns", host: "sts.eu-central-1.amazonaws.com" },
])("$kind is told in a sentence that ends, and a next step", (error) => {
  const { title, detail } = messageFor(error, nowMs)
  expect(title).toMatch(/^\S.*\.$/)
  expect(detail).toMatch(/^\S.*[.)]$/)
})

test("a backup that cannot be used sends nobody to make it anew: that may be what is lost", () => {
  for (const problem of ["damaged", "password-wrong", "newer"] as const) {
    const line = messageLine({ kind: "import", problem, format: "Keycard" }, nowMs)
    expect(line).toContain("backup")
    expect(line).not.toMatch(/export/)
  }
  expect(messageLine({ kind: "import", problem: "damaged", format: "Aegis" }, nowMs)).toContain("in Aegis")
})

test("a spent code says how long to wait, never less than a second", () => {
  expect(messageLine({ kind: "code-spent", retryAtMs: nowMs + 11_200 }, nowMs)).toContain("in 12 s")
  expect(messageLine({ kind: "code-spent", retryAtMs: nowMs }, nowMs)).toContain("in 1 s")
})

test("a slow and a fast clock are told apart", () => {
  expect(messageLine({ kind: "clock", offsetMs: 90_000 }, nowMs)).toContain("90 seconds behind AWS")
  expect(messageLine({ kind: "clock", offsetMs: -3_600_000 }, nowMs)).toContain("60 minutes ahead of AWS")
})

test("an unreadable shared file is named with its line", () => {
  const line = messageLine(
    { kind: "aws-file", problem: "duplicate-key", path: "/h/.aws/config", line: 7 },
    nowMs,
  )
  expect(line).toContain("/h/.aws/config")
  expect(line).toContain("line 7")
})
