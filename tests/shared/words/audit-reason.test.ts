import { expect, test } from "vitest"
import { reasonOf } from "../../../src/core/audit/event.ts"
import { AppError } from "../../../src/core/errors.ts"
import { auditReasonWords } from "../../../src/shared/words/audit-reason.ts"

test("a reason of the log is said in words", () => {
  const words = (error: unknown) => auditReasonWords(reasonOf(error) ?? "")
  const refused = { kind: "aws-refused", refusal: "throttled", code: "Throttling", message: "" } as const
  expect(words(new AppError(refused))).toBe("AWS asked to slow down")
  expect(words(new AppError({ kind: "network", problem: "tls", host: "AWS" }))).toContain("trusted")
  expect(words(new AppError({ kind: "aws-value", field: "mfa-serial" }))).toContain("a value")
  expect(words(new AppError({ kind: "keychain", problem: "locked", backend: "os" }))).toContain("keychain")
  expect(words(new Error("canary"))).toBe("a fault in Keycard")
})

test.each([
  "",
  "later",
  "later problem",
  "aws-refused",
  "aws-refused later",
  "toString",
  "network constructor",
])("one that is not known, %j, stays as it is", (reason) => {
  expect(auditReasonWords(reason)).toBe(reason)
})
