import { AppError } from "../errors.ts"
import type { ProfileNameProblem } from "../errors.ts"

const MAX_LENGTH = 128
/** What every one of AWS's SDKs reads without quotes: a blank alone makes some of them drop the profile. */
const SAFE = /^[A-Za-z0-9_][A-Za-z0-9_.@+:/%-]*$/

/**
 * Names that mean something else: `DEFAULT` in any other case than `default` (Python spreads the values of
 * `[DEFAULT]` over every profile), and those of JavaScript's own properties (`[__proto__]` makes the SDK for
 * JavaScript read the whole file as empty).
 */
function isReserved(name: string): boolean {
  return (name.toLowerCase() === "default" && name !== "default") || name in {}
}

/** What is wrong with a new profile's name, or `null`. `default` is allowed: it is chosen by typing it. */
export function profileNameProblem(name: string): ProfileNameProblem | null {
  if (name === "") return "empty"
  if (name.length > MAX_LENGTH) return "too-long"
  if (!SAFE.test(name)) return "characters"
  return isReserved(name) ? "reserved" : null
}

/**
 * Whether `aws configure set` writes the settings of such a profile into a wrong section: the AWS CLI (2.36.7 still)
 * takes every part of the word "plugins" for a section of its own. Worth a warning; Keycard's own writing is right.
 */
export function isMisreadByAwsConfigure(name: string): boolean {
  return "plugins".includes(name)
}

/** @throws AppError `profile-name`. */
export function checkProfileName(name: string): string {
  const problem = profileNameProblem(name)
  if (problem !== null) throw new AppError({ kind: "profile-name", problem, name: name.slice(0, MAX_LENGTH) })
  return name
}
