import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { codeAt } from "../../../src/core/otp/codes.ts"
import { AppError } from "../../../src/core/errors.ts"
import { anotherProcess, ENTRY, LONG_TERM, newBench, NOON_MS, SERIAL } from "../../support/aws-bench.ts"
import { failureOf } from "../../support/failure-of.ts"

const STEP_MS = 30_000

describe("a refresh", () => {
  test("asks AWS with the code of the present step and writes both files", async () => {
    const { aws, api, profile, credentialsFile, configFile, index } = await newBench({
      region: "eu-central-1",
      durationSeconds: 3600,
    })
    const result = await aws.refresh(profile.id)
    expect(api.calls[0]).toMatchObject({
      action: "GetSessionToken",
      signedBy: LONG_TERM.accessKeyId,
      durationSeconds: 3600,
      mfa: { serialNumber: SERIAL, tokenCode: codeAt(ENTRY, NOON_MS).code },
    })
    expect(result).toMatchObject({ issued: true, written: true })
    expect(result.session).toMatchObject({
      accountId: "123456789012",
      arn: "arn:aws:iam::123456789012:user/ada",
      expiresAtMs: NOON_MS + 3_600_000,
      written: true,
    })
    expect(credentialsFile.text).toBe(
      [
        "[dev]",
        "aws_access_key_id = ASIAEXAMPLEEXAMP0001",
        "aws_secret_access_key = session-secret-0001",
        `aws_session_token = session-token-0001-${"x".repeat(2_500)}`,
        "x_security_token_expires = 2026-11-22T13:00:05Z",
        `x_keycard_profile = ${profile.id}`,
        "",
      ].join("\n"),
    )
    expect(configFile.text).toBe("[profile dev]\nregion = eu-central-1\n")
    expect(index.now.spentSteps[SERIAL]?.steps).toEqual([Math.floor(NOON_MS / STEP_MS)])
  })

  test("is none while more than the margin is left, and is one again after that", async () => {
    const { aws, api, profile, clock } = await newBench({ durationSeconds: 3600 })
    await aws.refresh(profile.id)
    clock.advance(44 * 60_000)
    expect(await aws.refresh(profile.id)).toMatchObject({ issued: false, written: true })
    clock.advance(60_000)
    expect(await aws.refresh(profile.id)).toMatchObject({ issued: true })
    expect(api.count("GetSessionToken")).toBe(2)
  })

  test("of 900 seconds is renewed when half is over, not at once", async () => {
    const { aws, profile, clock } = await newBench({ durationSeconds: 900 })
    await aws.refresh(profile.id)
    clock.advance(449_000)
    expect(await aws.refresh(profile.id)).toMatchObject({ issued: false })
    clock.advance(1_000)
    expect(await aws.refresh(profile.id)).toMatchObject({ issued: true })
  })

  test("that is forced asks again, with a code of a later step, and says that it waits", async () => {
    const { aws, api, profile } = await newBench()
    await aws.refresh(profile.id)
    const waits: number[] = []
    await aws.refresh(profile.id, { force: true, onWait: (untilMs) => waits.push(untilMs) })
    expect(waits).toEqual([(Math.floor(NOON_MS / STEP_MS) + 1) * STEP_MS])
    const codes = api.calls.flatMap((call) => call.mfa?.tokenCode ?? [])
    expect(codes).toEqual([codeAt(ENTRY, NOON_MS).code, codeAt(ENTRY, NOON_MS + STEP_MS).code])
  })

  test("twenty at once are one request", async () => {
    const { aws, api, profile } = await newBench()
    const results = await Promise.all(
      Array.from({ length: 20 }, () => aws.refresh(profile.id, { force: true })),
    )
    expect(api.count("GetSessionToken")).toBe(1)
    expect(new Set(results.map(({ session }) => session.expiresAtMs)).size).toBe(1)
  })

  test("for two profiles of one key at once is one request too", async () => {
    const { aws, api, profile, key } = await newBench()
    const other = await aws.addProfile({ name: "other", keyId: key.id })
    await Promise.all([aws.refresh(profile.id), aws.refresh(other.id)])
    expect(api.count("GetSessionToken")).toBe(1)
  })

  test("by two processes at once is one request", async () => {
    const { aws, deps, api, profile, clock } = await newBench()
    api.beforeAnswer = () => {
      clock.advance(200)
      return Promise.resolve()
    }
    const forced = { force: true }
    await Promise.all([aws.refresh(profile.id, forced), anotherProcess(deps).refresh(profile.id, forced)])
    expect(api.count("GetSessionToken")).toBe(1)
  })

  test("waits for the next step when under three seconds are left", async () => {
    const { aws, api, profile, clock } = await newBench()
    clock.set(Math.floor(NOON_MS / STEP_MS) * STEP_MS + 27_001)
    await aws.refresh(profile.id)
    expect(api.calls[0]?.atMs).toBe((Math.floor(NOON_MS / STEP_MS) + 1) * STEP_MS)
  })

  test("counts the step as spent before the request leaves, whatever comes back", async () => {
    const { aws, api, index, profile } = await newBench()
    let spentThen: number[] | undefined
    api.beforeAnswer = () => {
      spentThen = index.now.spentSteps[SERIAL]?.steps
      return Promise.reject(new AppError({ kind: "network", problem: "reset", host: "sts" }))
    }
    expect(await failureOf(aws.refresh(profile.id))).toMatchObject({ kind: "network" })
    expect(spentThen).toEqual([Math.floor(NOON_MS / STEP_MS)])
    expect(aws.lastErrors().get(profile.id)).toMatchObject({ kind: "network" })
  })

  test("with a code from elsewhere sends that one, and refuses a second in the same step", async () => {
    const { aws, api, profile } = await newBench()
    await aws.refresh(profile.id, { code: "123 456" })
    expect(api.calls[0]?.mfa?.tokenCode).toBe("123456")
    expect(await failureOf(aws.refresh(profile.id, { code: "654321", force: true }))).toEqual({
      kind: "code-spent",
      retryAtMs: (Math.floor(NOON_MS / STEP_MS) + 1) * STEP_MS,
    })
    expect(await failureOf(aws.refresh(profile.id, { code: "12345", force: true }))).toMatchObject({
      field: "code",
    })
  })

  test("never becomes a session without MFA", async () => {
    const { aws, api, profile, key } = await newBench()
    await aws.editKey(key.id, { otpAccountId: null })
    expect(await failureOf(aws.refresh(profile.id))).toMatchObject({ kind: "mfa-account-missing" })
    await aws.editKey(key.id, { mfaSerial: null })
    expect(await failureOf(aws.refresh(profile.id))).toMatchObject({ kind: "aws-value", field: "mfa-serial" })
    expect(api.calls).toEqual([])
  })

  test("of a profile with roles assumes one after the other, and names its user", async () => {
    const roleArns = ["arn:aws:iam::210987654321:role/team/Deploy", "arn:aws:iam::111122223333:role/Last"]
    const { aws, api, profile } = await newBench({ roleArns })
    const { session } = await aws.refresh(profile.id)
    expect(api.calls).toMatchObject([
      { action: "GetSessionToken", signedBy: LONG_TERM.accessKeyId },
      {
        action: "AssumeRole",
        signedBy: "ASIAEXAMPLEEXAMP0001",
        roleSessionName: "keycard-ada",
        durationSeconds: 900,
        mfa: undefined,
      },
      {
        action: "AssumeRole",
        signedBy: "ASIAEXAMPLEEXAMP0002",
        roleArn: roleArns[1],
        durationSeconds: 3600,
      },
    ])
    expect(session.arn).toBe("arn:aws:sts::111122223333:assumed-role/Last/keycard-ada")
    expect(session.accountId).toBe("111122223333")
  })

  test("of one role for longer than an hour is one AssumeRole with the permanent key and the code", async () => {
    const roleArns = ["arn:aws:iam::210987654321:role/Deploy"]
    const { aws, api, profile } = await newBench({ roleArns, durationSeconds: 43_200 })
    await aws.refresh(profile.id)
    expect(api.calls).toMatchObject([
      {
        action: "AssumeRole",
        signedBy: LONG_TERM.accessKeyId,
        durationSeconds: 43_200,
        mfa: { serialNumber: SERIAL },
      },
    ])
  })

  test("of a profile in process mode leaves the files alone", async () => {
    const { aws, profile, credentialsFile, configFile } = await newBench({
      mode: "process",
      region: "eu-west-1",
    })
    expect(await aws.refresh(profile.id)).toMatchObject({ issued: true, written: false })
    expect([credentialsFile.text, configFile.text]).toEqual([null, null])
  })

  test("does not fail because nobody says whose credentials they are", async () => {
    const { aws, api, profile } = await newBench()
    api.beforeAnswer = (call) =>
      call.action === "GetCallerIdentity" ? Promise.reject(new Error("no")) : Promise.resolve()
    expect((await aws.refresh(profile.id)).session).toMatchObject({ accountId: "123456789012", arn: null })
  })

  test("keeps the measured difference of the clocks", async () => {
    const { aws, api, profile, index } = await newBench()
    api.clockOffsetMs = -42_000
    await aws.refresh(profile.id)
    expect(index.now.clockOffsetMs).toBe(-42_000)
    api.failures.push(new AppError({ kind: "clock", offsetMs: 3_600_000 }))
    expect(await failureOf(aws.refresh(profile.id, { force: true }))).toMatchObject({ kind: "clock" })
    expect(index.now.clockOffsetMs).toBe(3_600_000)
  })
})

