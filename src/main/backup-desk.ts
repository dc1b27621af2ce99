/** @file Backups and exports for the window: where to is asked here, secrets stay here. */
import { basename } from "node:path"
import { AppError } from "../core/errors.ts"
import { parseBackup, type SealedBackup } from "../core/backup/container.ts"
import { failureData } from "../core/backup/failure.ts"
import { backupReminderAtMs } from "../core/backup/schedule.ts"
import type { Backups, LeftOut, RestoreBatch, RestorePreview } from "../core/backup/service.ts"
import { writeOtpauthUri } from "../core/otp/write-otpauth-uri.ts"
import type { BackupFiles } from "../core/ports/backup-files.ts"
import type { Random } from "../core/ports/random.ts"
import type { VaultIndex } from "../core/ports/vault-index.ts"
import type { Vault } from "../core/vault/schema.ts"
import type { BackupView, ExportTarget } from "../shared/ipc/backup-views.ts"
import type { Request, Response } from "../shared/ipc/contract.ts"
import type { AutoBackup } from "./auto-backup.ts"
import type { FileDialogs } from "./file-dialogs.ts"
import type { Timers } from "./timers.ts"
import { createUndoable } from "./undoable.ts"

export interface BackupDeskDeps {
  readonly backups: Backups
  readonly auto: Pick<AutoBackup, "now" | "busy">
  readonly index: Pick<VaultIndex, "read">
  readonly files: BackupFiles
  readonly dialogs: FileDialogs
  readonly timers: Timers
  readonly random: Random
}

/** A file that waits for its passphrase, or opened, for a choice. */
interface Held {
  readonly file: SealedBackup
  readonly bytes: Uint8Array
  preview: RestorePreview | null
  readonly cancel: () => void
}

/** Opened backups hold secrets: they are forgotten after this time. */
const LIFETIME_MS = 10 * 60_000

export type BackupDesk = ReturnType<typeof createBackupDesk>

export function createBackupDesk(deps: BackupDeskDeps) {
  const { backups, auto, index, files, dialogs, timers, random } = deps
  const held = new Map<string, Held>()
  const undoable = createUndoable<RestoreBatch>(() => random.uuid())

  function discard(restoreId: string): void {
    held.get(restoreId)?.cancel()
    held.delete(restoreId)
  }

  function find(restoreId: string): Held {
    const found = held.get(restoreId)
    if (found === undefined) throw new AppError({ kind: "not-found", what: "draft" })
    return found
  }

  async function exportTo(request: Request<"backup:export">): Promise<Response<"backup:export">> {
    const { to, passphrase, ids } = request
    if (to === "backup" && passphrase === null) throw new AppError({ kind: "passphrase", problem: "needed" })
    const path = await dialogs.save(suggestion(to, timers.nowMs()))
    if (path === null) return { saved: null, left: [] }
    if (to === "backup") {
      const saved = await backups.save(path, passphrase ?? "", { ids: ids ?? undefined, replace: true })
      const named = (names: readonly string[], reason: LeftOut["reason"]) =>
        names.map((name): LeftOut => ({ issuer: "", account: name.slice(0, 200), reason }))
      const left = [...named(saved.missing, "secret-missing"), ...named(saved.withoutPicture, "picture")]
      return { saved: { path, accounts: saved.accounts }, left }
    }
    // Drawing QR codes is loaded when it is needed.
    const { writeExport } = await import("../core/exports/write-export.ts")
    const outgoing = await backups.outgoing(ids)
    const { text, accounts, left } = writeExport(to, outgoing, { nowMs: timers.nowMs(), random })
    await files.write(path, Buffer.from(text, "utf8"), { replace: true })
    return { saved: { path, accounts }, left: [...left] }
  }

  return {
    exportTo,
    view: async () => backupView(await index.read(), auto.busy(), timers.nowMs()),

    async chooseFolder(): Promise<void> {
      const folder = await dialogs.folder("Where to keep automatic backups")
      if (folder !== null) await backups.configure({ folder })
    },

    async open(): Promise<Response<"backup:open">> {
      const path = await dialogs.open("Open a backup")
      if (path === null) return { opened: null }
      const bytes = await files.read(path)
      const file = parseBackup(bytes)
      for (const id of [...held.keys()]) discard(id)
      const restoreId = random.uuid()
      held.set(restoreId, {
        file,
        bytes,
        preview: null,
        cancel: timers.after(LIFETIME_MS, () => held.delete(restoreId)),
      })
      const createdAtMs = Date.parse(file.head.created)
      return { opened: { restoreId, fileName: basename(path), createdAtMs } }
    },

    async unlock({ restoreId, passphrase }: Request<"backup:unlock">): Promise<Response<"backup:unlock">> {
      const opened = find(restoreId)
      const preview = await backups.preview(await backups.open(opened.bytes, passphrase))
      opened.preview = preview
      return previewView(restoreId, Date.parse(opened.file.head.created), preview)
    },

    async restore({ restoreId, ...choice }: Request<"backup:restore">): Promise<{
      restored: Response<"backup:restore">
      settings: Vault["settings"] | null
    }> {
      const { preview } = find(restoreId)
      if (preview === null) throw new AppError({ kind: "invalid-request" })
      const done = await backups.restore(preview.content, choice)
      discard(restoreId)
      const { accounts, kept, keys, profiles, settings } = done
      const batchId = undoable.keep(done.batch)
      return { restored: { accounts, kept, keys: keys.length, profiles: profiles.length, batchId }, settings }
    },

    async undo(batchId: string): Promise<{
      undone: Response<"backup:undo">
      settings: Vault["settings"] | null
    }> {
      const { settings, stayed, ...counts } = await undoable.undo(batchId, (batch) =>
        backups.undoRestore(batch),
      )
      return { undone: { ...counts, settings: settings !== null, stayed: [...stayed] }, settings }
    },

    discard,
    discardAll() {
      ;[...held.keys()].forEach(discard)
      undoable.forget()
    },

    /** A picture of one account's code. @throws AppError `not-found`, `secret-missing`, `secret-damaged`, `otp` */
    async accountQr(id: string): Promise<Response<"account:qr">> {
      const { entries, left } = await backups.outgoing([id])
      const [refused] = left
      if (refused?.reason === "secret-missing" || refused?.reason === "secret-damaged") {
        const name = [refused.issuer, refused.account].filter((part) => part !== "").join(": ")
        throw new AppError({ kind: refused.reason, what: "account", name })
      }
      const [entry] = entries
      if (entry === undefined) throw new AppError({ kind: "not-found", what: "account" })
      const { fitsQr, qrPng } = await import("../core/exports/qr.ts")
      const link = writeOtpauthUri(entry)
      if (!fitsQr(link)) throw new AppError({ kind: "otp", part: "uri", problem: "too-long" })
      return { png: await qrPng(link) }
    },

    async googleQr(ids: readonly string[] | null): Promise<Response<"account:google-qr">> {
      const outgoing = await backups.outgoing(ids)
      const [{ googlePages }, { qrPng }] = await Promise.all([
        import("../core/exports/google-pages.ts"),
        import("../core/exports/qr.ts"),
      ])
      const { pages, left } = googlePages(outgoing)
      const pictures = await Promise.all(pages.map(({ link }) => qrPng(link)))
      return { pages: pictures.map((png) => ({ png })), left }
    },
  }
}

