/** @file The only place of the command line that builds adapters and hands them to core. */
import { readFile, stat } from "node:fs/promises"
import { lazyAwsApi } from "../adapters/aws/lazy-aws-api.ts"
import { createAuditLog } from "../adapters/files/audit-log.ts"
import { createBackupFiles } from "../adapters/files/backup-files.ts"
import { createMarkPictures } from "../adapters/files/mark-pictures.ts"
import { createMutex } from "../adapters/files/mutex.ts"
import { createPendingItems } from "../adapters/files/pending-items.ts"
import { createTextFile } from "../adapters/files/text-file.ts"
import { createVaultIndex } from "../adapters/files/vault-index.ts"
import { lazyYkman } from "../adapters/hardware-keys/lazy-ykman.ts"
import { deriveKeyHere } from "../adapters/keychain/derive-key.ts"
import { createHelperClient } from "../adapters/keychain/helper-client.ts"
import type { Channel } from "../adapters/keychain/helper-messages.ts"
import { createKeytarSecretStore } from "../adapters/keychain/keytar-secret-store.ts"
import { remoteKeytar } from "../adapters/keychain/remote-keytar.ts"
import { systemClock as clock } from "../adapters/system/clock.ts"
import { findPlaces } from "../adapters/system/places.ts"
import { systemRandom as random } from "../adapters/system/random.ts"
import { createAccounts } from "../core/accounts/create-accounts.ts"
import { createAudit } from "../core/audit/audit.ts"
import { keptCredentials } from "../core/aws/kept-session.ts"
import type { Aws } from "../core/aws/service.ts"
import type { Sso } from "../core/sso/service.ts"
import { AppError } from "../core/errors.ts"
import { createGuardedStore } from "../core/lock/guarded-store.ts"
import type { SecretStore } from "../core/ports/secret-store.ts"
import type { VaultIndex } from "../core/ports/vault-index.ts"
import { chooseBackend } from "../core/vault/choose-backend.ts"
import { closedKeychain, listingAws, listingSso } from "./compose-listing.ts"
import { composePrograms } from "./compose-programs.ts"
import type { Context } from "./context.ts"
import { builtScript, startHelper } from "./early-helper.ts"
import { findIgnoredEndpoints } from "./ignored-endpoints.ts"
import { openStore } from "./open-store.ts"
import { type Output, printable } from "./output.ts"
import { type Asker, createAsker } from "./prompt.ts"
import { readFirstLine, readInput } from "./read-input.ts"

/** The most a file of links may hold. */
const MAX_TEXT_BYTES = 10 * 1024 * 1024
/** Long enough to type a password; some of AWS's SDKs end a `credential_process` after a minute. */
const PROMPT_LIMIT_MS = 45_000
/** After this a person wonders what is going on. */
const PATIENCE_MS = 2_000

/**
 * Everything a command may need; the keychain is opened, and AWS's SDK loaded, only when one does.
 * @param helper of the keychain, started already; null: started with the first question
 * @param finishing holds back the end of the process after Ctrl-C
 */
