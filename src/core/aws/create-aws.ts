import { reasonOf } from "../audit/event.ts"
import { AppError } from "../errors.ts"
import type { AppErrorData } from "../errors.ts"
import { Coalescer } from "./coalesce.ts"
import { sourceIn } from "./find.ts"
import { createKeys } from "./keys.ts"
import { createProfiles } from "./profiles.ts"
import { refreshProfile } from "./refresh.ts"
import type { RefreshState } from "./issue-for-profile.ts"
import { credentialsOf } from "./secret-items.ts"
import type { Aws, AwsDeps, RefreshOptions } from "./service.ts"

/** Callers that ask for the same with the same consent share one piece of work. */
function flightName(profileId: string, options: RefreshOptions, write: boolean): string {
  const { force = false, ahead = false, code = "", replaceForeignSection = false } = options
  return [profileId, write, force, ahead, code, replaceForeignSection].join("|")
}

/** What the window and the command line can do with AWS. */
export function createAws(deps: AwsDeps): Aws {
  const flights = new Coalescer<Awaited<ReturnType<typeof refreshProfile>>>()
  const errors = new Map<string, AppErrorData>()
  const state: RefreshState = { tickets: 0, recent: null }

  /** Within a flight: callers who share it are refused once. */
  async function noteRefusal<T>(
    profileId: string,
    { by }: RefreshOptions,
    work: () => Promise<T>,
  ): Promise<T> {
    try {
      return await work()
    } catch (error) {
      const reason = deps.audit === undefined ? null : reasonOf(error)
      if (reason !== null) {
        const vault = await deps.index.read().catch(() => null)
        const profile = vault?.awsProfiles.find(({ id }) => id === profileId)
        const source = vault && profile && sourceIn(vault, profile)
        const key = (source?.key ?? source?.signIn)?.name
        await deps.audit?.note({ what: "refused", by, profile: profile?.name, key, reason })
      }
      throw error
    }
  }

  async function run(profileId: string, options: RefreshOptions, write: boolean) {
    const asked = { atMs: deps.clock.nowMs(), ticket: ++state.tickets }
    try {
      const done = await flights.run(flightName(profileId, options, write), options, (shared) =>
        noteRefusal(profileId, options, () =>
          refreshProfile(deps, state, profileId, { ...options, ...shared, write }, asked),
        ),
      )
      errors.delete(profileId)
      return done
    } catch (error) {
      // What a person called off is no failure; what is no AppError is a bug, and its text stays in the log.
      const data: AppErrorData = error instanceof AppError ? error.data : { kind: "unexpected" }
      if (data.kind !== "cancelled") errors.set(profileId, data)
      throw error
    }
  }

  const abort = (profileId: string) => {
    flights.abort(`${profileId}|`)
    errors.delete(profileId)
    state.recent = null
  }
  return {
    ...createKeys(deps),
    ...createProfiles(deps, abort),
    async refresh(profileId, options = {}) {
      const { profile, session, issued, written } = await run(profileId, options, true)
      return { profile, session, issued, written }
    },
    async credentials(profileId, options = {}) {
      const by = options.by ?? "credential-process"
      const { profile, session, stored } = await run(profileId, { ...options, by }, false)
      const { arn, expiresAtMs } = session
      if (options.isNoted !== true)
        await deps.audit?.note({ what: "handed-out", by, profile: profile.name, arn, expiresAtMs })
      return credentialsOf(stored)
    },
    lastErrors: () => errors,
  }
}
