/** @file Which profiles Keycard issues credentials for. */
import { AppError } from "../errors.ts"
import type { AwsKey, AwsProfile, Vault } from "../vault/schema.ts"
import { profileLock } from "../vault/secret-names.ts"
import { readSettledFile } from "./edit-file.ts"
import { findKeyIn, findProfileIn, findSignInIn, sourceIn } from "./find.ts"
import { checkProfileName } from "./profile-name.ts"
import { refuseShadowed, withdraw } from "./publish.ts"
import { holdsProcess, isProcessWritten, publishProcessQuietly, rehearseProcess } from "./publish-process.ts"
import { byUrgency, stateOf } from "./renewal.ts"
import { checkRoles, keptOptions } from "./profile-roles.ts"
import { deleteSession } from "./secret-items.ts"
import { deleteUserSession } from "./user-session.ts"
import type { Aws, AwsDeps, NewProfile, SessionView } from "./service.ts"
import { checkCenterRole } from "../sso/values.ts"
import { checkDuration, checkRegion, defaultDuration } from "./values.ts"

type Profiles = Pick<
  Aws,
  | "profiles"
  | "findProfile"
  | "sessions"
  | "addProfile"
  | "editProfile"
  | "processLine"
  | "stop"
  | "removeProfile"
>

const LOCK_WAIT_MS = 180_000

function refuseTakenName(vault: Vault, name: string, exceptId?: string): void {
  if (vault.awsProfiles.some((profile) => profile.name === name && profile.id !== exceptId))
    throw new AppError({ kind: "already-exists", what: "profile", name })
}

async function refuseUseless(deps: AwsDeps, profile: AwsProfile): Promise<void> {
  const { file } = await readSettledFile(deps.configFile, deps.clock)
  refuseShadowed(file, profile.name)
  // What takes consent is asked about with the first start.
  if (profile.mode === "process") await rehearseProcess(deps, profile, true)
}

const regionOf = (region: string | undefined) =>
  region === undefined || region === "" ? null : checkRegion(region)

/**
 * How many roles lie between what is signed with and the credentials, as far as their duration goes. How long those of
 * Identity Center last is settled there; one role more is assumed from a role, for an hour at most.
 */
const hops = (keyId: string | null, roleArns: readonly string[]) => roleArns.length + (keyId === null ? 2 : 0)

const keyOf = (vault: Vault, keyId: string | null) => (keyId === null ? null : findKeyIn(vault, keyId))

async function addProfile(deps: AwsDeps, wanted: NewProfile): Promise<AwsProfile> {
  const key = keyOf(await deps.index.read(), wanted.keyId)
  const { roleArns, roleOptions, assume, federation } = checkRoles(key, wanted)
  const profile: AwsProfile = {
    id: deps.random.uuid(),
    name: checkProfileName(wanted.name),
    keyId: wanted.keyId,
    center: wanted.keyId === null ? checkCenterRole(wanted.center) : null,
    durationSeconds: checkDuration(
      wanted.durationSeconds ?? defaultDuration(hops(wanted.keyId, roleArns)),
      hops(wanted.keyId, roleArns),
      assume,
    ),
    region: regionOf(wanted.region),
    ...{ roleArns, roleOptions, assume, federation },
    mode: wanted.mode ?? "file",
    renew: wanted.renew ?? "on-demand",
    createdAtMs: deps.clock.nowMs(),
  }
  const isBeside = wanted.beside === true && profile.mode === "process"
  if (!isBeside) await refuseUseless(deps, profile)
  await deps.index.update((vault) => {
    if (profile.keyId !== null) findKeyIn(vault, profile.keyId)
    if (profile.center !== null) findSignInIn(vault, profile.center.signInId)
    refuseTakenName(vault, profile.name)
    return { ...vault, awsProfiles: [...vault.awsProfiles, profile] }
  })
  if (profile.mode === "process" && !isBeside) await publishProcessQuietly(deps, profile)
  return profile
}

/** What is present and undefined says nothing. */
const definedOnly = <T extends object>(changes: T): Partial<T> =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<T>

type ProfileChanges = Parameters<Aws["editProfile"]>[1]

