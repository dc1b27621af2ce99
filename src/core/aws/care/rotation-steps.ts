/** @file The steps of a rotation. Each reads the journal, does one thing, and writes what is next: so that the one
 *  that was interrupted can be taken again, whether it had happened or not. docs/decisions/0009-key-rotation.md. */
import { AppError, isAppError } from "../../errors.ts"
import type { RotationProblem } from "../../errors.ts"
import { claimPlace } from "../../vault/place.ts"
import type { AwsKey } from "../../vault/schema.ts"
import type { RotationMark } from "../../vault/key-fields.ts"
import { noteClock, targetOf } from "../issue.ts"
import { awsKeyItem, loadKey, saveKey } from "../secret-items.ts"
import type { Caller } from "./caller.ts"
import { changeKey, keyNow } from "./journal.ts"
import { listKeys, otherKeyId, otherOf, withUse } from "./list-keys.ts"
import { othersOf, straysOf } from "./look.ts"
import { isBusy, isSureRefusal, unlessGone, untilKnown, wasRefused } from "./refused.ts"
import type { CareDeps, CareOptions, ListedKey } from "./service.ts"

/** "IAM and AWS STS quotas", IAM User Guide: access keys for one user. */
const MOST_KEYS = 2
/** A key that was made a moment ago may not be listed yet: so long is waited before one is called absent. */
const SETTLED_MS = 15_000
/** So often in a row a new key has to work: the first answer may come from a part of AWS that was quick. */
const PROOFS = 2

export interface Work {
  readonly deps: CareDeps
  readonly keyId: string
  readonly caller: Caller
  readonly options: CareOptions
}

type Marked = AwsKey & { readonly rotation: RotationMark }

function problem(key: AwsKey, what: RotationProblem, listed: readonly ListedKey[] = []): AppError {
  return new AppError({ kind: "key-rotation", problem: what, key: key.name, others: othersOf(listed) })
}

const step =
  (next: RotationMark["step"]) =>
  (key: AwsKey): AwsKey => ({ ...key, rotation: key.rotation && { ...key.rotation, step: next } })

const ended = (key: AwsKey): AwsKey => ({ ...key, rotation: null })

async function itemIsThere({ deps }: Work, { rotation }: Marked): Promise<boolean> {
  return (await deps.secrets.get(`aws-key/${rotation.otherId}`)) !== null
}

/** Writes the journal's first line, when there is room for another key. @throws AppError `key-rotation` `limit` */
export async function begin({ deps, keyId, caller }: Work): Promise<void> {
  const key = await keyNow(deps, keyId)
  const listed = await listKeys(deps, caller, key)
  if (listed.length >= MOST_KEYS) throw problem(key, "limit", await withUse(deps, caller, listed))
  const mark: RotationMark = {
    ...{ step: "creating", startedAtMs: deps.clock.nowMs(), otherId: deps.random.uuid(), otherTail: "" },
    before: listed.map(({ accessKeyId }) => accessKeyId.slice(-4)).slice(0, 10),
    otherFacts: null,
  }
  await changeKey(deps, keyId, (now) => ({ ...now, rotation: mark }))
}

/**
 * What an interrupted creation left: its item, then it goes on from there; a key without one, which is said; or
 * nothing, then it begins anew.
 * @throws AppError `key-rotation` `stray`
 */
export async function findCreated(work: Work, key: Marked): Promise<void> {
  const { deps, keyId, caller, options } = work
  if (await itemIsThere(work, key)) return goOnToProof(work, key.rotation.otherId)
  await deps.clock.sleepUntil(key.rotation.startedAtMs + SETTLED_MS, options.signal)
  const strays = await straysOf(deps, caller, key)
  if (strays.length > 0) throw problem(key, "stray", strays)
  await changeKey(deps, keyId, ended)
}

