import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { isAppError } from "../../../../src/core/errors.ts"
import { putRegion, takeOutRegion } from "../../../../src/core/aws/shared-files/config-region.ts"
import {
  dropKeys,
  MARK,
  putCredentials,
  takeOutCredentials,
} from "../../../../src/core/aws/shared-files/credentials-section.ts"
import type { OurKeys } from "../../../../src/core/aws/shared-files/credentials-section.ts"
import { findSection, textOf, valueOf } from "../../../../src/core/aws/shared-files/model.ts"
import { readSharedFile } from "../../../../src/core/aws/shared-files/read.ts"
import { sharedFileText } from "../../../support/shared-file-grammar.ts"

const ID = "3f0e7c1a-58b1-4f3b-9d0b-0a4c8f0a2f11"
const KEYS: OurKeys = {
  aws_access_key_id: "ASIAIOSFODNN7EXAMPLE",
  aws_secret_access_key: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
  aws_session_token: "IQoJb3JpZ2luX2VjEXAMPLE==",
  x_security_token_expires: "2026-11-22T17:40:00Z",
  [MARK]: ID,
}
const LATER: OurKeys = {
  ...KEYS,
  aws_access_key_id: "ASIALATERLATERLATERX",
  aws_session_token: "later/token==",
}
const PATH = "credentials"
const read = (text: string) => readSharedFile(new TextEncoder().encode(text), PATH)
const others = (text: string, name: string) =>
  JSON.stringify(
    read(text)
      .sections.filter((s) => s.name !== name)
      .map((s) => [s.name, s.entries.map((e) => [e.key, e.value])]),
  )

/** Files that botocore cannot parse are refused before any edit: the generator makes a few. */
function readable(text: string): boolean {
  try {
    read(text)
    return true
  } catch {
    return false
  }
}

/** A form that the edit does not master is refused, never damaged; how many were is counted. */
function attempt<T>(work: () => T): T | null {
  try {
    return work()
  } catch (error) {
    if (isAppError(error, "aws-file")) return null
    throw error
  }
}

describe("credentials in a file with other sections", () => {
  test("adding and taking out leaves every byte, whatever the file looks like", () => {
    fc.assert(
      fc.property(sharedFileText(["default", "a", " b ", "DEFAULT", "profile c"]), (text) => {
        fc.pre(readable(text))
        const added = putCredentials(read(text), PATH, "dev", KEYS, false)
        expect(added.replaced).toBeNull()
        const again = putCredentials(read(textOf(added.file.lines)), PATH, "dev", LATER, false)
        expect(others(textOf(again.file.lines), "dev")).toBe(others(text, "dev"))
        expect(valueOf(findSection(again.file, "dev"), "aws_session_token")).toBe("later/token==")
        const out = takeOutCredentials(read(textOf(again.file.lines)), PATH, "dev", ID, null)
        expect(textOf(out.file.lines)).toBe(text)
      }),
      { numRuns: 400 },
    )
  })

  test("replacing a section of somebody else's and taking ours out leaves every byte", () => {
    let refused = 0
    let done = 0
    fc.assert(
      fc.property(sharedFileText(["default", "a", "dev", "b"]), (text) => {
        fc.pre(readable(text) && findSection(read(text), "dev") !== undefined)
        const added = attempt(() => putCredentials(read(text), PATH, "dev", KEYS, true))
        if (added === null) return void (refused += 1)
        done += 1
        expect(others(textOf(added.file.lines), "dev")).toBe(others(text, "dev"))
        const again = putCredentials(read(textOf(added.file.lines)), PATH, "dev", LATER, false)
        expect(again.replaced).toBeNull()
        const out = takeOutCredentials(read(textOf(again.file.lines)), PATH, "dev", ID, added.replaced)
        expect(out.restored).toBe(true)
        expect(textOf(out.file.lines)).toBe(text)
      }),
      { numRuns: 400 },
    )
    expect(done).toBeGreaterThan(refused * 20)
  })

  test("a replaced section that was changed meanwhile gets its own keys back beside the new ones", () => {
    const text =
      "[dev]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = s\nregion = eu-west-1\n"
    const { file, replaced } = putCredentials(read(text), PATH, "dev", KEYS, true)
    const changed = textOf(file.lines).replace("region = eu-west-1", "region = eu-west-2\noutput = json")
    const out = takeOutCredentials(read(changed), PATH, "dev", ID, replaced)
    expect(textOf(out.file.lines)).toBe(
      "[dev]\nregion = eu-west-2\noutput = json\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = s\n",
    )
  })

  test("a replaced section comes back although someone deleted ours", () => {
    const text = "[dev]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = s\n"
    const { replaced } = putCredentials(read(text), PATH, "dev", KEYS, true)
    expect(textOf(takeOutCredentials(read(""), PATH, "dev", ID, replaced).file.lines)).toBe(text)
  })

  test("without consent a section of somebody else's is refused, and a permanent key in it is named", () => {
    const refusal = (text: string) => {
      try {
        putCredentials(read(text), PATH, "dev", KEYS, false)
      } catch (error) {
        return isAppError(error, "section-not-ours") ? error.data : error
      }
      return null
    }
    expect(refusal("[dev]\naws_access_key_id=AKIAIOSFODNN7EXAMPLE\n")).toMatchObject({ permanentKey: true })
    expect(refusal("[dev]\naws_access_key_id=ASIA1\naws_session_token=t\n")).toMatchObject({
      permanentKey: false,
    })
    expect(refusal(`[dev]\n${MARK} = another\n`)).toMatchObject({ permanentKey: false })
    // `aws configure` on our section leaves the mark and the token beside a permanent key.
    expect(
      refusal(`[dev]\naws_access_key_id=AKIAIOSFODNN7EXAMPLE\naws_session_token=t\n${MARK}=${ID}\n`),
    ).toMatchObject({ permanentKey: true })
  })

  test("the older name of the token goes: botocore would read it first", () => {
    const { file } = putCredentials(
      read(`[dev]\naws_security_token = stale\naws_session_token = stale\n${MARK} = ${ID}\n`),
      PATH,
      "dev",
      KEYS,
      false,
    )
    expect(textOf(file.lines)).not.toContain("aws_security_token")
    expect(textOf(file.lines)).not.toContain("stale")
  })

  test("what a person put into our section stays when ours is taken out", () => {
    const { file } = putCredentials(read("[a]\nx = 1\n"), PATH, "dev", KEYS, false)
    const text = `${textOf(file.lines)}# mine\noutput = json\n`
    const out = takeOutCredentials(read(text), PATH, "dev", ID, null)
    expect(textOf(out.file.lines)).toBe("[a]\nx = 1\n\n[dev]\n# mine\noutput = json\n")
  })

  test("a section that is not ours any more is left alone", () => {
    const text = "[dev]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = theirs\n"
    const out = takeOutCredentials(read(text), PATH, "dev", ID, "[dev]\nold = 1\n")
    expect(out.restored).toBe(false)
    expect(textOf(out.file.lines)).toBe(text)
  })

  test.each(["a\nb", "a\r", "\u0000", " lead", "trail ", "", "a\u0085b", "a # b"])(
    "a value that could become another line or a comment is never written: %j",
    (value) => {
      expect(() =>
        putCredentials(read(""), PATH, "dev", { ...KEYS, aws_session_token: value }, false),
      ).toThrow()
    },
  )

  test.each(["a\n[b", "a]", "[a", ""])("nor such a name: %j", (name) => {
    expect(() => putCredentials(read(""), PATH, name, KEYS, false)).toThrow()
  })

  test("a header that older Pythons read otherwise is not doubled", () => {
    expect(() => putCredentials(read("[dev] # see [b]\nx = 1\n"), PATH, "dev", KEYS, true)).toThrow(
      "aws-file",
    )
  })
})

