/** @file The only place of the window's process that builds adapters and hands them to core. */
import * as electron from "electron"
import { createMarkPictures } from "../adapters/files/mark-pictures.ts"
import { createMutex } from "../adapters/files/mutex.ts"
import { createPendingItems } from "../adapters/files/pending-items.ts"
import { createVaultIndex } from "../adapters/files/vault-index.ts"
import { deriveKeyRemotely } from "../adapters/keychain/derive-key.ts"
import { createImportReader } from "../adapters/imports/import-reader.ts"
import { createFileSecretStore } from "../adapters/keychain/file-secret-store.ts"
import { createHelperClient } from "../adapters/keychain/helper-client.ts"
import { createKeytarSecretStore } from "../adapters/keychain/keytar-secret-store.ts"
import { remoteKeytar } from "../adapters/keychain/remote-keytar.ts"
import { systemClock } from "../adapters/system/clock.ts"
import type { AwsPaths, KeycardPaths } from "../adapters/system/paths.ts"
import { systemRandom } from "../adapters/system/random.ts"
import { createAccounts } from "../core/accounts/create-accounts.ts"
import { checkEntry } from "../core/otp/check-entry.ts"
import { readTexts } from "../core/otp/read-texts.ts"
import type { VaultIndex } from "../core/ports/vault-index.ts"
import type { AgentDesk } from "./agent.ts"
import { createAnnounce } from "./announce.ts"
import { cachedIndex } from "./cached-index.ts"
import { createBoard } from "./clipboard-board.ts"
import { composeAws } from "./compose-aws.ts"
import { composeBackups } from "./compose-backups.ts"
import { composeInsight } from "./compose-insight.ts"
import { createClipboard } from "./clipboard.ts"
import { createCodesTicker } from "./codes-ticker.ts"
import { createDrafts } from "./drafts.ts"
import { fileStamp, watchFiles, type FileWatch } from "./file-watch.ts"
import type { Broadcast } from "./ipc/broadcast.ts"
import type { PageActions, Services } from "./ipc/services.ts"
import { createImports } from "./imports.ts"
import { createKeychain } from "./keychain.ts"
import { lazyTimeSource } from "./lazy-time-source.ts"
import { createLock } from "./lock.ts"
import type { Log } from "./log.ts"
import { readPassphraseFile } from "../adapters/keychain/passphrase-file.ts"
import { platformUnlock } from "./platform-unlock.ts"
import { createPrefetch } from "./prefetch.ts"
import { restingHelper } from "./resting-helper.ts"
import { createSavings } from "./savings.ts"
import { startAhead } from "./start-ahead.ts"
import { createSweep } from "./sweep-orphans.ts"
import { systemTimers as timers } from "./timers.ts"
import { createUseCounter } from "./use-counter.ts"
import { forkUtility } from "./utility-helper.ts"

export interface Surroundings {
  readonly paths: { readonly keycard: KeycardPaths; readonly aws: AwsPaths }
  readonly index: VaultIndex
  /** Path of the built keychain-process. */
  readonly helperScript: string
  /** Path of the built import-worker. */
  readonly importScript: string
  /** Path of the `keycard` command. */
  readonly keycardScript: string
  readonly page: PageActions
  /** Brings the window to the front, at the sessions; with an id at that one's card. */
  readonly openSession: (profileId: string | null) => void
  readonly broadcast: Broadcast
  readonly log: Log
}

export interface Composition {
  readonly services: Services
  /** Answers `keycard` commands; listens once it is started. */
  readonly agent: AgentDesk
  /** Follows what other programs write: the command line, AWS's tools. */
  readonly watch: FileWatch
  /** Ends what runs beside us. */
  close(): void
}

/** The index, by itself: it is read before the app is ready, the rest is built when it is. */
export function openIndex({ vault, locks, pending }: KeycardPaths, log: Log): VaultIndex {
  const index = createVaultIndex({
    path: vault,
    mutex: createMutex({ folder: locks }),
    onRecovered: () => {
      createPendingItems(pending).forget()
      log.warn("vault.json was damaged; its backup is in its place, the damaged file beside it")
    },
  })
  return cachedIndex(index, () => fileStamp(vault))
}

