import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { editAround } from "../../../../src/core/aws/shared-files/edit-around.ts"
import { addSection, setKeys } from "../../../../src/core/aws/shared-files/edit.ts"
import { splitLines } from "../../../../src/core/aws/shared-files/decode.ts"
import { findSection, textOf } from "../../../../src/core/aws/shared-files/model.ts"
import type { SharedFile } from "../../../../src/core/aws/shared-files/model.ts"
import { readSharedText } from "../../../../src/core/aws/shared-files/read.ts"
import { verifyEdit } from "../../../../src/core/aws/shared-files/verify-edit.ts"
import { isAppError } from "../../../../src/core/errors.ts"
import { sharedFileText } from "../../../support/shared-file-grammar.ts"

const PATH = "credentials"
const read = (text: string) => readSharedText(text, PATH)
const isDev = ({ name }: { name: string }) => name === "dev"

/** The line that the refusal names; `null`: it went through. */
function refusedIn(work: () => unknown): number | null {
  try {
    work()
    return null
  } catch (error) {
    if (isAppError(error, "aws-file") && error.data.problem === "unreadable") return error.data.line
    throw error
  }
}

const TEXT = "# top\n[a]\nk = 1\n# of a\n\n[dev]\nregion = r\nours = old\n\n[b] # why\nk = 2\n"
const RIGHT = TEXT.replace("ours = old", "ours = new")

describe("an edit that does what it should not is refused", () => {
  const verify = (text: string) => verifyEdit(read(TEXT), splitLines(text), PATH, isDev, ["ours"])

  test("and the right one passes, to the byte", () => {
    expect(verify(RIGHT).text).toBe(RIGHT)
  })

  test.each([
    ["a comment of another section, which means nothing", RIGHT.replace("# of a", "# of A")],
    ["a comment before the first section", RIGHT.replace("# top", "#top")],
    ["what stands behind another header", RIGHT.replace("# why", "# wh")],
    ["blanks in another section", RIGHT.replace("k = 2", "k =  2")],
    ["a value of the section before", RIGHT.replace("k = 1", "k = 3")],
    ["a value of the section behind", RIGHT.replace("k = 2", "k = 3")],
    ["another key of the section itself", RIGHT.replace("region = r", "region = s")],
    ["a key more in the section itself", RIGHT.replace("ours = new", "ours = new\nmore = 1")],
    ["a section that goes", RIGHT.replace("[b] # why\nk = 2\n", "")],
    ["a section that comes", `${RIGHT}[c]\nk = 3\n`],
    ["the order of two sections", `[b] # why\nk = 2\n${RIGHT.replace("[b] # why\nk = 2\n", "")}`],
    ["the ending of another line", RIGHT.replace("[a]\n", "[a]\r\n")],
    ["the last ending", RIGHT.slice(0, -1)],
    ["a key that swallows the header behind it", RIGHT.replace("[b]", " [b]")],
    ["a line that nobody can read", RIGHT.replace("ours = new", "ours")],
    ["a control character", RIGHT.replace("ours = new", "ours = n\u0085w")],
    ["nothing left", ""],
  ])("%s", (_, wrong) => {
    expect(wrong).not.toBe(RIGHT)
    expect(refusedIn(() => verify(wrong))).toBe(6)
  })

  test("blanks that the text before and the text behind could share count for both", () => {
    const file = read("[a]\n  \n[dev]\n  [b]\nk = 2\n")
    const remove = (text: string) => verifyEdit(file, splitLines(text), PATH, isDev, null)
    expect(refusedIn(() => remove("[a]\n  \n  [b]\nk = 2\n"))).toBeNull()
    expect(refusedIn(() => remove("[a]\n  [b]\nk = 2\n"))).toBe(3)
  })

  test("whatever file it is, and whichever foreign byte is hit", () => {
    let hit = 0
    fc.assert(
      fc.property(
        sharedFileText(["default", "a", "dev", "b"]),
        fc.nat(),
        fc.constantFrom("x", "", "\n"),
        (text, at, by) => {
          const file = readable(text)
          const section = file === null ? undefined : findSection(file, "dev")
          if (file === null || section === undefined) {
            fc.pre(false)
            return
          }
          const right = textOf(setKeys(file, section, { ours: "new" }))
          const verify = (edited: string) =>
            refusedIn(() => verifyEdit(file, splitLines(edited), PATH, isDev, ["ours"]))
          fc.pre(verify(right) === null)
          const next = file.sections[file.sections.indexOf(section) + 1]
          const behind = text.length - (next?.start ?? text.length)
          const before = text.slice(0, section.start).trimEnd().length
          fc.pre(before + behind > 0)
          const place = at % (before + behind)
          const index = place < before ? place : right.length - behind + place - before
          const wrong = right.slice(0, index) + by + right.slice(index + 1)
          fc.pre(wrong !== right)
          hit += 1
          expect(verify(wrong)).not.toBeNull()
        },
      ),
      { numRuns: 500 },
    )
    expect(hit).toBeGreaterThan(100)
  })
})

