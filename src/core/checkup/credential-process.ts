/** @file Lines that start a program for credentials: whether there is one, and whether anybody asks it. */
import { findProfileSection, profileOfConfigSection } from "../aws/shared-files/section-name.ts"
import type { FileKind } from "../aws/shared-files/section-name.ts"
import { valueOf } from "../aws/shared-files/model.ts"
import type { SharedFile } from "../aws/shared-files/model.ts"
import type { Machine } from "../ports/machine.ts"
import type { Finding } from "./finding.ts"

/** A shared file with its place. */
export interface ReadFile {
  readonly file: SharedFile
  readonly path: string
  readonly kind: FileKind
}

/**
 * Words of a line as Python's shlex splits them, which botocore uses; null: a quote is not closed.
 * @param windows where a backslash is a part of a path and escapes nothing
 */
export function splitCommand(line: string, windows = false): string[] | null {
  const words: string[] = []
  let word: string | null = null
  for (let at = 0; at < line.length; at++) {
    const character = line.charAt(at)
    if (character === "'" || character === '"') {
      let end = at + 1
      word ??= ""
      for (; end < line.length && line.charAt(end) !== character; end++) {
        if (!windows && character === '"' && line.charAt(end) === "\\" && /["\\]/.test(line.charAt(end + 1)))
          end++
        word += line.charAt(end)
      }
      if (end >= line.length) return null
      at = end
    } else if (character === "\\" && !windows) {
      at += 1
      word = (word ?? "") + line.charAt(at)
    } else if (/\s/.test(character)) {
      if (word !== null) words.push(word)
      word = null
    } else word = (word ?? "") + character
  }
  return word === null ? words : [...words, word]
}

type Broken = Extract<Finding, { id: "process-broken" }>

async function problemOf(
  command: string,
  machine: Machine,
  profiles: ReadonlySet<string>,
): Promise<{ program: string; problem: Broken["problem"] } | null> {
  const words = splitCommand(command, machine.env.OS === "Windows_NT")
  if (words === null) return { program: "", problem: "unclosed-quote" }
  const [program = "", action, name] = words
  // It is started without a shell: nobody puts in a home folder or a variable.
  if (/^~|\$|%\w+%/.test(program)) return { program, problem: "shell" }
  const state = program === "" ? "missing" : await machine.program(program)
  if (state !== "there") return { program, problem: state }
  const ours = /(?:^|[\\/])keycard(?:\.cmd|\.exe)?$/.test(program) && action === "credential-process"
  return ours && name !== undefined && !profiles.has(name) ? { program, problem: "unknown-profile" } : null
}

/** @param profiles names and ids of Keycard's profiles */
export async function findProcessProblems(
  files: readonly ReadFile[],
  machine: Machine,
  profiles: ReadonlySet<string>,
): Promise<Finding[]> {
  const findings: Finding[] = []
  const credentials = files.find(({ kind }) => kind === "credentials")?.file
  for (const { file, path, kind } of files) {
    for (const section of file.sections) {
      const entry = section.entries.find(({ key }) => key === "credential_process")
      const profile = kind === "credentials" ? section.name : profileOfConfigSection(section.name)
      if (entry === undefined || profile === null) continue
      const line = (entry.lines[0] ?? section.header) + 1
      const problem = await problemOf(entry.value, machine, profiles)
      if (problem !== null) findings.push({ id: "process-broken", path, line, profile, ...problem })
      const beside = credentials && findProfileSection(credentials, profile, "credentials")
      const keys = [section, beside].some((place) => valueOf(place, "aws_access_key_id") !== undefined)
      if (keys) findings.push({ id: "process-shadowed", path, profile })
    }
  }
  return findings
}
