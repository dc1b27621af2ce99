/** @file Issuing and writing credentials for one profile, once, whoever asks and however many. */
import { createHash } from "node:crypto"
import { AppError } from "../errors.ts"
import type { AwsKey, AwsProfile, AwsSession, Vault } from "../vault/schema.ts"
import { profileLock } from "../vault/secret-names.ts"
import { rightMs } from "../clock/correction.ts"
import { assumedRoleArn, parseArn } from "./arn.ts"
import { findKeyIn, findProfileIn } from "./find.ts"
import { issue, noteClock, sessionNameFor, targetOf } from "./issue.ts"
import { issueFromCenter } from "./issue-from-center.ts"
import { isPublished, publish, rehearse } from "./publish.ts"
import { publishProcess, publishProcessQuietly, rehearseProcess } from "./publish-process.ts"
import { isFresh, isFreshAhead } from "./renewal.ts"
import { credentialsOf, readSession, saveSession, sourceOf } from "./secret-items.ts"
import type { StoredSession } from "./secret-items.ts"
import type { AwsDeps, RefreshOptions, RefreshResult } from "./service.ts"

/** Long enough for others to wait for a time step and for an answer, one after the other. */
const WAIT_MS = 180_000

/** By device, so that two processes do not wait for the same time step; without the serial, which names a person. */
function deviceLock(key: AwsKey): string {
  const of = createHash("sha256")
    .update(key.mfaSerial ?? key.id)
    .digest("hex")
  return `aws-device-${of.slice(0, 32)}`
}

/** What is known of one issued session besides its secrets. */
interface Identity {
  readonly accountId: string | null
  readonly arn: string | null
}

/** Credentials that another profile of the same key was issued in this process. */
export interface RecentSession {
  readonly keyId: string
  /** Counts with {@link RefreshState.tickets}. */
  readonly ticket: number
  readonly durationSeconds: number
  readonly stored: StoredSession
}

/** What one process remembers between refreshes. */
export interface RefreshState {
  /** What was asked for and begun, numbered: which came first, whatever the clock does. */
  tickets: number
  recent: RecentSession | null
}

/** When a refresh was asked for, before any waiting. */
export interface Asked {
  readonly atMs: number
  readonly ticket: number
}

/** GetSessionToken's answer for another profile of this key serves too, if it came after this refresh was asked for. */
function shareable(state: RefreshState, profile: AwsProfile, asked: Asked): StoredSession | null {
  const { recent } = state
  if (recent?.keyId !== profile.keyId || profile.roleArns.length > 0) return null
  const covers = recent.durationSeconds === profile.durationSeconds && recent.ticket > asked.ticket
  return covers ? recent.stored : null
}

/** Who they act as, where that is known without asking AWS. */
function knownIdentity(key: AwsKey, profile: AwsProfile): Identity | null {
  const roleArn = profile.roleArns.at(-1)
  if (roleArn !== undefined) {
    const arn = assumedRoleArn(roleArn, sessionNameFor(key, profile))
    return { arn, accountId: parseArn(roleArn)?.accountId ?? null }
  }
  return key.userArn === null || key.accountId === null
    ? null
    : { accountId: key.accountId, arn: key.userArn }
}

/**
 * Who they act as, by AWS. GetCallerIdentity needs no permission; it is asked once per key, and its failure is no
 * failure of the refresh.
 */
async function identify(
  deps: AwsDeps,
  key: AwsKey,
  stored: StoredSession,
  signal: AbortSignal | undefined,
): Promise<Identity> {
  try {
    const call = deps.api.getCallerIdentity(targetOf(key), credentialsOf(stored), signal)
    const { accountId, arn } = await noteClock(deps, call)
    await deps.index.update((vault) => ({
      ...vault,
      awsKeys: vault.awsKeys.map((known) =>
        known.id === key.id ? { ...known, accountId, userArn: arn } : known,
      ),
    }))
    return { accountId, arn }
  } catch {
    return { accountId: parseArn(key.mfaSerial ?? "")?.accountId ?? null, arn: key.userArn }
  }
}

