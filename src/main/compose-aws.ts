/** @file Everything of AWS in the window's process: its files, sessions, keys, Identity Center and the console. A part of
 *  compose.ts. */
import { lazyAwsApi } from "../adapters/aws/lazy-aws-api.ts"
import { createAuditLog } from "../adapters/files/audit-log.ts"
import { createTextFile } from "../adapters/files/text-file.ts"
import { systemClock as clock } from "../adapters/system/clock.ts"
import { findKeycardCommand } from "../adapters/system/keycard-command.ts"
import type { AwsPaths, KeycardPaths } from "../adapters/system/paths.ts"
import { systemRandom as random } from "../adapters/system/random.ts"
import type { Accounts } from "../core/accounts/service.ts"
import { createAws } from "../core/aws/create-aws.ts"
import { processCommand } from "../core/aws/process-command.ts"
import type { Mutex } from "../core/ports/mutex.ts"
import type { PendingItems } from "../core/ports/pending-items.ts"
import type { VaultIndex } from "../core/ports/vault-index.ts"
import { composeAgent } from "./agent.ts"
import { createAwsDesk } from "./aws-desk.ts"
import type { Clipboard } from "./clipboard.ts"
import { composeAudit } from "./compose-audit.ts"
import { composeConsole } from "./compose-console.ts"
import { composeHardwareKeys } from "./compose-hardware-keys.ts"
import { composeKeyAges, composeKeyDesk } from "./compose-key-desk.ts"
import { composeRenewer } from "./compose-renewer.ts"
import { composeSso } from "./compose-sso.ts"
import { createConfigDesk, lazyConfigImport } from "./config-desk.ts"
import type { Broadcast } from "./ipc/broadcast.ts"
import type { createKeychain } from "./keychain.ts"
import { systemTimers as timers } from "./timers.ts"

export interface AwsParts {
  readonly paths: { readonly keycard: KeycardPaths; readonly aws: AwsPaths }
  readonly index: VaultIndex
  readonly mutex: Mutex
  readonly keychain: ReturnType<typeof createKeychain>
  readonly accounts: Accounts
  readonly pending: PendingItems
  readonly clipboard: Clipboard
  readonly broadcast: Broadcast
  readonly log: (message: string, cause?: unknown) => void
  /** Path of the `keycard` command. */
  readonly keycardScript: string
  /** Brings the window to the front, at the sessions; with an id at that one's card. */
  readonly openSession: (profileId: string | null) => void
  /** Sessions, profiles or keys changed. */
  readonly onChanged: () => void
  /** Sign-ins to Identity Center changed. */
  readonly onSsoChanged: () => void
}

/** @returns the desks; `cancelAll` for when the lock closes, `close` for the end. */
export function composeAws(parts: AwsParts) {
  const { paths, index, mutex, keychain, accounts, broadcast, log, openSession, onChanged } = parts
  const secrets = keychain.store
  const credentialsFile = createTextFile({ path: paths.aws.credentials, backup: true })
  const configFile = createTextFile({ path: paths.aws.config, backup: true })
  const auditLog = createAuditLog({ path: paths.keycard.audit, mutex })
  const audit = composeAudit(auditLog, log)
  const { codeSource, touchNotes: onTouch } = composeHardwareKeys(() => openSession(null))
  const center = composeSso({
    ...{ secrets, index, mutex, audit, pending: parts.pending, broadcast, configFile },
    ...{ cacheFolder: paths.aws.ssoCache, showWindow: () => openSession(null) },
    onChanged: parts.onSsoChanged,
  })
  const { sso } = center
  const keyAges = composeKeyAges({ secrets, index, mutex, accounts, onChanged, pending: parts.pending })
  const issuing = createAws({
    ...{ secrets, index, clock, random, mutex, pending: parts.pending },
    ...{ accounts, credentialsFile, configFile, codeSource, audit, sso },
    api: lazyAwsApi(async () => (await import("../adapters/aws/aws-sdk-api.ts")).createAwsSdkApi()),
    processCommand: (profile) => processCommand(findKeycardCommand(parts.keycardScript), profile),
  })
  const aws = keyAges.watched(issuing)
  const ssoDesk = center.deskFor(aws)
  const agent = composeAgent({
    ...{ aws, index, keychain, audit, clock, paths: paths.keycard, log },
    onIssued: onChanged,
  })
  const keyDesk = composeKeyDesk({
    ...{ secrets, index, mutex, accounts, audit, codeSource, onTouch, pending: parts.pending },
    onStep: (event) => broadcast("keys:step", event),
  })
  const onWaiting = (event: Parameters<typeof broadcast<"aws:waiting">>[1]) => broadcast("aws:waiting", event)
  const consoleDesk = composeConsole({
    ...{ aws, secrets, index, clock, audit, clipboard: parts.clipboard },
    ...{ onWaiting, onChanged },
  })
  const awsDesk = createAwsDesk({
    ...{ aws, index, timers, onWaiting, onTouch },
    credentialsPath: credentialsFile.path,
    configPath: configFile.path,
    calledOff: () => ssoDesk.calledOff(),
    renewals: (vault) => renewer.views(vault),
    onChanged: () => {
      onChanged()
      renewer.look()
    },
  })
  const renewer = composeRenewer({
    ...{ aws, index, timers, keychain, awsDesk, broadcast, log },
    ...{ openSession, onTouch, onChanged },
  })
  const importDeps = { secrets, index, clock, mutex, credentialsFile, configFile, aws, sso }
  const configDesk = createConfigDesk(lazyConfigImport(importDeps), () => random.uuid())

  const cancelWork = () => {
    keyAges.cancel()
    keyDesk.cancelAll()
    ssoDesk.cancelAll()
    consoleDesk.cancelAll()
  }
  return {
    desks: { aws, awsDesk, codeSource, configDesk, consoleDesk, keyDesk, ssoDesk, renewer },
    ...{ agent, auditLog, credentialsFile, configFile },
    /** Nothing is asked of AWS, and nothing that was read stays, while Keycard is locked. */
    cancelAll() {
      configDesk.forget()
      awsDesk.cancelAll()
      cancelWork()
      renewer.cancelAll()
      agent.forget()
    },
    close() {
      agent.close()
      awsDesk.close()
      cancelWork()
      renewer.stop()
    },
  }
}
