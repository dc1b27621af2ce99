/** @file A check-up's findings in words: what was found, why it matters, what to do. */
import type { Finding, Trap } from "../../core/checkup/finding.ts"
import { messageFor } from "../messages.ts"

export interface CheckupWords {
  readonly what: string
  readonly why: string
  readonly todo: string
}

const words = (what: string, why: string, todo: string): CheckupWords => ({ what, why, todo })

const NOT_ALIKE = "AWS's tools do not read this alike: a profile can work in one and fail in another."

/** Of each trap: what stands there, and what to do. @param key with its name in quotes */
const traps: Record<Trap, (key: string) => readonly [what: string, todo: string]> = {
  comment: (key) => [
    `The value of ${key} holds a “#” or “;” after a space`,
    "Put the comment on a line of its own: some tools take it for a part of the value.",
  ],
  quotes: (key) => [
    `The value of ${key} stands in quotes`,
    "Take the quotes away: they count as a part of it.",
  ],
  "upper-case": (key) => [
    `The name ${key} is written with capitals`,
    "Write it in small letters: some tools do not see it otherwise.",
  ],
  colon: (key) => [`After ${key} stands a colon`, "Put “=” in its place: some tools skip such a line."],
  continuation: (key) => [
    `An indented line follows ${key}`,
    "Take the indentation away: some tools join it to the value above.",
  ],
  "old-token": () => [
    "An old aws_security_token stands beside another aws_session_token",
    "Delete the line aws_security_token: the AWS command line uses it instead of the new one, and is refused.",
  ],
  name: () => [
    "Some tools do not see a section of this name",
    "Rename it: letters, digits and _ . @ + : / % -, without blanks.",
  ],
  "profile-prefix": () => [
    "A section of the credentials file begins with the word “profile”",
    "Take the word away: it belongs into the config file only.",
  ],
  "no-prefix": () => [
    "A section of the config file is nobody's profile",
    "Write [profile NAME]: only [default] goes without the word.",
  ],
}

function userWords(finding: Extract<Finding, { user: string }>): string {
  const { user, account, own, key } = finding
  const of = account === null ? "" : ` in the AWS account ${account}`
  return own ? `${user}${of} (whose access key is “${key}” in Keycard)` : `${user}${of}`
}

const accountWords = (account: string | null, key: string) =>
  account === null ? `the AWS account of the key “${key}”` : `the AWS account ${account}`

const many = (count: number, thing: string) => `${count} ${thing}${count === 1 ? "" : "s"}`

function processWords(finding: Extract<Finding, { id: "process-broken" }>): CheckupWords {
  const { profile, path, line, program, problem } = finding
  const where = `(${path}, line ${line})`
  const why = "AWS's tools start this program to get credentials; the profile does not work without it."
  const absolute = "Write the program's whole path there, in double quotes where it has blanks."
  switch (problem) {
    case "missing":
      return words(
        `The profile “${profile}” starts a program that is not there: ${program} ${where}.`,
        why,
        absolute,
      )
    case "not-executable":
      return words(
        `The profile “${profile}” starts something that cannot be run: ${program} ${where}.`,
        why,
        "Make it executable (chmod +x), or name the right program.",
      )
    case "shell":
      return words(
        `The profile “${profile}” names its program with ~ or a variable: ${program} ${where}.`,
        "It is started without a shell, which alone would fill these in.",
        absolute,
      )
    case "unclosed-quote":
      return words(
        `A quote is not closed in the credential_process of “${profile}” ${where}.`,
        why,
        "Close it.",
      )
    case "unknown-profile":
      return words(
        `The profile “${profile}” asks Keycard for a profile that it does not have ${where}.`,
        why,
        "Add it with keycard aws profile add, or delete the line.",
      )
  }
}

function openWords(finding: Extract<Finding, { id: "open-path" }>): CheckupWords {
  const { path, folder, mode, readableBy, writable, secrets } = finding
  const who = readableBy === "everyone" ? "every user of this computer" : "other users of its group"
  const todo = `Keep it to yourself: chmod ${folder ? "700" : "600"} ${path}`
  if (writable)
    return words(
      `Others can write to ${path} (${mode}).`,
      "Who writes there can make AWS's tools run any program as you, or take your files' place.",
      todo,
    )
  const what = `${path} can be read by ${who} (${mode}).`
  return words(
    what,
    secrets
      ? "Secrets stand in it."
      : "It tells your accounts, roles and what you may reach; no secret is meant to be in it.",
    todo,
  )
}

/**
 * The words for a finding. No default case: a new one must be worded here or nothing builds.
 * @param nowMs Unix time in milliseconds
 */
