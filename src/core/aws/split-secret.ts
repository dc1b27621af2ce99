/** @file Values too large for one item of a keychain, split over several. Documented in docs/storage.md. */
import { AppError } from "../errors.ts"
import { MAX_SECRET_BYTES } from "../ports/secret-store.ts"
import type { SecretName, SecretStore } from "../ports/secret-store.ts"

type Slot = "a" | "b"

/** The first item begins with it: the format, which slot holds the rest, and how many items that is. */
const HEAD = /^1([ab])(\d{1,3})\|/
const HEAD_ROOM = 8
const SLOTS = ["a", "b"] as const

const partName = (name: SecretName, slot: Slot, part: number): SecretName => `${name}.${slot}.${part}`

/** One line of ASCII: a keychain counts bytes, and some have been broken by anything else. */
function toAsciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  )
}

function parseHead(text: string): { slot: Slot; parts: number; rest: string } | null {
  const found = HEAD.exec(text)
  if (found === null) return null
  return { slot: found[1] === "b" ? "b" : "a", parts: Number(found[2]), rest: text.slice(found[0].length) }
}

/** What {@link readLarge} found. */
export interface Kept {
  /** `null`: nothing is kept; `"damaged"`: what is kept cannot be read. */
  readonly value: unknown
  /** The first item as it stands. */
  readonly head: string | null
}

/**
 * Keeps a value as JSON. The rest goes to the slot that is not in use, the first item last: a crash in between
 * leaves the old value whole.
 * @param head the first item as it was read by who lets nobody else write since then; absent: it is read.
 * @throws AppError `keychain`.
 */
export async function setLarge(
  secrets: SecretStore,
  name: SecretName,
  value: unknown,
  head?: string | null,
): Promise<void> {
  const json = toAsciiJson(value)
  const old = head === undefined ? await secrets.get(name) : head
  const before = old === null ? null : parseHead(old)
  const slot = before?.slot === "a" ? "b" : "a"
  const first = MAX_SECRET_BYTES - HEAD_ROOM
  const rest = json.slice(first).match(new RegExp(`.{1,${MAX_SECRET_BYTES}}`, "g")) ?? []
  for (const [index, part] of rest.entries()) await secrets.set(partName(name, slot, index + 1), part)
  await secrets.set(name, `1${slot}${rest.length}|${json.slice(0, first)}`)
  if (before === null) return
  for (let part = before.parts; part >= 1; part--) await secrets.delete(partName(name, before.slot, part))
}

/**
 * The value, or `null` when nothing is kept. What is kept and cannot be read is `"damaged"`, never `null`.
 * @throws AppError `keychain`.
 */
export async function getLarge(secrets: SecretStore, name: SecretName): Promise<unknown> {
  return (await readLarge(secrets, name)).value
}

/** {@link getLarge}, for who may write another value next. @throws AppError `keychain` */
export async function readLarge(secrets: SecretStore, name: SecretName): Promise<Kept> {
  const text = await secrets.get(name)
  return { value: text === null ? null : await restOf(secrets, name, text), head: text }
}

async function restOf(secrets: SecretStore, name: SecretName, text: string): Promise<unknown> {
  const head = parseHead(text)
  if (head === null) return "damaged"
  let json = head.rest
  for (let part = 1; part <= head.parts; part++)
    json += (await secrets.get(partName(name, head.slot, part))) ?? ""
  try {
    return JSON.parse(json) as unknown
  } catch {
    return "damaged"
  }
}

/**
 * Deletes all items of a value, those of an interrupted write too; the first one first, the parts from the last one
 * back: what an interruption leaves is found from its first part on.
 */
export async function deleteLarge(secrets: SecretStore, name: SecretName): Promise<void> {
  const head = parseHead((await secrets.get(name)) ?? "")
  await secrets.delete(name)
  for (const slot of SLOTS) {
    let parts = head?.slot === slot ? head.parts : 0
    while ((await secrets.get(partName(name, slot, parts + 1))) !== null) parts++
    for (let part = parts; part >= 1; part--) await secrets.delete(partName(name, slot, part))
  }
}

/** The items that a value consists of now, in the order to write copies of them: the first one last. */
export async function largeItems(
  secrets: SecretStore,
  name: SecretName,
): Promise<readonly (readonly [SecretName, string])[]> {
  const first = await secrets.get(name)
  if (first === null) return []
  const head = parseHead(first)
  const items: (readonly [SecretName, string])[] = []
  for (let part = 1; head !== null && part <= head.parts; part++) {
    const item = partName(name, head.slot, part)
    const value = await secrets.get(item)
    if (value !== null) items.push([item, value])
  }
  return [...items, [name, first]]
}

/** Whether there is anything of a value: it, or parts of one whose first item was not written or is deleted. */
export async function hasTraceOfLarge(secrets: SecretStore, name: SecretName): Promise<boolean> {
  for (const item of [name, ...SLOTS.map((slot) => partName(name, slot, 1))])
    if ((await secrets.get(item)) !== null) return true
  return false
}

/** As {@link deleteLarge} where no value can be read: finds the items by their names, and deletes the last ones first. */
export async function dropLarge(
  place: Pick<SecretStore, "delete"> & { hasTrace(name: SecretName): Promise<boolean> },
  name: SecretName,
): Promise<void> {
  if (await place.hasTrace(name)) await place.delete(name)
  for (const slot of SLOTS) {
    let parts = 0
    while (await place.hasTrace(partName(name, slot, parts + 1))) parts++
    for (let part = parts; part >= 1; part--) await place.delete(partName(name, slot, part))
  }
}

/** For who must have it. @throws AppError `keychain`, `secret-damaged` */
export function refuseDamaged(value: unknown, profile: string): unknown {
  if (value === "damaged") throw new AppError({ kind: "secret-damaged", what: "session", name: profile })
  return value
}
