import { expect, test } from "vitest"
import { ago } from "../../../src/renderer/codes/ago.ts"

test("a time is told in the largest unit that fits", () => {
  const now = 1_800_000_000_000
  const past = (seconds: number) => ago(now - seconds * 1_000, now)
  expect(past(-5)).toBe("just now")
  expect(past(59)).toBe("just now")
  expect(past(60)).toBe("1 minute ago")
  expect(past(3 * 3_600 + 5)).toBe("3 hours ago")
  expect(past(86_400)).toBe("yesterday")
  expect(past(20 * 86_400)).toBe("2 weeks ago")
  expect(past(400 * 86_400)).toBe("last year")
})