function withSession(vault: Vault, session: AwsSession): Vault {
  // A profile that was removed meanwhile gets no session any more.
  if (!vault.awsProfiles.some(({ id }) => id === session.profileId)) return vault
  const others = vault.awsSessions.filter(({ profileId }) => profileId !== session.profileId)
  return { ...vault, awsSessions: [...others, session] }
}

/** What was issued, and from what. */
interface Issued {
  readonly stored: StoredSession
  /** The key's name, or that of the sign-in to Identity Center. */
  readonly from: string
  readonly known: Identity | null
  /** null: AWS is not asked who it is. */
  readonly key: AwsKey | null
}

async function issueWithKey(
  deps: AwsDeps,
  state: RefreshState,
  vault: Vault,
  keyId: string,
  profile: AwsProfile,
  options: RefreshOptions,
  asked: Asked,
): Promise<Issued> {
  const key = findKeyIn(vault, keyId)
  const stored = await deps.mutex.hold(
    deviceLock(key),
    async () => {
      const shared = options.code === undefined ? shareable(state, profile, asked) : null
      if (shared !== null) return shared
      const ticket = ++state.tickets
      const credentials = await issue(deps, vault, key, profile, options)
      const { roleArns, durationSeconds } = profile
      const fresh = { ...credentials, issuedAtMs: deps.clock.nowMs(), keyId, roleArns }
      if (roleArns.length === 0) state.recent = { keyId, ticket, durationSeconds, stored: fresh }
      return fresh
    },
    { waitMs: WAIT_MS },
  )
  return { stored, from: key.name, known: knownIdentity(key, profile), key }
}

async function issueWithSignIn(
  deps: AwsDeps,
  vault: Vault,
  profile: AwsProfile,
  options: RefreshOptions,
): Promise<Issued> {
  const { credentials, from, ...known } = await issueFromCenter(deps, vault, profile, options)
  const { roleArns } = profile
  const stored = {
    ...credentials,
    ...{ issuedAtMs: deps.clock.nowMs(), keyId: sourceOf(profile), roleArns },
  }
  return { stored, from, known, key: null }
}

async function issueAndKeep(
  deps: AwsDeps,
  state: RefreshState,
  profile: AwsProfile,
  options: RefreshOptions & { readonly write: boolean },
  asked: Asked,
  head: string | null,
): Promise<StoredSession> {
  const vault = await deps.index.read()
  if (options.write && profile.mode === "file")
    await rehearse(deps, profile, options.replaceForeignSection === true)
  if (options.write && profile.mode === "process" && options.ahead !== true)
    await rehearseProcess(deps, profile, options.replaceForeignSection === true)
  const { stored, from, known, key } =
    profile.keyId === null
      ? await issueWithSignIn(deps, vault, profile, options)
      : await issueWithKey(deps, state, vault, profile.keyId, profile, options, asked)
  const { expiresAtMs } = stored
  const what = { what: "issued", by: options.by, profile: profile.name, key: from } as const
  await deps.audit?.note({ ...what, arn: known?.arn, expiresAtMs })
  if (options.signal?.aborted === true) throw new AppError({ kind: "cancelled" })
  await saveSession(deps.secrets, profile.id, stored, head)
  const session = { profileId: profile.id, issuedAtMs: stored.issuedAtMs, expiresAtMs: stored.expiresAtMs }
  const note = (identity: Identity) =>
    deps.index.update((now) => withSession(now, { ...session, ...identity, written: false }))
  await note(known ?? { accountId: null, arn: null })
  // A question to AWS may take its time: what was issued is in the index before.
  if (known === null && key !== null) await note(await identify(deps, key, stored, options.signal))
  return stored
}

async function markWritten(deps: AwsDeps, profileId: string, written: boolean): Promise<AwsSession> {
  const vault = await deps.index.update((now) => ({
    ...now,
    awsSessions: now.awsSessions.map((session) =>
      session.profileId === profileId ? { ...session, written } : session,
    ),
  }))
  const session = vault.awsSessions.find((candidate) => candidate.profileId === profileId)
  if (session === undefined) throw new AppError({ kind: "cancelled" })
  return session
}

