/** @file An edit of one section needs its lines and its neighbours', not the ten thousand other sections of a file. */
import { AppError, isAppError } from "../../errors.ts"
import type { Section, SharedFile } from "./model.ts"
import { readSharedText } from "./read.ts"

/** The section of an edit, with the one before it and the one behind it. */
interface Part {
  readonly file: SharedFile
  readonly start: number
  readonly end: number
  /** The number of its first line in the whole file. */
  readonly firstLine: number
  /** How long the text of the section behind is, which has to end the edited part too. */
  readonly behind: number
}

function partAround(file: SharedFile, path: string, target: Section | undefined): Part {
  const { text, sections } = file
  // `[DEFAULT]` may stand in a file several times, and its keys are counted together.
  if (target?.name === "DEFAULT") return { file, start: 0, end: text.length, firstLine: 0, behind: 0 }
  const index = target === undefined ? sections.length : sections.indexOf(target)
  const first = sections[index - 1]
  const start = first?.start ?? 0
  const end = sections[index + 2]?.start ?? text.length
  const behind = end - (sections[index + 1]?.start ?? end)
  const firstLine = first?.header ?? 0
  return { file: readSharedText(text.slice(start, end), path), start, end, firstLine, behind }
}

/** Whether a section came in whose name some reader takes for that of another one, anywhere in the file. */
function bringsSecondName(file: SharedFile, before: SharedFile, after: SharedFile): boolean {
  const known = new Set(before.sections.map(({ name }) => name))
  return after.sections
    .filter(({ name }) => !known.has(name))
    .some((added) =>
      file.sections.some(({ name, shortName }) => name === added.name || shortName === added.shortName),
    )
}

/** Whether what follows the part is read as before: the section behind still starts, as a section, where it did. */
function keepsSectionBehind(part: Part, after: SharedFile): boolean {
  if (part.behind === 0) return true
  const text = part.file.text.slice(-part.behind)
  return after.text.endsWith(text) && after.sections.at(-1)?.start === after.text.length - part.behind
}

/** The whole file with another text in the place of the part. Read only if somebody looks into it. */
function replacePart(
  { text }: SharedFile,
  { start, end }: Part,
  replacement: string,
  path: string,
): SharedFile {
  const whole = text.slice(0, start) + replacement + text.slice(end)
  let file: SharedFile | undefined
  const read = () => (file ??= readSharedText(whole, path))
  return {
    text: whole,
    get lines() {
      return read().lines
    },
    get sections() {
      return read().sections
    },
  }
}

/**
 * Edits one section. What stands before and behind the part is carried over untouched. It also means what it meant: a
 * reader knows nothing at a header but the names that came before, the part starts with a header (or the file does),
 * and the section behind it still starts with one.
 *
 * @param target the section; `undefined`: one that is added at the end.
 * @param edit gets the part as a file of its own, and checks its own result with `verifyEdit`.
 * @returns what `edit` returned, the whole file in the place of the part.
 * @throws AppError `aws-file` with the line in the whole file.
 */
export function editAround<T extends { readonly file: SharedFile }>(
  file: SharedFile,
  path: string,
  target: Section | undefined,
  edit: (part: SharedFile) => T,
): T {
  const part = partAround(file, path, target)
  const result = inWholeFile(part, () => edit(part.file))
  const after = result.file
  if (after.text === part.file.text) return { ...result, file }
  if (bringsSecondName(file, part.file, after) || !keepsSectionBehind(part, after)) {
    const line = (target?.header ?? 0) + 1
    throw new AppError({ kind: "aws-file", problem: "unreadable", path, line })
  }
  return { ...result, file: replacePart(file, part, after.text, path) }
}

function inWholeFile<T>({ firstLine }: Part, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!isAppError(error, "aws-file")) throw error
    throw new AppError({ ...error.data, line: error.data.line + firstLine })
  }
}
