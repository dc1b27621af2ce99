import { unreadable, decodeLines } from "./decode.ts"
import type { Entry, Line, Section, SharedFile } from "./model.ts"

/** Python's `str.strip` and `\s` for text without control characters. Unlike JavaScript's, without U+FEFF. */
const BLANKS = "[ \\t\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]"
const LEADING = new RegExp(`^${BLANKS}*`)
const AROUND = new RegExp(`^${BLANKS}+|${BLANKS}+$`, "g")
const HEADER = /^\[(.+)\]/
/** The key ends at the first `=` or `:`. */
const OPTION = /^([^=:]*)[=:](.*)$/s

export const strip = (text: string): string => text.replace(AROUND, "")

/** How far a line is indented, in characters. */
export const indentOf = (text: string): number => LEADING.exec(text)?.[0].length ?? 0

const isComment = (stripped: string) => stripped.startsWith("#") || stripped.startsWith(";")

interface OpenEntry {
  readonly key: string
  readonly lines: number[]
  readonly values: string[]
}

interface OpenSection {
  readonly name: string
  readonly shortName: string
  readonly header: number
  readonly entries: OpenEntry[]
}

const closeEntry = ({ key, lines, values }: OpenEntry): Entry => ({
  key,
  value: values.join("\n").replace(new RegExp(`(?:${BLANKS}|\\n)+$`), ""),
  lines,
})

/**
 * An empty value with indented lines under it is a table one level deep (`s3 =`), and botocore gives up the whole
 * file when a line of it has no `=`.
 */
function checkNested(entry: OpenEntry, lines: readonly Line[], path: string): void {
  if (entry.values[0] !== "" || closeEntry(entry).value === "") return
  for (const index of entry.lines.slice(1)) {
    const value = strip(lines[index]?.text ?? "")
    if (!isComment(value) && value !== "" && !value.includes("="))
      throw unreadable("no-separator", path, index)
  }
}

/**
 * Reads as Python's RawConfigParser does (strict, no inline comments), which is how botocore reads both files.
 *
 * @param bytes `null`: no file, which is an empty one.
 * @throws AppError `aws-file` with the line, where botocore would give up the whole file.
 */
export function readSharedFile(bytes: Uint8Array | null, path: string): SharedFile {
  const lines = decodeLines(bytes ?? new Uint8Array(), path)
  const sections: OpenSection[] = []
  const known = new Map<string, Set<string>>()
  let section: OpenSection | undefined
  let entry: OpenEntry | undefined
  let indent = 0

  const openSection = (name: string, shortName: string, index: number) => {
    if (known.has(name) && name !== "DEFAULT") throw unreadable("duplicate-section", path, index)
    if (!known.has(name)) known.set(name, new Set())
    section = { name, shortName, header: index, entries: [] }
    sections.push(section)
    entry = undefined
  }
  const openEntry = (value: string, index: number, owner: OpenSection) => {
    const [, rawKey, rawValue] = OPTION.exec(value) ?? []
    const key = strip(rawKey ?? "").toLowerCase()
    if (rawValue === undefined || key === "") throw unreadable("no-separator", path, index)
    const keys = known.get(owner.name)
    if (keys?.has(key) === true) throw unreadable("duplicate-key", path, index)
    keys?.add(key)
    entry = { key, lines: [index], values: [strip(rawValue)] }
    owner.entries.push(entry)
  }

  for (const [index, { text }] of lines.entries()) {
    const value = strip(text)
    if (isComment(value)) continue
    if (value === "") {
      entry?.values.push("")
      continue
    }
    if (entry !== undefined && indentOf(text) > indent) {
      entry.values.push(value)
      for (let own = (entry.lines.at(-1) ?? index) + 1; own <= index; own++) entry.lines.push(own)
      continue
    }
    indent = indentOf(text)
    const name = HEADER.exec(value)?.[1]
    if (name !== undefined) openSection(name, /^[^\]]+/.exec(name)?.[0] ?? name, index)
    else if (section === undefined) throw unreadable("no-section", path, index)
    else openEntry(value, index, section)
  }
  for (const { entries } of sections) for (const opened of entries) checkNested(opened, lines, path)
  return {
    lines,
    sections: sections.map(({ entries, ...rest }): Section => ({
      ...rest,
      entries: entries.map(closeEntry),
    })),
  }
}
