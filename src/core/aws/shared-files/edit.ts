/** @file Pure edits of a shared file. Only the lines concerned change; adding and then removing leaves every byte. */
import { CONTROL, splitLines } from "./decode.ts"
import { endOfSection, textOf } from "./model.ts"
import type { Entry, Line, Section, SharedFile } from "./model.ts"
import { indentOf } from "./scan-lines.ts"

type Keys = Readonly<Record<string, string>>

/** Names and values come checked; this is the last guard against a value that would open a section of its own. */
function assertWritable(text: string, forbidden: RegExp): void {
  if (text === "" || text !== text.trim() || CONTROL.test(text) || forbidden.test(text))
    throw new Error("not writable to a shared file")
}

/** The ending that new lines take: that of the file's first line. */
const endingOf = (lines: readonly Line[]): "\n" | "\r\n" => (lines[0]?.ending === "\r\n" ? "\r\n" : "\n")

/** Puts lines in; where the file had no final line ending it still has none. */
function insert(lines: readonly Line[], at: number, texts: readonly string[]): Line[] {
  const ending = endingOf(lines)
  const added = texts.map((text): Line => ({ text, ending }))
  const before = lines.slice(0, at)
  const last = before.at(-1)
  const all = [...before, ...added, ...lines.slice(at)]
  if (last?.ending === "" && added.length > 0) {
    all[before.length - 1] = { ...last, ending }
    const end = all.at(-1)
    if (end !== undefined) all[all.length - 1] = { ...end, ending: "" }
  }
  return all
}

/** Takes lines out; where the file had no final line ending it still has none. */
function removeLines(lines: readonly Line[], gone: ReadonlySet<number>): Line[] {
  const kept = lines.filter((_, index) => !gone.has(index))
  const end = kept.at(-1)
  // A last line of nothing at all, not even an ending, would be no line.
  if (end !== undefined && end.text !== "" && lines.at(-1)?.ending === "")
    kept[kept.length - 1] = { ...end, ending: "" }
  return kept
}

/**
 * The blanks before a new key: those of the section's last key (or else of the next line, or of the header), so that
 * no line becomes another one's continuation.
 */
function newIndent(file: SharedFile, section: Section): string {
  const model = section.entries.at(-1)?.lines[0] ?? section.header
  const next = file.lines.slice(endOfSection(section)).find(({ text }) => text.trim() !== "")
  const own = file.lines[model]?.text ?? ""
  const source = section.entries.length === 0 && next && indentOf(next.text) > indentOf(own) ? next.text : own
  return source.slice(0, indentOf(source))
}

function withValue(line: Line, value: string): Line {
  const found = /^([^=:]*[=:])(\s*)/.exec(line.text)
  return { ...line, text: `${found?.[1] ?? ""}${found?.[2] === "" ? "" : " "}${value}` }
}

function replaceValue(lines: Line[], entry: Entry, value: string): ReadonlySet<number> {
  const [first, ...continuation] = entry.lines
  const line = first === undefined ? undefined : lines[first]
  if (first !== undefined && line !== undefined) lines[first] = withValue(line, value)
  return new Set(continuation)
}

/** Sets keys of one section: present ones in their place, new ones after its last line, in the order given. */
export function setKeys(file: SharedFile, section: Section, keys: Keys): Line[] {
  const lines = [...file.lines]
  const gone = new Set<number>()
  const added: string[] = []
  const indent = newIndent(file, section)
  for (const [key, value] of Object.entries(keys)) {
    assertWritable(key, /[^a-z0-9_]/)
    assertWritable(value, /\s[#;]/)
    const entry = section.entries.find((candidate) => candidate.key === key)
    if (entry === undefined) added.push(`${indent}${key} = ${value}`)
    else if (entry.value !== value) for (const index of replaceValue(lines, entry, value)) gone.add(index)
  }
  const inserted = insert(lines, endOfSection(section), added)
  return removeLines(inserted, gone)
}

/** Removes keys of one section, their continuation lines with them. */
export function removeKeys(file: SharedFile, section: Section, keys: readonly string[]): Line[] {
  const entries = section.entries.filter(({ key }) => keys.includes(key))
  return removeLines(file.lines, new Set(entries.flatMap((entry) => entry.lines)))
}

/** Sets the lines of one key exactly as given, in its place or after the section's last line. */
export function setKeyLines(
  file: SharedFile,
  section: Section,
  key: string,
  texts: readonly string[],
): Line[] {
  const entry = section.entries.find((candidate) => candidate.key === key)
  if (entry === undefined) return insert(file.lines, endOfSection(section), texts)
  const gone = new Set(entry.lines.map((index) => index + texts.length))
  return removeLines(insert(file.lines, entry.lines[0] ?? section.header + 1, texts), gone)
}

/** Adds a section at the end, an empty line before it. */
export function addSection(file: SharedFile, name: string, keys: Keys): Line[] {
  assertWritable(name, /[[\]]/)
  const texts = [`[${name}]`]
  for (const [key, value] of Object.entries(keys)) {
    assertWritable(key, /[^a-z0-9_]/)
    assertWritable(value, /\s[#;]/)
    texts.push(`${key} = ${value}`)
  }
  return insert(file.lines, file.lines.length, file.lines.length === 0 ? texts : ["", ...texts])
}

/** Removes the header of a section without keys, and the empty line before it. Comments stay. */
export function removeEmptySection(file: SharedFile, section: Section): Line[] {
  if (section.entries.length > 0) return [...file.lines]
  const gone = new Set([section.header])
  if (file.lines[section.header - 1]?.text === "") gone.add(section.header - 1)
  return removeLines(file.lines, gone)
}

/** The lines of a section from its header to its last key, as text: what is kept while ours takes its place. */
export function blockOf(file: SharedFile, section: Section): string {
  return textOf(file.lines.slice(section.header, endOfSection(section)))
}

/** Puts a kept block in the place of some lines, or at the end where it has no place any more. */
export function putBlock(
  file: SharedFile,
  place: { at: number; count: number } | undefined,
  block: string,
): Line[] {
  const restored = splitLines(block)
  const texts = restored.map(({ text }) => text)
  const { length } = file.lines
  if (place === undefined) return insert(file.lines, length, length === 0 ? texts : ["", ...texts])
  const after = file.lines.slice(place.at + place.count)
  // Only the last line of a file may lack its ending: a block kept from there may come back before others.
  const ending = endingOf(file.lines)
  const complete = [...file.lines.slice(0, place.at), ...restored].map((line): Line =>
    line.ending === "" ? { ...line, ending } : line,
  )
  const last = complete.at(-1)
  if (after.length === 0 && last !== undefined && file.lines.at(-1)?.ending === "")
    complete[complete.length - 1] = { ...last, ending: "" }
  return [...complete, ...after]
}
