/** White letters read on each (4.5 to 1), and each stands out from the dark surface (3 to 1); held by a test. */
export const markColours = [
  "#c8473f",
  "#b85c1e",
  "#94700f",
  "#6a7d1c",
  "#3a8532",
  "#148560",
  "#12828a",
  "#1f7bb0",
  "#4f70c4",
  "#7a63c7",
  "#9a58b8",
  "#b84d8d",
  "#bd4a68",
  "#80716a",
] as const

/** Always the same for the same name, whatever its case (FNV-1a, 32 bits). */
export function markColour(name: string): string {
  let hash = 0x811c9dc5
  for (const character of name.toLowerCase()) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  }
  return markColours[((hash ^ (hash >>> 15)) >>> 0) % markColours.length] ?? markColours[0]
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" })

/** The first letter, digit or emoji of a name as a person sees it; a dot for none. */
export function markLetter(name: string): string {
  for (const { segment } of graphemes.segment(name)) {
    if (/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(segment)) return segment.toLocaleUpperCase()
  }
  return "·"
}
