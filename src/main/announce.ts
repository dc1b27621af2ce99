import type { Accounts } from "../core/accounts/service.ts"
import type { AwsDesk } from "./aws-desk.ts"
import type { SsoDesk } from "./sso-desk.ts"
import type { BackupDesk } from "./backup-desk.ts"
import type { Broadcast } from "./ipc/broadcast.ts"
import { appState } from "./ipc/handlers/app.ts"
import type { Announce, Services } from "./ipc/services.ts"
import type { Log } from "./log.ts"
import { accountView } from "./views.ts"

export interface AnnounceDeps extends Pick<Services, "about" | "index" | "keychain" | "lock"> {
  readonly accounts: Pick<Accounts, "list">
  readonly awsDesk: Pick<AwsDesk, "overview">
  readonly ssoDesk: Pick<SsoDesk, "overview">
  readonly backupDesk: Pick<BackupDesk, "view">
  readonly broadcast: Broadcast
  readonly log: Log
}

/** Tells the page how things stand now. What comes while one is being told is told once more afterwards. */
export function createAnnounce(deps: AnnounceDeps): Announce {
  const { broadcast, log, accounts, awsDesk, ssoDesk, backupDesk, keychain } = deps
  /** Names are not told while locked, nor when the lock closed while they were read. */
  const whileOpen = async (read: () => Promise<() => void>) => {
    if (await keychain.isLocked()) return
    const tell = await read()
    if (!(await keychain.isLocked())) tell()
  }
  return {
    app: coalesced("app", log, async () => broadcast("app:changed", await appState(deps))),
    accounts: coalesced("accounts", log, () =>
      whileOpen(async () => {
        const list = (await accounts.list({ trash: true })).map(accountView)
        return () => broadcast("accounts:changed", list)
      }),
    ),
    aws: coalesced("aws", log, () =>
      whileOpen(async () => {
        const overview = await awsDesk.overview()
        return () => broadcast("aws:changed", overview)
      }),
    ),
    sso: coalesced("sign-ins", log, () =>
      whileOpen(async () => {
        const overview = await ssoDesk.overview()
        return () => broadcast("sso:changed", overview)
      }),
    ),
    backup: coalesced("backups", log, () =>
      whileOpen(async () => {
        const view = await backupDesk.view()
        return () => broadcast("backup:changed", view)
      }),
    ),
  }
}

function coalesced(what: string, log: Log, tell: () => Promise<void>): () => void {
  let wishes = 0
  const run = async () => {
    while (wishes > 0) {
      const heard = wishes
      try {
        await tell()
      } catch (cause) {
        log.error(`${what} could not be told`, cause)
      }
      // One more telling covers all wishes that came in the meantime.
      wishes = wishes > heard ? 1 : 0
    }
  }
  return () => {
    if (wishes++ === 0) void run()
  }
}
