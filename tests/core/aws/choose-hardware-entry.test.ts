import { describe, expect, test } from "vitest"
import { awsEntriesFirst, chooseHardwareEntry } from "../../../src/core/aws/choose-hardware-entry.ts"
import type { HardwareKey } from "../../../src/core/ports/code-source.ts"
import { failureIn } from "../../support/failure-of.ts"

const key = (serial: string, ...names: string[]): HardwareKey => ({
  ...{ serial, problem: null },
  entries: names.map((name) => ({ name })),
})
const two = [key("1", "GitHub:ada", "AWS:ada", "AWS:ada-old"), key("2", "Amazon Web Services:bob")]

describe("the entry of a YubiKey", () => {
  test("is the one that is named, also where its name is a part of another's", () => {
    expect(chooseHardwareEntry(two, undefined, "AWS:ada")).toEqual({ serial: "1", entry: "AWS:ada" })
    expect(chooseHardwareEntry(two, "1", "aws old")).toEqual({ serial: "1", entry: "AWS:ada-old" })
  })

  test("is found without a name where only one can be meant", () => {
    expect(chooseHardwareEntry(two, "2", undefined)).toEqual({
      serial: "2",
      entry: "Amazon Web Services:bob",
    })
    expect(chooseHardwareEntry([key("1", "a", "aws:b")], undefined, undefined).entry).toBe("aws:b")
    expect(chooseHardwareEntry([key("1", "a")], undefined, undefined).entry).toBe("a")
  })

  test("is never a guess", () => {
    expect(failureIn(() => chooseHardwareEntry(two, "1", undefined))).toMatchObject({
      kind: "ambiguous",
      candidates: ["1 GitHub:ada", "1 AWS:ada", "1 AWS:ada-old"],
    })
    const both = [key("1", "AWS:ada"), key("2", "AWS:ada")]
    expect(failureIn(() => chooseHardwareEntry(both, undefined, "AWS:ada"))).toMatchObject({
      kind: "ambiguous",
    })
  })

  test("is refused with the key's own reason where it tells none", () => {
    const problem = { kind: "yubikey", problem: "password", serial: "3" } as const
    const closed = [{ serial: "3", entries: [], problem }]
    expect(failureIn(() => chooseHardwareEntry(closed, undefined, undefined))).toEqual(problem)
    expect(failureIn(() => chooseHardwareEntry(two, "9", undefined))).toMatchObject({ problem: "absent" })
    expect(failureIn(() => chooseHardwareEntry([], undefined, undefined))).toMatchObject({ problem: "none" })
    expect(failureIn(() => chooseHardwareEntry(two, "1", "GitLab"))).toMatchObject({ problem: "no-entry" })
  })

  test("comes first in a list where it is AWS's by its name", () => {
    expect(awsEntriesFirst(["b", "Amazon:x", "a", "aws:y", "pawsome"])).toEqual([
      "Amazon:x",
      "aws:y",
      "a",
      "b",
      "pawsome",
    ])
  })
})
