/** @file What Yubico's `ykman` prints, read strictly. "ykman OATH Commands", Yubico; versions 4 and 5. */
import type { YubikeyProblem } from "../../core/errors.ts"
import type { HardwareEntry } from "../../core/ports/code-source.ts"
import type { ProgramEnd } from "./run-program.ts"

/** As it asks for a touch, on stderr. */
export const asksForTouch = (errorText: string) => /^Touch your YubiKey\.\.\.\s*$/m.test(errorText)

const linesOf = (text: string) =>
  text
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== "")

/** `ykman list --serials`: one serial number a line. null: it printed something else. */
export function readSerials(stdout: string): string[] | null {
  const lines = linesOf(stdout)
  return lines.every((line) => /^\d{1,12}$/.test(line)) ? lines : null
}

/** Longer than any key allows: 64 bytes and the issuer's. */
const MAX_NAME = 200

/**
 * `ykman oath accounts list --oath-type --period`: `NAME, TOTP, 30` a line. Kept are those that can be an MFA device of
 * AWS's. null: it printed something else.
 */
export function readEntries(stdout: string): HardwareEntry[] | null {
  const entries: HardwareEntry[] = []
  for (const line of linesOf(stdout)) {
    const [, name = "", type, period] = /^(.+), (TOTP|HOTP), (\d{1,6})$/.exec(line) ?? []
    if (name === "" || name.length > MAX_NAME || /\p{Cc}/u.test(name)) return null
    if (type === "TOTP" && period === "30") entries.push({ name })
  }
  return entries
}

export type ReadCode = { readonly code: string } | { readonly problem: YubikeyProblem }

/**
 * `ykman oath accounts code NAME`: `NAME  123456`. It also finds entries that only contain the name: the line must
 * begin with all of it.
 */
export function readCode(stdout: string, entry: string): ReadCode {
  const lines = linesOf(stdout)
  const [line = ""] = lines
  if (lines.length === 0) return { problem: "no-entry" }
  const columns = /^(.*\S) {2,}(\S.*)$/.exec(line)
  if (columns === null) return { problem: "garbled" }
  const [, name, code = ""] = columns
  if (lines.length > 1) return { problem: "several-entries" }
  if (name !== entry) return { problem: "no-entry" }
  if (/^\d{6}$/.test(code)) return { code }
  return { problem: /^(\d{7,8}|\w{5}|\[HOTP Account\])$/.test(code) ? "not-six-digits" : "garbled" }
}

/** Its refusals, by the words that versions 4 and 5 share. The first that fits counts. */
const REFUSALS: readonly (readonly [RegExp, YubikeyProblem])[] = [
  [/No such command|No such option/i, "tool-old"],
  [/Touch account timed out/i, "not-touched"],
  [/Enter the password|Authentication to the YubiKey failed|^Aborted!/im, "password"],
  [/PC\/SC not available/i, "service-missing"],
  [/No YubiKey detected/i, "none"],
  [/Failed connecting to a YubiKey|Failed to connect/i, "absent"],
  [/not enabled or not\s+available|requires one of the following USB interfaces/i, "no-oath"],
  [/No matching account found/i, "no-entry"],
  [/Multiple matches/i, "several-entries"],
]

/** Why it did not do what it was asked for; null: it did. */
export function refusalOf({ how, exitCode, stderr }: ProgramEnd): YubikeyProblem | null {
  if (how === "missing") return "tool-missing"
  if (how === "flood") return "garbled"
  if (how === "slow") return asksForTouch(stderr) ? "not-touched" : "tool-slow"
  if (exitCode === 0) return null
  return REFUSALS.find(([words]) => words.test(stderr))?.[1] ?? "tool-failed"
}
