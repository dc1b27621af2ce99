import { expect, test } from "vitest"
import { byName } from "../../../src/renderer/codes/order.ts"
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