/** The item is there: its key is the next to be tried. */
async function goOnToProof({ deps, keyId }: Work, otherId: string): Promise<void> {
  const key = await keyNow(deps, keyId)
  const { accessKeyId } = await loadKey(deps.secrets, otherOf(key, otherId))
  const otherTail = accessKeyId.slice(-4)
  await changeKey(deps, keyId, (now) => ({
    ...now,
    rotation: now.rotation && { ...now.rotation, step: "proving", otherTail },
  }))
}

/** CreateAccessKey, and its secret into an item of its own. What cannot be kept is deleted again at once. */
export async function create(work: Work, key: Marked): Promise<void> {
  const { deps, keyId, caller, options } = work
  const { otherId } = key.rotation
  options.onStep?.("creating")
  let created: Awaited<ReturnType<typeof deps.iam.createAccessKey>>["value"]
  try {
    created = await noteClock(deps, deps.iam.createAccessKey(caller, caller.userName))
  } catch (error) {
    // After anything but a plain "no" a key may have been made: the journal stays.
    if (isSureRefusal(error)) await changeKey(deps, keyId, ended)
    if (!wasRefused(error, "LimitExceeded")) throw error
    throw problem(key, "limit", await withUse(deps, caller, await listKeys(deps, caller, key)))
  }
  const { secrets } = deps
  const place = { backend: secrets.backend, sealedBy: secrets.sealedBy ?? null }
  const otherTail = created.accessKeyId.slice(-4)
  try {
    await saveKey(secrets, otherId, created)
    await changeKey(
      deps,
      keyId,
      (now) => ({ ...now, rotation: now.rotation && { ...now.rotation, step: "proving", otherTail } }),
      (vault) => claimPlace(vault, place),
    )
  } catch (error) {
    await takeBack(work, otherId, created.accessKeyId)
    throw error
  }
}

/** A key whose secret was not kept helps nobody. Where it cannot be deleted either, the journal says that it is there. */
async function takeBack({ deps, keyId, caller }: Work, otherId: string, accessKeyId: string): Promise<void> {
  try {
    const { rotation } = await keyNow(deps, keyId)
    // The answer of the index was lost, not the line.
    if (rotation?.step !== "creating") return
    await unlessGone(deps.iam.deleteAccessKey(caller, caller.userName, accessKeyId))
    await deps.secrets.delete(`aws-key/${otherId}`).catch(() => undefined)
    await changeKey(deps, keyId, ended)
  } catch {
    // Found and said by the next resume.
  }
}

/** @throws AppError `key-rotation` `not-proven`, `other-user` */
async function proveOther({ deps, options }: Work, key: Marked): Promise<void> {
  options.onStep?.("proving")
  const credentials = await loadKey(deps.secrets, otherOf(key, key.rotation.otherId))
  const isNew = (error: unknown) => isAppError(error, "aws-refused") && error.data.refusal === "key-unknown"
  for (let proof = 0; proof < PROOFS; proof++) {
    const ask = () => noteClock(deps, deps.api.getCallerIdentity(targetOf(key), credentials, options.signal))
    let arn: string
    try {
      arn = (await untilKnown(deps.clock, ask, isNew, options.signal)).arn
    } catch (error) {
      throw isNew(error) ? problem(key, "not-proven") : error
    }
    if (arn !== key.userArn) throw problem(key, "other-user")
  }
}

/** In one write of the index: the other key is in use, and this one is the other. */
async function swap({ deps, keyId, options }: Work, key: Marked, next: RotationMark["step"]): Promise<void> {
  options.onStep?.("switching")
  const { otherId, otherTail, otherFacts, startedAtMs } = key.rotation
  const isNewKey = next === "deactivating"
  const askedAtMs = deps.clock.nowMs()
  await changeKey(deps, keyId, (now) => ({
    ...now,
    secretId: otherId,
    tail: otherTail,
    facts: isNewKey ? { issuedAtMs: startedAtMs, usedAtMs: null, askedAtMs } : otherFacts,
    rotation: {
      ...key.rotation,
      step: next,
      otherId: now.secretId ?? now.id,
      otherTail: now.tail,
      otherFacts: now.facts,
    },
  }))
  const what = isNewKey ? "key-rotated" : "key-rolled-back"
  await deps.audit?.note({ what, by: options.by, key: key.name })
}

