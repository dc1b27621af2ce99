import { describe, expect, test } from "vitest"
import { AppError } from "../../../../src/core/errors.ts"
import { findSection, textOf, valueOf } from "../../../../src/core/aws/shared-files/model.ts"
import { readSharedFile } from "../../../../src/core/aws/shared-files/read.ts"
import { profileOfConfigSection } from "../../../../src/core/aws/shared-files/section-name.ts"

const bytes = (text: string) => new TextEncoder().encode(text)
const read = (text: string) => readSharedFile(bytes(text), "credentials")

function problemOf(input: Uint8Array | string) {
  try {
    readSharedFile(typeof input === "string" ? bytes(input) : input, "credentials")
  } catch (error) {
    if (error instanceof AppError && error.data.kind === "aws-file")
      return [error.data.problem, error.data.line]
    throw error
  }
  return null
}

describe("what botocore reads", () => {
  test("an absent file is an empty one", () => {
    expect(readSharedFile(null, "x")).toEqual({ text: "", lines: [], sections: [] })
  })

  test.each([
    ["# x\n  ; y\n[a]\nk=v\n", "a", "k", "v"],
    ["[a]\nregion = r # c\n", "a", "region", "r # c"],
    ["[a] # c\nk : v = w\n", "a", "k", "v = w"],
    ["  [a]\n  K\t=  v  \n", "a", "k", "v"],
    ["[ a ]\nk=v\n", " a ", "k", "v"],
    ["[a]\r\nk=v\r\n", "a", "k", "v"],
    ["[a]\nregion = r\n  more\n# c\n\n   last\nk=v", "a", "region", "r\nmore\n\nlast"],
    ["[a]\ns3 =\n  x = 1\n  y = 2\nk=v", "a", "s3", "\nx = 1\ny = 2"],
    ['[a]\nk="v"\n', "a", "k", '"v"'],
    ["[a]\nk=%(x)s\n", "a", "k", "%(x)s"],
    ["[DEFAULT]\na=1\n[DEFAULT]\nb=2\n", "DEFAULT", "b", "2"],
    ["[prôf]\nk=\u00a0v\u00a0\n", "prôf", "k", "v"],
    ["[a]\n[b]\nk=v\n", "b", "k", "v"],
    ["[__proto__]\nk=v\n", "__proto__", "k", "v"],
  ])("%j", (text, section, key, value) => {
    expect(valueOf(findSection(read(text), section), key)).toBe(value)
    expect(textOf(read(text).lines)).toBe(text)
  })

  test("an indented header under a key is part of its value", () => {
    expect(read("[a]\nk=v\n  [b]\n").sections).toHaveLength(1)
  })
})

describe("what makes the whole file unreadable to botocore is named with its line", () => {
  test.each([
    ["[a]\nk=v\n[b]\n[a]\n", "duplicate-section", 4],
    ["[a]\nk=v\nK = w\n", "duplicate-key", 3],
    ["# c\nk = v\n[a]\n", "no-section", 2],
    ["[a]\nword\n", "no-separator", 2],
    ["[a]\n= v\n", "no-separator", 2],
    ["[a\n", "no-section", 1],
    ["[a]\n[]\n", "no-separator", 2],
    ["[a]\ns3 =\n  x = 1\n  word\n", "no-separator", 4],
    ["\ufeff[a]\nk=v\n", "byte-order-mark", 1],
    ["[a]\nk=v\rl=w\n", "lone-carriage-return", 2],
    ["[a]\nk=v\u0000\n", "control-character", 2],
    ["[a]\n# \u0085\n", "control-character", 2],
    [new Uint8Array([0x5b, 0x61, 0x5d, 0x0a, 0x23, 0xff, 0x0a]), "not-utf8", 2],
    [new Uint8Array([0xff, 0xfe, 0x5b, 0x00]), "not-utf8", 1],
  ])("%j: %s in line %i", (input, problem, line) => {
    expect(problemOf(input)).toEqual([problem, line])
  })
})

describe("a key that stands twice is found", () => {
  const many = Array.from({ length: 100 }, (_, index) => `k${String(index)} = v\n`).join("")

  test.each([
    ["among a hundred others", `[a]\n${many}K0 : w\n`, 102],
    ["behind the others of a section after a long one", `[a]\n${many}[b]\nx=1\ny=2\nX=3\n`, 105],
    ["where another alphabet's capital is its own", "[a]\nk = 1\n\u212a = 2\n", 3],
    ["and the other way round", "[a]\nx = 0\n\u212a = 1\nk = 2\n", 4],
    ["behind two keys that look alike to a careless comparison", "[a]\nx@ = 1\nx` = 2\nX@ = 3\n", 4],
    ["in the second of two [DEFAULT]", "[DEFAULT]\nk = 1\n[a]\nk = 1\n[DEFAULT]\nk = 2\n", 6],
  ])("%s", (_, text, line) => {
    expect(problemOf(text)).toEqual(["duplicate-key", line])
    const without = text.split("\n").filter((_line, index) => index !== line - 1)
    expect(problemOf(without.join("\n"))).toBeNull()
  })

  test("and the same keys in many sections are none", () => {
    expect(problemOf(Array.from({ length: 50 }, (_, i) => `[s${String(i)}]\n${many}`).join(""))).toBeNull()
  })
})

describe("profiles of the config file", () => {
  test.each([
    ["default", "default"],
    ["profile a", "a"],
    ["profile\ta", "a"],
    ['profile "my prof"', "my prof"],
    ["profile 'x'", "x"],
    ["profile my prof", null],
    ["profilea", null],
    ["a", null],
    ["plugins", null],
    ["sso-session s", null],
    ['profile "open', null],
    [" a ", null],
  ])("[%s] is %j", (section, profile) => {
    expect(profileOfConfigSection(section)).toBe(profile)
  })
})
