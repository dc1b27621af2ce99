import { AppError } from "../../core/errors.ts"
import type { AwsProfile } from "../../core/vault/schema.ts"
import type { Context } from "../context.ts"
import { printable } from "../output.ts"

export interface StopOptions {
  all?: boolean
  json?: boolean
}

/** `keycard stop PROFILE...`: takes what Keycard wrote out of AWS's files and puts back what was there. */
export async function stop(
  context: Context,
  names: readonly string[],
  { all = false, json = false }: StopOptions,
): Promise<void> {
  const { output } = context
  if (all === names.length > 0)
    throw new AppError({ kind: "usage", message: "Name the profiles to stop, or give --all." })
  const listing = context.listing().aws
  const sessions = await listing.sessions()
  const started = new Set(sessions.filter(({ session }) => session !== null).map(({ profile }) => profile.id))
  const wanted = all
    ? sessions.map(({ profile }) => profile).filter(({ id }) => started.has(id))
    : await Promise.all(names.map((name) => listing.findProfile(name)))
  const profiles = [...new Map(wanted.map((profile) => [profile.id, profile])).values()]
  const stopped: { profile: string; stopped: boolean }[] = []
  if (profiles.length > 0) {
    const aws = await context.aws()
    for (const profile of profiles) {
      const hadAny = started.has(profile.id) || (await aws.processLine(profile.id))?.written === true
      // Also where nothing is known of: what stands in the files goes.
      await aws.stop(profile.id)
      stopped.push({ profile: profile.name, stopped: hadAny })
      if (!json) output.data(wordsFor(profile, hadAny))
    }
  } else if (!json) output.words("No session was started.")
  if (json) output.json(stopped)
}

function wordsFor({ name }: AwsProfile, hadAny: boolean): string {
  return hadAny ? `Stopped ${printable(name)}` : `${printable(name)} has no session`
}
