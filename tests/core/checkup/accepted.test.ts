import { describe, expect, test } from "vitest"
import { acceptedKeys, withAccepted } from "../../../src/core/checkup/accepted.ts"
import { findingKey } from "../../../src/core/checkup/finding-key.ts"
import type { Finding } from "../../../src/core/checkup/finding.ts"
import { remedyOf } from "../../../src/core/checkup/remedy.ts"
import { MAX_ACCEPTED } from "../../../src/core/vault/checkup-state.ts"

const old = (more: object = {}) =>
  ({
    ...{ id: "old-key", key: "work", account: "123456789012", user: "ada", own: true },
    ...{ tail: "0001", ageDays: 100, ...more },
  }) as Finding
const open = (more: object = {}) =>
  ({
    ...{ id: "open-path", path: "/home/ada/.aws/credentials", folder: false, mode: "0644" },
    ...{ readableBy: "everyone", writable: false, secrets: true, ...more },
  }) as Finding

describe("the name of a finding", () => {
  test("stays while only its age grows, and is no name or path", () => {
    expect(findingKey(old({ ageDays: 101 }))).toBe(findingKey(old()))
    expect(findingKey(old())).toMatch(/^[0-9a-f]{64}$/)
  })

  test("is another for another key, and for rights that have become wider", () => {
    expect(findingKey(old({ tail: "0002" }))).not.toBe(findingKey(old()))
    expect(findingKey(open({ mode: "0666", writable: true }))).not.toBe(findingKey(open()))
  })

  test("does not depend on the order of the fields", () => {
    const { id, ...rest } = old()
    expect(findingKey({ ...rest, id } as Finding)).toBe(findingKey(old()))
  })
})

describe("accepting a finding", () => {
  const none = { lastRunAtMs: null, accepted: [] }

  test("can be taken back, and accepting it twice keeps it once", () => {
    const once = withAccepted(withAccepted(none, "a", true, 1), "a", true, 2)
    expect(once.accepted).toEqual([{ finding: "a", atMs: 2 }])
    expect(acceptedKeys(once)).toEqual(new Set(["a"]))
    expect(withAccepted(once, "a", false, 3)).toEqual(none)
  })

  test("keeps the newest when there are too many", () => {
    let state: ReturnType<typeof withAccepted> = none
    for (let each = 0; each <= MAX_ACCEPTED; each++) state = withAccepted(state, String(each), true, each)
    expect(state.accepted).toHaveLength(MAX_ACCEPTED)
    expect(state.accepted[0]?.finding).toBe("1")
  })
})

describe("what Keycard can do", () => {
  test("takes away from others what they may, and nothing from the owner", () => {
    expect(remedyOf(open())).toMatchObject({ do: "restrict", from: 0o644, to: 0o600 })
    expect(remedyOf(open({ mode: "0777", folder: true }))).toMatchObject({ from: 0o777, to: 0o700 })
    expect(remedyOf(open({ mode: "0440" }))).toMatchObject({ to: 0o400 })
  })

  test("leads to the key of one's own, and is nothing for other people's", () => {
    expect(remedyOf(old())).toEqual({ do: "show-key", key: "work" })
    expect(remedyOf(old({ own: false }))).toBeNull()
  })

  test("moves a plain-text key home once: not where Keycard has it already", () => {
    const plain = { id: "plain-key", path: "/c", profile: "ci", tail: "0001" } as const
    expect(remedyOf({ ...plain, keptAs: null })).toEqual({ do: "move-key", profile: "ci" })
    expect(remedyOf({ ...plain, keptAs: "work" })).toBeNull()
  })
})
