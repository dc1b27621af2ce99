/** @file Keys whose device is a YubiKey, or somebody's phone: rotated and looked after like all others. */
import { afterEach, expect, test } from "vitest"
import { createKeyCare } from "../../../../src/core/aws/care/create-key-care.ts"
import { codeAt } from "../../../../src/core/otp/codes.ts"
import type { CodeFrom } from "../../../../src/core/vault/schema.ts"
import { ScriptedCodeSource } from "../../../fakes/scripted-code-source.ts"
import { ENTRY, SERIAL } from "../../../support/aws-bench.ts"
import { careWorld, keysAt, PRESENT } from "../../../support/care-world.ts"
import type { CareWorld, CareWorldOptions } from "../../../support/care-world.ts"

const open: CareWorld[] = []
const YUBIKEY: CodeFrom = { kind: "yubikey", serial: "1234567", entry: "AWS:ada" }

/** MFA is wanted for everything, and no account here makes codes. */
async function world(codeFrom: CodeFrom, options: CareWorldOptions = {}) {
  const made = await careWorld({ denyWithoutMfa: true, ...options })
  open.push(made)
  const codeSource = new ScriptedCodeSource(made.clock, ENTRY)
  const touches: (string | null)[] = []
  const care = createKeyCare({ ...made.deps, codeSource })
  await made.aws.editKey(made.key.id, { otpAccountId: null, codeFrom })
  const code = (laterMs = 0) => codeAt(ENTRY, made.clock.nowMs() + laterMs).code
  const onTouch = (serial: string | null) => touches.push(serial)
  return { ...made, care, codeSource, touches, onTouch, code }
}
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ standIn }) => standIn.close()))
})

const codesAt = ({ standIn }: Pick<CareWorld, "standIn">) =>
  standIn.requests.flatMap(({ parameters: { TokenCode, AuthenticationCode1, AuthenticationCode2 } }) =>
    [TokenCode, AuthenticationCode1, AuthenticationCode2].filter((code) => code !== undefined),
  )

test("a YubiKey is touched once for a whole rotation, and once more to delete the old key", async () => {
  const here = await world(YUBIKEY)
  here.codeSource.script.push({ touchedAfterMs: 2_000 }, { touchedAfterMs: 2_000 })
  await here.care.rotate("wire", { onTouch: here.onTouch })
  expect(here.touches).toEqual(["1234567", null])
  expect(here.now().rotation?.step).toBe("retired")
  await here.care.deleteOld("wire", { onTouch: here.onTouch })
  expect(here.codeSource.asked).toHaveLength(2)
  expect(new Set(codesAt(here)).size).toBe(2)
  expect(keysAt(here.standIn)).toMatchObject([{ status: "Active" }])
  expect(here.now().codeFrom).toEqual(YUBIKEY)
})

test("a YubiKey that is not touched leaves everything as it was, and a typed code does in its place", async () => {
  const here = await world(YUBIKEY)
  here.codeSource.script.push({ kind: "yubikey", problem: "not-touched", serial: "1234567" })
  await expect(here.care.rotate("wire")).rejects.toMatchObject({ data: { problem: "not-touched" } })
  expect(here.now().rotation).toBeNull()
  expect(keysAt(here.standIn)).toEqual([{ id: PRESENT.accessKeyId, status: "Active" }])
  await here.care.rotate("wire", { code: here.code() })
  expect(here.now().rotation?.step).toBe("retired")
})

test("a code that is typed twice is refused here before AWS hears of it, and breaks no rotation", async () => {
  const here = await world({ kind: "typed" })
  await expect(here.care.rotate("wire")).rejects.toMatchObject({ data: { kind: "code-needed" } })
  const code = here.code()
  await here.care.rotate("wire", { code })
  const asked = here.standIn.requests.length
  await expect(here.care.rollBack("wire", { code })).rejects.toMatchObject({ data: { kind: "code-spent" } })
  expect(here.standIn.requests).toHaveLength(asked)
  expect(here.now().rotation?.step).toBe("retired")
  here.clock.advance(30_000)
  await here.care.rollBack("wire", { code: here.code() })
  expect(keysAt(here.standIn)).toEqual([{ id: PRESENT.accessKeyId, status: "Active" }])
})

test("a code that somebody else sent already stops a rotation before anything is made", async () => {
  const here = await world({ kind: "typed" })
  const code = here.code()
  const target = { region: "us-east-1", endpoint: here.standIn.url }
  const mfa = { serialNumber: SERIAL, tokenCode: code }
  await here.deps.api.getSessionToken(target, PRESENT, { durationSeconds: 900, mfa })
  await expect(here.care.rotate("wire", { code })).rejects.toMatchObject({ data: { kind: "aws-refused" } })
  expect(here.now().rotation).toBeNull()
  expect(keysAt(here.standIn)).toEqual([{ id: PRESENT.accessKeyId, status: "Active" }])
})

test("an interrupted rotation is gone on with from another code of the YubiKey", async () => {
  const here = await world(YUBIKEY)
  here.standIn.faults.next({ kind: "reset", processed: true }, { action: "UpdateAccessKey" })
  await expect(here.care.rotate("wire")).rejects.toMatchObject({ data: { kind: "network" } })
  expect(here.now().rotation?.step).toBe("deactivating")
  await here.care.resume("wire")
  expect(here.now().rotation?.step).toBe("retired")
  expect(new Set(codesAt(here)).size).toBe(2)
})

test("two codes of a YubiKey in a row bring it back in step, also when one touch comes a step too late", async () => {
  const here = await world(YUBIKEY, { denyWithoutMfa: false })
  here.codeSource.script.push(
    { touchedAfterMs: 1_000 },
    { touchedAfterMs: 40_000 },
    { touchedAfterMs: 1_000 },
  )
  await here.care.resyncMfa("wire", { onTouch: here.onTouch })
  const resync = here.standIn.requests.find(({ action }) => action === "ResyncMFADevice")
  expect(resync?.result).toBe("OK")
  expect(here.now().codeFrom).toEqual(YUBIKEY)
})

test("two typed codes bring a phone back in step; one alone is asked for again", async () => {
  const here = await world({ kind: "typed" }, { denyWithoutMfa: false })
  const [code, secondCode] = [here.code(-30_000), here.code()]
  await expect(here.care.resyncMfa("wire", { code })).rejects.toMatchObject({ data: { kind: "code-needed" } })
  await here.care.resyncMfa("wire", { code, secondCode })
  expect(codesAt(here)).toEqual([code, secondCode])
})

test("a user whose device is a YubiKey gets a second one here, and codes come from here then", async () => {
  const here = await world(YUBIKEY)
  const key = await here.care.enrolMfa("wire", { onTouch: here.onTouch })
  expect(here.user.mfaDevices).toHaveLength(2)
  expect(key.mfaSerial).toBe(here.user.mfaDevices[1]?.serial)
  expect(key).not.toHaveProperty("codeFrom")
  expect(here.now().otpAccountId).not.toBeNull()
})

test.each([YUBIKEY, { kind: "typed" } as const])(
  "a device that is removed takes $kind with it",
  async (from) => {
    const here = await world(from)
    const code = from.kind === "typed" ? here.code() : undefined
    const key = await here.care.removeMfa("wire", { code })
    expect(here.user.mfaDevices).toEqual([])
    expect(key).toMatchObject({ mfaSerial: null, otpAccountId: null, enrolment: null })
    expect(key).not.toHaveProperty("codeFrom")
  },
)
