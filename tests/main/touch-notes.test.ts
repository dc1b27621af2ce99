import { expect, it } from "vitest"
import { createTouchNotes } from "../../src/main/touch-notes.ts"

it("asks once for each key that waits, and takes the note away when none waits for it any more", () => {
  const shown: string[] = []
  const tell = createTouchNotes(
    {
      show({ title, body }) {
        shown.push(`${title}: ${body}`)
        return () => shown.push("gone")
      },
    },
    () => undefined,
  )
  tell("a", "111")
  tell("b", "111")
  tell("a", null)
  expect(shown).toEqual([expect.stringMatching(/^Touch your YubiKey: The YubiKey 111 blinks/)])
  tell("b", null)
  expect(shown.slice(1)).toEqual(["gone"])
  tell("a", "111")
  tell("b", "222")
  expect(shown.slice(2)).toEqual([expect.stringContaining("111"), expect.stringContaining("222")])
})
