/** @file A profile in process mode: its line in the config file, and what would be taken before it out of the way. */
import { AppError, isAppError } from "../errors.ts"
import type { AwsProfile } from "../vault/schema.ts"
import { editFile, readSettledFile } from "./edit-file.ts"
import { inTurn, isShadowed, type FileDeps } from "./publish.ts"
import { loadReplaced, saveReplaced, type Replaced } from "./secret-items.ts"
import type { AwsDeps } from "./service.ts"
import { putRegion, takeOutRegion } from "./shared-files/config-region.ts"
import { MARK, putCredentials } from "./shared-files/credentials-section.ts"
import { findSection, valueOf, type SharedFile } from "./shared-files/model.ts"
import { holdsProcessLine, putProcessLine, type ProcessRecord } from "./shared-files/process-line.ts"
import { findProfileSection } from "./shared-files/section-name.ts"

export type ProcessDeps = FileDeps & Pick<AwsDeps, "processCommand">

/** Ways to credentials in the credentials file, all of which the tools take before a line of the config file. */
const BEFORE = ["aws_access_key_id", "credential_process", "role_arn", "web_identity_token_file"]

const isInTheWay = (credentials: SharedFile, name: string) =>
  BEFORE.some((key) => valueOf(findSection(credentials, name), key) !== undefined)

/** Of the section that is in the way its header stays, with our mark, so that all of it finds its place again. */
const clearWay = (file: SharedFile, path: string, { name, id }: AwsProfile, consent: boolean) =>
  putCredentials(file, path, name, { [MARK]: id }, consent)

async function readBoth({ credentialsFile, configFile, clock }: FileDeps) {
  const [credentials, config] = await Promise.all([
    readSettledFile(credentialsFile, clock),
    readSettledFile(configFile, clock),
  ])
  return { credentials: credentials.file, config: config.file }
}

interface Given {
  readonly record: ProcessRecord | null
  readonly consent: boolean
}

function tryOut(
  { credentialsFile, configFile }: FileDeps,
  { credentials, config }: Awaited<ReturnType<typeof readBoth>>,
  profile: AwsProfile,
  command: string,
  given: Given,
): void {
  if (isInTheWay(credentials, profile.name))
    clearWay(credentials, credentialsFile.path, profile, given.consent)
  putProcessLine(config, configFile.path, profile.name, command, given)
}

/**
 * Tries the whole edit without writing, so that no code is spent where it would fail. A name that AWS's config file
 * gives credentials another way is left to that: Keycard's are had by `keycard exec` then.
 * @throws AppError `section-not-ours`, `profile-name`, `aws-file`, `file`, `keychain`, `usage`
 */
export async function rehearseProcess(
  deps: ProcessDeps,
  profile: AwsProfile,
  consent: boolean,
): Promise<void> {
  const { secrets, processCommand } = deps
  if (processCommand === undefined) return
  const command = processCommand(profile.name)
  const files = await readBoth(deps)
  if (isShadowed(files.config, profile.name)) return
  // With consent it does not matter whose line it is, and no keychain is asked.
  const record = consent ? null : (await loadReplaced(secrets, profile)).process
  if (isHeld(files, profile, command)) return
  tryOut(deps, files, profile, command, { record, consent })
}

/** Whether a tool that asks for the profile asks Keycard, in its region. */
function isHeld(
  { credentials, config }: { credentials: SharedFile; config: SharedFile },
  { name, region }: AwsProfile,
  command: string,
): boolean {
  const present = valueOf(findProfileSection(config, name, "config"), "region")
  const isFree = !isInTheWay(credentials, name) && (region === null || region === present)
  return isFree && holdsProcessLine(config, name, command)
}

/** Line and region in one edit: whoever reads the file meanwhile finds both or neither. */
function putLines(
  file: SharedFile,
  path: string,
  { name, region }: AwsProfile,
  command: string,
  { kept, consent }: { readonly kept: Replaced; readonly consent: boolean },
): { file: SharedFile; kept: Replaced } {
  const line = putProcessLine(file, path, name, command, { record: kept.process, consent })
  const process = line.record
  // The region's record goes once the file is written.
  if (region === null)
    return { file: takeOutRegion(line.file, path, name, kept.config), kept: { ...kept, process } }
  const put = putRegion(line.file, path, name, region, kept.config)
  return { file: put.file, kept: { ...kept, process, config: put.record } }
}

/**
 * Writes the line, and the region, into the config file. What of somebody else's would be taken before it goes, with
 * consent, into the keychain first, and comes back when the session is stopped.
 * @throws AppError `section-not-ours`, `profile-name`, `aws-file`, `file`, `keychain`, `usage`
 */
export async function publishProcess(
  deps: ProcessDeps,
  profile: AwsProfile,
  consent: boolean,
): Promise<void> {
  const { credentialsFile, configFile, secrets, clock, processCommand } = deps
  if (processCommand === undefined) return
  const command = processCommand(profile.name)
  const files = await readBoth(deps)
  // Nearly always it stands there: then no lock is taken, and no keychain asked.
  if (isHeld(files, profile, command) || isShadowed(files.config, profile.name)) return
  await inTurn(deps, async () => {
    let kept = await loadReplaced(secrets, profile)
    tryOut(deps, await readBoth(deps), profile, command, { record: kept.process, consent })
    await editFile(credentialsFile, clock, async (file) => {
      if (!isInTheWay(file, profile.name)) return file
      const cleared = clearWay(file, credentialsFile.path, profile, consent)
      if (cleared.replaced !== null) {
        kept = { ...kept, credentials: cleared.replaced }
        await saveReplaced(secrets, profile.id, kept)
      }
      return cleared.file
    })
    await editFile(configFile, clock, async (file) => {
      const put = putLines(file, configFile.path, profile, command, { kept, consent })
      if (JSON.stringify(put.kept) !== JSON.stringify(kept)) {
        kept = put.kept
        await saveReplaced(secrets, profile.id, kept)
      }
      return put.file
    })
    if (profile.region === null && kept.config !== null)
      await saveReplaced(secrets, profile.id, { ...kept, config: null })
    if (!isHeld(await readBoth(deps), profile, command))
      throw new AppError({ kind: "file", problem: "changed", path: configFile.path })
  })
}

/** The same; what takes consent is left to the next start by a person. */
export async function publishProcessQuietly(deps: ProcessDeps, profile: AwsProfile): Promise<void> {
  try {
    await publishProcess(deps, profile, false)
  } catch (error) {
    if (!isAppError(error, "section-not-ours")) throw error
  }
}

/** Whether a line of ours was written for the profile and not taken out since. */
export async function isProcessWritten(deps: ProcessDeps, profile: AwsProfile): Promise<boolean> {
  if (profile.mode !== "process" || deps.processCommand === undefined) return false
  return (await loadReplaced(deps.secrets, profile)).process !== null
}

/** The profile's line, and whether a tool that asks for the profile finds it; null: none is wanted. */
export async function holdsProcess(
  deps: ProcessDeps,
  profile: AwsProfile,
): Promise<{ command: string; written: boolean } | null> {
  if (profile.mode !== "process" || deps.processCommand === undefined) return null
  const command = deps.processCommand(profile.name)
  return { command, written: isHeld(await readBoth(deps), profile, command) }
}
