import { expect, test } from "vitest"
import { createUndoable } from "../../src/main/undoable.ts"
import { SeededRandom } from "../fakes/seeded-random.ts"

const setUp = () => {
  const random = new SeededRandom("undo")
  return createUndoable<string>(() => random.uuid())
}
const same = (batch: string) => Promise.resolve(batch)
const unknown = { data: { kind: "not-found", what: "draft" } }

test("each batch is undone once", async () => {
  const undoable = setUp()
  const [one, two] = [undoable.keep("one"), undoable.keep("two")]
  expect(await undoable.undo(two, same)).toBe("two")
  expect(await undoable.undo(one, same)).toBe("one")
  await expect(undoable.undo(one, same)).rejects.toMatchObject(unknown)
})

test("an undo that failed can be tried again", async () => {
  const undoable = setUp()
  const id = undoable.keep("one")
  await expect(undoable.undo(id, () => Promise.reject(new Error("closed")))).rejects.toThrow("closed")
  expect(await undoable.undo(id, same)).toBe("one")
})

test("the oldest of nine is forgotten, and all when Keycard locks", async () => {
  const undoable = setUp()
  const ids = Array.from({ length: 9 }, (_, place) => undoable.keep(`${place}`))
  await expect(undoable.undo(ids[0] ?? "", same)).rejects.toMatchObject(unknown)
  expect(await undoable.undo(ids[1] ?? "", same)).toBe("1")
  undoable.forget()
  await expect(undoable.undo(ids[2] ?? "", same)).rejects.toMatchObject(unknown)
})
