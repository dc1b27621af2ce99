import { findProfileIn } from "../../core/aws/find.ts"
import { processDocument } from "../../core/aws/process-document.ts"
import { isFresh } from "../../core/aws/renewal.ts"
import type { RefreshResult } from "../../core/aws/service.ts"
import { AppError, isAppError, type AppErrorData } from "../../core/errors.ts"
import type { SessionCredentials } from "../../core/ports/aws-api.ts"
import type { AwsProfile } from "../../core/vault/schema.ts"
import type { Context } from "../context.ts"
import { isoTime, printable, table } from "../output.ts"
import { Reported, wordsFor } from "../report.ts"
import { withTypedCode } from "../ask-code.ts"
import { askTouch } from "../ask-touch.ts"
import { countDown } from "../count-down.ts"
import { warnOfKeys } from "./aws-key-list.ts"
import { noteIgnoredEndpoints } from "./endpoint-note.ts"

export interface RefreshCommandOptions {
  force?: boolean
  code?: string
  replaceExisting?: boolean
  json?: boolean
}

const NO_PROFILES = "No profiles yet. Add one: keycard aws profile add NAME --key KEY"
const BY_NAME = "No profile is renewed unless you name it: keycard refresh NAME"

/** `keycard refresh [PROFILE...]`: issues what has less than its renewal margin left, and writes it. */
export async function refresh(
  context: Context,
  names: readonly string[],
  options: RefreshCommandOptions,
): Promise<void> {
  const { output, clock } = context
  await noteIgnoredEndpoints(context)
  const profiles = await chosen(context, names)
  if (options.code !== undefined && profiles.length > 1) {
    throw new AppError({ kind: "usage", message: "AWS takes each code once: name one profile with --code." })
  }
  if (profiles.length === 0) {
    if (options.json === true) output.json([])
    output.words((await context.index.read()).awsProfiles.length === 0 ? NO_PROFILES : BY_NAME)
    return
  }
  const done: { profile: string; expiresAt: string; written: boolean }[] = []
  let failure: AppErrorData | null = null
  for (const { profile, outcome } of await refreshAll(context, profiles, options)) {
    if (outcome instanceof AppError) {
      // Each profile stands for itself; the first failure decides the exit code.
      failure ??= outcome.data
      const prefix = profiles.length > 1 ? `${printable(profile.name)}: ` : ""
      output.words(`${prefix}${wordsFor(outcome.data, clock.nowMs())}`)
      continue
    }
    const expiresAt = isoTime(outcome.session.expiresAtMs)
    done.push({ profile: profile.name, expiresAt, written: outcome.written })
    if (options.json !== true) {
      const words = outcome.issued ? "is valid" : "is still valid"
      output.data(`${printable(profile.name)} ${words} until ${expiresAt}`)
    }
  }
  if (options.json === true) output.json(done)
  if (failure !== null) throw new Reported(failure)
}

/** Whether any of them will be issued, as far as the index tells. */
async function isDue(context: Context, profiles: readonly AwsProfile[], options: RefreshCommandOptions) {
  const { awsSessions } = await context.index.read()
  const nowMs = context.clock.nowMs()
  return profiles.some(({ id }) => {
    const session = awsSessions.find(({ profileId }) => profileId === id)
    return options.force === true || session === undefined || !isFresh(session, nowMs)
  })
}

/** All at once: profiles of one key then share one code, instead of waiting for one each. In the order given. */
async function refreshAll(
  context: Context,
  profiles: readonly AwsProfile[],
  options: RefreshCommandOptions,
): Promise<{ profile: AwsProfile; outcome: RefreshResult | AppError }[]> {
  const opening = context.aws()
  if (await isDue(context, profiles, options)) context.expectCall()
  const aws = await opening
  const onWait = countDown(context)
  const onTouch = askTouch(context)
  context.output.status(`Refreshing ${printable(profiles.map(({ name }) => name).join(", "))}…`)
  // One question at a time.
  let asking: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = asking.then(work)
    asking = turn.catch(() => undefined)
    return turn
  }
  return Promise.all(
    profiles.map(async (profile) => {
      const refresh = (code: string | undefined) =>
        aws.refresh(profile.id, {
          force: options.force,
          code,
          replaceForeignSection: options.replaceExisting,
          onWait,
          onTouch,
          signal: context.signal,
        })
      try {
        const outcome = await refresh(options.code).catch((error: unknown) => {
          if (options.code !== undefined || !isAppError(error, "code-needed")) throw error
          return inTurn(() => withTypedCode(context, refresh))
        })
        return { profile, outcome }
      } catch (error) {
        if (error instanceof AppError) return { profile, outcome: error }
        throw error
      }
    }),
  )
}

/** Those named, each once; when none is, all but those that are renewed only when they are started by name. */
async function chosen(context: Context, names: readonly string[]): Promise<AwsProfile[]> {
  const { aws } = context.listing()
  if (names.length === 0)
    return (await aws.sessions()).map(({ profile }) => profile).filter(({ renew }) => renew !== "never")
  const found = await Promise.all(names.map((name) => aws.findProfile(name)))
  return [...new Map(found.map((profile) => [profile.id, profile])).values()]
}

/** `keycard credential-process <PROFILE>`: AWS's contract, version 1, on stdout and nothing else. */
export async function credentialProcess(context: Context, name: string): Promise<void> {
  await noteIgnoredEndpoints(context)
  const profile = findProfileIn(await context.index.read(), name)
  const credentials = (await context.keptCredentials(profile)) ?? (await issuedNow(context, profile))
  context.output.data(processDocument(credentials))
}

async function issuedNow(context: Context, { id }: AwsProfile): Promise<SessionCredentials> {
  const aws = await context.aws()
  return aws.credentials(id, {
    onWait: countDown(context),
    onTouch: askTouch(context),
    signal: context.signal,
  })
}

/** `keycard status`: every profile, valid till when. */
export async function status(context: Context, options: { json?: boolean }): Promise<void> {
  const views = await context.listing().aws.sessions()
  if (options.json === true) {
    context.output.json(
      views.map(({ profile, key, signIn, session, state }) => ({
        profile: profile.name,
        key: key?.name ?? null,
        sso: signIn?.name ?? null,
        state,
        expiresAt: session === null ? null : isoTime(session.expiresAtMs),
        accountId: session?.accountId ?? key?.accountId ?? profile.center?.accountId ?? null,
        arn: session?.arn ?? null,
        mode: profile.mode,
        written: session?.written ?? false,
      })),
    )
    return
  }
  const nowMs = context.clock.nowMs()
  const { awsKeys, settings } = await context.index.read()
  warnOfKeys(context, awsKeys, settings, nowMs)
  if (views.length === 0) {
    context.output.words(NO_PROFILES)
    return
  }
  const words = { none: "no session", valid: "valid", ending: "ending", expired: "expired" } as const
  context.output.data(
    table(
      views.map(({ profile, session, state }) => [
        printable(profile.name),
        words[state],
        session === null ? "" : `until ${isoTime(session.expiresAtMs)}`,
        session === null || session.expiresAtMs <= nowMs ? "" : `${left(session.expiresAtMs - nowMs)} left`,
      ]),
    ),
  )
}

function left(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  if (minutes === 0) return "under 1 min"
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