describe("calling a refresh off", () => {
  test("an answer that comes after it is dropped, and nothing is written", async () => {
    const { aws, api, profile, credentialsFile, index, secrets } = await newBench()
    const abort = new AbortController()
    api.beforeAnswer = () => {
      abort.abort()
      return Promise.resolve()
    }
    expect(await failureOf(aws.refresh(profile.id, { signal: abort.signal }))).toEqual({ kind: "cancelled" })
    // Behind the given-up work in the profile's queue.
    await aws.stop(profile.id)
    expect(credentialsFile.text).toBeNull()
    expect(index.now.awsSessions).toEqual([])
    expect([...secrets.items.keys()].filter((name) => name.startsWith("session/"))).toEqual([])
    expect(aws.lastErrors().size).toBe(0)
  })

  test("by one of two callers leaves the other its credentials", async () => {
    const { aws, profile } = await newBench()
    const abort = new AbortController()
    const [gone, stays] = [aws.refresh(profile.id, { signal: abort.signal }), aws.refresh(profile.id)]
    abort.abort()
    expect(await failureOf(gone)).toEqual({ kind: "cancelled" })
    expect(await stays).toMatchObject({ issued: true })
  })
})

describe("credentials for another program", () => {
  test("come from the keychain while they are good, and leave the files alone", async () => {
    const { aws, api, profile, credentialsFile } = await newBench()
    const first = await aws.credentials(profile.id)
    expect(await aws.credentials(profile.id)).toEqual(first)
    expect(Object.keys(first).sort()).toEqual([
      "accessKeyId",
      "expiresAtMs",
      "secretAccessKey",
      "sessionToken",
    ])
    expect(api.count("GetSessionToken")).toBe(1)
    expect(credentialsFile.text).toBeNull()
  })
})

