/** @file Rotation of a permanent key in two safe steps, forwards and back: docs/decisions/0009-key-rotation.md. */
import { noted } from "../../vault/noted.ts"
import type { AwsKey } from "../../vault/schema.ts"
import type { RotationMark } from "../../vault/key-fields.ts"
import { refuseRoot, strongCaller } from "./caller.ts"
import { changeKey, keyNow } from "./journal.ts"
import * as steps from "./rotation-steps.ts"
import type { CareDeps, CareOptions } from "./service.ts"

type Goal = "forward" | "back" | "delete"
type Marked = AwsKey & { readonly rotation: RotationMark }

/**
 * Takes the next step towards the goal.
 * @param isFresh whether the journal's first line was written a moment ago, by this very run
 * @returns whether that was the last one. @throws AppError `key-rotation`
 */
async function takeStep(work: steps.Work, key: Marked, goal: Goal, isFresh: boolean): Promise<boolean> {
  switch (key.rotation.step) {
    case "creating":
      if (goal === "back") await steps.beginUndoing(work, key)
      else if (isFresh) await steps.create(work, key)
      else await steps.findCreated(work, key)
      return false
    case "proving":
      if (goal === "back") await steps.beginUndoing(work, key)
      else await steps.switchToNew(work, key)
      return false
    case "deactivating":
      if (goal === "back") await steps.beginReactivating(work)
      else await steps.deactivate(work, key)
      return false
    case "retired":
      if (goal === "back") await steps.beginReactivating(work)
      if (goal === "delete") await steps.beginDeleting(work)
      return goal === "forward"
    case "deleting":
      if (goal === "back") throw steps.rotationProblem(key, "too-late")
      await steps.deleteOther(work, key)
      return true
    case "reactivating":
      await steps.reactivate(work, key)
      return false
    case "undoing":
      await steps.deleteOther(work, key)
      return true
  }
}

async function advance(deps: CareDeps, keyId: string, goal: Goal, options: CareOptions): Promise<AwsKey> {
  options.onStep?.("asking")
  const caller = await strongCaller(deps, keyId, options)
  refuseRoot(caller, await keyNow(deps, keyId))
  let isFresh = false
  for (;;) {
    const key = await keyNow(deps, keyId)
    // Signed with the permanent key itself, the next request must be by the one that is in use then.
    const work = { deps, keyId, options, caller: await steps.signedAnew(deps, key, caller) }
    if (!steps.isMarked(key)) {
      if (goal !== "forward" || isFresh) return key
      await steps.begin(work)
      isFresh = true
    } else if (await takeStep(work, key, goal, isFresh)) return keyNow(deps, keyId)
  }
}

/** @throws AppError `key-rotation` `nothing` */
async function markedKey(deps: CareDeps, keyId: string): Promise<Marked> {
  const key = await keyNow(deps, keyId)
  if (!steps.isMarked(key)) throw steps.rotationProblem(key, "nothing")
  return key
}

/** Forwards, whatever was under way: one that was going back goes back first, and that is all. */
export async function rotate(deps: CareDeps, keyId: string, options: CareOptions): Promise<AwsKey> {
  const key = await keyNow(deps, keyId)
  if (key.rotation?.step === "retired") throw steps.rotationProblem(key, "unfinished")
  return key.rotation === null ? advance(deps, keyId, "forward", options) : resume(deps, keyId, options)
}

const BACKWARDS: ReadonlySet<RotationMark["step"]> = new Set(["reactivating", "undoing"])

export async function resume(deps: CareDeps, keyId: string, options: CareOptions): Promise<AwsKey> {
  const { rotation } = await markedKey(deps, keyId)
  if (rotation.step === "retired") return keyNow(deps, keyId)
  const goal = BACKWARDS.has(rotation.step) ? "back" : rotation.step === "deleting" ? "delete" : "forward"
  return advance(deps, keyId, goal, options)
}

export async function deleteOld(deps: CareDeps, keyId: string, options: CareOptions): Promise<AwsKey> {
  const key = await markedKey(deps, keyId)
  if (key.rotation.step !== "retired" && key.rotation.step !== "deleting")
    throw steps.rotationProblem(key, "unfinished")
  return advance(deps, keyId, "delete", options)
}

export async function rollBack(deps: CareDeps, keyId: string, options: CareOptions): Promise<AwsKey> {
  const key = await markedKey(deps, keyId)
  if (key.rotation.step === "deleting") throw steps.rotationProblem(key, "too-late")
  return advance(deps, keyId, "back", options)
}

/** Without AWS: what is under way is let go of, with the other key's secret. */
export async function forget(deps: CareDeps, keyId: string): Promise<string> {
  const key = await keyNow(deps, keyId)
  const end = () => changeKey(deps, keyId, (now) => ({ ...now, rotation: null, enrolment: null }))
  const { rotation } = key
  if (rotation === null) {
    await end()
    return ""
  }
  const item = `aws-key/${rotation.otherId}` as const
  await noted(deps, [item], async (settled) => {
    await end()
    await deps.secrets.delete(item)
    settled()
  })
  return rotation.otherTail
}
