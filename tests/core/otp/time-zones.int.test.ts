import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { expect, test } from "vitest"

const root = fileURLToPath(new URL("../../../", import.meta.url))
const run = promisify(execFile)

/**
 * The unit tests of codes and links again, where the day turns elsewhere, and where i and I are other letters. Codes
 * depend on Unix time and ASCII alone.
 */
const PLACES = [
  ["Asia/Kolkata", "hi_IN.UTF-8"],
  ["Pacific/Apia", "ar_EG.UTF-8"],
  ["Europe/London", "tr_TR.UTF-8"],
] as const

test("the tests of codes pass in every time zone and locale", { timeout: 300_000 }, async () => {
  for (const [timeZone, locale] of PLACES) {
    const { stdout } = await run(
      process.execPath,
      [
        "node_modules/vitest/vitest.mjs",
        "run",
        "--project=unit",
        "--reporter=json",
        // One worker for all files: starting them is most of the work.
        "--no-isolate",
        "--maxWorkers=1",
        ...["codes", "base32", "parse-otpauth-uri"].map((name) => `tests/core/otp/${name}.test.ts`),
      ],
      { cwd: root, env: { ...process.env, TZ: timeZone, LANG: locale, LC_ALL: locale }, maxBuffer: 2 ** 26 },
    )
    const report = JSON.parse(stdout) as { success: boolean; numPassedTests: number }
    expect(report.success, timeZone).toBe(true)
    expect(report.numPassedTests, timeZone).toBeGreaterThan(200)
  }
})
