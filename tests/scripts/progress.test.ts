import { expect, test } from "vitest"
import { showProgress } from "../../scripts/setup/progress.mjs"

const recorder = (isTTY: boolean) => {
  const written: string[] = []
  return { isTTY, write: (text: string) => written.push(text), text: () => written.join("") }
}

test("in a log a step is a line when it starts and a line when it has ended", async () => {
  const out = recorder(false)
  expect(await showProgress("Building", () => Promise.resolve(7), { out })).toBe(7)
  expect(out.text()).toMatch(/^Building …\n {2}done in \d+\.\d s\n$/)
})

test("on a terminal the line is written over in place", async () => {
  const out = recorder(true)
  await showProgress("Building", () => Promise.resolve(), { out, outcome: () => "no answer" })
  expect(out.text()).toMatch(/^Building …\r\x1b\[2KBuilding: no answer in \d+\.\d s\n$/)
})

test("a failure is said and passed on", async () => {
  const out = recorder(false)
  const failing = showProgress("Building", () => Promise.reject(new Error("disk full")), { out })
  await expect(failing).rejects.toThrow("disk full")
  expect(out.text()).toMatch(/failed after \d+\.\d s\n$/)
})
