/** @file An MFA device for a key's user: made, proved, brought back in step, removed. */
import { AppError, isAppError } from "../../errors.ts"
import type { AwsKey } from "../../vault/schema.ts"
import { codeFromOf } from "../code-from.ts"
import { noteClock } from "../issue.ts"
import { plainCaller, strongCaller } from "./caller.ts"
import type { Caller } from "./caller.ts"
import * as steps from "./enrol-steps.ts"
import { changeKey, keyNow } from "./journal.ts"
import { wasRefused } from "./refused.ts"
import type { CareDeps, CareOptions } from "./service.ts"
import { codePair } from "./code-pair.ts"

async function callerFor(
  deps: CareDeps,
  keyId: string,
  options: CareOptions,
  open: typeof plainCaller,
): Promise<Caller> {
  options.onStep?.("asking")
  const caller = await open(deps, keyId, options)
  if (caller === null) throw steps.enrolmentProblem(await keyNow(deps, keyId), "root")
  return caller
}

/**
 * Makes and enables a device, or goes on with one. A user who has a device already adds a second one only from a
 * session with the first.
 */
export async function enrolMfa(deps: CareDeps, keyId: string, options: CareOptions): Promise<AwsKey> {
  const before = await keyNow(deps, keyId)
  if (before.enrolment?.step === "removing") throw steps.enrolmentProblem(before, "unfinished")
  const from = codeFromOf(before).kind
  if (
    before.enrolment === null &&
    before.mfaSerial !== null &&
    before.otpAccountId !== null &&
    from === "here"
  )
    throw steps.enrolmentProblem(before, "linked")
  // A device that only somebody else can make codes of does not help here, unless its code was typed.
  const hasCode = options.code !== undefined || from === "yubikey"
  const open = before.mfaSerial !== null && hasCode ? strongCaller : plainCaller
  const caller = await callerFor(deps, keyId, options, open)
  const work = { deps, keyId, caller, options }
  let isFresh = false
  for (;;) {
    const key = await keyNow(deps, keyId)
    if (!steps.isEnrolling(key)) {
      await steps.beginEnrolment(work)
      isFresh = true
    } else if (key.enrolment.step === "creating") {
      await (isFresh ? steps.makeDevice(work, key) : steps.findMade(work, key))
    } else {
      await steps.enableDevice(work, key, isFresh)
      return keyNow(deps, keyId)
    }
  }
}

/** With the device's own code while the user has it; a removal that was interrupted may have taken it already. */
const removalCaller: typeof plainCaller = async (deps, keyId, options) => {
  try {
    return await strongCaller(deps, keyId, options)
  } catch (error) {
    const isTaken = isAppError(error, "aws-refused") && error.data.refusal === "mfa-device"
    if (!isTaken && !isAppError(error, "mfa-account-missing")) throw error
    return plainCaller(deps, keyId, options)
  }
}

/** The device that was being made is deleted, and its account here goes to the trash. */
export async function undoEnrolment(deps: CareDeps, keyId: string, options: CareOptions): Promise<AwsKey> {
  const before = await keyNow(deps, keyId)
  if (!steps.isEnrolling(before)) throw steps.enrolmentProblem(before, "nothing")
  const isRemoval = before.enrolment.serial === before.mfaSerial
  const caller = await callerFor(deps, keyId, options, isRemoval ? removalCaller : plainCaller)
  const work = { deps, keyId, caller, options }
  if (before.enrolment.step === "creating") await steps.findMade(work, before)
  const key = await changeKey(deps, keyId, (now) => ({
    ...now,
    enrolment: now.enrolment && { ...now.enrolment, step: "removing" },
  }))
  if (steps.isEnrolling(key)) await steps.removeDevice(work, key)
  return keyNow(deps, keyId)
}

/** ResyncMFADevice: signed with the permanent key itself, since codes are what is refused. */
export async function resyncMfa(deps: CareDeps, keyId: string, options: CareOptions): Promise<AwsKey> {
  const key = await keyNow(deps, keyId)
  const { mfaSerial } = key
  if (mfaSerial === null) throw steps.enrolmentProblem(key, "nothing")
  const makeCodes = await codePair(deps, key, mfaSerial, options)
  const caller = await callerFor(deps, keyId, options, plainCaller)
  const codes = await makeCodes()
  options.onStep?.("enabling-device")
  try {
    await noteClock(deps, deps.iam.resyncMfaDevice(caller, caller.userName, mfaSerial, codes))
  } catch (error) {
    if (wasRefused(error, "InvalidAuthenticationCode")) throw steps.enrolmentProblem(key, "codes")
    throw error
  }
  await deps.audit?.note({ what: "mfa-resynced", by: options.by, key: key.name, arn: mfaSerial })
  return key
}

/** From a session with the device's own codes: who has only the key cannot take the device away. */
export async function removeMfa(deps: CareDeps, keyId: string, options: CareOptions): Promise<AwsKey> {
  const key = await keyNow(deps, keyId)
  const { mfaSerial: serial, otpAccountId } = key
  if (key.enrolment !== null) {
    if (key.enrolment.step === "removing") return undoEnrolment(deps, keyId, options)
    throw steps.enrolmentProblem(key, "unfinished")
  }
  if (serial === null) throw steps.enrolmentProblem(key, "nothing")
  if (!serial.includes(":mfa/")) throw new AppError({ kind: "aws-value", field: "mfa-serial" })
  const caller = await callerFor(deps, keyId, options, strongCaller)
  const startedAtMs = deps.clock.nowMs()
  const marked = await changeKey(deps, keyId, (now) => ({
    ...now,
    enrolment: { step: "removing", startedAtMs, serial, label: "", otpAccountId },
  }))
  if (steps.isEnrolling(marked)) await steps.removeDevice({ deps, keyId, caller, options }, marked)
  return keyNow(deps, keyId)
}
