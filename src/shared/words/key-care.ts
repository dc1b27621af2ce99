/** @file The words for work on permanent keys and MFA devices at AWS. */
import type { CareStep } from "../../core/aws/care/steps.ts"
import type { EnrolmentProblem, OtherKey, RotationProblem } from "../../core/errors.ts"

export { ageOf } from "../../core/aws/care/age.ts"

type Words = readonly [title: string, detail: string]

const DAY_MS = 86_400_000

/** Whole days as people say them. */
export function daysWords(ms: number): string {
  const days = Math.max(0, Math.floor(ms / DAY_MS))
  return days === 1 ? "1 day" : `${days} days`
}

/** @returns `today`, `yesterday`, `12 days ago` */
export function agoWords(ms: number): string {
  if (ms < DAY_MS) return "today"
  return ms < 2 * DAY_MS ? "yesterday" : `${daysWords(ms)} ago`
}

/** Another key, in a sentence: `…7Q2A (active, 120 days old, last used 3 days ago)`. */
export function otherKeyWords({ tail, active, issuedAtMs, usedAtMs }: OtherKey, nowMs: number): string {
  const used =
    usedAtMs === undefined
      ? ""
      : usedAtMs === null
        ? ", never used"
        : `, last used ${agoWords(nowMs - usedAtMs)}`
  const age = nowMs - issuedAtMs
  const old = age < DAY_MS ? "made today" : `${daysWords(age)} old`
  return `…${tail} (${active ? "active" : "inactive"}, ${old}${used})`
}

const list = (others: readonly OtherKey[], nowMs: number) =>
  others.map((other) => otherKeyWords(other, nowMs)).join(" and ")

/** Why a rotation did not go on. */
export function rotationWords(
  problem: RotationProblem,
  key: string,
  others: readonly OtherKey[],
  nowMs: number,
): Words {
  switch (problem) {
    case "unfinished":
      return [
        `A rotation of “${key}” is not finished.`,
        "Delete its old key, go on with it, or go back, and then try again.",
      ]
    case "nothing":
      return [`No rotation of “${key}” is under way.`, "Nothing was changed."]
    case "limit":
      return [
        "AWS allows two access keys a user, and this user has both.",
        others.length === 0
          ? "Delete the one that nobody uses, then rotate."
          : `The other one is ${list(others, nowMs)}. Delete it if nobody uses it, then rotate.`,
      ]
    case "stray":
      return [
        "An interrupted rotation left an access key at AWS whose secret nobody has.",
        `It is ${list(others, nowMs)}. Delete it; the key in use works as before.`,
      ]
    case "not-proven":
      return [
        "AWS does not know the new key yet.",
        "The old one is in use and works as before. Go on in a minute.",
      ]
    case "other-user":
      return [
        "The new key belongs to another user.",
        "The old one is in use and works as before. Go back, and look at the endpoint.",
      ]
    case "too-late":
      return [
        "The old key is deleted already.",
        "There is no way back: rotate again if the new one will not do.",
      ]
    case "gone":
      return [
        "The old key is no longer there: somebody deleted it at AWS.",
        "The new one is in use and works as before.",
      ]
    case "root":
      return [
        "This is a key of the root user.",
        "It should not be rotated but deleted: use an IAM user's key, then delete this one in AWS's console.",
      ]
    case "not-found":
      return [
        "No other access key of this user ends so.",
        others.length === 0 ? "It has no other one." : `There is ${list(others, nowMs)}.`,
      ]
  }
}

/** Why setting up an MFA device did not go on. */
export function enrolmentWords(problem: EnrolmentProblem, key: string): Words {
  switch (problem) {
    case "unfinished":
      return [`Setting up an MFA device for “${key}” is not finished.`, "Go on with it, or undo it."]
    case "nothing":
      return [`“${key}” has no MFA device here.`, "Set one up, or link the one its user has."]
    case "linked":
      return [`“${key}” has an MFA device already.`, "Remove it first if it should be another one."]
    case "codes":
      return [
        "AWS took none of the codes.",
        "Check this computer's clock, wait a minute, then go on: the device and its codes are kept.",
      ]
    case "root":
      return ["This is a key of the root user.", "Its MFA devices are set up in AWS's console only."]
    case "enabled":
      return [`The MFA device of “${key}” works already.`, "Remove it instead."]
  }
}

/** What is being done, as a line under a progress bar. */
export const careStepWords: Record<CareStep, string> = {
  asking: "Asking AWS…",
  creating: "Making a new key…",
  proving: "Trying it: AWS takes some seconds to know a new key…",
  switching: "Switching over…",
  deactivating: "Making the old key inactive…",
  reactivating: "Making the old key active again…",
  deleting: "Deleting a key…",
  "making-device": "Making the device…",
  "keeping-seed": "Keeping its secret in the keychain…",
  "waiting-for-codes": "Waiting for two codes in a row…",
  "enabling-device": "Showing AWS the two codes…",
  "removing-device": "Removing the device…",
}

/**
 * What it means to let go of a rotation without AWS.
 * @param tail of the key that stays in use
 */
export function forgetWords(
  tail: string,
  { step, otherTail }: { readonly step: string; readonly otherTail: string },
): string {
  const stays = `…${tail} stays in use, and AWS is asked nothing.`
  if (otherTail === "")
    return `${stays} If AWS made a new key, it is still there, and nobody has its secret: delete it under “Security credentials”. This cannot be undone.`
  const which = step === "proving" || step === "undoing" ? "new" : "old"
  return `${stays} The secret of the ${which} key …${otherTail} is deleted here, so there is no way back to it. AWS may still have that key: delete it under “Security credentials”. This cannot be undone.`
}

/** What is under way with a key, and what to do about it; null: nothing. */
export function keyWorkWords(key: {
  readonly rotation: { readonly step: string; readonly otherTail: string } | null
  readonly enrolment: { readonly step: string } | null
}): string | null {
  const { rotation, enrolment } = key
  if (rotation?.step === "retired")
    return `its old key …${rotation.otherTail} is inactive. Delete it when everything works, or go back.`
  if (rotation !== null) return "a rotation was interrupted. Go on with it, or go back."
  if (enrolment?.step === "removing") return "removing its MFA device was interrupted. Go on with it."
  if (enrolment !== null) return "setting up its MFA device was interrupted. Go on with it, or undo it."
  return null
}
