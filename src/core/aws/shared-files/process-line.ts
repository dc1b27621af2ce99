/** @file The `credential_process` line that Keycard writes into the config file, and how it takes it out again. */
import { AppError } from "../../errors.ts"
import { holdsPermanentKey } from "./credentials-section.ts"
import { editAround } from "./edit-around.ts"
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
import { readSharedText } from "./read.ts"
import { findProfileSection, sectionName } from "./section-name.ts"
import { verifyEdit } from "./verify-edit.ts"

/** What Keycard did to the config file for one profile, so that it can be undone. */
export interface ProcessRecord {
  /** What was written. */
  readonly command: string
  /** The section as it stood before, from its header to its last key; null: there was none. */
  readonly block: string | null
}

const LINE = "credential_process"
/**
 * Credentials in the section itself: some SDKs take them first. The older name of the token goes with them, or it would
 * be read with nothing beside it.
 */
const KEYS = [
  "aws_access_key_id",
  "aws_secret_access_key",
  "aws_session_token",
  "aws_security_token",
] as const
const REPLACED = [LINE, ...KEYS] as const

/** A line that a person wrote for Keycard, or that it wrote where it stood before. */
const ASKS_KEYCARD = /(?:^|[\\/"'])keycard(?:\.cmd)?["']?\s+credential-process\s+["']?([^\s"']+)["']?$/

/** Whether a section gives credentials in a way that is not ours: they are replaced only with consent. */
function isForeign(section: Section, profile: string, record: ProcessRecord | null): boolean {
  const line = valueOf(section, LINE)
  const isOurs = line === record?.command || ASKS_KEYCARD.exec(line ?? "")?.[1] === profile
  const isOthers = line !== undefined && !isOurs
  return isOthers || KEYS.some((key) => valueOf(section, key) !== undefined)
}

/**
 * The file with this command for the profile.
 * @param record what was done earlier; null: nothing
 * @param consent whether credentials of somebody else's may be replaced
 * @returns the record that stands once the file is written, to be kept before
 * @throws AppError `section-not-ours` without consent; `aws-file`
 */
export function putProcessLine(
  file: SharedFile,
  path: string,
  profile: string,
  command: string,
  { record, consent }: { readonly record: ProcessRecord | null; readonly consent: boolean },
): { file: SharedFile; record: ProcessRecord } {
  const target = findProfileSection(file, profile, "config")
  return editAround(file, path, target, (part) => {
    const section = findProfileSection(part, profile, "config")
    if (section === undefined) {
      const name = sectionName(profile, "config")
      const isTarget = (candidate: Section) => candidate.name === name
      const added = addSection(part, name, { [LINE]: command })
      return { file: verifyEdit(part, added, path, isTarget, null), record: { command, block: null } }
    }
    if (isForeign(section, profile, record) && !consent) {
      const permanentKey = holdsPermanentKey(section)
      throw new AppError({ kind: "section-not-ours", profile, path, permanentKey })
    }
    const ours = record !== null && valueOf(section, LINE) === record.command
    const block = ours ? record.block : blockOf(part, section)
    return { file: putInto(part, path, section, command), record: { command, block } }
  })
}

function putInto(file: SharedFile, path: string, section: Section, command: string): SharedFile {
  const isTarget = (candidate: Section) => candidate.name === section.name
  const put = verifyEdit(file, setKeys(file, section, { [LINE]: command }), path, isTarget, [LINE])
  const filled = findSection(put, section.name)
  return filled === undefined ? put : verifyEdit(put, removeKeys(put, filled, KEYS), path, isTarget, KEYS)
}

/** Whether the file holds this command for the profile, and nothing in its section that would be taken before it. */
export function holdsProcessLine(file: SharedFile, profile: string, command: string): boolean {
  const section = findProfileSection(file, profile, "config")
  return valueOf(section, LINE) === command && KEYS.every((key) => valueOf(section, key) === undefined)
}

/**
 * The file without the line: as it was, byte for byte where nobody changed the section since; else key by key. What
 * somebody put in the line's place stays.
 */
export function takeOutProcessLine(
  file: SharedFile,
  path: string,
  profile: string,
  record: ProcessRecord,
): SharedFile {
  const target = findProfileSection(file, profile, "config")
  if (valueOf(target, LINE) !== record.command) return file
  return editAround(file, path, target, (part) => {
    const section = findProfileSection(part, profile, "config")
    return { file: section === undefined ? part : takenOut(part, path, section, record) }
  }).file
}

function takenOut(
  file: SharedFile,
  path: string,
  section: Section,
  { command, block }: ProcessRecord,
): SharedFile {
  const isTarget = (candidate: Section) => candidate.name === section.name
  if (block === null) {
    const without = verifyEdit(file, removeKeys(file, section, [LINE]), path, isTarget, [LINE])
    const rest = findSection(without, section.name)
    return rest === undefined
      ? without
      : verifyEdit(without, removeEmptySection(without, rest), path, isTarget, [])
  }
  const count = linesSince(block, file, section, command)
  if (count !== null)
    return verifyEdit(file, putBlock(file, { at: section.header, count }, block), path, isTarget, null)
  return mergeBack(file, path, section, block)
}

const withoutEnd = (text: string) => text.replace(/\r?\n$/, "")

/** How many lines stand in the place of the kept block, where nothing but our edit changed it since; or null. */
function linesSince(block: string, file: SharedFile, section: Section, command: string): number | null {
  const original = readSharedText(block, "")
  const before = original.sections.at(-1)
  if (before?.name !== section.name) return null
  const replayed = putInto(original, "", before, command).lines
  const present = file.lines.slice(section.header, section.header + replayed.length)
  return withoutEnd(textOf(replayed)) === withoutEnd(textOf(present)) ? present.length : null
}

/** Takes the line out and puts back, key by key, what the kept block had in its place and the section lacks. */
function mergeBack(file: SharedFile, path: string, section: Section, block: string): SharedFile {
  const isTarget = (candidate: Section) => candidate.name === section.name
  const original = readSharedText(block, path)
  let merged = verifyEdit(file, removeKeys(file, section, [LINE]), path, isTarget, [LINE])
  for (const entry of original.sections.at(-1)?.entries ?? []) {
    const target = findSection(merged, section.name)
    const isOneOfThem = (REPLACED as readonly string[]).includes(entry.key)
    if (!isOneOfThem || target === undefined || valueOf(target, entry.key) !== undefined) continue
    const texts = entry.lines.map((index) => original.lines[index]?.text ?? "")
    merged = verifyEdit(merged, setKeyLines(merged, target, entry.key, texts), path, isTarget, [entry.key])
  }
  return merged
}
