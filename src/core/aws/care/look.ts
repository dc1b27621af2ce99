/** @file How old a key is, when it was used last, and which other keys its user has. */
import { AppError } from "../../errors.ts"
import type { OtherKey } from "../../errors.ts"
import type { AwsKey } from "../../vault/schema.ts"
import { noteClock } from "../issue.ts"
import { plainCaller, refuseRoot, strongCaller, wantsMore } from "./caller.ts"
import type { Caller } from "./caller.ts"
import { changeKey, keyNow } from "./journal.ts"
import { listKeys, otherKeyId, withUse } from "./list-keys.ts"
import type { CareDeps, CareOptions, KeyReport, ListedKey } from "./service.ts"

/** What is told of keys that are not this one. */
export const othersOf = (listed: readonly ListedKey[]): OtherKey[] =>
  listed.filter(({ role }) => role !== "present").map(({ role: _role, ...other }) => other)

/**
 * Notes of the present key what AWS tells of it.
 * @throws AppError as {@link look}, but for the code
 */
export async function report(deps: CareDeps, caller: Caller, keyId: string): Promise<KeyReport> {
  const before = await keyNow(deps, keyId)
  const listed = await withUse(deps, caller, await listKeys(deps, caller, before))
  const present = listed.find(({ role }) => role === "present")
  if (present === undefined) return { key: before, listed }
  const { issuedAtMs, usedAtMs } = present
  const key = await changeKey(deps, keyId, (now) => ({
    ...now,
    facts: {
      issuedAtMs,
      usedAtMs: usedAtMs === undefined ? (now.facts?.usedAtMs ?? null) : usedAtMs,
      askedAtMs: deps.clock.nowMs(),
    },
  }))
  return { key, listed }
}

/** With the key itself where that is allowed: a code is asked for only where AWS wants one. */
export async function look(deps: CareDeps, keyId: string, options: CareOptions): Promise<KeyReport> {
  options.onStep?.("asking")
  const key = await keyNow(deps, keyId)
  const plain = await plainCaller(deps, keyId, options)
  refuseRoot(plain, key)
  try {
    return await report(deps, plain, keyId)
  } catch (error) {
    if (!wantsMore(error) || key.mfaSerial === null) throw error
    const strong = await strongCaller(deps, keyId, options)
    refuseRoot(strong, key)
    return report(deps, strong, keyId)
  }
}

/** Keys that came of this rotation, and whose secret nobody has. */
export async function straysOf(deps: CareDeps, caller: Caller, key: AwsKey): Promise<ListedKey[]> {
  const mark = key.rotation
  if (mark?.step !== "creating" || (await otherKeyId(deps.secrets, key)) !== null) return []
  const unknown = (await listKeys(deps, caller, key)).filter(
    ({ role, accessKeyId }) => role === "unknown" && !mark.before.includes(accessKeyId.slice(-4)),
  )
  return withUse(deps, caller, unknown)
}

/**
 * Deletes one of the user's keys that Keycard does not have, chosen by a person by the end of its id.
 * @throws AppError `key-rotation` `not-found`: also where several end alike
 */
export async function deleteStray(
  deps: CareDeps,
  keyId: string,
  tail: string,
  options: CareOptions,
): Promise<AwsKey> {
  options.onStep?.("asking")
  const key = await keyNow(deps, keyId)
  const caller = await strongCaller(deps, keyId, options)
  refuseRoot(caller, key)
  const unknown = (await listKeys(deps, caller, key)).filter(({ role }) => role === "unknown")
  const wanted = unknown.filter(({ accessKeyId }) => accessKeyId.slice(-4) === tail.toUpperCase())
  const [only] = wanted
  if (only === undefined || wanted.length > 1) {
    const others = othersOf(await withUse(deps, caller, unknown))
    throw new AppError({ kind: "key-rotation", problem: "not-found", key: key.name, others })
  }
  options.onStep?.("deleting")
  await noteClock(deps, deps.iam.deleteAccessKey(caller, caller.userName, only.accessKeyId))
  await deps.audit?.note({ what: "key-deleted", by: options.by, key: key.name })
  // What the interrupted rotation left is gone with it: nothing is under way any more.
  const mark = key.rotation
  const wasItsOwn = mark?.step === "creating" && !mark.before.includes(tail.toUpperCase())
  if (!wasItsOwn || (await otherKeyId(deps.secrets, key)) !== null) return key
  return changeKey(deps, keyId, (now) => ({ ...now, rotation: null }))
}
