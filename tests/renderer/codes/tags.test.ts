import fc from "fast-check"
import { expect, test } from "vitest"
import { withManyChanges } from "../../../src/core/accounts/change.ts"
import type { Account } from "../../../src/core/vault/schema.ts"
import { inverseOf, suggestedTags, tagsOf, withTag } from "../../../src/renderer/codes/tags.ts"
import { sampleAccounts } from "../harness/sample-accounts.ts"

const [model] = sampleAccounts(1)
const tagged = (...tags: string[]) => ({ ...model!, tags, pinned: false })

test("every tag is listed once, in its usual spelling, with its uses", () => {
  expect(tagsOf([tagged("Work", "dns"), tagged("work"), tagged("work", "A 10", "a 9")])).toEqual([
    { tag: "a 9", uses: 1 },
    { tag: "A 10", uses: 1 },
    { tag: "dns", uses: 1 },
    { tag: "work", uses: 3 },
  ])
})

test("a typed tag takes the spelling that is in use, and comes once", () => {
  expect(withTag([], " #WORK ", ["Work"])).toEqual(["Work"])
  expect(withTag(["Work"], "work", [])).toEqual(["Work"])
  expect(withTag([], "on   call", [])).toEqual(["on call"])
  expect(withTag(["a"], "  # ", [])).toEqual(["a"])
  expect(withTag([], "x".repeat(70), [])[0]).toHaveLength(60)
})

test("tags in use are offered, those that begin with what was typed first", () => {
  expect(suggestedTags("o", ["dns", "home", "on call", "work"], ["work"])).toEqual(["on call", "home"])
  expect(suggestedTags("", ["dns", "home"], [])).toEqual(["dns", "home"])
})

test("a change of many is taken back exactly", () => {
  const some = fc.uniqueArray(fc.constantFrom("a", "A", "b", "c", "d"), {
    maxLength: 4,
    selector: (tag) => tag.toLowerCase(),
  })
  const account = fc.record({ tags: some, pinned: fc.boolean() })
  const change = fc.record({ pinned: fc.boolean(), addTags: some, removeTags: some }, { requiredKeys: [] })
  fc.assert(
    fc.property(fc.array(account, { maxLength: 5 }), change, (list, wanted) => {
      // The window offers a tag to add or to remove, not both.
      const folded = new Set((wanted.addTags ?? []).map((tag) => tag.toLowerCase()))
      const removeTags = (wanted.removeTags ?? []).filter((tag) => !folded.has(tag.toLowerCase()))
      const before = list.map((each, at) => ({ ...model!, ...each, id: `${at}` }))
      const asked = { ...wanted, removeTags, ids: before.map(({ id }) => id) }
      const apply = (accounts: typeof before, { ids, ...rest }: typeof asked) =>
        accounts.map((each) =>
          ids.includes(each.id)
            ? (withManyChanges(each as unknown as Account, rest) as unknown as typeof each)
            : each,
        )
      let now = apply(before, asked)
      for (const back of inverseOf(before, asked)) now = apply(now, back as typeof asked)
      const plain = (accounts: typeof before) =>
        accounts.map(({ tags, pinned }) => ({ tags: [...tags].sort(), pinned }))
      expect(plain(now)).toEqual(plain(before))
    }),
  )
})
