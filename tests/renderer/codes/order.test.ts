import fc from "fast-check"
import { expect, test } from "vitest"
import {
  afterMove,
  byName,
  followerOf,
  inOrder,
  inPresentOrder,
  moveTo,
} from "../../../src/renderer/codes/order.ts"
import { sampleAccounts } from "../harness/sample-accounts.ts"

const [model] = sampleAccounts(1)
const make = (issuer: string, account: string, pinned = false) => ({
  ...model!,
  id: `${issuer}/${account}`,
  issuer,
  account,
  pinned,
})

test("pinned accounts come first, each part in the order of names", () => {
  const list = [
    make("Zoom", "a"),
    make("amazon", "b"),
    make("Amazon", "a"),
    make("", "Mona"),
    make("Slack", "x", true),
  ]
  expect(list.sort(byName).map(({ id }) => id)).toEqual([
    "Slack/x",
    "Amazon/a",
    "amazon/b",
    "/Mona",
    "Zoom/a",
  ])
})

test("numbers in names count as numbers", () => {
  expect([make("Server 10", ""), make("Server 9", "")].sort(byName)[0]?.issuer).toBe("Server 9")
})

const named = (list: readonly { id: string }[]) => list.map(({ id }) => id)
const used = (issuer: string, uses: number, usedAtMs: number | null, pinned = false) => ({
  ...make(issuer, "", pinned),
  id: issuer,
  uses,
  usedAtMs,
})
const vault = [used("b", 1, 50), used("c", 7, 20), used("a", 0, null), used("p", 0, null, true)]

test("pinned accounts come first in every order", () => {
  expect(named(inOrder(vault, "name"))).toEqual(["p", "a", "b", "c"])
  expect(named(inOrder(vault, "own"))).toEqual(["p", "b", "c", "a"])
  expect(named(inOrder(vault, "recent"))).toEqual(["p", "b", "c", "a"])
  expect(named(inOrder(vault, "often"))).toEqual(["p", "c", "b", "a"])
})

test("what lies in the trash is in no order", () => {
  expect(named(inOrder([{ ...used("gone", 1, 1), trashedAtMs: 1 }, ...vault], "own"))).not.toContain("gone")
})

test("a use that was counted moves no row", () => {
  const present = inOrder(vault, "often")
  const counted = vault.map((account) => (account.id === "a" ? { ...account, uses: 99 } : account))
  const kept = inPresentOrder(inOrder(counted, "often"), present)
  expect(kept && named(kept)).toEqual(named(present))
  expect(kept?.find(({ id }) => id === "a")?.uses).toBe(99)
})

test("an account that came, went or was pinned is sorted in", () => {
  const present = inOrder(vault, "often")
  expect(inPresentOrder(present.slice(1), present)).toBeNull()
  expect(inPresentOrder([...present, used("new", 0, null)], present)).toBeNull()
  expect(
    inPresentOrder(
      present.map((account) => ({ ...account, pinned: true })),
      present,
    ),
  ).toBeNull()
})

test("a move in one's own order brings the account to that place of the list", () => {
  const letters = ["a", "b", "c", "d", "e", "f"].map((letter) => used(letter, 0, null))
  const trashed = { ...used("t", 0, null), trashedAtMs: 1 }
  fc.assert(
    fc.property(
      fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
      fc.nat({ max: 6 }),
      fc.nat({ max: 5 }),
      fc.integer({ min: -2, max: 8 }),
      (pins, trashAt, from, to) => {
        const all: typeof letters = letters.map((account, at) => ({ ...account, pinned: pins[at] ?? false }))
        all.splice(trashAt, 0, trashed as unknown as (typeof letters)[0])
        const shown = inOrder(all, "own")
        const move = moveTo(all, shown, from, to)
        const moved = shown[from]!
        const section = shown.filter(({ pinned }) => pinned === moved.pinned)
        const first = shown.indexOf(section[0]!)
        const place = Math.min(first + section.length - 1, Math.max(first, to))
        const after = inOrder(move === null ? all : afterMove(all, move), "own")
        const wanted = shown.filter(({ id }) => id !== moved.id)
        wanted.splice(place, 0, moved)
        expect(named(after)).toEqual(named(wanted))
        expect(move === null).toBe(place === from)
      },
    ),
  )
})

test("a move is taken back by the one that puts it before its old follower", () => {
  const move = moveTo(vault, inOrder(vault, "own"), 1, 3)!
  const back = { id: move.id, beforeId: followerOf(vault, move.id) }
  expect(afterMove(afterMove(vault, move), back)).toEqual(vault)
})
