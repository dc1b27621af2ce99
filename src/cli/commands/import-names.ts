import type { ImportRow } from "../../core/aws/config-import/types.ts"
import { checkProfileName } from "../../core/aws/profile-name.ts"
import { AppError } from "../../core/errors.ts"

/**
 * Names from `--name OLD=NEW`. A name in AWS's files may have an equals sign in it, one here cannot.
 * @returns by the name in AWS's files
 * @throws AppError `usage`, `profile-name`
 */
export function importNames(pairs: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const pair of pairs) {
    const at = pair.lastIndexOf("=")
    const old = pair.slice(0, Math.max(0, at))
    if (old === "") throw new AppError({ kind: "usage", message: "--name takes OLD=NEW." })
    if (names.has(old)) throw new AppError({ kind: "usage", message: `--name is given twice for “${old}”.` })
    names.set(old, checkProfileName(pair.slice(at + 1)))
  }
  return names
}

/** @throws AppError `usage` for a name of a profile that is not taken over. */
export function withNames(rows: readonly ImportRow[], names: ReadonlyMap<string, string>): ImportRow[] {
  const profiles = new Set(rows.map(({ profile }) => profile))
  const stray = [...names.keys()].find((old) => !profiles.has(old))
  if (stray !== undefined)
    throw new AppError({
      kind: "usage",
      message: `“${stray}” of --name is none of the profiles to take over.`,
    })
  return rows.map((row): ImportRow => {
    const name = names.get(row.profile)
    if (name === undefined || row.barrier !== null || row.status === "same") return row
    // What was said of the proposed name is not true of this one.
    const notes = row.notes.filter(({ kind }) => kind !== "name-changed" && kind !== "on-request")
    return { ...row, name, notes, status: "new" }
  })
}
