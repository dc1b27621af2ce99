import { expect, test } from "vitest"
import { chooseSteps } from "../../scripts/test-run/choose.mjs"
import { summaryOf } from "../../scripts/test-run/summary.mjs"

const steps = [
  { name: "lint", ok: true, seconds: 12.34 },
  { name: "unit", ok: true, seconds: 3, counts: { passed: 10, failed: 0, skipped: [] } },
  {
    name: "integration",
    ok: false,
    seconds: 61,
    counts: {
      passed: 5,
      failed: 2,
      skipped: [
        { name: "codes > as oathtool", reason: "oathtool is not installed" },
        { name: "drift > as oathtool", reason: "oathtool is not installed" },
        { name: "samples", reason: "" },
      ],
    },
  },
]

test("the last line is the sum over all tests, in plain form", () => {
  expect(summaryOf(steps).split("\n").at(-1)).toBe("15 passed, 2 failed, 3 skipped")
  expect(
    summaryOf([{ name: "lint", ok: false, seconds: 1 }])
      .split("\n")
      .at(-1),
  ).toBe("0 passed, 0 failed, 0 skipped")
})

test("each step has its line, and one that failed says so", () => {
  const lines = summaryOf(steps).split("\n")
  expect(lines).toContain("  lint         ok        12.3 s")
  expect(lines).toContain("  integration  FAILED    61.0 s  5 passed, 2 failed, 3 skipped")
})

test("skipped tests are named under their reason", () => {
  expect(summaryOf(steps)).toContain(
    "  oathtool is not installed:\n    codes > as oathtool\n    drift > as oathtool\n",
  )
  expect(summaryOf(steps)).toContain("    samples\n")
  expect(summaryOf(steps.slice(0, 2))).not.toContain("Skipped")
})

test("without names all steps run, in their order", () => {
  expect(chooseSteps([])).toEqual({ steps: ["lint", "types", "unit", "integration", "e2e"], forVitest: [] })
  expect(chooseSteps(["-t", "drift"]).steps).toHaveLength(5)
})

test("named steps run in their order, and what follows is for vitest", () => {
  expect(chooseSteps(["e2e", "unit", "tests/core", "-t", "unit"])).toEqual({
    steps: ["unit", "e2e"],
    forVitest: ["tests/core", "-t", "unit"],
  })
})