/** The session's line in the index, made again where it was lost. */
async function ensureIndexed(deps: AwsDeps, profileId: string, stored: StoredSession): Promise<AwsSession> {
  const { issuedAtMs, expiresAtMs } = stored
  const vault = await deps.index.update((now) => {
    const known = now.awsSessions.find((session) => session.profileId === profileId)
    if (known?.expiresAtMs === expiresAtMs) return now
    return withSession(now, {
      profileId,
      issuedAtMs,
      expiresAtMs,
      accountId: null,
      arn: null,
      written: false,
    })
  })
  const session = vault.awsSessions.find((candidate) => candidate.profileId === profileId)
  if (session === undefined) throw new AppError({ kind: "not-found", what: "profile" })
  return session
}

function isStarted({ awsSessions }: Vault, { id, renew }: AwsProfile): boolean {
  return renew === "auto" && awsSessions.some(({ profileId }) => profileId === id)
}

/** Whether kept credentials serve: enough is left, or (forced) they were issued after the force was asked for. */
function serves(
  stored: StoredSession | null,
  options: RefreshOptions & { readonly write: boolean },
  askedAtMs: number,
  nowMs: number,
  { vault, profile }: { vault: Vault; profile: AwsProfile },
): boolean {
  if (stored === null) return false
  if (options.ahead === true) return isFreshAhead(stored, profile, rightMs(vault, nowMs))
  // Nobody started it anew: what is left of it is all there is.
  if (!options.write && profile.renew === "never") return stored.expiresAtMs > nowMs
  if (!isFresh(stored, nowMs)) return false
  return options.force === true ? stored.issuedAtMs > askedAtMs : true
}

/**
 * Under the profile's lock: keeps what serves, else issues; then writes where the profile wants a file.
 * `write: false` leaves the shared files alone. A write that fails leaves the issued credentials kept, and the next refresh writes them without asking AWS.
 */
export async function refreshProfile(
  deps: AwsDeps,
  state: RefreshState,
  profileId: string,
  options: RefreshOptions & { readonly write: boolean },
  asked: Asked,
): Promise<RefreshResult & { stored: StoredSession }> {
  const work = async () => {
    if (options.signal?.aborted === true) throw new AppError({ kind: "cancelled" })
    const vault = await deps.index.read()
    const profile = findProfileIn(vault, profileId)
    // It was stopped, or is no longer to be renewed, while this waited for its turn.
    if (options.ahead === true && !isStarted(vault, profile)) throw new AppError({ kind: "cancelled" })
    const { session: kept, head } = await readSession(deps.secrets, profile)
    const issued = !serves(kept, options, asked.atMs, deps.clock.nowMs(), { vault, profile })
    if (issued && !options.write && profile.renew === "never")
      throw new AppError({ kind: "session-over", profile: profile.name })
    const stored =
      kept !== null && !issued ? kept : await issueAndKeep(deps, state, profile, options, asked, head)
    let session = await ensureIndexed(deps, profileId, stored)
    if (profile.mode === "process" && options.write) {
      if (options.ahead === true) await publishProcessQuietly(deps, profile)
      else await publishProcess(deps, profile, options.replaceForeignSection === true)
    }
    if (!options.write || profile.mode === "process")
      return { profile, session, issued, written: false, stored }
    const credentials = credentialsOf(stored)
    const present = session.written && (await isPublished(deps, profile, credentials))
    if (!present) {
      await publish(deps, profile, credentials, options.replaceForeignSection === true)
      const { arn, expiresAtMs } = session
      await deps.audit?.note({ what: "written", by: options.by, profile: profile.name, arn, expiresAtMs })
    }
    if (!session.written) session = await markWritten(deps, profileId, true)
    return { profile, session, issued, written: true, stored }
  }
  return deps.mutex.hold(profileLock(profileId), work, { waitMs: WAIT_MS })
}
