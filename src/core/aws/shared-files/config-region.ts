/** @file The one key that Keycard writes into the config file. */
import { editAround } from "./edit-around.ts"
import { addSection, removeEmptySection, removeKeys, setKeyLines, setKeys } from "./edit.ts"
import { valueOf } from "./model.ts"
import type { Section, SharedFile } from "./model.ts"
import { findProfileSection, sectionName } from "./section-name.ts"
import { verifyEdit } from "./verify-edit.ts"

/** What Keycard did to the config file for one profile, so that it can be undone. */
export interface RegionRecord {
  /** What was written. */
  readonly region: string
  /** The lines of the key as they stood before; `null`: there was none. */
  readonly before: readonly string[] | null
  /** Whether the section was there before. */
  readonly hadSection: boolean
}

const REGION = "region"
const regionLines = (file: SharedFile, section: Section): string[] | null =>
  section.entries.find(({ key }) => key === REGION)?.lines.map((index) => file.lines[index]?.text ?? "") ??
  null

/**
 * The file with this region for the profile.
 * @param record what was done earlier; `null`: nothing.
 * @returns the record that stands once the file is written; `null` when the region was there already.
 */
export function putRegion(
  file: SharedFile,
  path: string,
  profile: string,
  region: string,
  record: RegionRecord | null,
): { file: SharedFile; record: RegionRecord | null } {
  const target = findProfileSection(file, profile, "config")
  return editAround(file, path, target, (part) => regionPut(part, path, profile, region, record))
}

function regionPut(
  file: SharedFile,
  path: string,
  profile: string,
  region: string,
  record: RegionRecord | null,
): { file: SharedFile; record: RegionRecord | null } {
  const section = findProfileSection(file, profile, "config")
  const present = valueOf(section, REGION)
  if (present === region) return { file, record: record?.region === region ? record : null }
  if (section === undefined) {
    const name = sectionName(profile, "config")
    const added = addSection(file, name, { region })
    const edited = verifyEdit(file, added, path, (candidate) => candidate.name === name, null)
    return { file: edited, record: { region, before: null, hadSection: false } }
  }
  const isTarget = (candidate: Section) => candidate.name === section.name
  const edited = verifyEdit(file, setKeys(file, section, { region }), path, isTarget, [REGION])
  // What stands there is ours only if it is what we wrote; else someone chose it since, and it comes back later.
  const ours = record !== null && present === record.region
  return {
    file: edited,
    record: {
      region,
      before: ours ? record.before : regionLines(file, section),
      hadSection: record?.hadSection ?? true,
    },
  }
}

/** The file with the region as it was. Left alone where someone changed it since. */
export function takeOutRegion(
  file: SharedFile,
  path: string,
  profile: string,
  record: RegionRecord | null,
): SharedFile {
  const target = findProfileSection(file, profile, "config")
  if (record === null || target === undefined) return file
  return editAround(file, path, target, (part) => ({ file: regionTakenOut(part, path, profile, record) }))
    .file
}

function regionTakenOut(file: SharedFile, path: string, profile: string, record: RegionRecord): SharedFile {
  const section = findProfileSection(file, profile, "config")
  if (section === undefined || valueOf(section, REGION) !== record.region) return file
  const isTarget = (candidate: Section) => candidate.name === section.name
  const lines =
    record.before === null
      ? removeKeys(file, section, [REGION])
      : setKeyLines(file, section, REGION, record.before)
  const edited = verifyEdit(file, lines, path, isTarget, [REGION])
  const rest = findProfileSection(edited, profile, "config")
  if (record.hadSection || rest === undefined) return edited
  return verifyEdit(edited, removeEmptySection(edited, rest), path, isTarget, [])
}
