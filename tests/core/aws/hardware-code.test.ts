import { describe, expect, test } from "vitest"
import { createAws } from "../../../src/core/aws/create-aws.ts"
import { verdictOn } from "../../../src/core/aws/renewal-failures.ts"
import { codeAt } from "../../../src/core/otp/codes.ts"
import { plainVault } from "../../../src/core/vault/plain-vault.ts"
import { vault as schema } from "../../../src/core/vault/schema.ts"
import { ScriptedCodeSource } from "../../fakes/scripted-code-source.ts"
import { ENTRY, newBench, NOON_MS, SERIAL } from "../../support/aws-bench.ts"
import { failureOf } from "../../support/failure-of.ts"

const STEP_MS = 30_000
const NOON_STEP = Math.floor(NOON_MS / STEP_MS)
const FROM = { kind: "yubikey", serial: "1234567", entry: "AWS:ada" } as const

async function newHardwareBench() {
  const bench = await newBench()
  const source = new ScriptedCodeSource(bench.clock, ENTRY)
  const aws = createAws({ ...bench.deps, codeSource: source })
  const key = await aws.editKey(bench.key.id, { codeFrom: FROM })
  return { ...bench, aws, key, source }
}

describe("a refresh with the codes of a YubiKey", () => {
  test("sends its code, and spends the step it is of", async () => {
    const { aws, api, profile, source, index } = await newHardwareBench()
    await aws.refresh(profile.id)
    expect(source.asked).toEqual([{ serial: "1234567", entry: "AWS:ada", atMs: NOON_MS }])
    expect(api.calls[0]?.mfa).toEqual({ serialNumber: SERIAL, tokenCode: codeAt(ENTRY, NOON_MS).code })
    expect(index.now.spentSteps[SERIAL]?.steps).toEqual([NOON_STEP])
  })

  test("never sends two codes of one step: it waits before it asks for a touch", async () => {
    const { aws, api, profile, source } = await newHardwareBench()
    await aws.refresh(profile.id)
    const waits: number[] = []
    await aws.refresh(profile.id, { force: true, onWait: (untilMs) => waits.push(untilMs) })
    expect(waits).toEqual([(NOON_STEP + 1) * STEP_MS])
    expect(source.asked.map(({ atMs }) => Math.floor(atMs / STEP_MS))).toEqual([NOON_STEP, NOON_STEP + 1])
    expect(new Set(api.calls.flatMap(({ mfa }) => mfa?.tokenCode ?? [])).size).toBe(2)
  })

  test("says when the key waits to be touched, and when it does no more", async () => {
    const { aws, profile, source } = await newHardwareBench()
    source.script.push({ touchedAfterMs: 2_000 })
    const told: (string | null)[] = []
    await aws.refresh(profile.id, { onTouch: (serial) => told.push(serial) })
    expect(told).toEqual(["1234567", null])
  })

  test("asks for a touch only with time enough left for it, once it is known to need one", async () => {
    const { aws, profile, source, clock } = await newHardwareBench()
    source.script.push({ touchedAfterMs: 1_000 })
    await aws.refresh(profile.id)
    clock.set((NOON_STEP + 4) * STEP_MS + 13_000)
    source.script.push({ touchedAfterMs: 14_000 })
    await aws.refresh(profile.id, { force: true })
    expect(source.asked[1]?.atMs).toBe((NOON_STEP + 5) * STEP_MS)
  })

  test("asks again when another process spent the step while the person was touching the key", async () => {
    const { aws, api, profile, source, index } = await newHardwareBench()
    const spend = () =>
      index.update((vault) => ({ ...vault, spentSteps: { [SERIAL]: { steps: [NOON_STEP] } } }))
    source.script.push({ touchedAfterMs: 1_000 })
    let spent = Promise.resolve() as Promise<unknown>
    await aws.refresh(profile.id, {
      onTouch: (serial) => {
        if (serial !== null) spent = spend()
      },
    })
    await spent
    expect(source.asked).toHaveLength(2)
    expect(api.calls[0]?.mfa?.tokenCode).toBe(codeAt(ENTRY, (NOON_STEP + 1) * STEP_MS).code)
  })

  test("on the border of two steps spends both", async () => {
    const { aws, profile, source, index } = await newHardwareBench()
    const border = (NOON_STEP + 1) * STEP_MS
    source.code = () =>
      Promise.resolve({ code: codeAt(ENTRY, border).code, fromMs: border - 200, toMs: border + 400 })
    await aws.refresh(profile.id)
    expect([...(index.now.spentSteps[SERIAL]?.steps ?? [])].sort()).toEqual([NOON_STEP, NOON_STEP + 1])
  })

  test("fails with the key's own failure, asks AWS nothing and spends nothing", async () => {
    const { aws, api, profile, source, index } = await newHardwareBench()
    const failure = { kind: "yubikey", problem: "not-touched", serial: "1234567" } as const
    source.script.push(failure)
    expect(await failureOf(aws.refresh(profile.id))).toEqual(failure)
    expect(api.calls).toEqual([])
    expect(index.now.spentSteps).toEqual({})
  })

  test("does not send what is no code", async () => {
    const { aws, api, profile, source } = await newHardwareBench()
    source.code6 = "12345678"
    expect(await failureOf(aws.refresh(profile.id))).toEqual({ kind: "aws-value", field: "code" })
    expect(api.calls).toEqual([])
  })

  test("is refused where this computer's clock is known to be wrong: the key's codes go by it", async () => {
    const { aws, profile, source, index } = await newHardwareBench()
    const clockCorrection = { offsetMs: 90_000, setAtMs: NOON_MS, from: "AWS" }
    await index.update((vault) => ({ ...vault, clockCorrection }))
    expect(await failureOf(aws.refresh(profile.id))).toEqual({ kind: "clock", offsetMs: 90_000 })
    expect(source.asked).toEqual([])
  })

  test("takes a typed code where one is given", async () => {
    const { aws, api, profile, source } = await newHardwareBench()
    await aws.refresh(profile.id, { code: "123456" })
    expect(api.calls[0]?.mfa?.tokenCode).toBe("123456")
    expect(source.asked).toEqual([])
  })

  test("says that there is no such program where none can be had", async () => {
    const { deps, profile, key } = await newHardwareBench()
    expect(key.codeFrom).toEqual(FROM)
    expect(await failureOf(createAws(deps).refresh(profile.id))).toMatchObject({ problem: "tool-missing" })
  })
})

