/** @file All that may cross between main and the page. Main parses with it, the page is typed by it.
 *
 * No response has room for a secret: an account's seed and a key travel towards main only, once, when they are typed
 * or scanned; afterwards the page holds a draft's token and the codes. The one exception are the pictures of
 * `account:qr` and `account:google-qr`, asked for by a person who moves accounts to another device. */
import { z } from "zod"
import type { AppErrorData } from "../../core/errors.ts"
import { MAX_IMPORT_BYTES } from "../../core/imports/format.ts"
import { otpAlgorithm, otpType, settings, settingsChange } from "../../core/vault/schema.ts"
import { awsRequests } from "./aws-contract.ts"
import { accountQrRequests, backupRequests } from "./backup-contract.ts"
import { backupView } from "./backup-views.ts"
import { configRequests } from "./config-contract.ts"
import { insightEvents, insightRequests } from "./insight-contract.ts"
import { keyRequests, keyStep } from "./key-contract.ts"
import { consoleRequests } from "./console-contract.ts"
import { markRequests } from "./mark-contract.ts"
import { ssoOverview, ssoProgress, ssoRequests } from "./sso-contract.ts"
import type { EventChannel, RequestChannel } from "./channels.ts"
import {
  accountView,
  awsOverview,
  clockView,
  code,
  codesUpdate,
  draft,
  enrolProgress,
  id,
  importProgress,
  importReading,
  keptView,
  keychainState,
  lockView,
  moveView,
  name,
  reminderView,
  screenCapture,
  unixMs,
} from "./views.ts"

const nothing = z.strictObject({})
const passphrase = z.string().max(1_024)

const typedEntry = z.strictObject({
  issuer: z.string().max(1_000),
  account: z.string().max(1_000),
  secret: z.string().max(4_096),
  type: otpType,
  algorithm: otpAlgorithm,
  /** As typed: what is not a whole number in range is refused by name, not corrected. */
  digits: z.string().max(20),
  period: z.string().max(20),
  counter: z.string().max(20),
})
export type TypedEntry = z.output<typeof typedEntry>

