/** @file The words for every failure: what happened, then what to do. The window and the command line share them. */
import type { AppErrorData, FileProblem, KeychainProblem, NetworkProblem, Thing } from "../core/errors.ts"
import {
  awsAnswerWords,
  awsFileWords,
  awsRefusalWords,
  awsValueWords,
  profileNameWords,
} from "./words/aws.ts"
import { ssoWords } from "./words/sso.ts"
import { missingPartsWords, otpWords, pictureWords } from "./words/enrolment.ts"
import { consoleWords, partitionWords } from "./words/aws-roles.ts"
import { backupWords } from "./words/backup.ts"
import { configImportWords } from "./words/config-import.ts"
import { importWords } from "./words/imports.ts"
import { withRole } from "./words/refused-role.ts"
import { platformUnlockWords } from "./words/lock.ts"
import { yubikeyWords } from "./words/yubikey.ts"
import { enrolmentWords, rotationWords } from "./words/key-care.ts"

export interface Message {
  /** What happened, in one sentence. */
  readonly title: string
  /** What to do about it, in one or two. */
  readonly detail: string
}

const things: Record<Thing, string> = {
  account: "account",
  key: "access key",
  profile: "profile",
  session: "session",
  draft: "preview",
  "sign-in": "sign-in",
}

const keychainWords: Record<KeychainProblem, readonly [title: string, detail: string]> = {
  locked: ["Your keychain is locked.", "Unlock it and try again. Nothing was lost."],
  missing: [
    "No keychain is running on this computer.",
    "Start your desktop's keyring, or keep secrets in an encrypted file with a passphrase instead.",
  ],
  cancelled: ["The keychain's prompt was closed.", "Try again and unlock it when it asks. Nothing was lost."],
  denied: ["The keychain refused Keycard.", "Allow Keycard in your keychain's settings and try again."],
  timeout: [
    "The keychain does not answer.",
    "It may be waiting for you behind another window. Look for its prompt, then try again. Nothing was lost.",
  ],
  "too-large": ["This is larger than the keychain can hold.", "Shorten the name, or check the secret."],
  "not-kept": [
    "The keychain did not keep what was saved.",
    "Nothing was added. Restart your keychain and try again.",
  ],
  broken: ["The keychain failed.", "Restart it, or log out and in again. Nothing was lost."],
}

const fileWords: Record<FileProblem, readonly [title: string, detail: string]> = {
  missing: ["is not there", "Check the path."],
  denied: ["may not be opened", "Check who owns it and its permissions."],
  "read-only": ["cannot be changed: it is read-only", "Make the folder writable and try again."],
  full: [
    "could not be written: the disk is full",
    "Free some space and try again. The old content is intact.",
  ],
  "not-a-file": ["is not an ordinary file", "Choose a file."],
  "link-loop": ["is a link that leads back to itself", "Repair the link."],
  changed: ["kept changing while Keycard edited it", "Close the program that writes it and try again."],
  busy: ["is in use by another program", "Try again in a moment."],
  "too-large": ["is too large", "Choose a smaller file."],
  other: ["could not be read or written", "Check the disk and try again. The old content is intact."],
}

const networkWords: Record<NetworkProblem, readonly [title: string, detail: string]> = {
  offline: ["There is no network.", "Connect and try again."],
  dns: ["was not found.", "Check the network connection, and the region's name."],
  refused: ["refused the connection.", "Try again later, or check the endpoint."],
  timeout: ["did not answer in time.", "Check the network and try again."],
  reset: ["broke the connection.", "Check the network and try again."],
  tls: [
    "did not prove who it is.",
    "Its certificate is not trusted. A proxy or a network login page may stand between: nothing was sent.",
  ],
  proxy: ["is behind a proxy that asks for a password.", "Check the proxy's settings."],
  other: ["could not be reached.", "Check the network and try again."],
}

const passphraseWords: Record<
  Extract<AppErrorData, { kind: "passphrase" }>["problem"],
  readonly [string, string]
