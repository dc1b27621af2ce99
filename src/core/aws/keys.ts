/** @file Permanent keys: into the keychain, out of the credentials file, and which device belongs to them. */
import { AppError } from "../errors.ts"
import type { LongTermKey } from "../ports/aws-api.ts"
import { FRESH_KEY } from "../vault/fresh-key.ts"
import { noted } from "../vault/noted.ts"
import { claimPlace } from "../vault/place.ts"
import type { AwsKey, Vault } from "../vault/schema.ts"
import { parseArn } from "./arn.ts"
import { withCodeFrom } from "./code-from.ts"
import { editFile, readSettledFile } from "./edit-file.ts"
import { findKeyIn } from "./find.ts"
import { noteClock, targetOf } from "./issue.ts"
import { checkPartitions, partitionOfKey } from "./partitions.ts"
import { findPlainKeys, PLAIN_KEY_KEYS, plainKeyIn } from "./plain-keys.ts"
import { awsKeyItem, loadKey, saveKey } from "./secret-items.ts"
import type { Aws, AwsDeps, NewKey, PlainKey } from "./service.ts"
import { dropKeys, putPlainKey } from "./shared-files/credentials-section.ts"
import { suggestAccountFor } from "./suggest-account.ts"
import { deleteUserSession, userSessionItem } from "./user-session.ts"
import { checkEndpoint, checkKeyName, checkLongTermKey, checkMfaSerial, checkRegion } from "./values.ts"

type Keys = Pick<
  Aws,
  | "keys"
  | "findKey"
  | "plainKeys"
  | "addKey"
  | "editKey"
  | "removeKey"
  | "movePlainBack"
  | "findMfaDevices"
  | "suggestAccount"
>

const DEFAULT_REGION = "us-east-1"

/** STS is called in the partition that the device is in. @throws AppError `aws-value` `region`, `aws-partition` */
function keyRegion(mfaSerial: string | null, wanted: string | undefined): string {
  const partition = partitionOfKey({ userArn: null, mfaSerial })
  const region = checkRegion(wanted ?? partition?.defaultRegion ?? DEFAULT_REGION)
  checkPartitions({ userArn: null, mfaSerial, region }, [])
  return region
}

function refuseTakenName(vault: Vault, name: string, exceptId?: string): void {
  if (vault.awsKeys.some((key) => key.name === name && key.id !== exceptId))
    throw new AppError({ kind: "already-exists", what: "key", name })
}

/** @throws AppError `already-exists` when the very same access key is kept under another name. */
async function refuseKeptKey(deps: AwsDeps, vault: Vault, key: LongTermKey): Promise<void> {
  const tail = key.accessKeyId.slice(-4)
  for (const known of vault.awsKeys.filter((candidate) => candidate.tail === tail)) {
    const kept = await loadKey(deps.secrets, known)
    if (kept.accessKeyId === key.accessKeyId)
      throw new AppError({ kind: "already-exists", what: "key", name: known.name })
  }
}

async function plainKeys(deps: AwsDeps): Promise<PlainKey[]> {
  const { credentialsFile, configFile, clock } = deps
  const [credentials, config] = await Promise.all([
    readSettledFile(credentialsFile, clock),
    readSettledFile(configFile, clock),
  ])
  return findPlainKeys(credentials.file, config.file)
}

/** The key a source names, and the device the files name with it. @throws AppError `no-plain-key` */
async function readSource(deps: AwsDeps, source: NewKey["source"]) {
  if (source.kind === "typed") return { key: source.key, mfaSerial: null }
  const { file } = await readSettledFile(deps.credentialsFile, deps.clock)
  const key = plainKeyIn(file, source.profile)
  if (key === null) throw new AppError({ kind: "no-plain-key", profile: source.profile })
  const found = (await plainKeys(deps)).find(({ profile }) => profile === source.profile)
  return { key, mfaSerial: found?.mfaSerial ?? null }
}

/** A serial from a file is taken when it is one; one that was typed has to be. */
function serialOf(typed: string | undefined, found: string | null): string | null {
  if (typed !== undefined) return checkMfaSerial(typed)
  try {
    return found === null ? null : checkMfaSerial(found)
  } catch {
    return null
  }
}

/** A virtual device is in its user's own AWS account: known before AWS was asked. */
const accountIdOf = (mfaSerial: string | null): string | null => parseArn(mfaSerial ?? "")?.accountId ?? null

