import type { LongTermKey } from "../ports/aws-api.ts"
import type { PlainKey } from "./service.ts"
import { holdsPermanentKey } from "./shared-files/credentials-section.ts"
import { findSection, valueOf } from "./shared-files/model.ts"
import type { SharedFile } from "./shared-files/model.ts"
import { findProfileSection } from "./shared-files/section-name.ts"

/** aws-mfa keeps the permanent key of the profile NAME in the section `NAME-long-term`. */
const LONG_TERM = "-long-term"

/** What leaves the file when the key moves to the keychain. */
export const PLAIN_KEY_KEYS = ["aws_access_key_id", "aws_secret_access_key"] as const

function serialOf(file: SharedFile, config: SharedFile, name: string, serves: string): string | null {
  const section = findSection(file, name)
  return (
    valueOf(section, "aws_mfa_device") ??
    valueOf(section, "mfa_serial") ??
    valueOf(findProfileSection(config, name, "config"), "mfa_serial") ??
    valueOf(findProfileSection(config, serves, "config"), "mfa_serial") ??
    null
  )
}

/** The permanent key in a section of the credentials file, or `null`: none, or a session's. */
export function plainKeyIn(file: SharedFile, name: string): LongTermKey | null {
  const section = findSection(file, name)
  const accessKeyId = valueOf(section, "aws_access_key_id")
  const secretAccessKey = valueOf(section, "aws_secret_access_key")
  if (section === undefined || !holdsPermanentKey(section)) return null
  if (!accessKeyId || !secretAccessKey || accessKeyId.startsWith("ASIA")) return null
  return { accessKeyId, secretAccessKey }
}

/** Every permanent key that stands in the credentials file in plain text. */
export function findPlainKeys(file: SharedFile, config: SharedFile): PlainKey[] {
  return file.sections.flatMap(({ name }) => {
    const key = plainKeyIn(file, name)
    if (key === null || name === "DEFAULT") return []
    const serves = name.endsWith(LONG_TERM) ? name.slice(0, -LONG_TERM.length) : name
    const mfaSerial = serialOf(file, config, name, serves)
    return [{ profile: name, tail: key.accessKeyId.slice(-4), mfaSerial, serves }]
  })
}
