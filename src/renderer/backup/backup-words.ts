/** @file Words about backups and exports. */
import type { BackupView, ExportTarget, LeftOut, RestorePreview } from "../../shared/ipc/backup-views.ts"

/** "1 account", "3 accounts". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`
}

export const leftOutWords: Record<LeftOut["reason"], string> = {
  period: "Its codes do not last 30 seconds; the other app has no word for that.",
  digits: "Its codes have neither 6 nor 8 digits; the other app has no word for that.",
  type: "The other app does not know this kind of code.",
  "too-long": "It is more than a QR code holds.",
  "secret-missing": "The keychain does not hold its secret.",
  "secret-damaged": "Its secret in the keychain is damaged.",
  picture: "It is in the backup, but its picture had no room there or cannot be read.",
}

/** When the newest backup of either kind was made; null: never. */
export function lastBackupAtMs({ lastByHandAtMs, automatic }: BackupView): number | null {
  const last = Math.max(lastByHandAtMs ?? 0, automatic.lastSuccess?.atMs ?? 0)
  return last === 0 ? null : last
}

/** A day and a time, as long as it is not today. */
export function momentWords(atMs: number, nowMs: number, locale?: string): string {
  const at = new Date(atMs)
  const time = at.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" })
  if (at.toDateString() === new Date(nowMs).toDateString()) return `today, ${time}`
  return `${at.toLocaleDateString(locale, { day: "numeric", month: "short", year: "numeric" })}, ${time}`
}

/** The end of a path, where it differs from others. */
export function fileNameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path
}

export type OpenTarget = Exclude<ExportTarget, "backup">

export const openTargets: readonly { to: OpenTarget; name: string; about: string }[] = [
  {
    to: "otpauth",
    name: "List of links",
    about: "A text file with one otpauth:// link a line. Most apps read it.",
  },
  { to: "google", name: "Google Authenticator", about: "QR codes with ten accounts each, to be scanned." },
  {
    to: "aegis",
    name: "Aegis",
    about: "A JSON file for Aegis, with tags and notes. Several other apps read it.",
  },
  { to: "html", name: "Page to print", about: "Every account with its QR code, for a safe place." },
]

/** What of a backup is chosen, row by row. */
export interface Choice {
  readonly accounts: ReadonlySet<number>
  readonly kept: ReadonlySet<number>
  readonly keys: ReadonlySet<number>
  readonly profiles: ReadonlySet<number>
  readonly settings: boolean
}
export type Part = "accounts" | "kept" | "keys" | "profiles"

interface Row {
  readonly index: number
  readonly likeness: "new" | "duplicate" | "conflict"
}

/** What is here already need not come again, and a profile cannot stand beside another of its name. */
export function canChoose(part: Part, { likeness }: Row): boolean {
  return likeness === "new" || (likeness === "conflict" && part !== "profiles")
}

/** At first all that can be; not the settings, which would change how this Keycard behaves. */
export function firstChoice(preview: RestorePreview): Choice {
  const all = (part: Part): ReadonlySet<number> =>
    new Set((preview[part] as readonly Row[]).filter((row) => canChoose(part, row)).map(({ index }) => index))
  return {
    accounts: all("accounts"),
    kept: all("kept"),
    keys: all("keys"),
    profiles: all("profiles"),
    settings: false,
  }
}

export function choiceCount({ accounts, kept, keys, profiles, settings }: Choice): number {
  return accounts.size + kept.size + keys.size + profiles.size + (settings ? 1 : 0)
}

export function likenessWords(part: Part, likeness: Row["likeness"]): string {
  if (likeness === "new") return ""
  if (likeness === "duplicate") return "Here already"
  switch (part) {
    case "accounts":
      return "Another one of this name is here; both stay"
    case "keys":
      return "Another one of this name is here; this one gets a number"
    case "profiles":
      return "Another one of this name is here"
    case "kept":
      return ""
  }
}