/** The new key works: it is in use from here on. */
export async function switchToNew(work: Work, key: Marked): Promise<void> {
  await proveOther(work, key)
  await swap(work, key, "deactivating")
}

/** UpdateAccessKey: the old key opens nothing any more, and can be made active again. */
export async function deactivate({ deps, keyId, caller, options }: Work, key: Marked): Promise<void> {
  options.onStep?.("deactivating")
  const { accessKeyId } = await loadKey(deps.secrets, otherOf(key, key.rotation.otherId))
  const call = () => deps.iam.setAccessKeyActive(caller, caller.userName, accessKeyId, false)
  const retried = untilKnown(deps.clock, call, isBusy, options.signal)
  const wasThere = await unlessGone(noteClock(deps, retried))
  await deps.audit?.note({ what: "key-deactivated", by: options.by, key: key.name })
  await changeKey(deps, keyId, step(wasThere ? "retired" : "deleting"))
}

export async function beginDeleting({ deps, keyId }: Work): Promise<void> {
  await changeKey(deps, keyId, step("deleting"))
}

/** DeleteAccessKey of the other key, then its item, then the journal: its item is the only trace of its id. */
export async function deleteOther({ deps, keyId, caller, options }: Work, key: Marked): Promise<void> {
  options.onStep?.("deleting")
  const accessKeyId = await otherKeyId(deps.secrets, key)
  if (accessKeyId !== null) {
    const call = () => deps.iam.deleteAccessKey(caller, caller.userName, accessKeyId)
    await unlessGone(noteClock(deps, untilKnown(deps.clock, call, isBusy, options.signal)))
    await deps.audit?.note({ what: "key-deleted", by: options.by, key: key.name })
  }
  const item = `aws-key/${key.rotation.otherId}` as const
  if (item !== awsKeyItem(key)) await deps.secrets.delete(item)
  await changeKey(deps, keyId, ended)
}

export async function beginReactivating({ deps, keyId }: Work): Promise<void> {
  await changeKey(deps, keyId, step("reactivating"))
}

/** UpdateAccessKey, and the old key is in use again once AWS takes it. @throws AppError `key-rotation` `gone` */
export async function reactivate(work: Work, key: Marked): Promise<void> {
  const { deps, keyId, caller, options } = work
  options.onStep?.("reactivating")
  const { accessKeyId } = await loadKey(deps.secrets, otherOf(key, key.rotation.otherId))
  const call = () => deps.iam.setAccessKeyActive(caller, caller.userName, accessKeyId, true)
  const retried = untilKnown(deps.clock, call, isBusy, options.signal)
  if (!(await unlessGone(noteClock(deps, retried)))) {
    await deps.secrets.delete(`aws-key/${key.rotation.otherId}`)
    await changeKey(deps, keyId, ended)
    throw problem(key, "gone")
  }
  await proveOther(work, key)
  await swap(work, key, "undoing")
}

/** Nobody uses the new key: it goes. */
export async function beginUndoing(work: Work, key: Marked): Promise<void> {
  if (key.rotation.step === "creating" && !(await itemIsThere(work, key))) return findCreated(work, key)
  await changeKey(work.deps, work.keyId, step("undoing"))
}

/** The caller with the key that is in use now, where it is no session. */
export async function signedAnew(deps: CareDeps, key: AwsKey, caller: Caller): Promise<Caller> {
  return "sessionToken" in caller.credentials
    ? caller
    : { ...caller, credentials: await loadKey(deps.secrets, key) }
}

export const isMarked = (key: AwsKey): key is Marked => key.rotation !== null
export const rotationProblem = problem