export const requests = {
  "app:state": {
    request: nothing,
    response: z.strictObject({
      version: z.string(),
      platform: z.string(),
      packaged: z.boolean(),
      /** Where vault.json lies, for the person to see. */
      dataFolder: z.string(),
      keychain: keychainState,
      lock: lockView,
      /** null: no secrets are on their way. */
      move: moveView.nullable(),
      reminders: z.array(reminderView),
      settings,
      clock: clockView,
    }),
  },
  /** Opens one of our own pages in the browser, by name; no address comes from the page. */
  "app:open-link": {
    request: z.strictObject({ link: z.enum(["aws-mfa", "aws-access-keys", "keychain-help"]) }),
    response: nothing,
  },
  /** Puts a reminder off for a week. */
  "app:snooze": { request: reminderView.pick({ kind: true }), response: nothing },
  "keychain:choose": {
    request: z.strictObject({
      backend: z.enum(["os", "file"]),
      passphrase: z.string().max(1_024).nullable(),
    }),
    response: keychainState,
  },
  "keychain:retry": { request: nothing, response: keychainState },
  /**
   * Moves all secrets to the other keychain, or goes on with a move that was interrupted; `move:progress` tells how
   * far it is. `passphrase`: the encrypted file's, new or (where it is there already) its own.
   */
  "keychain:move": {
    request: z.strictObject({ to: z.enum(["os", "file"]), passphrase: passphrase.nullable() }),
    response: keychainState,
  },
  /** What moves stops and is undone; the moving request fails with `cancelled`. Past its last copy it goes on. */
  "keychain:move-cancel": { request: nothing, response: nothing },
  /**
   * Brings an interrupted move to rest: undone while it was copying, finished while it was deleting.
   * `passphrase` null: what is left in the encrypted file stays there.
   */
  "keychain:move-settle": {
    request: z.strictObject({ passphrase: passphrase.nullable() }),
    response: keychainState,
  },
  /** Only with the system's keychain. Seals every secret; `move:progress` tells how far it is. */
  "lock:set": { request: z.strictObject({ passphrase }), response: lockView },
  "lock:change": { request: z.strictObject({ passphrase, next: passphrase }), response: lockView },
  /** `move:progress` tells how far it is. */
  "lock:remove": { request: z.strictObject({ passphrase }), response: lockView },
  /** Whether the system's own way to know its person opens the lock too. */
  "lock:platform": { request: z.strictObject({ enabled: z.boolean(), passphrase }), response: lockView },
  "lock:now": { request: nothing, response: lockView },
  /** Also for the encrypted-file keychain. Fails with `passphrase` `wrong`, or `locked` before `retryAtMs`. */
  "lock:unlock": { request: z.strictObject({ passphrase }), response: lockView },
  /** Fails with `cancelled` when the person is not known or closed the question. */
  "lock:unlock-platform": { request: nothing, response: lockView },
  "accounts:list": { request: nothing, response: z.array(accountView) },
  "accounts:edit": {
    request: z.strictObject({
      id,
      issuer: name.optional(),
      account: name.optional(),
      note: z.string().max(2_000).optional(),
      tags: z.array(z.string().max(60)).max(50).optional(),
      pinned: z.boolean().optional(),
      mark: z.string().max(80).optional(),
    }),
    response: accountView,
  },
  "accounts:edit-many": {
    request: z.strictObject({
      ids: z.array(id).max(10_000),
      pinned: z.boolean().optional(),
      addTags: z.array(z.string().max(60)).max(50).optional(),
      removeTags: z.array(z.string().max(60)).max(50).optional(),
    }),
    response: nothing,
  },
  /** The order of one's own: these, as listed, before `beforeId`, or last where that is null. */
  "accounts:reorder": {
    request: z.strictObject({ ids: z.array(id).min(1).max(10_000), beforeId: id.nullable() }),
    response: nothing,
  },
  "accounts:trash": { request: z.strictObject({ ids: z.array(id).max(10_000) }), response: nothing },
  "accounts:restore": { request: z.strictObject({ ids: z.array(id).max(10_000) }), response: nothing },
  /** For good: only what lies in the trash. */
  "accounts:purge": { request: z.strictObject({ ids: z.array(id).max(10_000) }), response: nothing },
  /** Entries of other programs that Keycard cannot compute and keeps for an export. */
  "accounts:kept": { request: nothing, response: z.array(keptView) },
  "accounts:remove-kept": { request: z.strictObject({ ids: z.array(id).max(10_000) }), response: nothing },
  /** Which rows are on screen. Their codes come back now and, each time one turns, as `codes:changed`. */
  "codes:watch": { request: z.strictObject({ ids: z.array(id).max(200) }), response: codesUpdate },
  "codes:copy": {
    request: z.strictObject({ id, which: z.enum(["current", "next"]) }),
    /** `clearsAtMs`: when the clipboard forgets it; null: never. */
    response: z.strictObject({ clearsAtMs: unixMs.nullable() }),
  },
  "codes:next-hotp": {
    request: z.strictObject({ id }),
    response: z.strictObject({ code, counter: z.int().nonnegative() }),
  },
  /** Texts of QR codes, pasted links, or a text with one link a line. Adds to `draftId` when given. */
  "enrol:read-texts": {
    request: z.strictObject({
      texts: z.array(z.string().max(200_000)).min(1).max(500),
      draftId: id.nullable(),
    }),
    response: draft,
  },
  "enrol:read-typed": { request: typedEntry, response: draft },
  /** The same draft with the codes of this moment: the preview stays live while names are edited. */
  "enrol:draft": { request: z.strictObject({ draftId: id }), response: draft },
  /**
   * All or nothing, with `enrol:progress` on the way. An account that is replaced goes to the trash with its secret.
   * On failure and after `enrol:cancel` (then `cancelled`) the draft stays, and nothing was kept.
   */
  "enrol:save": {
    request: z.strictObject({
      draftId: id,
      items: z
        .array(
          z.strictObject({
            index: z.int().nonnegative(),
            issuer: name,
            account: name,
            action: z.enum(["add", "replace"]),
          }),
        )
        .max(10_000),
      /** The rows, from `import:read`, of what cannot be computed and shall be kept for an export; absent: none. */
      kept: z.array(z.int().positive()).max(10_000).optional(),
    }),
    response: z.strictObject({
      added: z.array(accountView),
      /** How many entries are kept that cannot be computed. */
      kept: z.int().nonnegative(),
      /** For `enrol:undo`, while this process runs. */
      batchId: id,
    }),
  },
  /** Stops the saving of this draft; what it wrote is taken back. No error when it is done already. */
  "enrol:cancel": { request: z.strictObject({ draftId: id }), response: nothing },
  /**
   * Takes back exactly what that saving brought: what it added is removed with its secrets, what it replaced is as it
   * was. What the person removed for good meanwhile stays removed. `not-found` `draft` when it is undone already.
   */
  "enrol:undo": {
    request: z.strictObject({ batchId: id }),
    response: z.strictObject({ removed: z.int().nonnegative(), restored: z.int().nonnegative() }),
  },
  "enrol:discard": { request: z.strictObject({ draftId: id }), response: nothing },
  /** Asks the system to paste into the page, which receives an ordinary paste event. */
  "enrol:paste": { request: nothing, response: nothing },
  "enrol:capture-screen": {
    request: nothing,
    response: z.strictObject({ displays: z.array(screenCapture) }),
  },
  /** The camera may be used only between `open: true` and `open: false`. */
  "enrol:camera": { request: z.strictObject({ open: z.boolean() }), response: nothing },
  /**
   * Reads a file of another program in a worker, with `import:progress` on the way; one at a time, a second one stops
   * the first (`cancelled`). Adds to `draftId` when given. A file over 10 MiB is `import` `too-large`: look at its size
   * before reading it. Where a password is asked for, call again with the same bytes and what was typed.
   */
  "import:read": {
    request: z.strictObject({
      /** The file's name, for messages. */
      name: z.string().max(1_000),
      bytes: z.instanceof(Uint8Array).refine(({ length }) => length <= MAX_IMPORT_BYTES),
      password: z.string().max(4_096).nullable(),
      draftId: id.nullable(),
    }),
    response: importReading,
  },
  /** Stops the reading under way, which then fails as `cancelled`. */
  "import:cancel": { request: nothing, response: nothing },
  "settings:set": { request: settingsChange, response: settings },
  /** Asks a host for the time, over HTTPS, once. Applies nothing. */
  "clock:measure": {
    request: z.strictObject({ host: z.string().max(300) }),
    response: z.strictObject({ offsetMs: z.number(), uncertaintyMs: z.number() }),
  },
  /** Makes all codes by a clock corrected by this much; null: by this computer's again. */
  "clock:apply": {
    request: z.strictObject({ offsetMs: z.number().nullable(), from: z.string().max(300) }),
    response: clockView,
  },
  ...awsRequests,
  ...configRequests,
  ...keyRequests,
  ...ssoRequests,
  ...consoleRequests,
  /** Copies something that is not secret (a profile's name, a command to paste). */
  "clipboard:copy-text": { request: z.strictObject({ text: z.string().max(4_096) }), response: nothing },
  ...accountQrRequests,
  ...markRequests,
  ...backupRequests,
  ...insightRequests,
} satisfies Record<RequestChannel, { request: z.ZodType; response: z.ZodType }>

