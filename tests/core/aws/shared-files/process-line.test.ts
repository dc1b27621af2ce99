import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { isAppError } from "../../../../src/core/errors.ts"
import { putRegion, takeOutRegion } from "../../../../src/core/aws/shared-files/config-region.ts"
import { valueOf } from "../../../../src/core/aws/shared-files/model.ts"
import {
  holdsProcessLine,
  putProcessLine,
  takeOutProcessLine,
} from "../../../../src/core/aws/shared-files/process-line.ts"
import { readSharedFile } from "../../../../src/core/aws/shared-files/read.ts"
import { findProfileSection } from "../../../../src/core/aws/shared-files/section-name.ts"
import { sharedFileText } from "../../../support/shared-file-grammar.ts"

const PATH = "config"
const COMMAND = '"/opt/Key card/bin/keycard" credential-process dev'
const read = (text: string) => readSharedFile(new TextEncoder().encode(text), PATH)
const none = { record: null, consent: false }

function put(text: string, consent = false) {
  return putProcessLine(read(text), PATH, "dev", COMMAND, { record: null, consent })
}

const takeOut = (text: string, record: ReturnType<typeof put>["record"]) =>
  takeOutProcessLine(read(text), PATH, "dev", record).text

/** A form that the edit does not master is refused, never damaged. */
function attempt<T>(work: () => T): T | null {
  try {
    return work()
  } catch (error) {
    if (isAppError(error, "aws-file")) return null
    throw error
  }
}

describe("the credential_process line", () => {
  test("is added to a file without the profile, and leaves it as it was", () => {
    const { file, record } = put("[default]\nregion = eu-west-1\n")
    expect(file.text).toBe(
      `[default]\nregion = eu-west-1\n\n[profile dev]\ncredential_process = ${COMMAND}\n`,
    )
    expect(record).toEqual({ command: COMMAND, block: null })
    expect(takeOut(file.text, record)).toBe("[default]\nregion = eu-west-1\n")
  })

  test("of the default profile stands in a section without the word profile", () => {
    const { file } = putProcessLine(read(""), PATH, "default", COMMAND, none)
    expect(file.text).toMatch(/^\[default\]\ncredential_process = /)
  })

  test("somebody else's line, or keys beside it, take consent, and come back", () => {
    const files = [
      "[profile dev]\ncredential_process = /opt/other get dev\nregion = eu-west-1\n# mine\n[profile b]\n",
      "[profile dev]\r\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\r\noutput=json\r\naws_secret_access_key : x",
      "[profile dev]\naws_security_token = old\ncredential_process = a\n  b\n\n[x]\n",
    ]
    for (const text of files) {
      expect(() => put(text)).toThrow(expect.objectContaining({ message: "section-not-ours" }))
      const { file, record } = put(text, true)
      expect(holdsProcessLine(file, "dev", COMMAND)).toBe(true)
      expect(takeOut(file.text, record)).toBe(text)
    }
  })

  test("that a person wrote for Keycard is Keycard's, whatever path it has; another profile's is not", () => {
    const lines = ["keycard credential-process dev", '"/old place/keycard" credential-process "dev"']
    for (const line of lines) {
      const text = `[profile dev]\ncredential_process = ${line}\n`
      const { file, record } = put(text)
      expect(holdsProcessLine(file, "dev", COMMAND)).toBe(true)
      expect(takeOut(file.text, record)).toBe(text)
    }
    for (const line of ["keycard credential-process b", "/x/notkeycard credential-process dev"])
      expect(() => put(`[profile dev]\ncredential_process = ${line}\n`)).toThrow()
  })

  test("is brought up to date where Keycard moved, and what was there first still comes back", () => {
    const text = "[profile dev]\ncredential_process = other\n"
    const first = put(text, true)
    const moved = '"/new/keycard" credential-process dev'
    const second = putProcessLine(first.file, PATH, "dev", moved, { record: first.record, consent: false })
    expect(holdsProcessLine(second.file, "dev", moved)).toBe(true)
    expect(takeOut(second.file.text, second.record)).toBe(text)
  })

  test("that somebody changed since stays, and so does what stands beside it", () => {
    const { file, record } = put("[profile dev]\nregion = eu-west-1\n")
    const changed = file.text.replace(COMMAND, "theirs")
    expect(takeOut(changed, record)).toBe(changed)
    const more = file.text.replace("region = eu-west-1", "region = us-east-1\noutput = json")
    expect(takeOut(more, record)).toBe("[profile dev]\nregion = us-east-1\noutput = json\n")
  })

  test("put in and taken out, with a region or without, leaves every byte, whatever the file looks like", () => {
    let done = 0
    fc.assert(
      fc.property(sharedFileText(["default", "profile dev", "profile b"]), fc.boolean(), (text, region) => {
        const file = attempt(() => read(text))
        if (file === null) return
        const written = attempt(() => putProcessLine(file, PATH, "dev", COMMAND, { ...none, consent: true }))
        if (written === null) return
        expect(holdsProcessLine(written.file, "dev", COMMAND)).toBe(true)
        const withRegion = region ? putRegion(written.file, PATH, "dev", "eu-north-1", null) : null
        const full = withRegion?.file ?? written.file
        const section = findProfileSection(full, "dev", "config")
        if (region) expect(valueOf(section, "region")).toBe("eu-north-1")
        const without = takeOutRegion(full, PATH, "dev", withRegion?.record ?? null)
        expect(takeOut(without.text, written.record)).toBe(text)
        done += 1
      }),
      { numRuns: 400 },
    )
    expect(done).toBeGreaterThan(200)
  })
})
