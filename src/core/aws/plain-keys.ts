import type { LongTermKey } from "../ports/aws-api.ts"
import type { PlainKey } from "./service.ts"
import { holdsPermanentKey } from "./shared-files/credentials-section.ts"
import { findSection, valueOf } from "./shared-files/model.ts"
import type { Section, SharedFile } from "./shared-files/model.ts"
import { sectionsByProfile } from "./shared-files/section-name.ts"

/** aws-mfa keeps the permanent key of the profile NAME in the section `NAME-long-term`. */
const LONG_TERM = "-long-term"

/** What leaves the file when the key moves to the keychain. */
export const PLAIN_KEY_KEYS = ["aws_access_key_id", "aws_secret_access_key"] as const

type ByProfile = ReadonlyMap<string, Section>

function serialOf(section: Section, config: ByProfile, serves: string): string | null {
  return (
    valueOf(section, "aws_mfa_device") ??
    valueOf(section, "mfa_serial") ??
    valueOf(config.get(section.name), "mfa_serial") ??
    valueOf(config.get(serves), "mfa_serial") ??
    null
  )
}

function plainKeyOf(section: Section | undefined): LongTermKey | null {
  const accessKeyId = valueOf(section, "aws_access_key_id")
  const secretAccessKey = valueOf(section, "aws_secret_access_key")
  if (section === undefined || !holdsPermanentKey(section)) return null
  if (!accessKeyId || !secretAccessKey || accessKeyId.startsWith("ASIA")) return null
  return { accessKeyId, secretAccessKey }
}

/** The permanent key in a section of the credentials file, or `null`: none, or a session's. */
export function plainKeyIn(file: SharedFile, name: string): LongTermKey | null {
  return plainKeyOf(findSection(file, name))
}

/** Every permanent key that stands in the credentials file in plain text. */
export function findPlainKeys(file: SharedFile, config: SharedFile): PlainKey[] {
  const byProfile = sectionsByProfile(config)
  return file.sections.flatMap((section) => {
    const { name } = section
    const key = plainKeyOf(section)
    if (key === null || name === "DEFAULT") return []
    const serves = name.endsWith(LONG_TERM) ? name.slice(0, -LONG_TERM.length) : name
    const mfaSerial = serialOf(section, byProfile, serves)
    return [{ profile: name, tail: key.accessKeyId.slice(-4), mfaSerial, serves }]
  })
}
