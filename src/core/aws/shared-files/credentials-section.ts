/** @file What Keycard writes into the credentials file, and how it takes it out again. */
import { AppError } from "../../errors.ts"
import type { LongTermKey } from "../../ports/aws-api.ts"
import {
  addSection,
  blockOf,
  putBlock,
  removeEmptySection,
  removeKeys,
  setKeyLines,
  setKeys,
} from "./edit.ts"
import { findSection, textOf, valueOf } from "./model.ts"
import type { Section, SharedFile } from "./model.ts"
import { editAround } from "./edit-around.ts"
import { readSharedText } from "./read.ts"
import { verifyEdit } from "./verify-edit.ts"

/** Ours, by the id of the profile. */
export const MARK = "x_keycard_profile"

/** The keys of a section that are Keycard's while it bears the mark. */
export const OUR_KEYS = [
  "aws_access_key_id",
  "aws_secret_access_key",
  "aws_session_token",
  "x_security_token_expires",
  MARK,
] as const

type OurKey = (typeof OUR_KEYS)[number]
/** What of ours a section is to hold; the mark alone keeps the place of what was there. */
export type OurKeys = Readonly<Partial<Record<OurKey, string>> & Record<typeof MARK, string>>

/**
 * What has to go while ours stand there: the older name of the token, which botocore reads before the newer one;
 * other ways to credentials, which botocore prefers to keys; notes of other tools about the keys that were there
 * (`awsume --clean` deletes a section whose `expiration` is past).
 */
const COLLIDING = new Set([
  "aws_security_token",
  "aws_account_id",
  "aws_credential_expiration",
  "aws_mfa_device",
  "assumed_role",
  "assumed_role_arn",
  "autoawsume",
  "credential_process",
  "credential_source",
  "expiration",
  "login_session",
  "manager",
  "role_arn",
  "source_profile",
  "web_identity_token_file",
  "x_principal_arn",
])

/** Keys that make botocore look for credentials elsewhere before it looks into the credentials file. */
export const SHADOWING = [
  "role_arn",
  "web_identity_token_file",
  "sso_session",
  "sso_start_url",
  "sso_account_id",
] as const

const collides = (key: string) => COLLIDING.has(key) || key.startsWith("sso_")

/** A key of a user, good until someone deletes it: it comes without a token. */
export function holdsPermanentKey(section: Section): boolean {
  const id = valueOf(section, "aws_access_key_id")
  if (id === undefined) return false
  const token = valueOf(section, "aws_session_token") ?? valueOf(section, "aws_security_token")
  return token === undefined || id.startsWith("AKIA")
}

/** Whether Keycard wrote it for this profile, and nobody has put a permanent key there since. */
export function isOurs(section: Section, profileId: string): boolean {
  return valueOf(section, MARK) === profileId && !holdsPermanentKey(section)
}

const named = (name: string) => (section: Section) => section.name === name

/**
 * The file with these credentials in the section of that name.
 *
 * @param consent whether a section of somebody else's may be replaced.
 * @returns `replaced`: what such a section held, to be kept before the file is written; `null` where there was none.
 * @throws AppError `section-not-ours` without consent; `aws-file`.
 */
export function putCredentials(
  file: SharedFile,
  path: string,
  name: string,
  keys: OurKeys,
  consent: boolean,
): { file: SharedFile; replaced: string | null } {
  return editAround(file, path, findSection(file, name), (part) => putKeys(part, path, name, keys, consent))
}

function putKeys(file: SharedFile, path: string, name: string, keys: OurKeys, consent: boolean) {
  const isTarget = named(name)
  const section = findSection(file, name)
  if (section === undefined) {
    const added = verifyEdit(file, addSection(file, name, keys), path, isTarget, null)
    return { file: added, replaced: null }
  }
  const ours = isOurs(section, keys[MARK])
  if (!ours && !consent)
    throw new AppError({
      kind: "section-not-ours",
      profile: name,
      path,
      permanentKey: holdsPermanentKey(section),
    })
  const isSurplus = (key: string) => (OUR_KEYS as readonly string[]).includes(key) && !(key in keys)
  const going = section.entries.map(({ key }) => key).filter((key) => collides(key) || isSurplus(key))
  // First in, then out: so the section's last line is one of ours, and what follows it stays behind it.
  const filled = verifyEdit(file, setKeys(file, section, keys), path, isTarget, OUR_KEYS)
  const target = findSection(filled, name) ?? section
  const written = verifyEdit(filled, removeKeys(filled, target, going), path, isTarget, going)
  return { file: written, replaced: ours ? null : blockOf(file, section) }
}

/** Whether a section holds exactly these keys, and no older token beside them. */
export function holdsCredentials(file: SharedFile, name: string, keys: OurKeys): boolean {
  const section = findSection(file, name)
  return (
    valueOf(section, "aws_security_token") === undefined &&
    Object.entries(keys).every(([key, value]) => valueOf(section, key) === value)
  )
}

