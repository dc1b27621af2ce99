/** @file What a profile is issued: by its key, with what its user's other profiles share, or by Identity Center. */
import { rightMs } from "../clock/correction.ts"
import type { SessionCredentials } from "../ports/aws-api.ts"
import type { AwsKey, AwsProfile, Vault } from "../vault/schema.ts"
import { assumedRoleArn, parseArn } from "./arn.ts"
import { deviceLock, WAIT_MS } from "./device-lock.ts"
import { findKeyIn } from "./find.ts"
import { isDirect, issueRole, newUserSession, sessionNameFor, stopIfAborted } from "./issue.ts"
import { issueFromCenter } from "./issue-from-center.ts"
import { credentialsOf, roleDigest, sourceOf } from "./secret-items.ts"
import type { StoredSession } from "./secret-items.ts"
import type { AwsDeps, RefreshOptions } from "./service.ts"
import { loadUserSession, saveUserSession, servesAsOwn } from "./user-session.ts"

/** What is known of one issued session besides its secrets. */
export interface Identity {
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

export type Started = Asked & { readonly starting: boolean }

/**
 * The user's own session: one that another profile of the key was just given, the one that they share where it lasts
 * about as long as was asked for, or a new one.
 */
function issueUser(
  deps: AwsDeps,
  state: RefreshState,
  vault: Vault,
  key: AwsKey,
  profile: AwsProfile,
  options: RefreshOptions,
  asked: Started,
): Promise<StoredSession> {
  const { roleArns, durationSeconds } = profile
  const work = async () => {
    const shared = options.code === undefined ? shareable(state, profile, asked) : null
    if (shared !== null) return shared
    const ticket = ++state.tickets
    const atMs = rightMs(vault, deps.clock.nowMs())
    const common =
      asked.starting && options.code === undefined ? await loadUserSession(deps.secrets, key, atMs) : null
    const serves = common !== null && servesAsOwn(common, durationSeconds, atMs)
    const session = serves ? common : await newUserSession(deps, vault, key, durationSeconds, options)
    stopIfAborted(options.signal)
    const others = vault.awsProfiles.some(({ id, keyId }) => keyId === key.id && id !== profile.id)
    if (!serves && others) await saveUserSession(deps.secrets, key.id, session)
    const stored = { ...credentialsOf(session), issuedAtMs: session.issuedAtMs, keyId: key.id, roleArns }
    state.recent = { keyId: key.id, ticket, durationSeconds, stored }
    return stored
  }
  return deps.mutex.hold(deviceLock(key), work, { waitMs: WAIT_MS })
}

/** Credentials of a profile's last role, with what they were issued for. */
function storedRole(
  deps: AwsDeps,
  profile: AwsProfile,
  credentials: SessionCredentials,
  isDirect: boolean,
): StoredSession {
  const { roleArns } = profile
  const digest = roleDigest(profile)
  return {
    ...{ ...credentials, issuedAtMs: deps.clock.nowMs(), keyId: sourceOf(profile), roleArns },
    ...(digest === "" ? {} : { roleDigest: digest }),
    ...(isDirect ? { direct: true } : {}),
  }
}

/** What was issued, and from what. */
export interface Issued {
  readonly stored: StoredSession
  /** The key's name, or that of the sign-in to Identity Center. */
  readonly from: string
  readonly known: Identity | null
  /** null: AWS is not asked who it is. */
  readonly key: AwsKey | null
}

export async function issueWithKey(
  deps: AwsDeps,
  state: RefreshState,
  vault: Vault,
  keyId: string,
  profile: AwsProfile,
  options: RefreshOptions,
  asked: Started,
): Promise<Issued> {
  const key = findKeyIn(vault, keyId)
  const issueForRole = async () =>
    storedRole(
      deps,
      profile,
      await issueRole(deps, vault, key, profile, options),
      isDirect(profile) && profile.roleArns.length === 1,
    )
  const stored = await (profile.roleArns.length === 0
    ? issueUser(deps, state, vault, key, profile, options, asked)
    : issueForRole())
  return { stored, from: key.name, known: knownIdentity(key, profile), key }
}

export async function issueWithSignIn(
  deps: AwsDeps,
  vault: Vault,
  profile: AwsProfile,
  options: RefreshOptions,
): Promise<Issued> {
  const { credentials, from, ...known } = await issueFromCenter(deps, vault, profile, options)
  return { stored: storedRole(deps, profile, credentials, false), from, known, key: null }
}