describe("an edit of a part of a file", () => {
  const others = (from: number) =>
    Array.from({ length: 50 }, (_, index) => `[s${String(from + index)}]\nk = ${String(index)}\n\n`).join("")
  const LONG = others(0) + "[dev]\nours = old\n" + others(50)
  const around = (work: (part: SharedFile) => SharedFile, text = LONG) => {
    const file = read(text)
    return editAround(file, PATH, findSection(file, "dev"), (part) => ({ file: work(part) })).file
  }

  test("gets the section and its neighbours alone, and everything else stays", () => {
    let seen: string[] = []
    const file = around((part) => {
      seen = part.sections.map(({ name }) => name)
      return read(part.text.replace("old", "new"))
    })
    expect(seen).toEqual(["s49", "dev", "s50"])
    expect(file.text).toBe(LONG.replace("old", "new"))
    expect(file.sections).toHaveLength(101)
    expect(textOf(file.lines)).toBe(file.text)
  })

  test("names the line of the whole file when it is refused", () => {
    const wrong = (part: SharedFile) =>
      verifyEdit(part, splitLines(part.text.replace("k = 0", "k = 9")), PATH, isDev, ["ours"])
    expect(refusedIn(() => around(wrong))).toBe(151)
  })

  test("cannot bring a second section of a name that stands far away", () => {
    const wrong = (part: SharedFile) => read(part.text.replace("old\n", "old\n[s3]\nk = 1\n"))
    expect(refusedIn(() => around(wrong))).toBe(151)
  })

  test("nor one that an older Python takes for a second one", () => {
    const text = "[dev] # see [b]\nx = 1\n[c]\n[d]\n[e]\n"
    const added = (part: SharedFile) => read(textOf(addSection(part, "dev", { ours: "new" })))
    expect(refusedIn(() => around(added, text))).not.toBeNull()
    expect(around(added, text.replace("[dev]", "[x]")).text).toContain("[dev]\nours = new")
  })

  test.each([
    ["damages the section behind", (text: string) => text.replace("k = 0", "k = 9")],
    ["cuts it off", (text: string) => text.slice(0, text.indexOf("[s50]"))],
    ["puts something behind it", (text: string) => `${text}more = 1\n`],
  ])("is refused when it %s, even if it did not check itself", (_, damage) => {
    expect(refusedIn(() => around((part) => read(damage(part.text))))).toBe(151)
  })

  test("is refused when it leaves the section behind to be read as part of a value", () => {
    const text = "[a]\n  k = 1\n[dev]\n    ours = old\n  [b]\n  k = 2\n[c]\n"
    const wrong = (part: SharedFile) => read(part.text.replace("    ours = old", "ours = old"))
    expect(read(text).sections.map(({ name }) => name)).toEqual(["a", "dev", "b", "c"])
    expect(refusedIn(() => around(wrong, text))).toBe(3)
  })
})

/** Files that botocore cannot parse are refused before any edit. */
function readable(text: string): SharedFile | null {
  try {
    return read(text)
  } catch {
    return null
  }
}
