import { expect, test } from "vitest"
import { nameFaults } from "../../src/shared/import-names.ts"

const kindsOf = (names: readonly string[], here: readonly string[] = []) => {
  const faults = nameFaults(
    names.map((name, place) => ({ profile: String(place), name })),
    here,
  )
  return names.map((_, place) => {
    const fault = faults.get(String(place))
    return fault?.kind === "profile-name" ? fault.problem : (fault?.kind ?? null)
  })
}

test("a name that every AWS tool reads, and that nothing else has, is right", () => {
  expect(kindsOf(["dev", "team/prod", "default"], ["other"])).toEqual([null, null, null])
})

test("each fault is said of the one that has it; of two alike, of the second", () => {
  expect(kindsOf(["", "a b", "DEFAULT", "constructor", "x".repeat(129)])).toEqual([
    ...["empty", "characters", "reserved", "reserved", "too-long"],
  ])
  expect(kindsOf(["dev", "prod", "dev", "old"], ["old"])).toEqual([
    ...[null, null, "already-exists", "already-exists"],
  ])
})
