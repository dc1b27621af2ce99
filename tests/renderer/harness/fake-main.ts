/** @file A main process in memory, for looking at the page and for trying it: it keeps to the contract and forgets. */
import { sampleConfigRows } from "./sample-config.ts"
import type { AppErrorData } from "../../../src/core/errors.ts"
import type { KeycardApi } from "../../../src/preload/api.d.ts"
import type { EventChannel, RequestChannel } from "../../../src/shared/ipc/channels.ts"
import type { Event, Reply, Request, Response } from "../../../src/shared/ipc/contract.ts"
import type {
  AccountView,
  AwsOverview,
  CodesUpdate,
  KeychainState,
  LockView,
} from "../../../src/shared/ipc/views.ts"
import { fakeBackups } from "./fake-backups.ts"
import { fakeInsight } from "./fake-insight.ts"
import { fakeCenter } from "./fake-center.ts"
import { createFakeDrafts } from "./fake-drafts.ts"
import { createFakeKeys } from "./fake-keys.ts"
import { fakeCode, fakeCodeView } from "./fake-codes.ts"
import { sampleAccounts, sampleId, sampleKept } from "./sample-accounts.ts"
import { card, emptyAws, fullAws } from "./sample-aws.ts"

export interface FakeOptions {
  accounts: number
  theme: "system" | "light" | "dark"
  aws: "empty" | "full"
  /** `ready`, `opening`, `passphrase`, or a keychain problem such as `missing`. */
  keychain: string
  /** Some rows cannot be computed. */
  failing: boolean
  nextCode: "always" | "last-seconds"
}

class Refused extends Error {
  readonly data: AppErrorData
  constructor(data: AppErrorData) {
    super(data.kind)
    this.data = data
  }
}

type Handlers = { [N in RequestChannel]: (request: Request<N>) => Response<N> | Promise<Response<N>> }

/** Without the fields that were not asked for. */
function definedOf<T extends object>(change: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(change) as [string, unknown][]
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}

function keychainFor(asked: string): KeychainState {
  if (asked === "ready") return { state: "ready", backend: "os" }
  if (asked === "opening") return { state: "opening" }
  if (asked === "passphrase") return { state: "passphrase", error: null }
  const problem = asked as Extract<AppErrorData, { kind: "keychain" }>["problem"]
  return {
    state: "failed",
    error: { kind: "keychain", problem, backend: "os" },
    canChooseFile: problem === "missing",
  }
}

