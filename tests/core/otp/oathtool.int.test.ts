import { execFileSync, spawnSync } from "node:child_process"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { codeAt, hotpCode } from "../../../src/core/otp/codes.ts"
import { anyEntry } from "./entries.ts"

const installed = spawnSync("oathtool", ["--version"]).status === 0
if (!installed) process.stderr.write("skipped: oathtool is not installed (Debian: apt install oathtool)\n")

/** Codes per process: oathtool prints those of the following steps with `--window`. */
const WINDOW = 9

/** What oathtool can compute: six to eight digits. Secrets come from the entry, so they are random too. */
const samples = fc.sample(
  fc.record({
    made: anyEntry.filter(({ type }) => type !== "steam"),
    digits: fc.integer({ min: 6, max: 8 }),
    seconds: fc.oneof(
      fc.nat({ max: 4_102_444_800 }),
      fc.constantFrom(0, 59, 2 ** 31 - 5, 2 ** 32 - 5, 253_402_300_000),
    ),
    counter: fc.oneof(
      fc.nat({ max: 1_000 }),
      fc.integer({ min: 2 ** 32 - 5, max: 2 ** 33 }),
      fc.maxSafeNat(),
    ),
  }),
  { numRuns: 60, seed: 42 },
)

/** The secret travels on stdin: what is on a command line, others can read. */
function oathtool(secret: string, options: readonly string[]): string[] {
  const output = execFileSync("oathtool", [...options, `--window=${WINDOW}`, "--base32", "-"], {
    input: secret,
    encoding: "utf8",
  })
  return output.trim().split("\n")
}

describe.skipIf(!installed)("oathtool gives the same codes", () => {
  test("for TOTP of any secret, algorithm, digits, period and time", () => {
    for (const { made, digits, seconds } of samples) {
      const key = { ...made, type: "totp" as const, digits }
      const codes = oathtool(key.secret, [
        `--totp=${key.algorithm.toLowerCase()}`,
        `--digits=${digits}`,
        `--time-step-size=${key.period}s`,
        `--now=@${seconds}`,
      ])
      const ours = Array.from({ length: WINDOW + 1 }, (_, step) =>
        codeAt(key, (seconds + step * key.period) * 1_000),
      )
      expect(ours.map(({ code }) => code)).toEqual(codes)
      expect(ours.slice(0, -1).map(({ next }) => next)).toEqual(codes.slice(1))
    }
  })

  test("for HOTP of any secret, digits and counter", () => {
    for (const { made, digits, counter } of samples) {
      const first = Math.min(counter, Number.MAX_SAFE_INTEGER - WINDOW)
      // oathtool computes HOTP with SHA-1 alone, as RFC 4226 does.
      const key = { ...made, type: "hotp" as const, algorithm: "SHA1" as const, digits }
      const codes = oathtool(key.secret, ["--hotp", `--digits=${digits}`, `--counter=${first}`])
      expect(Array.from({ length: WINDOW + 1 }, (_, step) => hotpCode(key, first + step))).toEqual(codes)
    }
  })
})