> = {
  needed: ["The passphrase is needed.", "Type it to open your encrypted keychain."],
  wrong: ["That is not the passphrase.", "Try again. Capital letters and the keyboard layout matter."],
  "too-short": ["The passphrase is too short.", "Use at least 8 characters; a few random words are better."],
  mismatch: ["The two passphrases differ.", "Type the same one twice."],
  "file-unreadable": [
    "The passphrase file cannot be read.",
    "KEYCARD_PASSPHRASE_FILE must name a readable file with the passphrase in its first line.",
  ],
}

function seconds(fromMs: number, toMs: number): string {
  return `${Math.max(1, Math.ceil((toMs - fromMs) / 1000))} s`
}

function offset(ms: number): string {
  const total = Math.round(Math.abs(ms) / 1000)
  const text = total < 120 ? `${total} seconds` : `${Math.round(total / 60)} minutes`
  return ms > 0 ? `${text} behind` : `${text} ahead of`
}

const say = ([title, detail]: readonly [string, string]): Message => ({ title, detail })

/**
 * The words for a failure. No default case: a new kind must be worded here or nothing builds.
 * @param nowMs Unix time in milliseconds, for "in 12 s".
 */
export function messageFor(error: AppErrorData, nowMs: number): Message {
  switch (error.kind) {
    case "invalid-request":
    case "unexpected":
      return say(["Something went wrong inside Keycard.", "Try again. The log in the data folder says more."])
    case "usage":
      return say([error.message, "See keycard --help."])
    case "not-found":
      return error.query === undefined
        ? say([`This ${things[error.what]} is no longer there.`, "It may have been removed elsewhere."])
        : say([`No ${things[error.what]} matches “${error.query}”.`, "Try fewer letters, or list them all."])
    case "ambiguous":
      return say([
        `“${error.query}” fits ${error.candidates.length} ${things[error.what]}s.`,
        `Be more exact: ${error.candidates.slice(0, 8).join(", ")}.`,
      ])
    case "already-exists":
      return say([
        `There is already ${/^[aeiou]/.test(things[error.what]) ? "an" : "a"} ${things[error.what]} called “${error.name}”.`,
        "Choose another name.",
      ])
    case "in-use":
      return say([`This ${things[error.what]} is in use by ${error.by.join(", ")}.`, "Remove those first."])
    case "keychain":
      return error.backend === "file" && error.problem === "locked"
        ? say(passphraseWords.needed)
        : say(keychainWords[error.problem])
    case "secret-missing":
      return say([
        `The keychain no longer holds the secret of “${error.name}”.`,
        "Was it removed there, or is this another user's keychain? Open the right one, or add it anew.",
      ])
    case "secret-damaged":
      return say([`What the keychain holds for “${error.name}” cannot be used.`, "Add it anew."])
    case "passphrase":
      return say(passphraseWords[error.problem])
    case "locked":
      return error.retryAtMs === undefined
        ? say(["Keycard is locked.", "Type your passphrase to unlock it. Nothing was lost."])
        : say([
            "Keycard is locked.",
            `After wrong passphrases it waits: try again in ${seconds(nowMs, error.retryAtMs)}.`,
          ])
    case "lock-damaged":
      return say([
        "What the keychain holds to open Keycard's lock is gone or damaged.",
        "Put back a copy of your keychain, or restore a backup of Keycard's.",
      ])
    case "platform-unlock":
      return say(platformUnlockWords(error.problem, error.name))
    case "moving":
      return say([
        "Your secrets are being moved, or were moved a moment ago.",
        "Wait for it to end, or finish it, and try again. Nothing was lost.",
      ])
    case "keychain-file":
      return say(
        error.problem === "newer"
          ? ["The encrypted keychain was made by a newer Keycard.", "Update Keycard. Nothing was changed."]
          : error.problem === "missing"
            ? ["The encrypted keychain's file is not there.", `Put it back: ${error.path}`]
            : [
                "The encrypted keychain's file is damaged.",
                `Put back a copy of it: ${error.path}. A recent one may stand beside it, ending in .bak.`,
              ],
      )
    case "index":
      return say(
        error.problem === "newer"
          ? ["Your accounts were saved by a newer Keycard.", "Update Keycard. Nothing was changed."]
          : [
              "The list of your accounts is damaged.",
              `Put back a copy of ${error.path}. Your secrets are still in the keychain.`,
            ],
      )
    case "file":
      return say([`${error.path} ${fileWords[error.problem][0]}.`, fileWords[error.problem][1]])
    case "picture":
      return say(pictureWords[error.problem])
    case "otp":
      return say(otpWords(error.part, error.problem))
    case "migration-parts":
      return say(missingPartsWords(error.size, error.missing))
    case "nothing-usable":
      return say([
        "There is nothing here that Keycard can add.",
        "It takes QR codes of two-factor set-ups and links that begin with otpauth://.",
      ])
    case "import":
      return say(importWords(error.problem, error.format))
    case "backup":
      return say(backupWords(error.problem, error.path))
    case "clock":
      return error.offsetMs === null
        ? say(["AWS says that this computer's clock is wrong.", "Set the clock, then try again."])
        : say([
            `This computer's clock is ${offset(error.offsetMs)} AWS's.`,
            "Set the clock: codes and requests are refused until then.",
          ])
    case "profile-name":
      return say(profileNameWords(error.problem, error.name))
    case "aws-value":
      return say(awsValueWords[error.field])
    case "aws-partition":
      return say(partitionWords(error.problem, error.partition, error.other))
    case "aws-console":
      return say(consoleWords[error.problem])
    case "aws-file":
      return say([
        `${error.path} cannot be read by AWS's tools: ${awsFileWords[error.problem]} in line ${error.line}.`,
        "Repair that line; Keycard has not touched the file.",
      ])
    case "section-not-ours":
      return say([
        `The profile “${error.profile}” exists and was not made by Keycard.`,
        error.permanentKey
          ? "It holds a permanent key. Replace it only if you mean to; what was there comes back when you stop the session."
          : "Replace it only if you mean to; what was there comes back when you stop the session.",
      ])
    case "no-plain-key":
      return say([
        `The profile “${error.profile}” holds no permanent key.`,
        "Choose another profile, or type the key.",
      ])
    case "code-spent":
      return say([
        "AWS takes each code once.",
        `The next one can be used in ${seconds(nowMs, error.retryAtMs)}.`,
      ])
    case "mfa-account-missing":
      return say([
        `The access key “${error.key}” is not linked to an account that makes its codes.`,
        "Add the MFA device's account and link it, or type a code.",
      ])
    case "code-needed":
      return say([
        `The codes for the access key “${error.key}” are typed by you.`,
        "Type the six digits that its device shows now.",
      ])
    case "config-import":
      return say(configImportWords(error.problem, error.profile))
    case "yubikey":
      return say(yubikeyWords(error.problem, error.serial))
    case "key-rotation":
      return say(rotationWords(error.problem, error.key, error.others, nowMs))
    case "mfa-enrolment":
      return say(enrolmentWords(error.problem, error.key))
    case "session-over":
      return say([
        `The session “${error.profile}” is over, and it is not renewed unless you start it.`,
        "Start it in Keycard, or with keycard refresh and its name.",
      ])
    case "aws-refused":
      return say(withRole(awsRefusalWords(error.refusal, error.code, error.message), error.role))
    case "sso":
      return say(ssoWords(error.problem, error.signIn))
    case "aws-answer":
      return say(awsAnswerWords[error.problem])
    case "network":
      return error.problem === "offline"
        ? say(networkWords.offline)
        : say([`${error.host || "AWS"} ${networkWords[error.problem][0]}`, networkWords[error.problem][1]])
    case "cancelled":
      return say(["Cancelled.", "Nothing was changed."])
    case "screen":
      return error.problem === "denied"
        ? say([
            "Keycard may not look at the screen.",
            "Allow screen recording for Keycard in the system's privacy settings, or use a picture instead.",
          ])
        : say(["No screen could be captured.", "Take a screenshot and drop the picture here instead."])
    case "clipboard":
      return error.problem === "empty"
        ? say(["The clipboard holds no picture and no text.", "Copy a QR code or a link first."])
        : say(["The clipboard could not be used.", "Try again."])
  }
}

/** Both sentences on one line, as the command line prints them. */
export function messageLine(error: AppErrorData, nowMs: number): string {
  const { title, detail } = messageFor(error, nowMs)
  return `${title} ${detail}`
}