export function createContext(
  output: Output,
  signal: AbortSignal,
  helper: Channel | null,
  finishing: Context["finishing"],
): Context {
  const { env } = process
  const places = findPlaces()
  const mutex = createMutex({ folder: places.keycard.locks })
  const pending = createPendingItems(places.keycard.pending)
  const marks = createMarkPictures(places.keycard.marks)
  const index = createVaultIndex({
    path: places.keycard.vault,
    mutex,
    onRecovered: () => {
      pending.forget()
      output.words("vault.json was damaged; its backup is in use, the damaged file beside it.")
    },
  })
  let asker: Asker | undefined
  const answers = () => (asker ??= createAsker(process.stdin, process.stderr))
  const credentialsFile = createTextFile({ path: places.aws.credentials, backup: true })
  const configFile = createTextFile({ path: places.aws.config, backup: true })

  const backupFiles = createBackupFiles()
  let opened: Promise<SecretStore> | null = null
  const keychain = () =>
    (opened ??= open(
      index,
      env,
      openOs,
      (os) => openStore(lockDeps(), os),
      async () => {
        const { openFileKeychain } = await import("./file-keychain.ts")
        return openFileKeychain({ path: places.keycard.keychain, mutex, index, asker: answers(), env })
      },
    ))
  const openOs = () => openSystemKeychain(output, helper)
  const lockDeps = () => ({ index, mutex, clock, random, asker: answers(), env, signal })

  const auditLog = createAuditLog({ path: places.keycard.audit, mutex })
  const audit = createAudit({
    ...{ log: auditLog, clock, by: "command-line" },
    onFailure: () => output.words(`What is issued cannot be noted in ${printable(places.keycard.audit)}.`),
  })

  const codeSource = lazyYkman({ env, nowMs: () => clock.nowMs() })
  const accountsWith = (secrets: SecretStore) =>
    createAccounts({ secrets, index, clock, random, marks, pending })
  const ssoWith = async (secrets: SecretStore): Promise<Sso> =>
    (await import("./compose-sso.ts")).composeSso(
      { secrets, index, clock, random, mutex, audit, pending },
      ...([places.aws.ssoCache, configFile] as const),
    )
  const awsWith = async (secrets: SecretStore): Promise<Aws> => {
    const [{ createAws }, { processCommand }, { findKeycardCommand }] = await Promise.all([
      import("../core/aws/create-aws.ts"),
      import("../core/aws/process-command.ts"),
      import("../adapters/system/keycard-command.ts"),
    ])
    const api = lazyAwsApi(async () => (await import("../adapters/aws/aws-sdk-api.ts")).createAwsSdkApi())
    const accounts = accountsWith(secrets)
    return createAws({
      ...{ secrets, index, clock, random, mutex, accounts, pending },
      ...{ credentialsFile, configFile, api, audit, codeSource },
      sso: {
        roleCredentials: async (role, signal) => (await ssoWith(secrets)).roleCredentials(role, signal),
      },
      processCommand: (profile) => processCommand(findKeycardCommand(process.argv[1] ?? ""), profile),
    })
  }

  return {
    output,
    get asker() {
      return answers()
    },
    clock,
    // As it was found: what is loaded here leaves its own marks in it.
    env: { ...env },
    index,
    mutex,
    random,
    backupFiles,
    codeSource,
    configImport: async ({ opensKeychain }) => {
      const { createConfigImport } = await import("../core/aws/config-import/take-over.ts")
      const secrets = opensKeychain ? await keychain() : null
      const aws = await awsWith(secrets ?? closedKeychain)
      const sso = await ssoWith(secrets ?? closedKeychain)
      return createConfigImport({ secrets, index, clock, mutex, credentialsFile, configFile, aws, sso })
    },
    signal,
    accounts: async () => accountsWith(await keychain()),
    aws: async () => awsWith(await keychain()),
    sso: async () => ssoWith(await keychain()),
    console: async () => {
      const secrets = await keychain()
      const [aws, { composeConsole }] = await Promise.all([awsWith(secrets), import("./compose-console.ts")])
      return composeConsole({ aws, secrets, index, clock, audit })
    },
    openOnce: async (link) => (await import("./compose-console.ts")).openOnce(link, signal),
    expectCall: () => {
      // Not before what is waited for has been sent on its way: loading holds this process up.
      setImmediate(() => {
        void import("../adapters/aws/aws-sdk-api.ts")
          .then(({ prepareSts }) => prepareSts())
          .catch(() => undefined)
      })
    },
    keptCredentials: async (profile, by) =>
      keptCredentials({ secrets: await keychain(), clock, audit }, await index.read(), profile, by),
    programs: composePrograms({ credentialsFile, configFile }),
    auditLog,
    checkup: async (options) =>
      (await import("./checkup.ts")).checkup(
        { index, clock, env, credentialsFile, configFile, keychain, paths: places.keycard },
        { ...options, signal },
      ),
    keyCare: async () => {
      const [secrets, { composeKeyCare }] = await Promise.all([keychain(), import("./compose-key-care.ts")])
      return composeKeyCare({
        ...{ secrets, index, clock, random, mutex, audit, codeSource, pending },
        accounts: accountsWith(secrets),
      })
    },
    backups: async () => {
      const [secrets, { createBackups }] = await Promise.all([
        keychain(),
        import("../core/backup/create-backups.ts"),
      ])
      const deriveKey = deriveKeyHere
      return createBackups({
        ...{ secrets, index, clock, random, mutex, files: backupFiles, deriveKey },
        ...{ marks, pending },
      })
    },
    sweep: async () => {
      if (opened === null) return
      const { sweepOrphans } = await import("./sweep-orphans.ts")
      await sweepOrphans(pending, index, await opened)
    },
    moveKeychain: async (to, onProgress) =>
      (await import("./move-keychain.ts")).moveKeychain(
        { ...lockDeps(), openOs, path: places.keycard.keychain },
        to,
        onProgress,
      ),
    listing: () => ({
      accounts: accountsWith(closedKeychain),
      aws: listingAws(() => awsWith(closedKeychain)),
      sso: listingSso(() => ssoWith(closedKeychain)),
    }),
    readQr: async (path) => {
      const { readQrTexts } = await import("../adapters/pictures/read-picture-file.ts")
      const texts = await readQrTexts(path, { signal })
      if (texts.length === 0) throw new AppError({ kind: "picture", problem: "no-code" })
      return [...texts]
    },
    readText,
    unattendedAccounts: async () => {
      const backend = chooseBackend(await index.read(), env.KEYCARD_KEYCHAIN)
      if (backend !== "file" || (env.KEYCARD_PASSPHRASE_FILE ?? "") === "") return null
      try {
        return accountsWith(await keychain())
      } catch (error) {
        if (error instanceof AppError) return null
        throw error
      }
    },
    readInput: (path) => readInput(path, process.stdin),
    readFirstLine,
    importReader: async (job, options) => {
      const { createImportReader } = await import("../adapters/imports/import-reader.ts")
      return createImportReader({ script: builtScript("import-worker") })(job, options)
    },
    finishing,
    timeSource: {
      read: async (host, signal) =>
        (await import("../adapters/system/https-time.ts"))
          .httpsTime({ nowMs: () => clock.nowMs() })
          .read(host, signal),
    },
    ignoredEndpoints: () => findIgnoredEndpoints(env, configFile),
  }
}

