/** @file Takes chosen profiles of AWS's files over: all of them or none. The files change only where that is asked for. */
import { AppError, isAppError } from "../../errors.ts"
import type { AppErrorData } from "../../errors.ts"
import type { LongTermKey } from "../../ports/aws-api.ts"
import type { Sso } from "../../sso/service.ts"
import type { AwsKey, AwsProfile, Vault } from "../../vault/schema.ts"
import type { SsoSignIn } from "../../vault/sso-fields.ts"
import { readSettledFile } from "../edit-file.ts"
import { removePlainText } from "../keys.ts"
import { loadKey } from "../secret-items.ts"
import type { Aws, AwsDeps } from "../service.ts"
import { effectiveValues, profileFiles, said } from "./effective.ts"
import { freeName } from "./import-name.ts"
import { importedSeconds, isShadowed, planImport } from "./plan-import.ts"
import type { IsSameKey } from "./plan-import.ts"
import { signInFor, takeCenter } from "./take-center.ts"
import type { ImportBase, ImportRow } from "./types.ts"

export type ImportDeps = Pick<AwsDeps, "index" | "clock" | "mutex" | "credentialsFile" | "configFile"> & {
  /** null: a preview is made without it, and keys that end alike count as the same. */
  readonly secrets: AwsDeps["secrets"] | null
  /** Absent: profiles of Identity Center are not taken over. */
  readonly sso?: Pick<Sso, "signIns" | "addSignIn" | "removeSignIn"> | undefined
  readonly aws: Pick<Aws, "addKey" | "removeKey" | "addProfile" | "removeProfile" | "keys">
}

export interface TakenOver {
  readonly profiles: readonly AwsProfile[]
  /** Keys that were not kept here before. */
  readonly keys: readonly AwsKey[]
  /** Sign-ins to Identity Center that were not here before; nobody is signed in there yet. */
  readonly signIns: readonly SsoSignIn[]
  /** Ids of those whose plain-text copy is gone: only the keychain has them now. */
  readonly moved: readonly string[]
  /** Sections whose plain-text copy stays although it was to go, and why. */
  readonly notMoved: readonly { readonly section: string; readonly error: AppErrorData }[]
}

export interface ConfigImport {
  /** @throws AppError `file`, `aws-file`, `index`. */
  preview(): Promise<ImportRow[]>
  /**
   * Takes over the rows of these profiles. What fails takes back all that was done before it.
   * @param names what to call them, by profile, where that is another name than proposed
   * @throws AppError `config-import`, and as `addKey` and `addProfile` of {@link Aws}.
   */
  takeOver(
    profiles: readonly string[],
    options?: {
      readonly names?: Readonly<Record<string, string>> | undefined
      /** Their keys leave the credentials file once the keychain holds them. */
      readonly removePlainText?: boolean | undefined
    },
  ): Promise<TakenOver>
  /** Takes back what was taken over. Keys that only the keychain has stay, and those that other profiles use by now. */
  undo(
    taken: TakenOver,
  ): Promise<{ readonly profiles: number; readonly keys: number; readonly keptKeys: number }>
}

type FileBase = Extract<ImportBase, { kind: "file" }>

async function readPlan(deps: ImportDeps) {
  const [credentials, config, vault] = await Promise.all([
    readSettledFile(deps.credentialsFile, deps.clock),
    readSettledFile(deps.configFile, deps.clock),
    deps.index.read(),
  ])
  const files = profileFiles(credentials.file, config.file)
  const takesCenter = deps.sso !== undefined
  const alike = planImport(credentials.file, config.file, vault, { takesCenter })
  const isAlike = alike.some(({ base }) => base?.kind === "file" && base.alike !== null)
  const rows =
    isAlike && deps.secrets !== null
      ? planImport(credentials.file, config.file, vault, {
          isSameKey: await sameKeys(deps.secrets, vault),
          takesCenter,
        })
      : alike
  return { rows, files }
}

