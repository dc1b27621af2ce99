/** @file Issued credentials on their way into AWS's shared files, and out again. */
import { AppError } from "../errors.ts"
import type { SessionCredentials } from "../ports/aws-api.ts"
import type { AwsProfile } from "../vault/schema.ts"
import { editFile, readSettledFile } from "./edit-file.ts"
import { loadReplaced, NOTHING_REPLACED, saveReplaced } from "./secret-items.ts"
import type { Replaced } from "./secret-items.ts"
import type { AwsDeps } from "./service.ts"
import { putRegion, takeOutRegion } from "./shared-files/config-region.ts"
import {
  holdsCredentials,
  MARK,
  putCredentials,
  SHADOWING,
  takeOutCredentials,
} from "./shared-files/credentials-section.ts"
import type { OurKeys } from "./shared-files/credentials-section.ts"
import { valueOf } from "./shared-files/model.ts"
import type { SharedFile } from "./shared-files/model.ts"
import { takeOutProcessLine } from "./shared-files/process-line.ts"
import { findProfileSection } from "./shared-files/section-name.ts"

export type FileDeps = Pick<AwsDeps, "credentialsFile" | "configFile" | "secrets" | "clock" | "mutex">

/** All writing of one user's shared files by Keycard is in turn; other programs are met by compare-and-swap. */
export const inTurn = <T>(deps: FileDeps, work: () => Promise<T>) =>
  deps.mutex.hold("aws-shared-files", work, { waitMs: 60_000 })

/** RFC 3339 in UTC, whole seconds. Not `expiration`: other tools delete sections by that one. */
const rfc3339 = (unixMs: number) => new Date(unixMs).toISOString().replace(/\.\d+Z$/, "Z")

function keysOf(profile: AwsProfile, credentials: SessionCredentials): OurKeys {
  return {
    aws_access_key_id: credentials.accessKeyId,
    aws_secret_access_key: credentials.secretAccessKey,
    aws_session_token: credentials.sessionToken,
    x_security_token_expires: rfc3339(credentials.expiresAtMs),
    [MARK]: profile.id,
  }
}

/**
 * A profile of the config file that names a role or a sign-on: botocore asks those before it reads the credentials
 * file, so what Keycard writes would never be used.
 * @throws AppError `profile-name` `taken`.
 */
export function refuseShadowed(config: SharedFile, name: string): void {
  if (isShadowed(config, name)) throw new AppError({ kind: "profile-name", problem: "taken", name })
}

/** Whether the config file gives the profile its credentials another way, which the tools take first. */
export function isShadowed(config: SharedFile, name: string): boolean {
  const section = findProfileSection(config, name, "config")
  return SHADOWING.some((key) => valueOf(section, key) !== undefined)
}

/** What stands for the real keys while it is tried whether they could be written. */
const TRIAL: SessionCredentials = {
  accessKeyId: "X",
  secretAccessKey: "X",
  sessionToken: "X",
  expiresAtMs: 0,
}

/**
 * Tries the whole edit without writing, so that no code is spent on credentials that could not be written.
 * @throws AppError `section-not-ours`, `profile-name`, `aws-file`, `file`.
 */
export async function rehearse(deps: FileDeps, profile: AwsProfile, consent: boolean): Promise<void> {
  const { credentialsFile, configFile, clock } = deps
  const [credentials, config] = await Promise.all([
    readSettledFile(credentialsFile, clock),
    readSettledFile(configFile, clock),
  ])
  refuseShadowed(config.file, profile.name)
  putCredentials(credentials.file, credentialsFile.path, profile.name, keysOf(profile, TRIAL), consent)
  if (profile.region !== null) putRegion(config.file, configFile.path, profile.name, profile.region, null)
}

async function publishCredentials(
  deps: FileDeps,
  profile: AwsProfile,
  keys: OurKeys,
  consent: boolean,
  before: Replaced,
): Promise<Replaced> {
  const { credentialsFile, secrets, clock } = deps
  let kept = before
  await editFile(credentialsFile, clock, async (file) => {
    const put = putCredentials(file, credentialsFile.path, profile.name, keys, consent)
    if (put.replaced !== null && put.replaced !== kept.credentials) {
      kept = { ...kept, credentials: put.replaced }
      await saveReplaced(secrets, profile.id, kept)
    }
    return put.file
  })
  return kept
}

/** The region in the config file; what it replaces is in the keychain before. */
async function publishRegion(deps: FileDeps, profile: AwsProfile, before: Replaced): Promise<void> {
  const { configFile, secrets, clock } = deps
  const { name, region } = profile
  if (region === null && before.config === null) return
  await editFile(configFile, clock, async (file) => {
    if (region === null) return takeOutRegion(file, configFile.path, name, before.config)
    const put = putRegion(file, configFile.path, name, region, before.config)
    if (JSON.stringify(put.record) !== JSON.stringify(before.config))
      await saveReplaced(secrets, profile.id, { ...before, config: put.record })
    return put.file
  })
  if (region === null) await saveReplaced(secrets, profile.id, { ...before, config: null })
}

/** Whether the credentials file holds exactly these for the profile now. */
export async function isPublished(
  deps: FileDeps,
  profile: AwsProfile,
  credentials: SessionCredentials,
): Promise<boolean> {
  const { file } = await readSettledFile(deps.credentialsFile, deps.clock)
  return holdsCredentials(file, profile.name, keysOf(profile, credentials))
}

/**
 * Writes credentials into the credentials file and the region into the config file, and reads them back. What a
 * section of somebody else's held is in the keychain before the file changes.
 * @throws AppError `section-not-ours`, `profile-name`, `aws-file`, `file`, `keychain`.
 */
export function publish(
  deps: FileDeps,
  profile: AwsProfile,
  credentials: SessionCredentials,
  consent: boolean,
): Promise<void> {
  return inTurn(deps, async () => {
    const { file: config } = await readSettledFile(deps.configFile, deps.clock)
    refuseShadowed(config, profile.name)
    const before = await loadReplaced(deps.secrets, profile)
    const kept = await publishCredentials(deps, profile, keysOf(profile, credentials), consent, before)
    await publishRegion(deps, profile, kept)
    if (!(await isPublished(deps, profile, credentials)))
      throw new AppError({ kind: "file", problem: "changed", path: deps.credentialsFile.path })
  })
}

/**
 * Takes out what was written and puts back what was there. The copy in the keychain goes last, and stays where
 * somebody else's section stands in its place by now.
 * @throws AppError `aws-file`, `file`, `keychain`, `secret-damaged`.
 */
export function withdraw(deps: FileDeps, profile: AwsProfile): Promise<void> {
  return inTurn(deps, async () => {
    const { credentialsFile, configFile, secrets, clock } = deps
    const replaced = await loadReplaced(secrets, profile)
    const outcome = { restored: true }
    await editFile(credentialsFile, clock, (file) => {
      const out = takeOutCredentials(
        file,
        credentialsFile.path,
        profile.name,
        profile.id,
        replaced.credentials,
      )
      outcome.restored = out.restored
      return out.file
    })
    const { process, config } = replaced
    // Written before the region, so taken out after it: each finds the section as it left it.
    if (config !== null || process !== null)
      await editFile(configFile, clock, (file) => {
        const without = takeOutRegion(file, configFile.path, profile.name, config)
        return process === null
          ? without
          : takeOutProcessLine(without, configFile.path, profile.name, process)
      })
    const left = outcome.restored ? NOTHING_REPLACED : { ...replaced, config: null, process: null }
    if (replaced.credentials !== null || config !== null || process !== null)
      await saveReplaced(secrets, profile.id, left)
  })
}
