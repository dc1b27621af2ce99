/** @file Options that belong to the role named before them: `--role-arn A --external-id x --role-arn B --tag k=v`. */
import { type Command, InvalidArgumentError } from "commander"

/** What was said of one role; absent: nothing. An empty text takes away what was there. */
export interface RoleDraft {
  /** null: said before any role was named. */
  readonly arn: string | null
  externalId?: string
  sessionName?: string
  sourceIdentity?: string
  tags?: { key: string; value: string; transitive: boolean }[]
  /** A file, or the JSON itself. */
  policy?: string
  policyArns?: string[]
}

function tagOf(text: string, transitive: boolean) {
  const at = text.indexOf("=")
  if (at < 1) throw new InvalidArgumentError("It must be KEY=VALUE.")
  return { key: text.slice(0, at), value: text.slice(at + 1), transitive }
}

/**
 * Adds the options to a command.
 * @returns the roles as they are named, in the order of the command line; filled while it is read
 */
export function addRoleFlags(command: Command): RoleDraft[] {
  const roles: RoleDraft[] = []
  const last = (): RoleDraft => {
    const present = roles.at(-1)
    if (present !== undefined) return present
    const nameless: RoleDraft = { arn: null }
    roles.push(nameless)
    return nameless
  }
  /** Parsers are called in the order of the command line, which is what tells whose option it is. */
  const each = (set: (role: RoleDraft, text: string) => void) => (text: string) => {
    set(last(), text)
    return true
  }
  const addTag = (transitive: boolean) => (role: RoleDraft, text: string) => {
    role.tags = [...(role.tags ?? []), ...(text === "" ? [] : [tagOf(text, transitive)])]
  }
  command
    .option("--role-arn <arn>", "assume this role; several: one from the other", (arn: string) => {
      roles.push({ arn })
      return true
    })
    .option(
      "--external-id <id>",
      "what the role's owner gave you; this and the next ones are of the role named before",
      each((role, text) => (role.externalId = text)),
    )
    .option(
      "--role-session-name <name>",
      "what CloudTrail shows (default: keycard- and the user's name)",
      each((role, text) => (role.sessionName = text)),
    )
    .option(
      "--source-identity <name>",
      "who stands behind the session; it stays in the roles after it",
      each((role, text) => (role.sourceIdentity = text)),
    )
    .option("--tag <key=value>", "a session tag; may be given several times", each(addTag(false)))
    .option("--transitive-tag <key=value>", "a session tag that the roles after it keep", each(addTag(true)))
    .option(
      "--session-policy <file>",
      "limit the session to this policy: a file of JSON, or the JSON",
      each((role, text) => (role.policy = text)),
    )
    .option(
      "--policy-arn <arn>",
      "limit the session to this managed policy; may be given several times",
      each((role, text) => (role.policyArns = [...(role.policyArns ?? []), ...(text === "" ? [] : [text])])),
    )
  return roles
}
