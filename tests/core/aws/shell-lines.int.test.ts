import { execFileSync } from "node:child_process"
import { accessSync, constants } from "node:fs"
import fc from "fast-check"
import { expect, test } from "vitest"
import { setLines, shellOf, unsetLines, type Shell } from "../../../src/core/aws/shell-lines.ts"

function find(name: string): string | undefined {
  return (process.env.PATH ?? "")
    .split(":")
    .map((folder) => `${folder}/${name}`)
    .find((path) => {
      try {
        accessSync(path, constants.X_OK)
        return true
      } catch {
        return false
      }
    })
}

/** Everything that some shell takes for its own, and what it does not. No NUL: no environment can hold it. */
const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...Array.from("aZ0'\"\\`$(){}[]<>|&;!#*?~% \t\n‘’‚‛“”é=:,/+")),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }).filter((one) => !one.includes("\0")),
  ),
  maxLength: 30,
})
const values = fc.sample(text, { numRuns: 300, seed: 11 })
const variables = Object.fromEntries(values.map((value, index) => [`V${index}`, value]))
const print = `process.stdout.write(JSON.stringify(Object.fromEntries(Object.entries(process.env).filter(([n]) => /^V[0-9]+$/.test(n)))))`

const readers: readonly { shell: Shell; program: string; run: (script: string) => readonly string[] }[] = [
  { shell: "sh", program: "sh", run: (script) => ["-c", script] },
  { shell: "sh", program: "bash", run: (script) => ["--norc", "-c", script] },
  { shell: "sh", program: "zsh", run: (script) => ["-c", script] },
  { shell: "fish", program: "fish", run: (script) => ["--no-config", "-c", script] },
  { shell: "powershell", program: "pwsh", run: (script) => ["-NoProfile", "-Command", script] },
]

for (const { shell, program, run } of readers) {
  const path = find(program)
  test.skipIf(path === undefined)(
    `what is set in ${program} is what was meant, whatever it holds, and is gone again (skipped where it is not installed)`,
    () => {
      const call = shell === "powershell" ? "& " : ""
      const show = `${call}'${process.execPath}' -e '${print}'`
      const read = (lines: readonly string[]) =>
        JSON.parse(
          execFileSync(path ?? "", run([...lines, show].join("\n")), {
            encoding: "utf8",
            env: { PATH: process.env.PATH },
          }),
        ) as unknown
      const set = setLines(shell, variables)
      expect(read(set)).toEqual(variables)
      expect(read([...set, ...unsetLines(shell, [...Object.keys(variables), "NEVER_SET"])])).toEqual({})
    },
  )
}

test("typographic quotes end no string in PowerShell", () => {
  expect(setLines("powershell", { A: "a’b'c" })).toEqual(["$env:A = 'a’’b''c'"])
})

test("the shell in use is known by its path", () => {
  expect(
    ["/bin/bash", "/usr/bin/fish", "/usr/bin/pwsh", undefined].map((path) => shellOf(path, false)),
  ).toEqual(["sh", "fish", "powershell", "sh"])
  expect(shellOf(undefined, true)).toBe("powershell")
})
