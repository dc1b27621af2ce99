/** @file What can be found on this machine alone: AWS's shared files, who can read what, the environment. */
import { readSettledFile } from "../aws/edit-file.ts"
import { findPlainKeys } from "../aws/plain-keys.ts"
import { profileOfConfigSection } from "../aws/shared-files/section-name.ts"
import type { SharedFile } from "../aws/shared-files/model.ts"
import { readSharedText } from "../aws/shared-files/read.ts"
import { AppError } from "../errors.ts"
import type { Clock } from "../ports/clock.ts"
import type { Machine } from "../ports/machine.ts"
import type { TextFile } from "../ports/text-file.ts"
import type { Vault } from "../vault/schema.ts"
import { findProcessProblems } from "./credential-process.ts"
import type { ReadFile } from "./credential-process.ts"
import type { Finding } from "./finding.ts"
import { findTraps } from "./shared-file-traps.ts"

/** A file or folder that is nobody else's business. */
export interface PrivatePlace {
  readonly path: string
  /** Whether secrets stand in it, so that reading it is enough. */
  readonly secrets: boolean
}

export interface MachineDeps {
  readonly clock: Clock
  readonly machine: Machine
  readonly credentialsFile: Pick<TextFile, "path" | "read">
  readonly configFile: Pick<TextFile, "path" | "read">
  readonly places: readonly PrivatePlace[]
}

/** Never written to here. */
const readOnly = (file: Pick<TextFile, "path" | "read">): TextFile => ({
  path: file.path,
  read: () => file.read(),
  replace: () => Promise.reject(new Error("a check-up writes nothing")),
})

async function readShared(
  deps: MachineDeps,
  kind: ReadFile["kind"],
): Promise<{ read: ReadFile | null; findings: Finding[] }> {
  const textFile = kind === "credentials" ? deps.credentialsFile : deps.configFile
  const { path } = textFile
  try {
    const { file } = await readSettledFile(readOnly(textFile), deps.clock)
    return { read: { file, path, kind }, findings: [] }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { read: null, findings: [{ id: "unreadable-file", error: error.data }] }
  }
}

function plainKeysIn({ file, path, kind }: ReadFile, config: SharedFile, vault: Vault | null): Finding[] {
  return findPlainKeys(file, config).map(({ profile: section, tail }) => {
    const profile = kind === "config" ? (profileOfConfigSection(section) ?? section) : section
    const keptAs = vault?.awsKeys.find((key) => key.tail === tail)?.name ?? null
    return { id: "plain-key", path, profile, tail, keptAs }
  })
}

const OTHERS = 0o007
const GROUP = 0o070

async function openPlaces(deps: MachineDeps): Promise<Finding[]> {
  const looks = deps.places.map(async ({ path, secrets }): Promise<Finding[]> => {
    const found = await deps.machine.permissions(path)
    if (found === null) return []
    const { mode, folder } = found
    const writable = (mode & 0o022) !== 0
    const readers = mode & 0o044
    // The names in a folder are no secret: what counts there is who can put another file in a file's place.
    if (!writable && (readers === 0 || folder)) return []
    const readableBy = (readers & OTHERS) !== 0 ? "everyone" : (readers & GROUP) !== 0 ? "group" : "nobody"
    const text = `0${(mode & 0o777).toString(8).padStart(3, "0")}`
    return [{ id: "open-path", path, folder, mode: text, readableBy, writable, secrets }]
  })
  return (await Promise.all(looks)).flat()
}

function endpointsIn(files: readonly ReadFile[], env: Machine["env"]): Finding[] {
  const variables = Object.keys(env).filter(
    (name) => /^AWS_ENDPOINT_URL(?:_|$)/.test(name) && (env[name] ?? "") !== "",
  )
  const lines = files.flatMap(({ file, path }) =>
    file.sections.flatMap(({ entries }) =>
      entries.flatMap(({ key, value, lines: [line = 0] }) =>
        // Indented under a service's name it is a part of that value.
        key === "endpoint_url" || /^\s*endpoint_url\s*=/m.test(value) ? [`${path}, line ${line + 1}`] : [],
      ),
    ),
  )
  const places = [...variables, ...lines]
  return places.length === 0 ? [] : [{ id: "endpoint-set", places }]
}

const KEY_VARIABLES = [
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_SECURITY_TOKEN",
]

function keysInEnvironment(env: Machine["env"]): Finding[] {
  const variables = KEY_VARIABLES.filter((name) => (env[name] ?? "") !== "")
  return variables.length === 0 ? [] : [{ id: "environment-keys", variables }]
}

/**
 * @param vault null: it could not be read
 * @returns what this machine shows. Changes nothing.
 */
export async function lookAtMachine(deps: MachineDeps, vault: Vault | null): Promise<Finding[]> {
  const [credentials, config] = [await readShared(deps, "credentials"), await readShared(deps, "config")]
  const files = [credentials.read, config.read].filter((read) => read !== null)
  const configText = config.read?.file ?? readSharedText("", deps.configFile.path)
  const { awsProfiles = [] } = vault ?? {}
  const profiles = new Set(awsProfiles.flatMap(({ id, name }) => [id, name]))
  return [
    ...credentials.findings,
    ...config.findings,
    ...files.flatMap((file) => plainKeysIn(file, configText, vault)),
    ...(await openPlaces(deps)),
    ...files.flatMap(({ file, path, kind }) => findTraps(file, path, kind)),
    ...(await findProcessProblems(files, deps.machine, profiles)),
    ...endpointsIn(files, deps.machine.env),
    ...keysInEnvironment(deps.machine.env),
  ]
}
