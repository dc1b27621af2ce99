/** @file Other readers as judges: Python's configparser, on which botocore and the AWS CLI rest, and the loader of
 *  AWS's SDK for JavaScript. */
import { execFileSync } from "node:child_process"
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { loadSharedConfigFiles } from "@smithy/shared-ini-file-loader"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { MARK, putCredentials } from "../../../../src/core/aws/shared-files/credentials-section.ts"
import type { OurKeys } from "../../../../src/core/aws/shared-files/credentials-section.ts"
import { textOf } from "../../../../src/core/aws/shared-files/model.ts"
import { readSharedFile } from "../../../../src/core/aws/shared-files/read.ts"
import { isAppError } from "../../../../src/core/errors.ts"
import { sharedFileText } from "../../../support/shared-file-grammar.ts"

const PYTHON = "/usr/bin/python3"
const KEYS: OurKeys = {
  aws_access_key_id: "ASIAIOSFODNN7EXAMPLE",
  aws_secret_access_key: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
  aws_session_token: "IQoJb3JpZ2luX2VjEXAMPLE==",
  x_security_token_expires: "2026-11-22T17:40:00Z",
  [MARK]: "3f0e7c1a-58b1-4f3b-9d0b-0a4c8f0a2f11",
}

/** As botocore.configloader: strict, no interpolation, and nested values need a `=` in each line. */
const SCRIPT = `
import configparser, io, json, sys
out = []
for text in json.load(sys.stdin):
    parser = configparser.RawConfigParser()
    try:
        parser.read_file(io.TextIOWrapper(io.BytesIO(text.encode("utf-8")), encoding="utf-8"))
        for section in [*parser._sections.values(), parser._defaults]:
            for value in section.values():
                if value.startswith("\\n"):
                    for line in value.splitlines():
                        if line.strip():
                            line.strip().split("=", 1)[1]
        out.append({"sections": {k: dict(v) for k, v in parser._sections.items()}, "defaults": dict(parser._defaults)})
    except (configparser.Error, IndexError):
        out.append(None)
json.dump(out, sys.stdout)
`

type Reading = { sections: Record<string, Record<string, string>>; defaults: Record<string, string> } | null

function readByPython(texts: readonly string[]): Reading[] {
  const output = execFileSync(PYTHON, ["-c", SCRIPT], { input: JSON.stringify(texts), maxBuffer: 1 << 26 })
  return JSON.parse(output.toString("utf8")) as Reading[]
}

function readByUs(text: string): Reading {
  try {
    const file = readSharedFile(new TextEncoder().encode(text), "x")
    const keysOf = (name: string) =>
      Object.fromEntries(
        file.sections
          .filter((s) => s.name === name)
          .flatMap((s) => s.entries.map((e) => [e.key, e.value] as const)),
      )
    const names = file.sections.map(({ name }) => name).filter((name) => name !== "DEFAULT")
    return {
      sections: Object.fromEntries(names.map((name) => [name, keysOf(name)])),
      defaults: keysOf("DEFAULT"),
    }
  } catch (error) {
    if (isAppError(error, "aws-file")) return null
    throw error
  }
}

const withKeys = (text: string) =>
  textOf(
    putCredentials(readSharedFile(new TextEncoder().encode(text), "x"), "x", "dev", KEYS, true).file.lines,
  )

/** Any lines at all, near to what such a file has. */
const noise = fc
  .array(
    fc.constantFrom(
      ...[
        "[a]",
        "[b] # c",
        "[a",
        "[]",
        "[[x]]",
        "[DEFAULT]",
        " [c]",
        "k = v",
        "K=w",
        "  k2 : v",
        "\tmore",
        "= v",
      ],
      ...[
        "word",
        "# c",
        "  ; c",
        "",
        "   ",
        "s3 =",
        "  n = 1",
        "  n",
        "x=[y]",
        "k3",
        "[a]b]",
        "q = # z",
        "\u00a0u=1",
      ],
    ),
    { maxLength: 9 },
  )
  .map((lines) => lines.join("\n"))

describe.skipIf(!existsSync(PYTHON))(
  "as Python reads (skipped where /usr/bin/python3 is not installed)",
  () => {
    test("we read the same, and give up the same files", () => {
      const texts = [
        ...fc.sample(sharedFileText(["default", "a", " b ", "DEFAULT", "profile c"]), 400),
        ...fc.sample(noise, 3_000),
      ]
      const theirs = readByPython(texts)
      const readable = theirs.filter((reading) => reading !== null).length
      expect(readable).toBeGreaterThan(200)
      expect(texts.length - readable).toBeGreaterThan(200)
      for (const [index, text] of texts.entries())
        expect([text, readByUs(text)]).toEqual([text, theirs[index]])
    })

    test("only our keys of our section differ after a write", () => {
      const texts = fc
        .sample(sharedFileText(["default", "a", "dev", "b"]), 400)
        .filter((text) => readByUs(text) !== null)
      const pairs = texts.flatMap((text) => {
        try {
          return [[text, withKeys(text)] as const]
        } catch (error) {
          if (isAppError(error, "aws-file")) return []
          throw error
        }
      })
      expect(pairs.length).toBeGreaterThan(texts.length * 0.95)
      const [before, after] = [
        readByPython(pairs.map(([text]) => text)),
        readByPython(pairs.map(([, text]) => text)),
      ]
      for (const [index, reading] of after.entries()) {
        const { dev, ...others } = reading!.sections
        const { dev: _, ...othersBefore } = before[index]!.sections
        expect(others).toEqual(othersBefore)
        expect(dev).toMatchObject(KEYS)
      }
    })
  },
)

describe("as the SDK for JavaScript reads", () => {
  test("our profile is complete and every other one as before", async () => {
    const folder = mkdtempSync(join(tmpdir(), "keycard-ini-"))
    try {
      const load = async (text: string) => {
        const filepath = join(folder, "credentials")
        writeFileSync(filepath, text)
        const configFilepath = join(folder, "none")
        return (await loadSharedConfigFiles({ filepath, configFilepath, ignoreCache: true })).credentialsFile
      }
      const texts = fc
        .sample(sharedFileText(["default", "a", "b"]), 100)
        .filter((text) => readByUs(text) !== null)
      for (const text of texts) {
        const before = await load(text)
        const { dev, ...others } = await load(withKeys(text))
        expect(others).toEqual(before)
        expect(dev).toEqual(KEYS)
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
