import { expect, it } from "vitest"
import { createKeyDesk } from "../../src/main/key-desk.ts"
import type { KeyCare } from "../../src/core/aws/care/service.ts"
import type { Event } from "../../src/shared/ipc/contract.ts"

const nobody = {} as KeyCare

it("tells of each step, and while a hardware key waits which one is to be touched", async () => {
  const events: Event<"keys:step">[] = []
  const touches: (string | null)[] = []
  const desk = createKeyDesk({
    care: () => Promise.resolve(nobody),
    onStep: (event) => events.push(event),
    onTouch: (_keyId, serial) => touches.push(serial),
  })
  await desk.run("key", "123456", (_care, { code, onStep, onWait, onTouch }) => {
    expect(code).toBe("123456")
    onStep?.("asking")
    onWait?.(5_000.4)
    onTouch?.("1234567")
    onTouch?.(null)
    onStep?.("creating")
    return Promise.resolve()
  })
  expect(events).toEqual([
    { keyId: "key", step: "asking", untilMs: null, touch: null },
    { keyId: "key", step: "asking", untilMs: 5_000, touch: null },
    { keyId: "key", step: "asking", untilMs: null, touch: "1234567" },
    { keyId: "key", step: "asking", untilMs: null, touch: null },
    { keyId: "key", step: "creating", untilMs: null, touch: null },
  ])
  expect(touches).toEqual(["1234567", null])
})

it("does one thing at a time for a key, and what is cancelled is told by its signal", async () => {
  const desk = createKeyDesk({ care: () => Promise.resolve(nobody), onStep: () => undefined })
  const first = desk.run(
    "key",
    null,
    (_care, { signal }) =>
      new Promise((resolve) => signal?.addEventListener("abort", () => resolve("stopped"))),
  )
  await expect(desk.run("key", null, () => Promise.resolve())).rejects.toMatchObject({
    data: { kind: "invalid-request" },
  })
  await Promise.resolve()
  desk.cancel("key")
  await expect(first).resolves.toBe("stopped")
  await expect(desk.run("key", null, () => Promise.resolve("again"))).resolves.toBe("again")
})
