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
    .map((section) => {
      const own = isTarget(section)
      const fixed = section.entries.filter(({ key }) => keys?.has(key) !== true || !own)
      return { own, name: section.name, entries: fixed.map(({ key, value }) => [key, value]) }
    })
    .filter(({ entries, own }) => entries.length > 0 || !own)
}

/** How many sections an older Python would take for a second one of the same name. */
function sharedShortNames({ sections }: SharedFile): number {
  return sections.length - new Set(sections.map(({ shortName }) => shortName)).size
}

/**
 * The text before and behind the target, where no byte may change. The ending of the line before it, and the one empty
 * line that a section brings along, may come and go.
 */
function foreignText({ text, sections }: SharedFile, isTarget: (section: Section) => boolean) {
  const index = sections.findLastIndex(isTarget)
  const start = index < 0 ? text.length : (sections[index]?.start ?? text.length)
  const end = index < 0 ? text.length : (sections[index + 1]?.start ?? text.length)
  return { before: text.slice(0, start).replace(/(?:\r?\n){1,2}$/, ""), behind: text.slice(end) }
}

/**
 * Reads an edited file again and compares: nothing but the intended keys of the intended section may differ, and
 * outside of that section not a byte.
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
  const text = textOf(lines)
  const foreign = foreignText(before, isTarget)
  if (!text.startsWith(foreign.before) || !text.endsWith(foreign.behind)) throw refuse()
  if (text.length < foreign.before.length + foreign.behind.length) throw refuse()
  let after: SharedFile
  try {
    after = readSharedFile(new TextEncoder().encode(text), path)
  } catch {
    throw refuse()
  }
  if (sharedShortNames(after) > sharedShortNames(before)) throw refuse()
  const allowed = keys === null ? null : new Set(keys)
  const [was, is] = [before, after].map((file) => JSON.stringify(meaning(file, isTarget, allowed)))
  if (was !== is) throw refuse()
  return after
}
