import { decodeText, splitLines, unreadable } from "./decode.ts"
import { readEntries } from "./entries.ts"
import type { Entry, Line, Section, SharedFile } from "./model.ts"
import { KeyCheck } from "./key-check.ts"
import { scanLines } from "./scan-lines.ts"

/** A section whose keys are read when first asked for. */
class FoundSection implements Section {
  readonly name: string
  readonly start: number
  readonly header: number
  /** Where the next header stands, or the text ends. */
  end: number
  readonly #text: string
  #entries: readonly Entry[] | null = null

  constructor(text: string, name: string, start: number, header: number) {
    this.name = name
    this.start = start
    this.header = header
    this.end = text.length
    this.#text = text
  }

  get shortName(): string {
    const end = this.name.indexOf("]")
    return end > 0 ? this.name.slice(0, end) : this.name
  }

  get entries(): readonly Entry[] {
    return (this.#entries ??= readEntries(this.#text, this.start, this.end, this.header))
  }
}

/** @throws AppError `aws-file` at the first line for which botocore would give up the whole file. */
function findSections(text: string, path: string): FoundSection[] {
  const sections: FoundSection[] = []
  let last: FoundSection | undefined
  const names = new Set<string>()
  const keys = new KeyCheck(text)
  let valueIsEmpty = false
  let badNestedLine: number | undefined

  scanLines(text, 0, text.length, 0, {
    header(name, start, header) {
      const isSecond = names.size === names.add(name).size
      if (isSecond && name !== "DEFAULT") throw unreadable("duplicate-section", path, header)
      keys.enterSection(name, start)
      if (last !== undefined) last.end = start
      last = new FoundSection(text, name, start, header)
      sections.push(last)
    },
    option(from, to, index) {
      if (last === undefined) throw unreadable("no-section", path, index)
      const separator = keys.take(from, to)
      if (separator <= from) throw unreadable("no-separator", path, index)
      if (keys.isSecond(from, separator)) throw unreadable("duplicate-key", path, index)
      valueIsEmpty = separator === to - 1
    },
    // An empty value with indented lines under it is a table one level deep (`s3 =`), and botocore gives up the whole
    // file when a line of it has no `=`. It looks after it has read everything else.
    continuation(from, to, index) {
      if (valueIsEmpty && !text.slice(from, to).includes("=")) badNestedLine ??= index
    },
    empty: () => undefined,
  })
  if (badNestedLine !== undefined) throw unreadable("no-separator", path, badNestedLine)
  return sections
}

/**
 * Reads as Python's RawConfigParser does (strict, no inline comments), which is how botocore reads both files.
 * @throws AppError `aws-file` with the line, where botocore would give up the whole file.
 */
export function readSharedText(text: string, path: string): SharedFile {
  const sections = findSections(text, path)
  let lines: readonly Line[] | undefined
  return {
    text,
    get lines() {
      return (lines ??= splitLines(text))
    },
    sections,
  }
}

/** {@link readSharedText}, strictly UTF-8. @param bytes `null`: no file, which is an empty one. */
export function readSharedFile(bytes: Uint8Array | null, path: string): SharedFile {
  return readSharedText(decodeText(bytes ?? new Uint8Array(), path), path)
}
