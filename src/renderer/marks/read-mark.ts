/** What an account says of its mark. A word of a newer version counts as automatic. */
export type MarkChoice =
  { kind: "auto" } | { kind: "none" } | { kind: "own" } | { kind: "brand"; slug: string }

export function readMark(mark: string): MarkChoice {
  if (mark === "none" || mark === "own") return { kind: mark }
  if (mark.startsWith("brand:")) return { kind: "brand", slug: mark.slice("brand:".length) }
  return { kind: "auto" }
}
