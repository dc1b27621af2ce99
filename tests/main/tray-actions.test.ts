import { describe, expect, it } from "vitest"
import { AppError } from "../../src/core/errors.ts"
import { createTrayActions, type TrayActionDeps } from "../../src/main/tray-actions.ts"

const id = "00000000-0000-4000-8000-00000000000a"

function setUp(refuse: AppError | null = null) {
  const done: unknown[] = []
  const notes: { title: string; body: string; onClick: () => void }[] = []
  const asked =
    <T>(name: string, answer: T) =>
    (request: unknown): Promise<T> => {
      done.push([name, request])
      return refuse === null ? Promise.resolve(answer) : Promise.reject(refuse)
    }
  const handlers: TrayActionDeps["handlers"] = {
    "aws:refresh": asked("refresh", { expiresAtMs: 0, written: true }),
    "aws:stop": asked("stop", {}),
    "aws:cancel": asked("cancel", {}),
    "codes:copy": asked("copy", { clearsAtMs: 1 }),
    "lock:now": asked("lock", {
      state: "locked",
      of: "keycard",
      retryAtMs: null,
      platform: null,
      unattended: false,
    }),
  }
  const act = createTrayActions({
    handlers,
    notifier: {
      show: (note) => {
        notes.push(note)
        return () => undefined
      },
    },
    open: () => void done.push("open"),
    openSession: (profileId) => void done.push(["open", profileId]),
    quit: () => void done.push("quit"),
    nowMs: () => 0,
    log: () => undefined,
  })
  return { act, done, notes }
}

describe("an entry of the tray's menu", () => {
  it("asks for what the page would ask for", async () => {
    const { act, done, notes } = setUp()
    await act({ do: "start", profileId: id })
    await act({ do: "stop", profileId: id })
    await act({ do: "cancel", profileId: id })
    await act({ do: "copy-code", accountId: id })
    await act({ do: "lock" })
    expect(done).toEqual([
      ["refresh", { profileId: id, code: null, replaceForeignSection: false }],
      ["stop", { profileId: id }],
      ["cancel", { profileId: id }],
      ["copy", { id, which: "current" }],
      ["lock", {}],
    ])
    expect(notes).toEqual([])
  })

  it("opens the window, at a session's card or at all of them", async () => {
    const { act, done } = setUp()
    await act({ do: "open" })
    await act({ do: "open-session", profileId: id })
    await act({ do: "open-session", profileId: "" })
    await act({ do: "quit" })
    expect(done).toEqual(["open", ["open", id], ["open", null], "quit"])
  })

  it("says on the desktop what went wrong, and a click there leads to the card", async () => {
    const { act, done, notes } = setUp(new AppError({ kind: "locked" }))
    await act({ do: "start", profileId: id })
    expect(notes).toHaveLength(1)
    expect(notes[0]?.title).not.toBe("")
    notes[0]?.onClick()
    expect(done.at(-1)).toEqual(["open", id])
  })

  it("says nothing of what a person called off", async () => {
    const { act, notes } = setUp(new AppError({ kind: "cancelled" }))
    await act({ do: "start", profileId: id })
    expect(notes).toEqual([])
  })
})