/**
 * Takes a key's lines out of the credentials file, if they still are that key's. Written twice: the one backup that
 * is kept of the file would else hold the key in plain text.
 */
export async function removePlainText(
  deps: Pick<AwsDeps, "credentialsFile" | "clock" | "mutex">,
  profile: string,
  key: LongTermKey,
): Promise<void> {
  const { credentialsFile, clock, mutex } = deps
  await mutex.hold("aws-shared-files", async () => {
    let removed = false as boolean
    await editFile(credentialsFile, clock, (file) => {
      const present = plainKeyIn(file, profile)
      removed = present?.accessKeyId === key.accessKeyId && present.secretAccessKey === key.secretAccessKey
      return removed ? dropKeys(file, credentialsFile.path, profile, PLAIN_KEY_KEYS) : file
    })
    if (!removed) return
    const again = await credentialsFile.read()
    if (again.bytes !== null) await credentialsFile.replace(again.bytes, again)
  })
}

/** Keychain first, index second; what does not come to the second is taken back. */
async function keepKey(
  { secrets, index }: AwsDeps,
  added: AwsKey,
  key: LongTermKey,
  settled: () => void,
): Promise<void> {
  const place = { backend: secrets.backend, sealedBy: secrets.sealedBy ?? null }
  await saveKey(secrets, added.id, key)
  try {
    const kept = await loadKey(secrets, added)
    if (kept.accessKeyId !== key.accessKeyId || kept.secretAccessKey !== key.secretAccessKey)
      throw new AppError({ kind: "keychain", problem: "not-kept", backend: secrets.backend })
    await index.update((vault) => {
      refuseTakenName(vault, added.name)
      return { ...claimPlace(vault, place), awsKeys: [...vault.awsKeys, added] }
    })
  } catch (error) {
    await secrets.delete(awsKeyItem(added)).then(settled, () => undefined)
    throw error
  }
  settled()
}

async function addKey(deps: AwsDeps, wanted: NewKey): Promise<AwsKey> {
  const { index, random, clock } = deps
  const name = checkKeyName(wanted.name)
  const endpoint = wanted.endpoint === undefined ? null : checkEndpoint(wanted.endpoint)
  const source = await readSource(deps, wanted.source)
  const key = checkLongTermKey(source.key, endpoint !== null)
  const mfaSerial = serialOf(wanted.mfaSerial, source.mfaSerial)
  const region = keyRegion(mfaSerial, wanted.region)
  const before = await index.read()
  refuseTakenName(before, name)
  await refuseKeptKey(deps, before, key)
  const suggested = mfaSerial === null ? null : suggestAccountFor(mfaSerial, await deps.accounts.list())
  const added: AwsKey = {
    id: random.uuid(),
    name,
    tail: key.accessKeyId.slice(-4),
    accountId: accountIdOf(mfaSerial),
    userArn: null,
    mfaSerial,
    otpAccountId: wanted.otpAccountId ?? suggested,
    endpoint,
    region,
    createdAtMs: clock.nowMs(),
    ...FRESH_KEY,
  }
  await noted(deps, [awsKeyItem(added)], (settled) => keepKey(deps, added, key, settled))
  await deps.audit?.note({ what: "key-added", key: name })
  const { source: from } = wanted
  if (from.kind === "profile" && from.removePlainText) await removePlainText(deps, from.profile, key)
  return added
}

/** A key is in one partition for good, and so are the roles that are assumed with it. @throws AppError `aws-partition` */
function refuseOtherPartition({ awsProfiles }: Vault, key: AwsKey, region: string): void {
  const roleArns = awsProfiles.filter(({ keyId }) => keyId === key.id).flatMap((profile) => profile.roleArns)
  checkPartitions({ ...key, region }, roleArns)
}

