/** @file The renewer with the desktop around it: its notifications, the network, the lock. A part of compose.ts. */
import { net } from "electron"
import type { Aws } from "../core/aws/service.ts"
import type { VaultIndex } from "../core/ports/vault-index.ts"
import type { AwsDesk } from "./aws-desk.ts"
import { desktopNotifier } from "./desktop-notifier.ts"
import type { Broadcast } from "./ipc/broadcast.ts"
import type { Keychain } from "./keychain-types.ts"
import { createRenewalNotes } from "./renewal-notes.ts"
import { createRenewer, type Door, type Renewer } from "./renewer.ts"
import type { Timers } from "./timers.ts"

export interface RenewerParts {
  readonly aws: Aws
  readonly index: VaultIndex
  readonly timers: Timers
  readonly keychain: Pick<Keychain, "state">
  readonly awsDesk: Pick<AwsDesk, "running">
  readonly broadcast: Broadcast
  /** Brings the window to the front, at the sessions; with an id at that one's card. */
  readonly openSession: (profileId: string | null) => void
  readonly onTouch: (profileId: string, serial: string | null) => void
  readonly onChanged: () => void
  readonly log: (message: string, cause: unknown) => void
}

export function composeRenewer(parts: RenewerParts): Renewer {
  const { aws, index, timers, keychain, awsDesk, broadcast, onChanged, log } = parts
  return createRenewer({
    ...{ aws, index, timers, onChanged, log },
    onTouch: parts.onTouch,
    door: () => doorOf(keychain.state().state),
    isOnline: () => net.isOnline(),
    asked: () => awsDesk.running(),
    onNeeded: createRenewalNotes({
      notifier: desktopNotifier,
      onClick: parts.openSession,
      nowMs: () => timers.nowMs(),
    }),
    onWaiting: (event) => broadcast("aws:waiting", event),
  })
}

function doorOf(state: ReturnType<Keychain["state"]>["state"]): Door {
  switch (state) {
    case "ready":
      return "open"
    case "locked":
    case "passphrase":
      return "locked"
    case "opening":
    case "failed":
      return "closed"
  }
}
