/** @file The grammar of `keycard aws profile`. A part of program.ts. */
import type { Command } from "commander"
import { awsProfileAdd, type ProfileAddOptions } from "./commands/aws-profile-add.ts"
import { awsProfileEdit, type ProfileEditOptions } from "./commands/aws-profile-edit.ts"
import { awsProfileRemove } from "./commands/aws-remove.ts"
import type { Context } from "./context.ts"
import { assumeMode, collect, mode, renewMode, wholeNumber } from "./option-parsers.ts"
import { addRoleFlags } from "./role-flags.ts"

/** What adding and changing a profile have in common. */
function addProfileFlags(command: Command) {
  command
    .option(
      "--duration <seconds>",
      "how long credentials last, from 900 to 129600 (default: 43200; with a role: 3600)",
      wholeNumber,
    )
    .option("--region <region>", "the profile's region, written into the config file")
  const roles = addRoleFlags(command)
  command
    .option(
      "--assume <how>",
      "the first role: session, with one that all profiles of the key share; direct, with the key and a code; auto",
      assumeMode,
    )
    .option(
      "--console-policy <file>",
      "limit sign-ins of the user to this policy: a file of JSON, or the JSON",
    )
    .option("--console-policy-arn <arn>", "limit them to this managed policy", collect)
    .option("--console-duration <seconds>", "how long they last, from 900 to 129600", wholeNumber)
    .option(
      "--mode <mode>",
      "file: keep the credentials file filled; process: hand them out on request (default: file)",
      mode,
    )
    .option(
      "--renew <how>",
      "auto: by the open window, ahead of its end; on-demand: when asked; never (default: on-demand)",
      renewMode,
    )
    .option("--json", "print JSON")
    .addHelpText("after", ROLE_HELP)
  return roles
}

const ROLE_HELP = `
Options of a role stand behind it: --role-arn ARN --external-id ID.
One role lasts up to 12 hours where it is assumed directly. From a session, or
from another role, AWS ends it after one hour; renewing it takes no new code
while the session of the user lasts.`

export function addProfileCommands(profile: Command, open: () => Context): void {
  const adding = profile
    .command("add")
    .description("add a profile that Keycard fills")
    .argument("<profile>", "its name in AWS's files")
    .option("--key <name>", "the access key to use")
    .option("--sso <name>", "the sign-in to IAM Identity Center to use, in a key's place")
    .option("--account <id>", "with --sso: the account, 12 digits")
    .option("--role <name>", "with --sso: the role's name in the access portal")
  const roles = addProfileFlags(adding)
  adding.action((name: string, options: ProfileAddOptions) => awsProfileAdd(open(), name, options, roles))

  const editing = profile
    .command("edit")
    .description("change a profile; what is not said stays")
    .argument("<profile>", "its name or id")
    .option("--name <profile>", "another name in AWS's files")
    .option("--no-roles", "assume no role any more")
  const changes = addProfileFlags(editing)
  editing.action((name: string, options: ProfileEditOptions) =>
    awsProfileEdit(open(), name, options, changes),
  )

  profile
    .command("remove")
    .description("stop a profile's session and remove the profile; its key stays")
    .argument("<profile>", "its name or id")
    .option("--json", "print JSON")
    .action((name: string, options: { json?: boolean }) => awsProfileRemove(open(), name, options))
}
