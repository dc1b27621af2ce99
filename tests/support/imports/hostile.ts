/** @file What no file, however it was made, may bring about: a crash, an entry that cannot be kept, a changed
 * prototype, a secret in a message. */
import fc from "fast-check"
import { expect } from "vitest"
import { AppError } from "../../../src/core/errors.ts"
import type { ImportFormat, ImportRow } from "../../../src/core/imports/format.ts"
import { canonicalSecret } from "../../../src/core/otp/base32.ts"
import { cleanName } from "../../../src/core/otp/names.ts"
import { readWith, recognised } from "./read-with.ts"

/** Values that belong nowhere. None is a cost that is large and still within bounds: that would only take time. */
const strange = fc.constantFrom<unknown>(
  ...[null, true, false, "", " ", "x", "0", "-1", "6.5", "null", "\u0000", "\ud800", "\u202e"],
  ...[0, -1, 1, 2, 0.5, 99, 2 ** 31, 2 ** 53, 1e300, [], {}, [[]], [null], { a: [] }, "a".repeat(3_000)],
  ...["JBSWY3DPEHPK3PXP", "MD5", "SHA224", "motp", "yandex", "otpauth://totp/", "otpauth://totp/a?secret=AA"],
)

const change = fc.record({
  place: fc.nat(10_000),
  how: fc.constantFrom("set", "delete", "add", "repeat"),
  name: fc.constantFrom("__proto__", "constructor", "toString", "secret", "type", "0", ""),
  value: fc.oneof({ weight: 4, arbitrary: strange }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 1 }) }),
})
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never

/** JSON text of the fixture with some values changed, lost, added or doubled. */
export function mutated(fixture: unknown): fc.Arbitrary<string> {
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) => {
    const root = { root: JSON.parse(JSON.stringify(fixture)) as unknown }
    for (const one of changes) apply(root, one)
    return "root" in root ? JSON.stringify(root.root) : ""
  })
}

type Container = Record<string, unknown>

function apply(root: Container, { place, how, name, value: constant }: Change): void {
  const value = structuredClone(constant)
  const places = placesIn(root)
  if (places.length === 0) return
  const [container, key] = places[place % places.length]!
  if (how === "set") container[key] = value
  else if (how === "delete") Reflect.deleteProperty(container, key)
  else if (how === "add")
    Object.defineProperty(container, name, { value, enumerable: true, configurable: true, writable: true })
  else if (Array.isArray(container)) container.push(structuredClone(container[Number(key)]))
}

function placesIn(container: Container): [Container, string][] {
  return Object.entries(container).flatMap(([key, value]): [Container, string][] => [
    [container, key],
    ...(typeof value === "object" && value !== null ? placesIn(value as Container) : []),
  ])
}

/** Reads whatever the bytes are, and checks what came of it. Nothing but AppErrors may be thrown. */
export async function expectHarmless(
  format: ImportFormat,
  bytes: Uint8Array,
  password: string | null = null,
  secrets: readonly string[] = [],
): Promise<void> {
  recognised([format], bytes)
  let rows: ImportRow[] = []
  try {
    rows = await readWith(format, bytes, { password })
    expect(rows.length).toBeGreaterThan(0)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
  for (const row of rows) expectSound(row, secrets)
  expect(Object.keys(Object.prototype)).toEqual([])
  expect(({} as Container).secret).toBeUndefined()
}

function expectSound(row: ImportRow, secrets: readonly string[]): void {
  if (row.kind === "kept") {
    expect(row.kept.uri).toMatch(/^[a-z]+:\/\//i)
    return
  }
  if (row.kind === "skipped") {
    const said = JSON.stringify(row)
    expect(secrets.filter((secret) => said.includes(secret))).toEqual([])
    return
  }
  const { entry } = row
  expect(["totp", "hotp", "steam"]).toContain(entry.type)
  expect(canonicalSecret(entry.secret)).toBe(entry.secret)
  expect(["SHA1", "SHA256", "SHA512"]).toContain(entry.algorithm)
  expect(entry.digits >= 4 && entry.digits <= 10 && Number.isInteger(entry.digits)).toBe(true)
  expect(entry.period >= 1 && entry.period <= 86_400 && Number.isInteger(entry.period)).toBe(true)
  expect(entry.counter >= 0 && Number.isSafeInteger(entry.counter)).toBe(true)
  for (const name of [entry.issuer, entry.account]) {
    expect(cleanName(name)).toBe(name)
    expect(name.length).toBeLessThanOrEqual(200)
  }
  expect((entry.tags ?? []).every((tag) => tag !== "" && tag.length <= 60)).toBe(true)
  expect((entry.tags ?? []).length).toBeLessThanOrEqual(50)
  expect((entry.note ?? "").length).toBeLessThanOrEqual(2_000)
}

/** JSON as deep as 10 MiB allow: readers that call themselves run out of stack. */
export const DEEP_JSON = new TextEncoder().encode(`${"[".repeat(100_000)}${"]".repeat(100_000)}`)
export const DEEP_OBJECT = new TextEncoder().encode(`${'{"db":'.repeat(100_000)}1${"}".repeat(100_000)}`)