describe("a plain-text key leaves the file", () => {
  test("its lines go and the section stays while anything else is in it", () => {
    const text =
      "# top\r\n[a]\r\naws_access_key_id=X\r\nregion=r\r\naws_secret_access_key=Y\r\n\r\n[b]\r\nk=v"
    const file = dropKeys(read(text), PATH, "a", ["aws_access_key_id", "aws_secret_access_key"])
    expect(textOf(file.lines)).toBe("# top\r\n[a]\r\nregion=r\r\n\r\n[b]\r\nk=v")
  })

  test("the section goes when nothing else is in it", () => {
    const text = "[z]\nk=v\n\n[a]\naws_access_key_id=X\naws_secret_access_key=Y\n\n[b]\nk=v\n"
    const file = dropKeys(read(text), PATH, "a", ["aws_access_key_id", "aws_secret_access_key"])
    expect(textOf(file.lines)).toBe("[z]\nk=v\n\n[b]\nk=v\n")
  })
})

describe("the region in the config file", () => {
  test("setting, changing and taking it out leaves every byte", () => {
    let refused = 0
    let done = 0
    fc.assert(
      fc.property(sharedFileText(["default", "profile a", 'profile "dev"', "plugins", "dev"]), (text) => {
        fc.pre(readable(text))
        const first = attempt(() => putRegion(read(text), PATH, "dev", "us-west-2", null))
        if (first === null) return void (refused += 1)
        done += 1
        const second = putRegion(read(textOf(first.file.lines)), PATH, "dev", "eu-central-1", first.record)
        const out = takeOutRegion(read(textOf(second.file.lines)), PATH, "dev", second.record)
        expect(textOf(out.lines)).toBe(text)
      }),
      { numRuns: 400 },
    )
    expect(done).toBeGreaterThan(refused * 20)
  })

  test("a region that someone chose since is left alone", () => {
    const { file, record } = putRegion(read("[profile dev]\noutput = json\n"), PATH, "dev", "us-west-2", null)
    const text = textOf(file.lines).replace("us-west-2", "us-east-2")
    expect(textOf(takeOutRegion(read(text), PATH, "dev", record).lines)).toBe(text)
  })

  test("a region that is there already is nobody's to take out", () => {
    const text = "[profile dev]\nregion = us-west-2\n"
    const { file, record } = putRegion(read(text), PATH, "dev", "us-west-2", null)
    expect(record).toBeNull()
    expect(textOf(takeOutRegion(file, PATH, "dev", record).lines)).toBe(text)
  })
})
