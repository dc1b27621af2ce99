import type { ImportFormat, ImportInput } from "./format.ts"

/** The first format that this is, by its content; null: none of them. */
export function recognise(input: ImportInput, formats: readonly ImportFormat[]): ImportFormat | null {
  return formats.find((format) => format.recognise(input)) ?? null
}
