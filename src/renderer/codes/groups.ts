/** A code in groups that a person reads at a glance: 492 039, 1234 5678; Steam's five stay together. */
export function codeGroups(code: string): string[] {
  if (code.length <= 5) return [code]
  const first = Math.floor(code.length / 2)
  return [code.slice(0, first), code.slice(first)]
}

/** The code as a screen reader should say it: character by character. */
export function spokenCode(code: string): string {
  return Array.from(code, (character) => character).join(" ")
}