export function checkupWords(finding: Finding, nowMs: number): CheckupWords {
  switch (finding.id) {
    case "root-without-mfa":
      return words(
        `The root user of ${accountWords(finding.account, finding.key)} signs in without a second factor (MFA).`,
        "The root user may do everything and cannot be restricted: who learns its password owns the account.",
        "Sign in as root, open Security credentials, and assign an MFA device.",
      )
    case "root-has-keys":
      return words(
        `The root user of ${accountWords(finding.account, finding.key)} has access keys.`,
        "Such a key may do everything, for ever, and no policy can restrict it.",
        "Make an IAM user or a role for what uses it, then delete it as root under Security credentials.",
      )
    case "user-without-mfa":
      return words(
        `${userWords(finding)} has no second factor (MFA).`,
        "A password or an access key that leaks is then all that somebody needs.",
        "Assign an MFA device in the IAM console, and let its policy demand it.",
      )
    case "old-key":
      return words(
        `The access key …${finding.tail} of ${userWords(finding)} is ${finding.ageDays} days old.`,
        "The longer a permanent key lives, the more copies of it there are. AWS advises a new one every 90 days.",
        "Replace it: make a second key, take it into Keycard, make the old one inactive, and delete it later.",
      )
    case "unused-key":
      return words(
        finding.unusedDays === null
          ? `The access key …${finding.tail} of ${userWords(finding)} was never used in ${many(finding.ageDays, "day")}.`
          : `The access key …${finding.tail} of ${userWords(finding)} was last used ${finding.unusedDays} days ago.`,
        "A key that nobody needs can only be stolen.",
        "Make it inactive in the IAM console, and delete it when nobody has missed it for a while.",
      )
    case "several-keys":
      return words(
        `${userWords(finding)} has ${finding.count} access keys.`,
        "Two are meant for the days of a change. Then nobody knows which one is where, and none can be replaced.",
        "Delete the one that is not used any more.",
      )
    case "not-all-users":
      return words(
        `Of ${accountWords(finding.account, finding.key)} only ${finding.checked} users were looked at.`,
        "There are very many; AWS slows down who asks about all of them.",
        "For the others see the credential report in the IAM console.",
      )
    case "not-allowed":
      return words(
        `The key “${finding.key}” may not look at everything in its account: ${finding.actions.join(", ")}.`,
        "That is how it should be for most people. It only means that this could not be checked.",
        "Nothing needs to be done. Whoever manages the account can check it, or allow these actions.",
      )
    case "aws-unanswered": {
      const { title, detail } = messageFor(finding.error, nowMs)
      return words(
        `AWS could not be asked with the key “${finding.key}”. ${title}`,
        "What AWS knows was not checked.",
        detail,
      )
    }
    case "plain-key":
      return words(
        `A permanent access key (…${finding.tail}) stands in plain text in ${finding.path}, profile “${finding.profile}”.`,
        "Every program that you start, and every backup of your files, can read it; it is valid until somebody deletes it.",
        finding.keptAs === null
          ? `Move it into the keychain: keycard aws key add NAME --from-profile ${finding.profile} --remove-plain-text`
          : `It is in Keycard as “${finding.keptAs}”: delete it from the file. Then replace the key, for copies may exist.`,
      )
    case "open-path":
      return openWords(finding)
    case "unreadable-file": {
      const { title, detail } = messageFor(finding.error, nowMs)
      return words(title, "No profile in this file works as long as it cannot be read.", detail)
    }
    case "default-section":
      return words(
        `A section [DEFAULT] stands in ${finding.path}, line ${finding.line}.`,
        "The AWS command line adds what stands in it to every profile; other tools take it for a profile of that name.",
        "If you mean the profile that is used without a name, write [default] in small letters.",
      )
    case "read-differently": {
      const [what, todo] = traps[finding.trap](`“${finding.key ?? ""}”`)
      return words(
        `${what}: section “${finding.section}” of ${finding.path}, line ${finding.line}.`,
        NOT_ALIKE,
        todo,
      )
    }
    case "process-shadowed":
      return words(
        `The profile “${finding.profile}” has both keys and a credential_process (${finding.path}).`,
        "AWS's tools take the keys and never start the program.",
        "Delete the keys from the profile, or the credential_process line.",
      )
    case "process-broken":
      return processWords(finding)
    case "endpoint-set":
      return words(
        `AWS's tools are sent to another address than AWS's: ${finding.places.join("; ")}.`,
        "Requests, with what is in them, go there instead. Keycard itself does not follow it.",
        "Remove it unless you mean it, for example for a test server of your own.",
      )
    case "environment-keys":
      return words(
        `Access keys are set in the environment: ${finding.variables.join(", ")}.`,
        "Most AWS tools then take these instead of the profile you name with AWS_PROFILE, and every program you start can read them.",
        "Unset them, and look for the line that sets them in your shell's start-up files.",
      )
    case "no-backup":
      return words(
        "There is no backup of what Keycard holds.",
        "If this computer is lost, so are the second factors, and with them the way into your accounts.",
        "Make one: keycard export FILE, or set automatic backups up in the window.",
      )
    case "old-backup":
      return words(
        `The last backup is ${many(finding.days, "day")} old.`,
        "What was added since would be lost with this computer.",
        "Make one: keycard export FILE, or set automatic backups up in the window.",
      )
    case "backup-failing":
      return words(
        `Automatic backups have failed ${many(finding.times, "time")} in a row (${finding.problem}).`,
        "What was added since the last one would be lost with this computer.",
        "See Settings, Backups in the window: it says what is wrong.",
      )
    case "clock-off": {
      const { title, detail } = messageFor({ kind: "clock", offsetMs: finding.offsetMs }, nowMs)
      return words(title, "Codes are made from the time, and AWS refuses requests of another time.", detail)
    }
    case "clock-correction-stale":
      return words(
        "The clock correction that you applied is out of date.",
        "Codes are made by a time that is not right any more.",
        "Measure again: keycard clock --measure HOST --apply, or take it back with keycard clock --clear.",
      )
    case "vault-unusable": {
      const { title, detail } = messageFor(finding.error, nowMs)
      return words(title, "Keycard does not know your accounts, keys and profiles without it.", detail)
    }
    case "keychain-unusable": {
      const { title, detail } = messageFor(finding.error, nowMs)
      return words(title, "No code and no credentials can be made without it, and AWS was not asked.", detail)
    }
    case "move-unfinished":
      return words(
        "Your secrets are on their way to another keychain, or another form.",
        "Until the move has come to its end, nothing can be added or changed.",
        "Open Keycard's window, or finish it: keycard keychain move os, or file.",
      )
  }
}