const withoutEnd = (block: string) => block.replace(/\r?\n$/, "")

/** How many lines stand in the place of a kept block, if only the values of our keys changed since; or `null`. */
function linesSince(block: string, file: SharedFile, section: Section): number | null {
  const original = readSharedText(block, "")
  const present = OUR_KEYS.flatMap((key) => {
    const value = valueOf(section, key)
    return value === undefined ? [] : [[key, value] as const]
  })
  // In their order: they stand in the file as they were put in.
  const values = Object.fromEntries(present) as OurKeys
  const replayed = putCredentials(original, "", section.name, values, true).file.lines
  const standing = file.lines.slice(section.header, section.header + replayed.length)
  const same = withoutEnd(textOf(replayed)) === withoutEnd(textOf(standing))
  return same ? standing.length : null
}

/** Takes our keys out and puts back, key by key, what a kept block had and the section lacks. */
function mergeBack(file: SharedFile, path: string, section: Section, block: string): SharedFile {
  const { name } = section
  const isTarget = named(name)
  const original = readSharedText(block, path)
  let merged = verifyEdit(file, removeKeys(file, section, OUR_KEYS), path, isTarget, OUR_KEYS)
  for (const entry of findSection(original, name)?.entries ?? []) {
    const target = findSection(merged, name)
    if (target === undefined || valueOf(target, entry.key) !== undefined) continue
    const texts = entry.lines.map((index) => original.lines[index]?.text ?? "")
    merged = verifyEdit(merged, setKeyLines(merged, target, entry.key, texts), path, isTarget, [entry.key])
  }
  return merged
}

/**
 * The file without what Keycard wrote for a profile. A section that is not ours any more is left alone; what was
 * replaced comes back, byte for byte when nobody changed the section meanwhile; a section that only held our keys
 * goes with them.
 *
 * @param block what {@link putCredentials} replaced, or `null`.
 * @returns `restored`: whether the block stands in the file again, or there was none to restore.
 */
export function takeOutCredentials(
  file: SharedFile,
  path: string,
  name: string,
  profileId: string,
  block: string | null,
): { file: SharedFile; restored: boolean } {
  return editAround(file, path, findSection(file, name), (part) =>
    takeOut(part, path, name, profileId, block),
  )
}

function takeOut(file: SharedFile, path: string, name: string, profileId: string, block: string | null) {
  const isTarget = named(name)
  const section = findSection(file, name)
  if (section === undefined) {
    if (block === null) return { file, restored: true }
    return { file: verifyEdit(file, putBlock(file, undefined, block), path, isTarget, null), restored: true }
  }
  if (!isOurs(section, profileId))
    return { file, restored: block === null || withoutEnd(block) === withoutEnd(blockOf(file, section)) }
  if (block !== null) {
    const count = linesSince(block, file, section)
    const restored =
      count === null
        ? mergeBack(file, path, section, block)
        : verifyEdit(file, putBlock(file, { at: section.header, count }, block), path, isTarget, null)
    return { file: restored, restored: true }
  }
  return { file: dropKeysOf(file, path, section, OUR_KEYS), restored: true }
}

/** Removes keys of a section, and the section too if nothing else is in it. */
export function dropKeys(file: SharedFile, path: string, name: string, keys: readonly string[]): SharedFile {
  const found = findSection(file, name)
  if (found === undefined) return file
  return editAround(file, path, found, (part) => {
    const section = findSection(part, name)
    return { file: section === undefined ? part : dropKeysOf(part, path, section, keys) }
  }).file
}

function dropKeysOf(file: SharedFile, path: string, section: Section, keys: readonly string[]): SharedFile {
  const isTarget = named(section.name)
  const without = verifyEdit(file, removeKeys(file, section, keys), path, isTarget, keys)
  const rest = findSection(without, section.name)
  if (rest === undefined) return without
  return verifyEdit(without, removeEmptySection(without, rest), path, isTarget, [])
}

/**
 * The file with a permanent key in the section of that name, which has none.
 * @throws AppError `section-not-ours` when it has one; `aws-file`
 */
export function putPlainKey(file: SharedFile, path: string, name: string, key: LongTermKey): SharedFile {
  const keys = { aws_access_key_id: key.accessKeyId, aws_secret_access_key: key.secretAccessKey }
  return editAround(file, path, findSection(file, name), (part) => {
    const section = findSection(part, name)
    if (section === undefined)
      return { file: verifyEdit(part, addSection(part, name, keys), path, named(name), null) }
    if (valueOf(section, "aws_access_key_id") !== undefined)
      throw new AppError({
        ...{ kind: "section-not-ours", profile: name, path },
        permanentKey: holdsPermanentKey(section),
      })
    return { file: verifyEdit(part, setKeys(part, section, keys), path, named(name), Object.keys(keys)) }
  }).file
}
