import type { CodesUpdate } from "../../../src/shared/ipc/views.ts"
import { fakeCode, fakeCodeView } from "./fake-codes.ts"
import type { Part, Tell } from "./fake-parts.ts"
import type { FakeShelf } from "./fake-shelf.ts"

export interface FakeCodesOptions {
  /** Some rows cannot be computed. */
  failing: boolean
}

/** Codes for the rows that the page watches, new ones at the turn of each half minute. */
export function fakeShownCodes(
  { failing }: FakeCodesOptions,
  shelf: FakeShelf,
  tell: Tell,
  clipboardSeconds: () => number,
): Part<"codes" | "clipboard"> {
  let watched: readonly string[] = []
  let counter = 0
  const codesNow = (): CodesUpdate => {
    const update: CodesUpdate = { codes: [], failures: [] }
    for (const [index, id] of watched.entries()) {
      const account = shelf.accounts().find((each) => each.id === id)
      if (account === undefined || account.type === "hotp") continue
      if (failing && index % 4 === 2) {
        update.failures.push({ id, error: { kind: "secret-missing", what: "account", name: account.issuer } })
      } else update.codes.push(fakeCodeView(account, Date.now()))
    }
    return update
  }
  const turn = () => {
    tell("codes:changed", codesNow())
    setTimeout(turn, 30_000 - (Date.now() % 30_000))
  }
  setTimeout(turn, 30_000 - (Date.now() % 30_000))

  return {
    "codes:watch": ({ ids }) => {
      watched = ids
      return codesNow()
    },
    "codes:copy": () => {
      const seconds = clipboardSeconds()
      if (seconds > 0) setTimeout(() => tell("clipboard:cleared", {}), seconds * 1000)
      return { clearsAtMs: seconds === 0 ? null : Date.now() + seconds * 1000 }
    },
    "codes:next-hotp": ({ id }) => {
      counter += 1
      return { code: fakeCode(id, counter, shelf.find(id)), counter }
    },
    "clipboard:copy-text": () => ({}),
  }
}