async function editKey(deps: AwsDeps, id: string, changes: Parameters<Aws["editKey"]>[1]): Promise<AwsKey> {
  const name = changes.name === undefined ? undefined : checkKeyName(changes.name)
  const mfaSerial = changes.mfaSerial ? checkMfaSerial(changes.mfaSerial) : changes.mfaSerial
  const region = changes.region === undefined ? undefined : checkRegion(changes.region)
  const endpoint = changes.endpoint ? checkEndpoint(changes.endpoint) : changes.endpoint
  const vault = await deps.index.update((now) => {
    const key = findKeyIn(now, id)
    if (region !== undefined) refuseOtherPartition(now, key, region)
    if (name !== undefined) refuseTakenName(now, name, key.id)
    const serial = mfaSerial === undefined ? key.mfaSerial : mfaSerial
    const before = changes.codeFrom === undefined ? key : withCodeFrom(key, changes.codeFrom)
    const edited: AwsKey = {
      ...before,
      name: name ?? key.name,
      mfaSerial: serial,
      accountId: key.accountId ?? accountIdOf(serial),
      otpAccountId: changes.otpAccountId === undefined ? key.otpAccountId : changes.otpAccountId,
      region: region ?? key.region,
      endpoint: endpoint === undefined ? key.endpoint : endpoint,
    }
    return { ...now, awsKeys: now.awsKeys.map((known) => (known.id === key.id ? edited : known)) }
  })
  return findKeyIn(vault, id)
}

async function removeKey(deps: AwsDeps, id: string): Promise<void> {
  const before = await deps.index.read()
  const key = findKeyIn(before, id)
  const names = [awsKeyItem(key), userSessionItem(key.id)]
  const removed = await noted(deps, names, (settled) => dropKey(deps, id, settled), before)
  await deps.audit?.note({ what: "key-removed", key: removed.name })
}

/** Index first, keychain second. */
async function dropKey(deps: AwsDeps, id: string, settled: () => void): Promise<AwsKey> {
  let removed = null as AwsKey | null
  await deps.index.update((vault) => {
    const key = findKeyIn(vault, id)
    removed = key
    // What it left at AWS would be forgotten with it.
    if (key.rotation !== null)
      throw new AppError({ kind: "key-rotation", problem: "unfinished", key: key.name, others: [] })
    if (key.enrolment !== null)
      throw new AppError({ kind: "mfa-enrolment", problem: "unfinished", key: key.name })
    const by = vault.awsProfiles.filter(({ keyId }) => keyId === key.id).map(({ name }) => name)
    if (by.length > 0) throw new AppError({ kind: "in-use", what: "key", by })
    return { ...vault, awsKeys: vault.awsKeys.filter((known) => known.id !== key.id) }
  })
  if (removed === null) throw new AppError({ kind: "not-found", what: "key", query: id })
  await deps.secrets.delete(awsKeyItem(removed))
  await deleteUserSession(deps.secrets, removed.id)
  settled()
  return removed
}

/** The file first, the keychain last: at no moment is the key nowhere. */
async function movePlainBack(deps: AwsDeps, id: string, profile: string): Promise<void> {
  const { credentialsFile, clock, mutex, index, secrets } = deps
  const vault = await index.read()
  const key = findKeyIn(vault, id)
  const by = vault.awsProfiles.filter(({ keyId }) => keyId === key.id).map(({ name }) => name)
  if (by.length > 0) throw new AppError({ kind: "in-use", what: "key", by })
  const longTerm = await loadKey(secrets, key)
  await mutex.hold("aws-shared-files", () =>
    editFile(credentialsFile, clock, (file) => putPlainKey(file, credentialsFile.path, profile, longTerm)),
  )
  await removeKey(deps, key.id)
}

/** The part of {@link Aws} that is about keys. */
export function createKeys(deps: AwsDeps): Keys {
  return {
    keys: async () => (await deps.index.read()).awsKeys,
    findKey: async (query) => findKeyIn(await deps.index.read(), query),
    plainKeys: () => plainKeys(deps),
    addKey: (key) => addKey(deps, key),
    editKey: (id, changes) => editKey(deps, id, changes),
    removeKey: (id) => removeKey(deps, id),
    movePlainBack: (id, profile) => movePlainBack(deps, id, profile),
    async findMfaDevices(keyId) {
      const key = findKeyIn(await deps.index.read(), keyId)
      const longTerm = await loadKey(deps.secrets, key)
      const devices = await noteClock(deps, deps.api.listMfaDevices(targetOf(key), longTerm))
      const accounts = await deps.accounts.list()
      return devices.map((device) => ({
        device,
        otpAccountId: suggestAccountFor(device.serialNumber, accounts),
      }))
    },
    suggestAccount: async (mfaSerial) => suggestAccountFor(mfaSerial, await deps.accounts.list()),
  }
}
