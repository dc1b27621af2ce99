/** @file A main process in memory, for looking at the page and for trying it: it keeps to the contract and forgets. */
import type { KeycardApi } from "../../../src/preload/api.d.ts"
import type { EventChannel } from "../../../src/shared/ipc/channels.ts"
import type { Reply } from "../../../src/shared/ipc/contract.ts"
import { fakeAccounts } from "./fake-accounts.ts"
import { fakeApp, type FakeAppOptions } from "./fake-app.ts"
import { fakeAws, type FakeAwsOptions } from "./fake-aws.ts"
import { fakeBackups } from "./fake-backups.ts"
import { fakeCenter } from "./fake-center.ts"
import { fakeEnrol } from "./fake-enrol.ts"
import { fakeInsight } from "./fake-insight.ts"
import { Refused, wait, type Handlers, type Tell } from "./fake-parts.ts"
import { createFakeShelf } from "./fake-shelf.ts"
import { fakeShownCodes, type FakeCodesOptions } from "./fake-shown-codes.ts"

export interface FakeOptions extends FakeAppOptions, FakeAwsOptions, FakeCodesOptions {
  accounts: number
}

export function createFakeMain(options: FakeOptions): KeycardApi {
  const listeners = new Map<EventChannel, Set<(payload: unknown) => void>>()
  const tell: Tell = (name, payload) => {
    for (const listener of listeners.get(name) ?? []) listener(payload)
  }
  const shelf = createFakeShelf(options.accounts, tell)
  const app = fakeApp(options, tell)
  const handlers: Handlers = {
    ...app.handlers,
    ...fakeAccounts(shelf),
    ...fakeShownCodes(options, shelf, tell, app.clipboardSeconds),
    ...fakeEnrol(shelf, tell),
    ...fakeAws(options, tell),
    ...fakeInsight((step) => tell("checkup:progress", step)),
    ...fakeCenter(),
    ...fakeBackups((view) => tell("backup:changed", view)),
  }

  return {
    async call(name, request): Promise<Reply<unknown>> {
      await wait(5)
      try {
        const handle = handlers[name] as (request: unknown) => unknown
        return { ok: true, value: await handle(request) }
      } catch (thrown) {
        return { ok: false, error: thrown instanceof Refused ? thrown.data : { kind: "unexpected" } }
      }
    },
    on(name, listener) {
      const all = listeners.get(name) ?? new Set()
      listeners.set(name, all)
      all.add(listener)
      return () => all.delete(listener)
    },
  }
}