describe("where codes come from", () => {
  test("is typed: a refresh without a code asks for one, although an account is linked", async () => {
    const { aws, profile, key } = await newHardwareBench()
    await aws.editKey(key.id, { codeFrom: { kind: "typed" } })
    expect(await failureOf(aws.refresh(profile.id))).toEqual({ kind: "code-needed", key: "work" })
    await aws.editKey(key.id, { codeFrom: { kind: "here" } })
    expect(await aws.refresh(profile.id)).toMatchObject({ issued: true })
  })

  test("is read alike by the schema and past it, and is not written where it is as ever", async () => {
    const { aws, index, key } = await newHardwareBench()
    for (const codeFrom of [FROM, { kind: "typed" }, { kind: "here" }] as const) {
      await aws.editKey(key.id, { codeFrom })
      const stored: unknown = JSON.parse(JSON.stringify(index.now))
      expect(plainVault(stored)).toEqual(schema.parse(stored))
      expect(plainVault(stored)).not.toBeNull()
      expect(index.now.awsKeys[0]?.codeFrom).toEqual(codeFrom.kind === "here" ? undefined : codeFrom)
    }
    const wrong = { ...index.now, awsKeys: [{ ...key, codeFrom: { ...FROM, serial: "-1" } }] }
    expect(plainVault(wrong)).toBeNull()
    expect(schema.safeParse(wrong).success).toBe(false)
  })
})

describe("a renewal with a key that nobody touches", () => {
  test("is tried again twice, ever later, and then not before somebody does something", () => {
    const untouched = { kind: "yubikey", problem: "not-touched", serial: "1234567" } as const
    const verdicts = [1, 2, 3, 4].map((count) => verdictOn(untouched, count))
    expect(verdicts.map(({ retryMs }) => retryMs)).toEqual([300_000, 600_000, null, null])
    expect(verdicts.every(({ person, scope }) => person && scope === "key")).toBe(true)
  })
})
