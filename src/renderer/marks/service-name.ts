/** @file Service names as they are compared to find their mark. Pure. */

/** Endings that say what a service is on the web, not who it is. */
const ending = /\.(?:com|org|net|io|dev|app|co|me|eu|de)$/
/** What services put behind their own name for one of theirs: `GitHub: mona`, `GitLab (work)`, `Proton - Mail`. */
const rest = /^(.*?\S)\s*(?::|\(|\[|\||\s[-–—]\s).*$/u

/** Small letters and digits only: spaces, dots, hyphens, capitals and accents make no difference. */
export function foldService(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "")
}

/**
 * What to look for, the surest first. Never a part of a word or the first of several: a wrong mark is worse than none.
 */
export function serviceNames(issuer: string): string[] {
  const name = issuer.trim().toLowerCase()
  const address = name.replace(/^https?:\/\//, "").replace(/^www\./, "")
  const owner = rest.exec(name)?.[1] ?? name
  const candidates = [name, address, address.replace(ending, ""), owner, owner.replace(ending, "")]
  return [...new Set(candidates.map(foldService))].filter((folded) => folded !== "")
}
