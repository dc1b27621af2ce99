import { describe, expect, it } from "vitest"
import { gated } from "../../src/main/ipc/gate.ts"
import type { Handlers } from "../../src/main/ipc/handlers.ts"
import { requestChannels } from "../../src/shared/ipc/channels.ts"

function setUp() {
  const ran: string[] = []
  const state = { locked: false, duringHandler: (): void => undefined }
  const handlers = Object.fromEntries(
    requestChannels.map((name) => [
      name,
      () => {
        ran.push(name)
        state.duringHandler()
        return Promise.resolve({})
      },
    ]),
  ) as unknown as Handlers
  return { ran, state, handlers: gated(handlers, () => Promise.resolve(state.locked)) }
}

const open = [
  "app:state",
  "app:open-link",
  "keychain:choose",
  "keychain:retry",
  "lock:now",
  "lock:unlock",
  "lock:unlock-platform",
]

describe("while locked", () => {
  it.each(requestChannels.filter((name) => !open.includes(name)))(
    "%s is refused and does nothing",
    async (name) => {
      const { ran, state, handlers } = setUp()
      state.locked = true
      await expect(handlers[name]({} as never)).rejects.toMatchObject({ data: { kind: "locked" } })
      expect(ran).toEqual([])
    },
  )

  it.each(open)("%s is answered", async (name) => {
    const { ran, state, handlers } = setUp()
    state.locked = true
    await handlers[name as "app:state"]({})
    expect(ran).toEqual([name])
  })

  it("the colours may change, and no other setting", async () => {
    const { ran, state, handlers } = setUp()
    state.locked = true
    await handlers["settings:set"]({ theme: "dark" })
    expect(ran).toEqual(["settings:set"])
    const lock = { idleSeconds: 0, onSuspend: false, onScreenLock: false, onHide: false }
    for (const change of [{ lock }, { clipboardSeconds: 0 }, { theme: "dark" as const, lock }])
      await expect(handlers["settings:set"](change)).rejects.toMatchObject({ data: { kind: "locked" } })
  })

  it("an answer that was under way when it locked is dropped", async () => {
    const { state, handlers } = setUp()
    state.duringHandler = () => void (state.locked = true)
    await expect(handlers["accounts:list"]({})).rejects.toMatchObject({ data: { kind: "locked" } })
  })
})

it("while open, everything is answered", async () => {
  const { ran, handlers } = setUp()
  for (const name of requestChannels) await handlers[name]({} as never)
  expect(ran).toEqual([...requestChannels])
})
