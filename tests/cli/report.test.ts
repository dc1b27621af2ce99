import { describe, expect, test } from "vitest"
import { exitCodeFor } from "../../src/cli/exit-code.ts"
import type { Output } from "../../src/cli/output.ts"
import { report, Reported } from "../../src/cli/report.ts"
import { AppError, type AppErrorData } from "../../src/core/errors.ts"

function said(error: unknown): { words: string; exitCode: number } {
  const lines: string[] = []
  const nothing = (): void => undefined
  const output: Output = {
    isTerminal: false,
    isLive: false,
    data: nothing,
    json: nothing,
    status: nothing,
    words: (text) => lines.push(text),
  }
  const exitCode = report(output, error, 0)
  return { words: lines.join("\n"), exitCode }
}

describe("failures on the command line", () => {
  test.each<[AppErrorData, number, RegExp]>([
    [{ kind: "usage", message: "Give a name." }, 2, /^Give a name\.$/],
    [{ kind: "cancelled" }, 130, /^Cancelled\.$/],
    [{ kind: "not-found", what: "account", query: "x" }, 3, /keycard list$/],
    [{ kind: "not-found", what: "key", query: "x" }, 3, /keycard aws key add NAME$/],
    [{ kind: "not-found", what: "profile", query: "a\u001b[2J" }, 3, /“a\uFFFD\[2J”.*keycard status$/],
    [{ kind: "keychain", problem: "missing", backend: "os" }, 4, /KEYCARD_KEYCHAIN=file/],
    [{ kind: "keychain", problem: "locked", backend: "os" }, 4, /Unlock it and try again/],
    [{ kind: "keychain", problem: "locked", backend: "file" }, 4, /KEYCARD_PASSPHRASE_FILE/],
    [{ kind: "passphrase", problem: "needed" }, 4, /KEYCARD_PASSPHRASE_FILE/],
    [{ kind: "section-not-ours", profile: "p", path: "f", permanentKey: true }, 5, /--from-profile/],
    [{ kind: "mfa-account-missing", key: "k" }, 3, /--account QUERY/],
    [{ kind: "aws-value", field: "mfa-serial" }, 2, /--mfa-serial/],
    [{ kind: "aws-value", field: "secret-access-key" }, 5, /secret access key/],
    [{ kind: "clock", offsetMs: null }, 7, /clock/],
  ])("%j: the exit code of the contract, and a step that the command line has", (data, exitCode, words) => {
    const result = said(new AppError(data))
    expect(result.exitCode).toBe(exitCode)
    expect(result.words).toMatch(words)
  })

  test("an ambiguous name lists every candidate on a line of its own", () => {
    const candidates = Array.from({ length: 12 }, (_, number) => `Acme (user${number})`)
    const { words, exitCode } = said(
      new AppError({ kind: "ambiguous", what: "account", query: "acme", candidates }),
    )
    expect(exitCode).toBe(3)
    expect(words.split("\n")).toEqual([
      "“acme” fits 12 accounts. Name one of these, or its id:",
      ...candidates.map((name) => `  ${name}`),
    ])
  })

  test("what was said already is not said again", () => {
    const data: AppErrorData = { kind: "network", problem: "dns", host: "h" }
    expect(said(new Reported(data))).toEqual({ words: "", exitCode: exitCodeFor(data) })
  })

  test("a bug shows its kind and place, never its message", () => {
    const { words, exitCode } = said(new TypeError("cannot read JBSWY3DPEHPK3PXP"))
    expect(exitCode).toBe(1)
    expect(words).toMatch(/^This is a fault in Keycard \(TypeError\)\. Report it:\n\s+at /)
    expect(words).not.toContain("JBSWY")
    expect(said("JBSWY").words).not.toContain("JBSWY")
  })
})
