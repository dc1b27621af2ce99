/** @file Issuing and writing credentials for one profile, once, whoever asks and however many. */
import { AppError } from "../errors.ts"
import type { AwsKey, AwsProfile, AwsSession, Vault } from "../vault/schema.ts"
import { profileLock } from "../vault/secret-names.ts"
import { rightMs } from "../clock/correction.ts"
import { parseArn } from "./arn.ts"
import { WAIT_MS } from "./device-lock.ts"
import { findProfileIn } from "./find.ts"
import { noteClock, targetOf } from "./issue.ts"
import { issueWithKey, issueWithSignIn } from "./issue-for-profile.ts"
import type { Asked, Identity, RefreshState } from "./issue-for-profile.ts"
import { isPublished, publish, rehearse } from "./publish.ts"
import { publishProcess, publishProcessQuietly, rehearseProcess } from "./publish-process.ts"
import { isFresh, isFreshAhead } from "./renewal.ts"
import { credentialsOf, readSession, saveSession } from "./secret-items.ts"
import type { StoredSession } from "./secret-items.ts"
import type { AwsDeps, RefreshOptions, RefreshResult } from "./service.ts"

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

async function issueAndKeep(
  deps: AwsDeps,
  state: RefreshState,
  profile: AwsProfile,
  options: RefreshOptions & { readonly write: boolean },
  asked: Asked,
  { head, starting }: { head: string | null; starting: boolean },
): Promise<StoredSession> {
  const vault = await deps.index.read()
  if (options.write && profile.mode === "file")
    await rehearse(deps, profile, options.replaceForeignSection === true)
  if (options.write && profile.mode === "process" && options.ahead !== true)
    await rehearseProcess(deps, profile, options.replaceForeignSection === true)
  const { stored, from, known, key } =
    profile.keyId === null
      ? await issueWithSignIn(deps, vault, profile, options)
      : await issueWithKey(deps, state, vault, profile.keyId, profile, options, { ...asked, starting })
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
      kept !== null && !issued
        ? kept
        : await issueAndKeep(deps, state, profile, options, asked, {
            head,
            starting: kept === null || kept.expiresAtMs <= deps.clock.nowMs(),
          })
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
