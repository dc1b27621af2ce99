/** @file The command of a `credential_process` line. It is taken apart by many readers, each in its own way. */
import { AppError } from "../errors.ts"

/** How `keycard` is started on this machine. */
export interface KeycardCommand {
  /** Absolute paths: the program, and what it is given before Keycard's own arguments. */
  readonly words: readonly string[]
  readonly windows: boolean
}

/** Every reader takes it as it stands, without quotes. */
const BARE = /^[A-Za-z0-9_@%+=:,./-]+$/
/** Within double quotes a shell puts something else in their place, and Python's shlex reads a backslash otherwise. */
const NOT_IN_DOUBLE_QUOTES = /["$`\\!]/

/**
 * One word of the line. botocore splits it by Python's shlex and starts it without a shell; the SDKs for JavaScript and
 * Go give it to `sh -c` or `cmd.exe /c`. In double quotes they agree on all but a few characters, and in single quotes
 * on all but that quote itself; Windows knows no single quotes, and puts in variables between percent signs.
 * @returns null for a word on which they do not agree
 */
function quoted(word: string, windows: boolean): string | null {
  // A file of settings is read line by line, and a blank before these begins a comment for some.
  if (/[\p{Cc}\p{Zl}\p{Zp}]|\s[#;]/u.test(word)) return null
  if (windows) return /["%!^]/.test(word) || word.endsWith("\\") ? null : `"${word}"`
  if (!NOT_IN_DOUBLE_QUOTES.test(word)) return `"${word}"`
  return word.includes("'") ? null : `'${word}'`
}

/**
 * The line's value for a profile: absolute, quoted, without anything that a shell would take for its own.
 * @param profile a name of the safe alphabet (`checkProfileName`)
 * @throws AppError `usage` where Keycard stands in a folder that no such line can name
 */
export function processCommand({ words, windows }: KeycardCommand, profile: string): string {
  const parts = words.map((word) => quoted(word, windows))
  const name = BARE.test(profile) ? profile : quoted(profile, windows)
  if (parts.includes(null) || name === null || (windows && name.includes("%")))
    throw new AppError({
      kind: "usage",
      message: `Keycard's own path, ${words.at(-1) ?? ""}, cannot be written into AWS's config file. Move Keycard to a folder without quotes or other special characters in its name.`,
    })
  return [...parts, "credential-process", name].join(" ")
}