describe("a code is never sent twice", () => {
  test("over a day of refreshes by two processes, with a clock that jumps", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            process: fc.boolean(),
            /** Mostly forward; up to an hour back. */
            jumpMs: fc.oneof(
              { weight: 6, arbitrary: fc.integer({ min: 0, max: 1_800_000 }) },
              { weight: 2, arbitrary: fc.integer({ min: 0, max: 40_000 }) },
              { weight: 1, arbitrary: fc.integer({ min: -3_600_000, max: 0 }) },
            ),
            fails: fc.boolean(),
          }),
          { minLength: 5, maxLength: 60 },
        ),
        async (events) => {
          const { aws, deps, api, profile, clock, index } = await newBench({ mode: "process" })
          const processes = [aws, anotherProcess(deps)]
          let sinceBack = 0
          for (const { process, jumpMs, fails } of events) {
            // Twenty steps are remembered: no more are spent in the hour that a jump takes back.
            if (jumpMs < 0 && sinceBack > 15) continue
            sinceBack = jumpMs > 240_000 ? 0 : sinceBack + 1
            clock.set(Math.max(NOON_MS, clock.nowMs() + jumpMs))
            if (fails) api.failures.push(new AppError({ kind: "network", problem: "reset", host: "x" }))
            const outcome = await failureOf(processes[Number(process)]!.refresh(profile.id, { force: true }))
            expect(outcome).not.toBeInstanceOf(Error)
          }
          expect(index.now.spentSteps[SERIAL]?.steps.length).toBeLessThanOrEqual(20)
        },
      ),
      { numRuns: 60 },
    )
  })
})
