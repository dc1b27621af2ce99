import fc from "fast-check"
import { describe, expect, test } from "vitest"
import {
  codeByClock,
  correctionMs,
  isCorrectionStale,
  MAX_CORRECTION_MS,
  withCorrection,
} from "../../../src/core/clock/correction.ts"
import { codeAt } from "../../../src/core/otp/codes.ts"
import { emptyVault } from "../../../src/core/vault/schema.ts"
import { RFC6238_SECRETS } from "../../vectors/rfc6238.ts"
import { newBench, NOON_MS, SERIAL, ENTRY } from "../../support/aws-bench.ts"
import { entry, secretOf } from "../otp/entries.ts"
import { vaultOf } from "../accounts/vault-of.ts"

const key = entry({ secret: secretOf(RFC6238_SECRETS.SHA1), digits: 8 })

describe("a corrected clock", () => {
  test("makes the code of the right time, and tells its turn in this computer's time (RFC 6238 appendix B)", () => {
    // It is 1970-01-01T00:00:59Z; this computer is 70 s ahead.
    const vault = withCorrection(emptyVault(), -70_000, "AWS", 5)
    const made = codeByClock(key, 59_000 + 70_000, vault)
    expect(made).toMatchObject({ code: "94287082", startsAtMs: 100_000, expiresAtMs: 130_000 })
  })

  test("always shows a code that is right now", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: MAX_CORRECTION_MS, max: 4e12 }),
        fc.integer({ min: -MAX_CORRECTION_MS, max: MAX_CORRECTION_MS }),
        (nowMs, offsetMs) => {
          const made = codeByClock(key, nowMs, withCorrection(emptyVault(), offsetMs, "AWS", 0))
          expect(made.code).toBe(codeAt(key, nowMs + offsetMs).code)
          expect(made.startsAtMs).toBeLessThanOrEqual(nowMs)
          expect(made.expiresAtMs).toBeGreaterThan(nowMs)
        },
      ),
    )
  })

  test("is refused where it is over a day off, and taken back with null", () => {
    const over = MAX_CORRECTION_MS + 1
    expect(() => withCorrection(emptyVault(), over, "x", 0)).toThrow(
      expect.objectContaining({ data: { kind: "clock", offsetMs: over } }),
    )
    expect(() => withCorrection(emptyVault(), Number.NaN, "x", 0)).toThrow()
    const applied = withCorrection(emptyVault(), 1_234.6, "time.example", 9)
    expect(applied.clockCorrection).toEqual({ offsetMs: 1_235, setAtMs: 9, from: "time.example" })
    expect(correctionMs(withCorrection(applied, null, "", 0))).toBe(0)
  })

  test("is out of date when AWS's later answers show another time", () => {
    const applied = withCorrection(emptyVault(), 60_000, "AWS", 0)
    expect(isCorrectionStale(applied)).toBe(false)
    expect(isCorrectionStale({ ...applied, clockOffsetMs: 61_000 })).toBe(false)
    expect(isCorrectionStale({ ...applied, clockOffsetMs: 100 })).toBe(true)
  })
})

describe("where codes are made", () => {
  test("the codes shown and previewed are corrected; those of a named time are not", async () => {
    const vault = vaultOf()
    const [account] = await vault.accounts.enrol([{ entry: key }])
    const plain = await vault.accounts.codes([account!.id])
    await vault.index.update((now) => withCorrection(now, 3_600_000, "AWS", 0))
    const { codes } = await vault.accounts.codes([account!.id])
    const hourLater = await vault.accounts.codesAt([account!.id], vault.clock.nowMs() + 3_600_000)
    expect(codes[0]!.code).toBe(hourLater.codes[0]!.code)
    expect(codes[0]!.code).not.toBe(plain.codes[0]!.code)
    expect(codes[0]!.expiresAtMs).toBe(plain.codes[0]!.expiresAtMs)
    const [row] = await vault.accounts.preview([entry({ ...key, account: "other" })])
    expect(row!.code).toBe(codes[0]!.code)
  })

  test("AWS is sent the code of the right time, and that step is the one that is spent", async () => {
    const { aws, api, profile, index } = await newBench()
    // Three minutes behind.
    await index.update((vault) => withCorrection(vault, 180_000, "AWS", 0))
    await aws.refresh(profile.id)
    expect(api.calls[0]).toMatchObject({ mfa: { tokenCode: codeAt(ENTRY, NOON_MS + 180_000).code } })
    expect(index.now.spentSteps[SERIAL]?.steps).toEqual([Math.floor((NOON_MS + 180_000) / 30_000)])
  })

  test("the wait for the next step ends when the right clock turns", async () => {
    const { aws, profile, index } = await newBench()
    // The right time is 12:00:28: too little is left of the step.
    await index.update((vault) => withCorrection(vault, 23_000, "AWS", 0))
    const waits: (number | null)[] = []
    await aws.refresh(profile.id, { onWait: (untilMs) => waits.push(untilMs) })
    expect(waits[0]).toBe(NOON_MS + 2_000)
  })
})