export function compose(surroundings: Surroundings): Composition {
  const { paths, index, page, broadcast, log, ...scripts } = surroundings
  const mutex = createMutex({ folder: paths.keycard.locks })
  const report = (message: string, cause?: unknown) => log.error(message, cause)

  const forkHelper = () => forkUtility(scripts.helperScript)
  const helper = restingHelper(createHelperClient(startAhead(forkHelper)), timers)
  const platform = platformUnlock({ random: systemRandom, timers })
  const deriveKey = deriveKeyRemotely(helper)
  const os = createKeytarSecretStore({ calls: remoteKeytar(helper) })
  const file = createFileSecretStore({ path: paths.keycard.keychain, mutex, deriveKey })
  const pending = createPendingItems(paths.keycard.pending)
  const keychain = createKeychain({
    index,
    mutex,
    clock: systemClock,
    random: systemRandom,
    deriveKey,
    platform,
    onProgress: (done, total) => broadcast("move:progress", { done, total }),
    os,
    file,
    asked: process.env.KEYCARD_KEYCHAIN,
    unattendedPassphrase: () => readPassphraseFile(process.env.KEYCARD_PASSPHRASE_FILE),
    log: report,
    onChange: ({ state }) => {
      prefetch.reset()
      if (state === "locked" || state === "passphrase") forgetAll()
      announce.app()
      renewer.look()
      if (state === "ready") {
        void ticker.refresh()
        sweep.soon()
      }
    },
  })
  const sweep = createSweep({
    ...{ os, file, random: systemRandom, pending, index, keychain, timers, log: report },
  })
  const lock = createLock({
    keychain,
    platform,
    onPlatform: () => announce.app(),
    timers,
    idleSeconds: () => electron.powerMonitor.getSystemIdleTime(),
    unattended: () => keychain.store.backend === "file" && Boolean(process.env.KEYCARD_PASSPHRASE_FILE),
  })
  /** What was read leaves this process, the page, the clipboard, and the wire. */
  const forgetAll = () => {
    broadcast("lock:locked", {})
    ticker.forget()
    imports.cancel()
    drafts.discardAll()
    savings.forget()
    backupDesk.discardAll()
    shownHotp.clear()
    cloud.cancelAll()
    insight.checkupDesk.forget()
    void clipboard.clearIfOurs()
  }

  const marks = createMarkPictures(paths.keycard.marks)
  const accounts = createAccounts({
    secrets: keychain.caching,
    ...{ index, clock: systemClock, random: systemRandom, marks, pending },
  })
  const clipboard = createClipboard({
    board: createBoard(electron, process.platform),
    timers,
    onCleared: () => broadcast("clipboard:cleared", {}),
    log: report,
  })
  const cloud = composeAws({
    ...{ paths, index, mutex, keychain, accounts, clipboard, pending, broadcast, log: report },
    ...{ keycardScript: scripts.keycardScript, openSession: surroundings.openSession },
    onChanged: () => announce.aws(),
    onSsoChanged: () => announce.sso(),
  })
  const { agent, auditLog, credentialsFile, configFile } = cloud
  const { awsDesk, renewer, ssoDesk } = cloud.desks

  const { backups, autoBackup, backupDesk } = composeBackups({
    ...{ index, mutex, timers, deriveKey, marks, pending, keychain, log: report },
    onChanged: () => announce.backup(),
  })
  autoBackup.start()
  const insight = composeInsight({
    ...{ index, credentialsFile, configFile, auditLog, broadcast, paths: paths.keycard },
    secrets: keychain.store,
  })

  const ticker = createCodesTicker({
    timers,
    codes: (ids, nowMs) => accounts.codes(ids, nowMs),
    send: (update) => broadcast("codes:changed", update),
    log: report,
  })
  const prefetch = createPrefetch(keychain.caching, index)
  const uses = createUseCounter({ timers, accounts, onCounted: () => announce.accounts(), log: report })
  const shownHotp = new Map<string, string>()
  const drafts = createDrafts({ timers, uuid: () => systemRandom.uuid(), readTexts })
  const imports = createImports(createImportReader({ script: scripts.importScript }), (progress) =>
    broadcast("import:progress", progress),
  )
  const savings = createSavings({
    accounts,
    uuid: () => systemRandom.uuid(),
    nowMs: () => systemClock.nowMs(),
    onProgress: (progress) => broadcast("enrol:progress", progress),
  })
  const about = {
    version: electron.app.getVersion(),
    platform: process.platform,
    packaged: electron.app.isPackaged,
    dataFolder: paths.keycard.folder,
  }
  const parts = { about, index, keychain, lock, accounts, awsDesk, ssoDesk, backupDesk }
  const announce = createAnnounce({ ...parts, broadcast, log })

  const { vault } = paths.keycard
  const watch = watchFiles([vault, paths.aws.credentials, paths.aws.config], timers, (path) => {
    announce.aws()
    announce.sso()
    renewer.look()
    if (path !== vault) return
    if (!lock.isMoving()) void keychain.follow()
    announce.app()
    announce.accounts()
    void ticker.refresh()
  })

  return {
    services: {
      about,
      index,
      keychain,
      lock,
      accounts,
      markPictures: marks,
      ...cloud.desks,
      backups,
      backupDesk,
      autoBackup,
      ...insight,
      drafts,
      imports,
      savings,
      readTyped: checkEntry,
      ticker,
      shownHotp,
      uses,
      clipboard,
      timeSource: lazyTimeSource,
      page,
      announce,
      prefetch: () => prefetch.start(),
    },
    agent,
    watch,
    close() {
      watch.stop()
      lock.close()
      ticker.pause()
      cloud.close()
      sweep.stop()
      imports.cancel()
      autoBackup.stop()
      insight.checkupDesk.forget()
      backupDesk.discardAll()
      drafts.discardAll()
      helper.close()
    },
  }
}