export function createFakeMain(options: FakeOptions): KeycardApi {
  const listeners = new Map<EventChannel, Set<(payload: unknown) => void>>()
  const tell = <N extends EventChannel>(name: N, payload: Event<N>) => {
    for (const listener of listeners.get(name) ?? []) listener(payload)
  }
  let accounts: AccountView[] = sampleAccounts(options.accounts)
  let overview: AwsOverview = options.aws === "full" ? fullAws(Date.now()) : emptyAws()
  let watched: readonly string[] = []
  let counter = 0
  let app: Response<"app:state"> = {
    version: "0.1.0",
    platform: "linux",
    packaged: false,
    dataFolder: "/home/mona/.config/Keycard",
    keychain: keychainFor(options.keychain),
    settings: {
      theme: options.theme,
      clipboardSeconds: 30,
      nextCode: options.nextCode,
      hideCodes: false,
      sort: "name",
      contentProtection: false,
      groupSessions: false,
      tray: "auto",
      keepRunning: false,
      keyAgeDays: 90,
      lock: { idleSeconds: 300, onSuspend: true, onScreenLock: true, onHide: false },
    },
    clock: { awsOffsetMs: null, correction: null, stale: false },
    lock: { state: "off", of: "keycard", retryAtMs: null, platform: null, unattended: false },
    move: null,
    reminders: [],
  }
  const drafts = createFakeDrafts(() => accounts)
  let keptForExport = sampleKept(2)
  let savingId: string | null = null
  const isSaving = (draftId: string) => savingId === draftId
  const batches = new Map<string, readonly AccountView[]>()

  const codesNow = (): CodesUpdate => {
    const update: CodesUpdate = { codes: [], failures: [] }
    for (const [index, id] of watched.entries()) {
      const account = accounts.find((each) => each.id === id)
      if (account === undefined || account.type === "hotp") continue
      if (options.failing && index % 4 === 2) {
        update.failures.push({ id, error: { kind: "secret-missing", what: "account", name: account.issuer } })
      } else update.codes.push(fakeCodeView(account, Date.now()))
    }
    return update
  }
  const turn = () => {
    tell("codes:changed", codesNow())
    setTimeout(turn, 30_000 - (Date.now() % 30_000))
  }
  setTimeout(turn, 30_000 - (Date.now() % 30_000))

  const find = (id: string): AccountView => {
    const account = accounts.find((each) => each.id === id)
    if (account === undefined) throw new Refused({ kind: "not-found", what: "account" })
    return account
  }
  const change = (ids: readonly string[], next: Partial<AccountView>) => {
    accounts = accounts.map((each) => (ids.includes(each.id) ? { ...each, ...next } : each))
    tell("accounts:changed", accounts)
  }
  const changeAws = (next: Partial<AwsOverview>) => {
    overview = { ...overview, ...next }
    tell("aws:changed", overview)
  }
  const changeSession = (profileId: string, next: Partial<AwsOverview["sessions"][number]>) =>
    changeAws({
      sessions: overview.sessions.map((each) => (each.profileId === profileId ? { ...each, ...next } : each)),
    })
  const opened = (keychain: KeychainState): KeychainState => {
    app = { ...app, keychain }
    tell("app:changed", app)
    return keychain
  }
  const lockNow = (state: LockView["state"]): LockView => {
    app = { ...app, lock: { ...app.lock, state } }
    opened(state === "locked" ? { state: "locked" } : { state: "ready", backend: "os" })
    return app.lock
  }
  /** Forty steps, as long as a few dozen accounts take. */
  const pretendToMove = async () => {
    for (let done = 0; done <= 40; done++) {
      tell("move:progress", { done, total: 40 })
      await wait(30)
    }
  }
  const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

  const pictures = new Map<string, Uint8Array<ArrayBuffer>>()

  const handlers: Handlers = {
    "app:state": () => app,
    "app:open-link": () => ({}),
    "app:snooze": ({ kind }) => {
      app = { ...app, reminders: app.reminders.filter((each) => each.kind !== kind) }
      tell("app:changed", app)
      return {}
    },
    "keychain:choose": () => opened({ state: "ready", backend: "file" }),
    "keychain:retry": async () => {
      await wait(400)
      return app.keychain
    },
    "keychain:move": async ({ to }) => {
      await pretendToMove()
      return opened({ state: "ready", backend: to })
    },
    "keychain:move-cancel": () => ({}),
    "keychain:move-settle": () => {
      app = { ...app, move: null }
      return opened(app.keychain)
    },
    "lock:set": async () => {
      await pretendToMove()
      return lockNow("unlocked")
    },
    "lock:change": async ({ passphrase }) => {
      await wait(400)
      if (passphrase !== "open sesame") throw new Refused({ kind: "passphrase", problem: "wrong" })
      return app.lock
    },
    "lock:remove": async ({ passphrase }) => {
      if (passphrase !== "open sesame") throw new Refused({ kind: "passphrase", problem: "wrong" })
      await pretendToMove()
      return lockNow("off")
    },
    "lock:platform": () => app.lock,
    "lock:now": () => {
      tell("lock:locked", {})
      return lockNow("locked")
    },
    "lock:unlock": async ({ passphrase }) => {
      await wait(400)
      if (passphrase !== "open sesame") throw new Refused({ kind: "passphrase", problem: "wrong" })
      return lockNow("unlocked")
    },
    "lock:unlock-platform": () => lockNow("unlocked"),
    "accounts:list": () => accounts,
    "accounts:edit": ({ id, ...changes }) => {
      const defined = definedOf(changes)
      change([id], defined)
      return find(id)
    },
    "accounts:edit-many": ({ ids, pinned, addTags = [], removeTags = [] }) => {
      for (const id of ids) {
        const tags = [...find(id).tags.filter((tag) => !removeTags.includes(tag)), ...addTags]
        change([id], { tags: [...new Set(tags)], ...(pinned === undefined ? {} : { pinned }) })
      }
      return {}
    },
    "accounts:reorder": ({ ids, beforeId }) => {
      const moved = ids.map(find)
      const rest = accounts.filter(({ id }) => !ids.includes(id))
      const at = rest.findIndex(({ id }) => id === beforeId)
      accounts = at === -1 ? [...rest, ...moved] : [...rest.slice(0, at), ...moved, ...rest.slice(at)]
      tell("accounts:changed", accounts)
      return {}
    },
    "accounts:purge": ({ ids }) => {
      accounts = accounts.filter(({ id }) => !ids.includes(id))
      tell("accounts:changed", accounts)
      return {}
    },
    "accounts:trash": ({ ids }) => {
      change(ids, { trashedAtMs: Date.now() })
      return {}
    },
    "accounts:restore": ({ ids }) => {
      change(ids, { trashedAtMs: null })
      return {}
    },
    "accounts:kept": () => keptForExport,
    "accounts:remove-kept": ({ ids }) => {
      keptForExport = keptForExport.filter(({ id }) => !ids.includes(id))
      return {}
    },
    "accounts:mark-picture": ({ id }) => ({ png: pictures.get(id) ?? null }),
    "accounts:set-mark-picture": ({ id, png }) => {
      if (png === null) pictures.delete(id)
      else pictures.set(id, png)
      change([id], { mark: png === null ? "" : "own" })
      return find(id)
    },
    "codes:watch": ({ ids }) => {
      watched = ids
      return codesNow()
    },
    "codes:copy": () => {
      const seconds = app.settings.clipboardSeconds
      if (seconds > 0) setTimeout(() => tell("clipboard:cleared", {}), seconds * 1000)
      return { clearsAtMs: seconds === 0 ? null : Date.now() + seconds * 1000 }
    },
    "codes:next-hotp": ({ id }) => {
      counter += 1
      return { code: fakeCode(id, counter, find(id)), counter }
    },
    "enrol:read-texts": ({ texts, draftId }) => {
      const draft = drafts.read(texts, draftId)
      if (draft === null) throw new Refused({ kind: "nothing-usable" })
      return draft
    },
    "enrol:read-typed": (entry) => {
      if (entry.secret.trim() === "") throw new Refused({ kind: "otp", part: "secret", problem: "missing" })
      if (!/^\d+$/.test(entry.digits))
        throw new Refused({ kind: "otp", part: "digits", problem: "not-a-whole-number" })
      return drafts.typed(entry)
    },
    "enrol:draft": ({ draftId }) => drafts.again(draftId),
    "enrol:save": async ({ draftId, items, kept = [] }) => {
      savingId = draftId
      const total = items.length + kept.length
      for (let done = 0; done < total; done += Math.ceil(total / 40)) {
        tell("enrol:progress", { draftId, done, total })
        await wait(total > 12 ? 50 : 0)
        if (!isSaving(draftId)) throw new Refused({ kind: "cancelled" })
      }
      const added = items.map(({ index, issuer, account }): AccountView => {
        const row = drafts.again(draftId).rows[index]
        return {
          ...sampleAccounts(1)[0]!,
          ...(row === undefined ? {} : { type: row.type, digits: row.digits, period: row.period }),
          id: crypto.randomUUID(),
          issuer,
          account,
          pinned: false,
        }
      })
      const batchId = crypto.randomUUID()
      batches.set(batchId, added)
      keptForExport = [...keptForExport, ...sampleKept(kept.length)]
      accounts = [...accounts, ...added]
      tell("accounts:changed", accounts)
      return { added, kept: kept.length, batchId }
    },
    "enrol:cancel": () => {
      savingId = null
      return {}
    },
    "enrol:undo": ({ batchId }) => {
      const added = batches.get(batchId) ?? []
      accounts = accounts.filter((each) => !added.includes(each))
      tell("accounts:changed", accounts)
      return { removed: added.length, restored: 0 }
    },
    "enrol:discard": () => ({}),
    "enrol:paste": () => {
      throw new Refused({ kind: "clipboard", problem: "empty" })
    },
    "enrol:capture-screen": () => ({
      displays: [{ width: 64, height: 64, bgra: new Uint8Array(64 * 64 * 4).fill(255) }],
    }),
    "enrol:camera": () => ({}),
    "import:read": async ({ bytes, password, draftId }) => {
      const text = new TextDecoder().decode(bytes)
      if (text.startsWith("encrypted") && password !== "test")
        return { kind: "password", format: "Aegis", wrong: password !== null, mayBeDamaged: false }
      for (let step = 0; step < 4; step++) {
        tell("import:progress", { step: { step: "deriving-key", slot: 1, slots: 1 }, elapsedMs: step * 500 })
        await wait(500)
      }
      const draft = drafts.read([text], draftId)
      if (draft === null) throw new Refused({ kind: "import", problem: "unknown-format", format: null })
      const kept = [{ row: 1, label: "Intranet (mona)", what: "mOTP" }]
      return { kind: "draft", draft, format: "Aegis", kept, duplicates: 1 }
    },
    "import:cancel": () => ({}),
    "settings:set": (next) => {
      const defined = definedOf(next)
      app = { ...app, settings: { ...app.settings, ...defined } }
      return app.settings
    },
    "clock:measure": async () => {
      await wait(300)
      return { offsetMs: 42_300, uncertaintyMs: 560 }
    },
    "clock:apply": ({ offsetMs, from }) => {
      const correction =
        offsetMs === null ? null : { offsetMs: Math.round(offsetMs), setAtMs: Date.now(), from }
      app = { ...app, clock: { ...app.clock, correction } }
      tell("app:changed", app)
      return app.clock
    },
    "aws:overview": () => overview,
    "aws:key-add": (key) => {
      const added = {
        ...fullAws(Date.now()).keys[1]!,
        id: crypto.randomUUID(),
        name: key.name,
      }
      changeAws({ keys: [...overview.keys, added] })
      return added
    },
    "aws:key-edit": ({ keyId, ...changes }) => {
      const keys = overview.keys.map((each) =>
        each.id === keyId
          ? {
              ...each,
              name: changes.name ?? each.name,
              mfaSerial: changes.mfaSerial ?? null,
              otpAccountId: changes.otpAccountId ?? null,
            }
          : each,
      )
      changeAws({ keys })
      return keys.find(({ id }) => id === keyId)!
    },
    "aws:key-remove": ({ keyId }) => {
      const by = overview.sessions.filter((each) => each.keyId === keyId).map(({ name }) => name)
      if (by.length > 0) throw new Refused({ kind: "in-use", what: "key", by })
      changeAws({ keys: overview.keys.filter(({ id }) => id !== keyId) })
      return {}
    },
    ...createFakeKeys({
      find: (keyId) => {
        const key = overview.keys.find(({ id }) => id === keyId)
        if (key === undefined) throw new Refused({ kind: "not-found", what: "key" })
        return key
      },
      change: (key) => changeAws({ keys: overview.keys.map((each) => (each.id === key.id ? key : each)) }),
    }),
    "aws:find-devices": async () => {
      await wait(600)
      return {
        devices: [
          { serialNumber: "arn:aws:iam::123456789012:mfa/mona-laptop", otpAccountId: sampleId(1, 1) },
          { serialNumber: "arn:aws:iam::123456789012:mfa/mona-phone", otpAccountId: null },
        ],
      }
    },
    "aws:hardware-keys": async () => {
      await wait(600)
      const entries = ["Amazon Web Services:mona@123456789012", "GitHub:mona"]
      return { keys: [{ serial: "16021983", entries, problem: null }] }
    },
    "config:preview": async () => {
      await wait(300)
      return { rows: sampleConfigRows() }
    },
    "config:take-over": ({ profiles }) => ({
      ...{ profiles: profiles.length, keys: 1, notMoved: [], batchId: sampleId(9, 1) },
    }),
    "config:undo": () => ({ profiles: 1, keys: 1, keptKeys: 0 }),
    "console:open": async () => {
      await wait(600)
      return { endsAtMs: Date.now() + 3_600_000 }
    },
    "console:copy": () => ({ endsAtMs: Date.now() + 3_600_000, clearsAtMs: Date.now() + 30_000 }),
    "console:sign-out": () => ({}),
    "aws:profile-add": (profile) => {
      if (/[^\w.@+=,-]/.test(profile.name)) {
        throw new Refused({ kind: "profile-name", problem: "characters", name: profile.name })
      }
      const profileId = crypto.randomUUID()
      changeAws({ sessions: [...overview.sessions, { ...card(0, {}), ...profile, profileId }] })
      return { profileId }
    },
    "aws:profile-edit": ({ profileId, ...profile }) => {
      changeSession(profileId, profile)
      return { profileId }
    },
    "aws:profile-remove": ({ profileId }) => {
      changeAws({ sessions: overview.sessions.filter((each) => each.profileId !== profileId) })
      return {}
    },
    "aws:refresh": async ({ profileId }) => {
      changeSession(profileId, { busy: true, lastError: null })
      await wait(900)
      const expiresAtMs = Date.now() + 43_200_000
      changeSession(profileId, {
        busy: false,
        waitUntilMs: null,
        state: "valid",
        issuedAtMs: Date.now(),
        expiresAtMs,
        written: true,
      })
      return { expiresAtMs, written: true }
    },
    "aws:cancel": ({ profileId }) => {
      changeSession(profileId, { busy: false, waitUntilMs: null })
      return {}
    },
    "aws:stop": ({ profileId }) => {
      changeSession(profileId, { state: "none", expiresAtMs: null, issuedAtMs: null, written: false })
      return {}
    },
    "clipboard:copy-text": () => ({}),
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
