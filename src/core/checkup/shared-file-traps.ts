/** @file What in AWS's shared files its tools do not read alike: Python's RawConfigParser (botocore, the AWS command
 *  line) and the parser of the SDK for JavaScript, as both were tried. */
import { profileOfConfigSection } from "../aws/shared-files/section-name.ts"
import type { FileKind } from "../aws/shared-files/section-name.ts"
import { valueOf } from "../aws/shared-files/model.ts"
import type { Entry, Section, SharedFile } from "../aws/shared-files/model.ts"
import type { Finding, Trap } from "./finding.ts"

/** Names that every tool takes. */
const SAFE_NAME = /^[A-Za-z0-9_][A-Za-z0-9_.@+:/%-]*$/
/** Sections of the config file that are no profiles. */
const NO_PROFILE = /^(?:sso-session|services|plugins|preview)\b/

function trapOfName(name: string, kind: FileKind): Trap | null {
  if (kind === "credentials") {
    if (/^profile\s/.test(name)) return "profile-prefix"
    return SAFE_NAME.test(name) ? null : "name"
  }
  if (NO_PROFILE.test(name)) return null
  const profile = profileOfConfigSection(name)
  if (profile === null) return /^profile\b/.test(name) ? "name" : "no-prefix"
  return SAFE_NAME.test(profile) ? null : "name"
}

function trapOfEntry({ key, value }: Entry, line: string): Trap | null {
  const [, written = "", separator] = /^\s*([^=:]*?)\s*([=:])/.exec(line) ?? []
  if (separator === ":") return "colon"
  if (written !== key && written.toLowerCase() === key) return "upper-case"
  if (value.includes("\n")) return value.startsWith("\n") ? null : "continuation"
  if (/\s[#;]/.test(value)) return "comment"
  // A program's path may well stand in quotes.
  return key !== "credential_process" && /^(["']).*\1$/.test(value) ? "quotes" : null
}

function tokensDiffer(section: Section): boolean {
  const old = valueOf(section, "aws_security_token")
  const token = valueOf(section, "aws_session_token")
  return old !== undefined && token !== undefined && old !== token
}

function trapsOf(file: SharedFile, path: string, section: Section, kind: FileKind): Finding[] {
  const found = (trap: Trap, line: number, key: string | null): Finding => {
    return { id: "read-differently", path, line: line + 1, section: section.name, key, trap }
  }
  const ofName = trapOfName(section.name, kind)
  const ofEntries = section.entries.flatMap((entry) => {
    const [line = section.header] = entry.lines
    const trap = trapOfEntry(entry, file.lines[line]?.text ?? "")
    return trap === null ? [] : [found(trap, line, entry.key)]
  })
  const old = section.entries.find(({ key }) => key === "aws_security_token")
  const ofTokens = tokensDiffer(section)
    ? [found("old-token", old?.lines[0] ?? section.header, "aws_security_token")]
    : []
  return [...(ofName === null ? [] : [found(ofName, section.header, null)]), ...ofEntries, ...ofTokens]
}

/** `[DEFAULT]` and every place that is not read alike, in the order of the file. */
export function findTraps(file: SharedFile, path: string, kind: FileKind): Finding[] {
  return file.sections.flatMap((section): Finding[] => {
    if (section.name !== "DEFAULT") return trapsOf(file, path, section, kind)
    const keys = section.entries.map(({ key }) => key)
    return [{ id: "default-section", path, line: section.header + 1, keys }]
  })
}
