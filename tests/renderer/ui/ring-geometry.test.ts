import { expect, test } from "vitest"
import { circumference, ringAt } from "../../../src/renderer/ui/ring-geometry.ts"

const at = (nowMs: number) => ringAt(0, 30_000, nowMs)

test("the arc is whole at the start of a period and gone at its end", () => {
  expect(at(0).offset).toBe(0)
  expect(at(30_000).offset).toBeCloseTo(circumference)
})

test("it moves only on full seconds", () => {
  expect(at(10_001)).toEqual(at(10_999))
  expect(at(11_000).offset).toBeGreaterThan(at(10_999).offset)
})

test("the second that runs is counted", () => {
  expect(at(29_999).seconds).toBe(1)
  expect(at(29_000).seconds).toBe(1)
  expect(at(28_999).seconds).toBe(2)
})

test("the end is near from seven seconds on", () => {
  expect(at(22_999).ending).toBe(false)
  expect(at(23_000).ending).toBe(true)
})

test("a short period is near its end in its second half only", () => {
  expect(ringAt(0, 10_000, 4_999).ending).toBe(false)
  expect(ringAt(0, 10_000, 5_000).ending).toBe(true)
  expect(ringAt(0, 1_000, 0).ending).toBe(false)
})

test("a clock outside the period, set back or forward, does not overdraw it", () => {
  expect(at(-90_000)).toMatchObject({ offset: 0, seconds: 30 })
  expect(at(90_000)).toMatchObject({ seconds: 0 })
  expect(at(90_000).offset).toBeCloseTo(circumference)
})