const endings: Record<ExportTarget, readonly [ending: string, title: string]> = {
  backup: ["keycard", "Save an encrypted backup"],
  otpauth: ["txt", "Save otpauth:// links, not encrypted"],
  google: ["html", "Save QR codes for Google Authenticator, not encrypted"],
  aegis: ["json", "Save an export for Aegis, not encrypted"],
  html: ["html", "Save a page to print, not encrypted"],
}

function suggestion(to: ExportTarget, nowMs: number): Parameters<FileDialogs["save"]>[0] {
  const [ending, title] = endings[to]
  const day = new Date(nowMs).toISOString().slice(0, 10)
  return { name: `keycard-${to === "backup" ? "backup" : `export-${to}`}-${day}.${ending}`, ending, title }
}

export function backupView(vault: Vault, busy: boolean, nowMs: number): BackupView {
  const { automatic, lastSuccess, lastFailure, lastByHandAtMs, remindDays } = vault.backup
  return {
    automatic: {
      enabled: automatic.enabled,
      folder: automatic.folder,
      keep: automatic.keep,
      hasPassphrase: automatic.keyId !== null,
      lastSuccess,
      lastFailure: lastFailure && {
        atMs: lastFailure.atMs,
        error: failureData(lastFailure, vault.backend ?? "os"),
        times: lastFailure.times,
      },
      busy,
    },
    lastByHandAtMs,
    remindDays,
    remindAtMs: backupReminderAtMs(vault, nowMs),
  }
}

function previewView(
  restoreId: string,
  createdAtMs: number,
  preview: RestorePreview,
): Response<"backup:unlock"> {
  const { content, accounts, kept, keys, profiles, settingsDiffer } = preview
  const likeness = (
    rows: readonly { readonly likeness: "new" | "duplicate" | "conflict" }[],
    index: number,
  ) => rows[index]?.likeness ?? "new"
  return {
    restoreId,
    createdAtMs,
    accounts: content.accounts.map(({ issuer, account, trashedAtMs }, index) => ({
      index,
      issuer,
      account,
      likeness: likeness(accounts, index),
      trashed: trashedAtMs !== null,
    })),
    kept: content.kept.map(({ issuer, account, what }, index) => ({
      index,
      issuer,
      account,
      what,
      likeness: likeness(kept, index),
    })),
    keys: content.awsKeys.map(({ name, tail }, index) => ({
      index,
      name,
      tail,
      likeness: likeness(keys, index),
    })),
    profiles: content.awsProfiles.map(({ name }, index) => ({
      index,
      name,
      likeness: likeness(profiles, index),
    })),
    settingsDiffer,
    missing: [...content.missing],
    withoutPicture: [...content.withoutPicture],
  }
}
