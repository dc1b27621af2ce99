import { execFileSync } from "node:child_process"
import { existsSync } from "node:fs"
import fc from "fast-check"
import { expect, test } from "vitest"
import { processCommand } from "../../../src/core/aws/process-command.ts"
import { AppError } from "../../../src/core/errors.ts"

const PYTHON = "/usr/bin/python3"
const folderNames = fc.string({
  unit: fc.constantFrom(...Array.from("aZ0 '\"$`\\!&|;<>()*?[]{}~#%^=:,@+-_.éµ")),
  minLength: 1,
  maxLength: 12,
})

function lines(): { path: string; line: string }[] {
  return fc.sample(folderNames, { numRuns: 400, seed: 7 }).flatMap((name) => {
    const path = `/${name}/keycard`
    try {
      return [{ path, line: processCommand({ words: [path], windows: false }, "dev") }]
    } catch (error) {
      if (error instanceof AppError) return []
      throw error
    }
  })
}

test("a shell, as the SDKs start one, reads every line as it was meant", () => {
  const all = lines()
  expect(all.length).toBeGreaterThan(250)
  // printf prints its words instead of starting the program.
  const script = all.map(({ line }) => `printf '%s\\0' ${line}`).join("\n")
  const words = execFileSync("/bin/sh", ["-c", script], { encoding: "utf8" }).split("\0").slice(0, -1)
  expect(words).toEqual(all.flatMap(({ path }) => [path, "credential-process", "dev"]))
})

test.skipIf(!existsSync(PYTHON))(
  "Python's shlex, as botocore uses it, reads every line as it was meant (skipped where python3 is not installed)",
  () => {
    const all = lines()
    const script = "import json,shlex,sys\nprint(json.dumps([shlex.split(l) for l in json.load(sys.stdin)]))"
    const input = JSON.stringify(all.map(({ line }) => line))
    const split = JSON.parse(execFileSync(PYTHON, ["-c", script], { input, encoding: "utf8" })) as unknown
    expect(split).toEqual(all.map(({ path }) => [path, "credential-process", "dev"]))
  },
)
