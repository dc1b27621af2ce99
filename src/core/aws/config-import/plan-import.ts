/** @file Which profiles of AWS's files can become profiles here. Pure: the files and the vault come in, nothing changes. */
import { MAX_ROLES } from "../../vault/limits.ts"
import type { AwsKey, AwsProfile, Vault } from "../../vault/schema.ts"
import { MARK, SHADOWING } from "../shared-files/credentials-section.ts"
import type { SharedFile } from "../shared-files/model.ts"
import { defaultDuration } from "../values.ts"
import { centerSource, namesCenter } from "./center-source.ts"
import { effectiveValues, profileFiles, said, valuesOf } from "./effective.ts"
import type { ProfileFiles, Values } from "./effective.ts"
import { readForeignProcess } from "./foreign-process.ts"
import { freeName, safeName } from "./import-name.ts"
import { durationIn, isUsableKey, mfaSerialIn, regionIn, rolesOf } from "./row-values.ts"
import { followSources, keysIn, LONG_TERM, otherWay, rolesHere } from "./source-chain.ts"
import type { Chain, Root } from "./source-chain.ts"
import { issuesCenterRole } from "./take-center.ts"
import type { Barrier, ImportBase, ImportedRole, ImportNote, ImportRow } from "./types.ts"

/** Everything of a row but its name and how it stands to what is here. */
type Found = Omit<ImportRow, "name" | "status" | "here">

const servedBy = (section: string) =>
  section.endsWith(LONG_TERM) ? section.slice(0, -LONG_TERM.length) : section

/** Whether Keycard wrote it, or is what it starts. */
function isOurs(values: Values): boolean {
  if (said(values, MARK) !== null) return true
  const command = said(values, "credential_process")
  return command !== null && readForeignProcess(command).tool === "keycard"
}

/** Names that others name as their source: a profile without anything else is a key's name then. */
function sourcesIn(files: ProfileFiles, names: Iterable<string>): Set<string> {
  return new Set([...names].flatMap((name) => said(effectiveValues(files, name), "source_profile") ?? []))
}

/** Whether AWS's tools find credentials under this name without Keycard. */
export function isShadowed(files: ProfileFiles, profile: string): boolean {
  const config = valuesOf(files.config.get(profile))
  const credentials = valuesOf(files.credentials.get(profile))
  const byConfig = [...SHADOWING, "credential_process", "credential_source", "aws_access_key_id"]
  const inCredentials = ["aws_access_key_id", "role_arn", "credential_process"].some((key) =>
    credentials.has(key),
  )
  return byConfig.some((key) => config.has(key)) || (inCredentials && !credentials.has(MARK))
}

/** Whether a key that is kept is the one with this access key id. */
export type IsSameKey = (key: AwsKey, accessKeyId: string) => boolean

/** What can be said without the keychain. */
const endsAlike: IsSameKey = ({ tail }, accessKeyId) => tail === accessKeyId.slice(-4)

interface Surroundings {
  readonly files: ProfileFiles
  readonly vault: Vault
  readonly isSameKey: IsSameKey
  /** Whether profiles of Identity Center can be made here. */
  readonly takesCenter: boolean
}

function baseOf({ files, vault, isSameKey }: Surroundings, root: Root): ImportBase {
  if (root.kind === "kept") {
    const key = vault.awsKeys.find(({ id }) => id === root.keyId)
    return { kind: "kept", keyId: root.keyId, name: key?.name ?? "" }
  }
  const { section, values } = root
  const id = said(values, "aws_access_key_id") ?? ""
  const inCredentials = valuesOf(files.credentials.get(section)).has("aws_access_key_id")
  const wanted = safeName(servedBy(section))
  return {
    kind: "file",
    section,
    file: inCredentials ? "credentials" : "config",
    tail: id.slice(-4),
    name: freeName(wanted, (name) => vault.awsKeys.some((key) => key.name === name)),
    alike: vault.awsKeys.find((key) => isSameKey(key, id))?.id ?? null,
  }
}

const NOTHING: Omit<Found, "profile" | "kind"> = {
  ...{ barrier: null, base: null, roles: [], center: null, mfaSerial: null, region: null },
  ...{ durationSeconds: null, mode: "process", notes: [] },
}

const stopped = (profile: string, barrier: Barrier): Found => ({ ...NOTHING, profile, kind: "none", barrier })

function fromChain(around: Surroundings, profile: string, values: Values, chain: Chain): Found {
  const { files, vault } = around
  if ("barrier" in chain) return stopped(profile, chain.barrier)
  const { root, steps } = chain
  const notes: ImportNote[] = []
  const roles = rolesOf(steps, notes)
  if (roles === null) return stopped(profile, { kind: "bad-role" })
  const all = [...(root.kind === "kept" ? root.roles : []), ...roles]
  if (all.length > MAX_ROLES) return stopped(profile, { kind: "too-many-roles", most: MAX_ROLES })
  if (root.kind === "section" && !isUsableKey(root.values))
    return stopped(profile, { kind: "bad-key", profile: root.section })
  const base = baseOf(around, root)
  const rootValues = root.kind === "section" ? root.values : effectiveValues(files, base.name)
  const serves = effectiveValues(files, root.kind === "section" ? servedBy(root.section) : base.name)
  const mfaSerial = mfaSerialIn(values, ...steps.map((step) => step.values), rootValues, serves)
  const keptKey = vault.awsKeys.find(({ id }) => base.kind === "kept" && id === base.keyId)
  const keptSerial = keptKey?.mfaSerial ?? null
  if (mfaSerial !== null && keptSerial !== null && keptSerial !== mfaSerial)
    notes.push({ kind: "other-mfa-device", serial: keptSerial })
  const isUser = all.length === 0
  // Its own keys leave the file, or do not: that is decided when it is taken over.
  const onRequest = isShadowed(files, servedBy(profile)) && !(isUser && base.kind === "file")
  if (onRequest) notes.push({ kind: "on-request" })
  return {
    ...{ profile, kind: isUser ? "user" : "role", barrier: null, base, roles: all, center: null, mfaSerial },
    region: regionIn(values, notes),
    durationSeconds: durationIn(values, all.length, notes),
    ...{ mode: onRequest ? "process" : "file", notes },
  }
}

