/** @file A shared file of AWS's tools as text, and what botocore reads in it. Nothing of it is lost. */

/** One line as it stands, and how it ends; only the last line of a file may have no ending. */
export interface Line {
  readonly text: string
  readonly ending: "" | "\n" | "\r\n"
}

/** A key of a section. Line numbers count from 0. */
export interface Entry {
  /** Lower case, as botocore compares keys. */
  readonly key: string
  /** As botocore reads it: continuation lines joined by `\n`. */
  readonly value: string
  /** From the line of the key itself to its last continuation line, with what stands between. */
  readonly lines: readonly number[]
}

export interface Section {
  /** What stands between the brackets, blanks included. */
  readonly name: string
  /** What Pythons before 3.8 read there, where it differs: they end a name at the first `]`. */
  readonly shortName: string
  /** The line of its header. */
  readonly header: number
  /** Where that line starts in the text. */
  readonly start: number
  /** Read when first asked for: of a file's many sections hardly any is looked into. */
  readonly entries: readonly Entry[]
}

export interface SharedFile {
  /** The whole file. */
  readonly text: string
  /** The same, line by line; split when first asked for. */
  readonly lines: readonly Line[]
  /** In the order of the file. Only `[DEFAULT]` may stand in it twice. */
  readonly sections: readonly Section[]
}

/** The last section of that name, the one botocore uses. */
export function findSection(file: SharedFile, name: string): Section | undefined {
  return file.sections.findLast((section) => section.name === name)
}

/** The value of a key, or `undefined`. @param key lower case */
export function valueOf(section: Section | undefined, key: string): string | undefined {
  return section?.entries.find((entry) => entry.key === key)?.value
}

/** The file as text again, to the byte. */
export function textOf(lines: readonly Line[]): string {
  return lines.map(({ text, ending }) => text + ending).join("")
}

/** The first line after the section's last own line: where a further key goes. */
export function endOfSection(section: Section): number {
  const last = section.entries.at(-1)?.lines.at(-1) ?? section.header
  return last + 1
}
