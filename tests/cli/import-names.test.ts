import { expect, test } from "vitest"
import { importNames } from "../../src/cli/commands/import-names.ts"

test("a name in AWS's files may have an equals sign in it", () => {
  expect([...importNames(["dev=one", "a=b=two"])]).toEqual([
    ["dev", "one"],
    ["a=b", "two"],
  ])
})

test("what is no pair, comes twice, or is no name that every AWS tool reads is refused", () => {
  for (const pairs of [["dev"], ["=dev"], ["a=b", "a=c"]])
    expect(() => importNames(pairs)).toThrow(
      expect.objectContaining({ data: { kind: "usage", message: expect.any(String) as string } }) as Error,
    )
  for (const pair of ["dev=", "dev=my dev", "dev=__proto__"])
    expect(() => importNames([pair])).toThrow(
      expect.objectContaining({ data: expect.objectContaining({ kind: "profile-name" }) as object }) as Error,
    )
})
