import type { Section, SharedFile } from "./model.ts"
import { findSection } from "./model.ts"

/** Which of the two shared files: they name their sections differently. */
export type FileKind = "credentials" | "config"

/** Python's shlex on `profile NAME`, for the names that occur: bare, in single or in double quotes. */
const PROFILE = /^profile[ \t]+(?:"([^"\\]*)"|'([^']*)'|([^\s"'\\]+))[ \t]*$/

/** The profile that a section of the config file describes, or `null` (`[plugins]`, `[sso-session x]`, `[a]`). */
export function profileOfConfigSection(sectionName: string): string | null {
  if (sectionName === "default") return "default"
  const found = PROFILE.exec(sectionName)
  return found === null ? null : (found[1] ?? found[2] ?? found[3] ?? null)
}

/** The header's text for a profile in that file. Its name is of the safe alphabet and needs no quotes. */
export function sectionName(profile: string, kind: FileKind): string {
  return kind === "credentials" || profile === "default" ? profile : `profile ${profile}`
}

/** The section of a profile; the last one where several name it, as botocore takes it. */
export function findProfileSection(file: SharedFile, profile: string, kind: FileKind): Section | undefined {
  if (kind === "credentials") return findSection(file, profile)
  return file.sections.findLast((section) => profileOfConfigSection(section.name) === profile)
}

/** The sections of the config file by the profile they describe; the last one where several name it. */
export function sectionsByProfile(config: SharedFile): ReadonlyMap<string, Section> {
  return new Map(
    config.sections.flatMap((section) => {
      const profile = profileOfConfigSection(section.name)
      return profile === null ? [] : [[profile, section] as const]
    }),
  )
}