/** By what the keychain holds: the last four characters, which the index knows, may be those of another key. */
async function sameKeys(secrets: AwsDeps["secrets"], vault: Vault): Promise<IsSameKey> {
  const ids = new Map<string, string>()
  for (const key of vault.awsKeys) {
    try {
      ids.set(key.id, (await loadKey(secrets, key)).accessKeyId)
    } catch (error) {
      // One that cannot be read is not the same as any.
      if (!isAppError(error, "secret-missing") && !isAppError(error, "secret-damaged")) throw error
    }
  }
  return ({ id }, accessKeyId) => ids.get(id) === accessKeyId
}

type Files = Awaited<ReturnType<typeof readPlan>>["files"]

function keyIn(files: Files, { section }: FileBase): LongTermKey {
  const values = effectiveValues(files, section)
  const [accessKeyId, secretAccessKey] = [
    said(values, "aws_access_key_id"),
    said(values, "aws_secret_access_key"),
  ]
  if (accessKeyId === null || secretAccessKey === null)
    throw new AppError({ kind: "config-import", problem: "changed", profile: section })
  return { accessKeyId, secretAccessKey }
}

/** What was done so far, for taking it back. */
interface Done {
  readonly profiles: AwsProfile[]
  readonly keys: AwsKey[]
  readonly signIns: SsoSignIn[]
}

async function takeBack({ aws, sso }: ImportDeps, { profiles, keys, signIns }: Done): Promise<void> {
  for (const { id } of [...profiles].reverse()) await aws.removeProfile(id)
  for (const { id } of [...keys].reverse()) await aws.removeKey(id)
  for (const { id } of [...signIns].reverse()) await sso?.removeSignIn(id)
}

function chosenRows(rows: readonly ImportRow[], profiles: readonly string[]): ImportRow[] {
  if (profiles.length === 0)
    throw new AppError({ kind: "config-import", problem: "nothing-chosen", profile: null })
  return [...new Set(profiles)].map((profile) => {
    const row = rows.find((each) => each.profile === profile)
    if (row?.barrier?.kind === "center")
      throw new AppError({ kind: "config-import", problem: "center", profile })
    if (row === undefined || row.status === "impossible" || row.status === "same")
      throw new AppError({ kind: "config-import", problem: "changed", profile })
    return row
  })
}

async function takeOver(
  deps: ImportDeps,
  profiles: readonly string[],
  { names = {}, removePlainText: isToGo = false }: NonNullable<Parameters<ConfigImport["takeOver"]>[1]>,
): Promise<TakenOver> {
  const { rows, files } = await readPlan(deps)
  const chosenNames = new Map(Object.entries(names))
  const chosen = chosenRows(rows, profiles)
  const done: Done = { profiles: [], keys: [], signIns: [] }
  const bySection = new Map<string, AwsKey>()
  const byKeyId = new Map<string, AwsKey>()

  const keyIdOf = async (row: ImportRow): Promise<string> => {
    const { base } = row
    if (base === null) throw new AppError({ kind: "config-import", problem: "changed", profile: row.profile })
    if (base.kind === "kept") return base.keyId
    const before = bySection.get(base.section)
    if (before !== undefined) return before.id
    const source = { kind: "typed", key: keyIn(files, base) } as const
    const keys = await deps.aws.keys()
    // The same key may stand in several sections.
    const kept = byKeyId.get(source.key.accessKeyId) ?? keys.find(({ id }) => id === base.alike)
    const keyName = freeName(base.name, (name) => keys.some((known) => known.name === name))
    // Most often a role's profile names it, and not the one that the key stands in.
    const ofKey = rows.filter((each) => each.base?.kind === "file" && each.base.section === base.section)
    const mfaSerial = ofKey.find((each) => each.mfaSerial !== null)?.mfaSerial ?? undefined
    const key = kept ?? (await deps.aws.addKey({ name: keyName, source, mfaSerial }))
    if (kept === undefined) done.keys.push(key)
    byKeyId.set(source.key.accessKeyId, key)
    bySection.set(base.section, key)
    return key.id
  }

  const centerProfile = async (row: ImportRow, profile: ReturnType<typeof newProfileOf>) => {
    if (row.center === null || deps.sso === undefined)
      throw new AppError({ kind: "config-import", problem: "center", profile: row.profile })
    const { signIn, isNew } = await signInFor(deps.sso, row.center)
    if (isNew) done.signIns.push(signIn)
    return takeCenter(deps.aws, row.center, signIn, profile)
  }

  try {
    for (const row of chosen) {
      const name = chosenNames.get(row.profile) ?? row.name
      const proposed = newProfileOf(row, isToGo)
      // How it is handed out depends on what stands in AWS's files under the name.
      const mode = isShadowed(files, name) ? ("process" as const) : ("file" as const)
      const profile = name === row.name ? proposed : { ...proposed, name, mode }
      done.profiles.push(
        row.kind === "center"
          ? await centerProfile(row, profile)
          : await deps.aws.addProfile({ ...profile, keyId: await keyIdOf(row) }),
      )
    }
  } catch (error) {
    await takeBack(deps, done)
    throw error
  }
  const bases = chosen.flatMap(({ base }) => (base?.kind === "file" ? [base] : []))
  const removal = isToGo ? await removeAll(deps, files, bases, bySection) : { moved: [], notMoved: [] }
  return { ...done, ...removal }
}