function changed(key: AwsKey | null, profile: AwsProfile, changes: ProfileChanges): AwsProfile {
  const wanted = { roleOptions: keptOptions(profile, changes.roleArns), ...definedOnly(changes) }
  const { roleArns, roleOptions, assume, federation } = checkRoles(key, { ...profile, ...wanted })
  return {
    ...profile,
    name: changes.name === undefined ? profile.name : checkProfileName(changes.name),
    ...{ roleArns, roleOptions, assume, federation },
    durationSeconds: checkDuration(
      changes.durationSeconds ?? profile.durationSeconds,
      hops(profile.keyId, roleArns),
      assume,
    ),
    // Present and empty: the region is taken away.
    region: "region" in changes ? regionOf(changes.region) : profile.region,
    mode: changes.mode ?? profile.mode,
    renew: changes.renew ?? profile.renew,
  }
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/**
 * A new name, other roles or no file any more: what was written under the old ones goes. The next refresh writes
 * anew.
 */
async function editProfile(deps: AwsDeps, id: string, changes: ProfileChanges): Promise<AwsProfile> {
  const work = async () => {
    const vault = await deps.index.read()
    const profile = findProfileIn(vault, id)
    const next = changed(keyOf(vault, profile.keyId), profile, changes)
    refuseTakenName(vault, next.name, profile.id)
    const turned = next.mode !== profile.mode
    if (next.name !== profile.name || turned) await refuseUseless(deps, next)
    const asks = next.mode === "process" && (turned || (await isProcessWritten(deps, profile)))
    const moved = next.name !== profile.name || turned || (asks && next.region !== profile.region)
    const rolesOf = ({ roleArns, roleOptions }: AwsProfile) => [roleArns, roleOptions]
    const otherIdentity = !same(rolesOf(next), rolesOf(profile))
    if (moved || otherIdentity) await withdraw(deps, profile)
    await deps.index.update((now) => {
      refuseTakenName(now, next.name, profile.id)
      const unwritten = now.awsSessions.map((session) =>
        session.profileId === profile.id ? { ...session, written: false } : session,
      )
      const awsSessions = otherIdentity
        ? now.awsSessions.filter(({ profileId }) => profileId !== profile.id)
        : unwritten
      return {
        ...now,
        awsProfiles: now.awsProfiles.map((known) => (known.id === profile.id ? next : known)),
        awsSessions,
      }
    })
    if (asks) await publishProcessQuietly(deps, next)
    return next
  }
  return deps.mutex.hold(profileLock(id), work, { waitMs: LOCK_WAIT_MS })
}

/** Files first, then what the index and the keychain know: what fails half-way can be stopped again. */
async function stop(deps: AwsDeps, profileId: string): Promise<void> {
  const work = async () => {
    const before = await deps.index.read()
    const profile = findProfileIn(before, profileId)
    const started = before.awsSessions.some((session) => session.profileId === profileId)
    await withdraw(deps, profile)
    await deps.index.update((vault) => {
      const awsSessions = vault.awsSessions.filter((session) => session.profileId !== profileId)
      return awsSessions.length === vault.awsSessions.length ? vault : { ...vault, awsSessions }
    })
    await deleteSession(deps.secrets, profileId)
    const others = before.awsProfiles.filter(({ id, keyId }) => keyId === profile.keyId && id !== profileId)
    const inUse = before.awsSessions.some((session) => others.some(({ id }) => id === session.profileId))
    // Who stops the last session of a key wants none of it left.
    if (!inUse && profile.keyId !== null) await deleteUserSession(deps.secrets, profile.keyId)
    if (started) await deps.audit?.note({ what: "stopped", profile: profile.name })
  }
  await deps.mutex.hold(profileLock(profileId), work, { waitMs: LOCK_WAIT_MS })
}

async function sessions(deps: AwsDeps): Promise<SessionView[]> {
  const vault = await deps.index.read()
  const nowMs = deps.clock.nowMs()
  const views = vault.awsProfiles.flatMap((profile): SessionView[] => {
    const source = sourceIn(vault, profile)
    if (source === null) return []
    const session = vault.awsSessions.find(({ profileId }) => profileId === profile.id) ?? null
    return [{ profile, ...source, session, state: stateOf(session, nowMs) }]
  })
  return views.sort(byUrgency)
}

/**
 * The part of {@link Aws} that is about profiles.
 * @param abort ends what is under way for a profile, so that it can be stopped.
 */
export function createProfiles(deps: AwsDeps, abort: (profileId: string) => void): Profiles {
  const stopNow = (profileId: string) => {
    abort(profileId)
    return stop(deps, profileId)
  }
  return {
    profiles: async () => (await deps.index.read()).awsProfiles,
    findProfile: async (query) => findProfileIn(await deps.index.read(), query),
    sessions: () => sessions(deps),
    processLine: async (id) => holdsProcess(deps, findProfileIn(await deps.index.read(), id)),
    addProfile: (profile) => addProfile(deps, profile),
    editProfile: (id, changes) => editProfile(deps, id, changes),
    stop: stopNow,
    async removeProfile(id) {
      await stopNow(id)
      await deps.index.update((vault) => ({
        ...vault,
        awsProfiles: vault.awsProfiles.filter((profile) => profile.id !== id),
        awsSessions: vault.awsSessions.filter(({ profileId }) => profileId !== id),
      }))
    },
  }
}
