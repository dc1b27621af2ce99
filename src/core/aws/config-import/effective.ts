/** @file What AWS's tools read of a profile in both files together. */
import type { Section, SharedFile } from "../shared-files/model.ts"
import { sectionsByProfile } from "../shared-files/section-name.ts"

/** The two files, and their profiles by name. */
export interface ProfileFiles {
  readonly credentials: ReadonlyMap<string, Section>
  readonly config: ReadonlyMap<string, Section>
  /** The `[sso-session NAME]` sections, by that name. */
  readonly ssoSessions: ReadonlyMap<string, Section>
}

/** The values of one profile, by key in lower case. */
export type Values = ReadonlyMap<string, string>

const SSO_SESSION = /^sso-session[ \t]+(?:"([^"\\]*)"|'([^']*)'|([^\s"'\\]+))[ \t]*$/

export function profileFiles(credentials: SharedFile, config: SharedFile): ProfileFiles {
  const ssoSessions = config.sections.flatMap((section) => {
    const found = SSO_SESSION.exec(section.name)
    const name = found?.[1] ?? found?.[2] ?? found?.[3]
    return name === undefined ? [] : [[name, section] as const]
  })
  return {
    credentials: new Map(
      credentials.sections.flatMap((section) =>
        // Its values are everybody's: it is no profile.
        section.name === "DEFAULT" ? [] : [[section.name, section] as const],
      ),
    ),
    config: sectionsByProfile(config),
    ssoSessions: new Map(ssoSessions),
  }
}

export function valuesOf(section: Section | undefined): Map<string, string> {
  return new Map((section?.entries ?? []).map(({ key, value }) => [key, value]))
}

/** aws-vault's own key: a profile takes what it does not say itself from another. Never the keys themselves. */
const INCLUDE = "include_profile"
const NEVER_INCLUDED = /^aws_|^x_|^include_profile$|^source_profile$/

function withIncluded(files: ProfileFiles, values: Map<string, string>, seen: ReadonlySet<string>): Values {
  const from = values.get(INCLUDE)
  if (from === undefined || seen.has(from)) return values
  const section = files.config.get(from)
  if (section === undefined) return values
  const included = withIncluded(files, valuesOf(section), new Set([...seen, from]))
  for (const [key, value] of included) {
    // Which profile is the source is taken along, too, unless that is this very profile.
    const isSource = key === "source_profile" && !seen.has(value)
    if (!values.has(key) && (isSource || !NEVER_INCLUDED.test(key))) values.set(key, value)
  }
  return values
}

/** Credentials win over config, value by value, as botocore has it; null: neither file names this profile. */
export function effectiveValues(files: ProfileFiles, profile: string): Values | null {
  const { credentials, config } = files
  if (!credentials.has(profile) && !config.has(profile)) return null
  const own = new Map([...valuesOf(config.get(profile)), ...valuesOf(credentials.get(profile))])
  return withIncluded(files, own, new Set([profile]))
}

/** A value that says something: an empty one does not. */
export function said(values: Values | null, key: string): string | null {
  const value = values?.get(key)?.trim() ?? ""
  return value === "" ? null : value
}
