import type { ImportProblem } from "../../core/errors.ts"

/** What is said otherwise of Keycard's own backup: nobody may be able to make it anew. */
const backupWords: Partial<Record<ImportProblem, readonly [title: string, detail: string]>> = {
  "password-wrong": ["The passphrase does not fit this backup.", "Type the one that it was made with."],
  damaged: [
    "The backup is damaged or was cut off.",
    "Use another copy of it, or an older one: automatic backups lie side by side in their folder.",
  ],
  newer: ["This backup comes from a newer Keycard.", "Update Keycard, then restore it."],
}

/** @param format the other program's name; null: not recognised. @returns what happened and what to do. */
export function importWords(
  problem: ImportProblem,
  format: string | null,
): readonly [title: string, detail: string] {
  const theirs = format ?? "the other app"
  const own = format === "Keycard" ? backupWords[problem] : undefined
  if (own !== undefined) return own
  switch (problem) {
    case "unknown-format":
      return [
        "Keycard does not know this kind of file.",
        "Use an export of an authenticator or a password manager, a list of otpauth:// links, or a picture of a QR code.",
      ]
    case "too-large":
      return [
        "The file is larger than 10 MB.",
        "An export of codes is far smaller. Check that it is the right file.",
      ]
    case "too-many":
      return [
        "The file holds more entries than anybody has: over 20,000.",
        "Check that it is the right file, or split it.",
      ]
    case "password-needed":
      return [`This export of ${theirs} is encrypted.`, "Type the password it was made with."]
    case "password-wrong":
      return ["The password does not fit this file.", "Type the password the export was made with."]
    case "password-or-damaged":
      return [
        "The password is wrong, or the file is damaged.",
        "This kind of file does not tell which. Try the password again; if it is right, make a new export.",
      ]
    case "damaged":
      return ["The file is damaged or was cut off.", `Make a new export in ${theirs}.`]
    case "too-costly":
      return [
        "The file asks for more work to open it than any real export does.",
        `Make a new export in ${theirs}.`,
      ]
    case "newer":
      return [
        `This file comes from a newer ${theirs} than Keycard knows.`,
        "Update Keycard, or export in another form, such as a list of otpauth:// links.",
      ]
    case "restricted":
      return [
        `Only ${theirs} itself can open this export.`,
        "Export again with a password of its own, or without encryption.",
      ]
    case "unsupported-encryption":
      return ["Keycard cannot open this kind of encryption.", "Export again without it, or with a password."]
    case "nothing":
      return [`This export of ${theirs} holds no one-time codes.`, "Check that it is the right file."]
    case "too-long":
      return ["Reading the file took too long and was stopped.", `Make a new export in ${theirs}.`]
  }
}
