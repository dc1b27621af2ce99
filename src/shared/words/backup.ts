import type { BackupFailure } from "../../core/errors.ts"

/** @param path of the file, where one is meant. @returns what happened and what to do. */
export function backupWords(
  problem: BackupFailure,
  path: string | null,
): readonly [title: string, detail: string] {
  const file = path ?? "The backup"
  switch (problem) {
    case "not-kept":
      return [
        `${file} reads back differently from what was written.`,
        "Do not rely on it: check the disk, or save it somewhere else.",
      ]
    case "key-missing":
      return [
        "The keychain no longer holds the key of your automatic backups.",
        "Choose a passphrase for them again. Backups that were made open with the old one.",
      ]
    case "not-set-up":
      return ["Automatic backups are not set up yet.", "Choose a folder and a passphrase for them first."]
    case "exists":
      return [`${file} exists already.`, "Choose another name."]
    case "nothing":
      return [
        "No account fits into this export, so nothing was written.",
        "Choose another format, or other accounts.",
      ]
    case "too-large":
      return ["There is more to back up than one file may hold.", "Empty the trash, or shorten long notes."]
  }
}
