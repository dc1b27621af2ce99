import { expect, test } from "vitest"
import { stateAt } from "../../../src/renderer/sessions/session-state.tsx"
import { card } from "../harness/sample-aws.ts"

const hour = 3_600_000
const valid = card(0, { state: "valid", issuedAtMs: 0, expiresAtMs: 12 * hour })

test("a valid session ends soon from fifteen minutes on, and then has expired", () => {
  expect(stateAt(valid, false, 11 * hour)).toBe("valid")
  expect(stateAt(valid, false, 12 * hour - 900_000)).toBe("valid")
  expect(stateAt(valid, false, 12 * hour - 899_999)).toBe("ending")
  expect(stateAt(valid, false, 12 * hour)).toBe("expired")
})

test("a wait for the next code becomes a request when the code is there", () => {
  const waiting = card(0, { busy: true, waitUntilMs: 5_000 })
  expect(stateAt(waiting, true, 4_999)).toBe("waiting")
  expect(stateAt(waiting, true, 5_000)).toBe("asking")
})

test("a profile that was never started has not expired", () => {
  expect(stateAt(card(0, {}), false, 9e15)).toBe("none")
})

test("a session of fifteen minutes is not ending from its first second on", () => {
  const short = card(0, { state: "valid", issuedAtMs: 0, expiresAtMs: 900_000 })
  expect(stateAt(short, false, 1_000)).toBe("valid")
  expect(stateAt(short, false, 675_001)).toBe("ending")
})

test("a key that waits to be touched comes before all else, while it is busy", () => {
  const touching = card(0, { busy: true, waitUntilMs: 5_000, touch: "1234567" })
  expect(stateAt(touching, true, 0)).toBe("touch")
  expect(stateAt({ ...touching, touch: null }, true, 0)).toBe("waiting")
  expect(stateAt({ ...touching, state: "none" }, false, 0)).toBe("none")
})