async function open(
  index: VaultIndex,
  env: NodeJS.ProcessEnv,
  openOs: () => Promise<SecretStore>,
  unlock: (os: SecretStore) => Promise<SecretStore>,
  openFile: () => Promise<SecretStore>,
): Promise<SecretStore> {
  if (chooseBackend(await index.read(), env.KEYCARD_KEYCHAIN) === "file")
    return createGuardedStore(await openFile(), index)
  return unlock(await openOs())
}

async function openSystemKeychain(output: Output, started: Channel | null): Promise<SecretStore> {
  let first = started
  const helper = createHelperClient(() => {
    const channel = first ?? startHelper()
    first = null
    return channel
  })
  const store = createKeytarSecretStore({ calls: remoteKeytar(helper), promptLimitMs: PROMPT_LIMIT_MS })
  const patience = setTimeout(
    () => output.words("Waiting for your keychain: it may be asking you to unlock it."),
    PATIENCE_MS,
  )
  try {
    await store.open()
  } finally {
    clearTimeout(patience)
  }
  return store
}

/** A small text file's content; null for anything else, which is then tried as a picture and refused there. */
async function readText(path: string): Promise<string | null> {
  try {
    const stats = await stat(path)
    if (!stats.isFile() || stats.size === 0 || stats.size > MAX_TEXT_BYTES) return null
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path))
    return text.includes("\0") ? null : text
  } catch {
    return null
  }
}
