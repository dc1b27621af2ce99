/** @file What is wrong with the names that profiles of AWS's files are to have here, said before anything is kept. */
import { profileNameProblem } from "../core/aws/profile-name.ts"
import type { AppErrorData } from "../core/errors.ts"

export interface NamedImport {
  /** Its name in AWS's files. */
  readonly profile: string
  /** What it is to be called here. */
  readonly name: string
}

/**
 * @param here names of profiles that are here already
 * @returns by the name in AWS's files. Of two that are to have one name the second is at fault.
 */
export function nameFaults(
  chosen: readonly NamedImport[],
  here: readonly string[],
): ReadonlyMap<string, AppErrorData> {
  const taken = new Set(here)
  const faults = new Map<string, AppErrorData>()
  for (const { profile, name } of chosen) {
    const problem = profileNameProblem(name)
    if (problem !== null) faults.set(profile, { kind: "profile-name", problem, name })
    else if (taken.has(name)) faults.set(profile, { kind: "already-exists", what: "profile", name })
    taken.add(name)
  }
  return faults
}