/** What stands in the credentials file and stays there would be in the way of a file's session. */
function newProfileOf(row: ImportRow, isToGo: boolean) {
  const plain = row.kind === "user" && row.base?.kind === "file" && row.base.section === row.profile
  const leaves = isToGo && row.base?.kind === "file" && row.base.file === "credentials"
  return {
    name: row.name,
    durationSeconds: row.kind === "center" ? undefined : importedSeconds(row),
    region: row.region ?? undefined,
    roleArns: row.roles.map(({ arn }) => arn),
    roleOptions: row.roles.map(({ arn: _arn, kept, ...said }) => kept ?? said),
    mode: plain && !leaves ? ("process" as const) : row.mode,
    beside: true,
  }
}

/** Goes on where one cannot be removed: by then its key is safe, and its owner is told. */
async function removeAll(
  deps: ImportDeps,
  files: Files,
  bases: readonly FileBase[],
  bySection: ReadonlyMap<string, AwsKey>,
): Promise<Pick<TakenOver, "moved" | "notMoved">> {
  const moved: string[] = []
  const notMoved: { section: string; error: AppErrorData }[] = []
  const sections = new Map(bases.map((base) => [base.section, base]))
  for (const base of sections.values()) {
    if (base.file !== "credentials") continue
    try {
      await removePlainText(deps, base.section, keyIn(files, base))
      const key = bySection.get(base.section)
      if (key !== undefined) moved.push(key.id)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      notMoved.push({ section: base.section, error: error.data })
    }
  }
  return { moved, notMoved }
}

async function undo({ aws, sso }: ImportDeps, { profiles, keys, signIns, moved }: TakenOver) {
  const gone = { profiles: 0, keys: 0, keptKeys: 0 }
  for (const { id } of [...profiles].reverse()) {
    try {
      await aws.removeProfile(id)
      gone.profiles++
    } catch (error) {
      if (!isAppError(error, "not-found")) throw error
    }
  }
  for (const { id } of [...keys].reverse()) {
    try {
      if (moved.includes(id)) {
        gone.keptKeys++
        continue
      }
      await aws.removeKey(id)
      gone.keys++
    } catch (error) {
      if (isAppError(error, "in-use")) gone.keptKeys++
      else if (!isAppError(error, "not-found")) throw error
    }
  }
  for (const { id } of [...signIns].reverse()) {
    try {
      await sso?.removeSignIn(id)
    } catch (error) {
      // Others use it by now, or it is gone.
      if (!isAppError(error, "in-use") && !isAppError(error, "not-found")) throw error
    }
  }
  return gone
}

export function createConfigImport(deps: ImportDeps): ConfigImport {
  return {
    preview: async () => (await readPlan(deps)).rows,
    takeOver: (profiles, options = {}) => takeOver(deps, profiles, options),
    undo: (taken) => undo(deps, taken),
  }
}
