import { AppError } from "../../errors.ts"
import { textOf } from "./model.ts"
import type { Line, Section, SharedFile } from "./model.ts"
import { readSharedFile } from "./read.ts"

function meaning(
  file: SharedFile,
  isTarget: (section: Section) => boolean,
  keys: ReadonlySet<string> | null,
) {
  return file.sections
    .filter((section) => keys !== null || !isTarget(section))
    .map(({ name, entries, ...rest }) => ({
      name,
      entries: entries
        .filter(({ key }) => keys?.has(key) !== true || !isTarget({ name, entries, ...rest }))
        .map(({ key, value }) => [key, value]),
    }))
    .filter(
      ({ entries, name }) =>
        entries.length > 0 || !isTarget({ name, shortName: name, header: 0, entries: [] }),
    )
}

/** How many sections an older Python would take for a second one of the same name. */
function sharedShortNames({ sections }: SharedFile): number {
  return sections.length - new Set(sections.map(({ shortName }) => shortName)).size
}

/**
 * Reads an edited file again and compares: nothing but the intended keys of the intended section may differ.
 *
 * @param keys the keys that may differ; `null`: the section as a whole.
 * @returns the edited file.
 * @throws AppError `aws-file` `unreadable` with the section's line, and nothing is written: a file of a form that the
 * edit does not master.
 */
export function verifyEdit(
  before: SharedFile,
  lines: readonly Line[],
  path: string,
  isTarget: (section: Section) => boolean,
  keys: readonly string[] | null,
): SharedFile {
  const line = (before.sections.find(isTarget)?.header ?? 0) + 1
  const refuse = () => new AppError({ kind: "aws-file", problem: "unreadable", path, line })
  let after: SharedFile
  try {
    after = readSharedFile(new TextEncoder().encode(textOf(lines)), path)
  } catch {
    throw refuse()
  }
  if (sharedShortNames(after) > sharedShortNames(before)) throw refuse()
  const allowed = keys === null ? null : new Set(keys)
  const [was, is] = [before, after].map((file) => JSON.stringify(meaning(file, isTarget, allowed)))
  if (was !== is) throw refuse()
  return after
}