export const events = {
  "app:changed": requests["app:state"].response,
  /** Now, before all else: what is on screen and secret must go. `app:changed` follows. */
  "lock:locked": nothing,
  "move:progress": z.strictObject({ done: z.int().nonnegative(), total: z.int().nonnegative() }),
  "accounts:changed": z.array(accountView),
  "codes:changed": codesUpdate,
  "enrol:progress": enrolProgress,
  "import:progress": importProgress,
  "aws:changed": awsOverview,
  "sso:changed": ssoOverview,
  /** How many accounts have been asked for their roles. */
  "sso:progress": ssoProgress,
  "aws:waiting": z.strictObject({ profileId: id, untilMs: unixMs.nullable() }),
  /** The person clicked something outside the window that belongs there. */
  "app:go": z.strictObject({
    place: z.enum(["codes", "sessions", "settings"]),
    /** Brings this session's card into sight. */
    profileId: id.optional(),
  }),
  "clipboard:cleared": nothing,
  "backup:changed": backupView,
  ...insightEvents,
  "keys:step": keyStep,
} satisfies Record<EventChannel, z.ZodType>

export type Request<N extends RequestChannel> = z.output<(typeof requests)[N]["request"]>
export type Response<N extends RequestChannel> = z.output<(typeof requests)[N]["response"]>
export type Event<N extends EventChannel> = z.output<(typeof events)[N]>

/** Failures cross as values: Electron keeps only the message of a thrown error. */
export type Reply<T> =
  // `json`: a long list as text. Between main and the page it is one piece, where a value is copied field by field.
  { ok: true; value: T } | { ok: true; json: string } | { ok: false; error: AppErrorData }