function fromCenter({ files, takesCenter }: Surroundings, profile: string, values: Values): Found {
  const center = centerSource(files, values)
  if (center === null) return stopped(profile, { kind: "center-incomplete" })
  const notes: ImportNote[] = []
  const region = regionIn(values, notes)
  const onRequest = isShadowed(files, profile)
  if (onRequest) notes.push({ kind: "on-request" })
  const mode = onRequest ? "process" : "file"
  const found = { ...NOTHING, profile, kind: "center", center, region, mode, notes } as const
  return takesCenter ? found : { ...found, barrier: { kind: "center" } }
}

/** null: nothing that gives credentials, or what Keycard itself fills. */
function find(around: Surroundings, profile: string, sources: ReadonlySet<string>): Found | null {
  const { files, vault } = around
  const values = effectiveValues(files, profile)
  if (values === null || isOurs(values)) return null
  const chain = () => followSources(files, vault, profile)
  if (said(values, "role_arn") !== null) return fromChain(around, profile, values, chain())
  if (keysIn(values) !== "permanent" && namesCenter(values)) return fromCenter(around, profile, values)
  if (keysIn(values) === "permanent") return fromChain(around, profile, values, chain())
  // What aws-mfa fills: its key stands in the section beside, which has a row of its own.
  if (keysIn(effectiveValues(files, profile + LONG_TERM)) === "permanent") return null
  if (keysIn(values) === "session") return stopped(profile, { kind: "temporary", profile })
  const other = otherWay(values)
  if (other !== null) return stopped(profile, other)
  const isKeyName = sources.has(profile) || said(values, "mfa_serial") !== null
  return isKeyName ? fromChain(around, profile, values, chain()) : null
}

function keyIdsOf({ base }: Found): readonly string[] {
  if (base?.kind === "kept") return [base.keyId]
  return base?.alike ? [base.alike] : []
}

/** What AWS's files can say of roles, to compare. */
const saidOf = (roles: readonly ImportedRole[]) =>
  JSON.stringify(
    roles.map(({ arn, externalId, sessionName, sourceIdentity, tags, kept }) => [
      ...[arn, externalId, sessionName],
      ...[sourceIdentity ?? kept?.sourceIdentity ?? null, tags ?? kept?.tags ?? []],
    ]),
  )

function isSame(vault: Vault, found: Found, profile: AwsProfile): boolean {
  if (found.barrier !== null) return false
  if (found.center !== null) return issuesCenterRole(vault, profile, found.center)
  const isKey = profile.keyId !== null && keyIdsOf(found).includes(profile.keyId)
  return isKey && saidOf(found.roles) === saidOf(rolesHere(profile))
}

/** Keys that several rows begin with have one device here: the one that the first of them names. */
function withOneDevice(found: readonly Found[]): Found[] {
  const serials = new Map<string, string>()
  return found.map((row) => {
    if (row.base?.kind !== "file" || row.mfaSerial === null) return row
    const first = serials.get(row.base.section) ?? row.mfaSerial
    serials.set(row.base.section, first)
    if (first === row.mfaSerial) return row
    return { ...row, notes: [...row.notes, { kind: "other-mfa-device", serial: first }] }
  })
}

/**
 * Every profile of both files that gives credentials, in the order of the files, config first.
 * @returns a name for each that is free here and in this import.
 */
export function planImport(
  credentials: SharedFile,
  config: SharedFile,
  vault: Vault,
  { isSameKey = endsAlike, takesCenter = false }: Partial<Omit<Surroundings, "files" | "vault">> = {},
): ImportRow[] {
  const files = profileFiles(credentials, config)
  const around = { files, vault, isSameKey, takesCenter }
  const names = new Set([...files.config.keys(), ...files.credentials.keys()])
  const sources = sourcesIn(files, names)
  const found = withOneDevice([...names].flatMap((name) => find(around, name, sources) ?? []))
  const given = new Set<string>()
  const isHere = (name: string) => vault.awsProfiles.some((profile) => profile.name === name)
  return found.map((row): ImportRow => {
    if (row.barrier !== null) return { ...row, name: row.profile, status: "impossible", here: null }
    const same = vault.awsProfiles.find((profile) => isSame(vault, row, profile))
    if (same !== undefined) return { ...row, name: same.name, status: "same", here: same.name }
    const wanted = servedBy(row.profile)
    const plain = safeName(wanted)
    const name = freeName(plain, (each) => given.has(each) || isHere(each))
    given.add(name)
    const notes =
      name === wanted ? row.notes : [...row.notes, { kind: "name-changed", from: wanted } as const]
    const taken = isHere(plain)
    return { ...row, name, notes, status: taken ? "taken" : "new", here: taken ? plain : null }
  })
}

/** How long its sessions last here. */
export const importedSeconds = ({ durationSeconds, roles }: ImportRow): number =>
  durationSeconds ?? defaultDuration(roles.length)
