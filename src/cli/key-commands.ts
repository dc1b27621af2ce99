/** @file The grammar of work on permanent keys and MFA devices at AWS. A part of program.ts. */
import { type Command, InvalidArgumentError, Option } from "commander"
import { awsKeyList, type KeyListOptions } from "./commands/aws-key-list.ts"
import { awsKeyMoveHome, type MoveHomeOptions } from "./commands/aws-key-move-home.ts"
import { awsKeyRotate, type KeyRotateOptions } from "./commands/aws-key-rotate.ts"
import { awsMfaEnrol, awsMfaRemove, awsMfaResync } from "./commands/aws-mfa.ts"
import type { MfaEnrolOptions, MfaResyncOptions } from "./commands/aws-mfa.ts"
import { awsKeyRemove, type KeyRemoveOptions } from "./commands/aws-remove.ts"
import type { Context } from "./context.ts"

interface Typed {
  code?: string
  json?: boolean
}

const CODE = "a code of its device, where that is not added here"

function days(text: string): number {
  const number = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN
  if (!(number <= 3_650)) throw new InvalidArgumentError("It must be a number of days, 0 for never.")
  return number
}

/** @param aws `keycard aws`. @param key `keycard aws key` */
export function addKeyCommands(aws: Command, key: Command, open: () => Context): void {
  key
    .command("list")
    .description("list the permanent keys, how old they are, and when they were used last")
    .option("--refresh", "ask AWS how old they are now, and which other keys their users have")
    .option("--warn-after <days>", "from now on warn of keys older than this; 0: of none", days)
    .option("--code <digits>", CODE)
    .option("--json", "print JSON")
    .action((options: KeyListOptions) => awsKeyList(open(), options))

  key
    .command("rotate")
    .description("put a new key in the place of a permanent key, and make the old one inactive")
    .argument("<name>", "the key's name or id")
    .addOption(new Option("--resume", "go on with a rotation that was interrupted"))
    .addOption(new Option("--delete-old", "delete the old key of a finished rotation").conflicts("resume"))
    .addOption(
      new Option("--roll-back", "put the old key back and delete the new one").conflicts([
        "resume",
        "deleteOld",
      ]),
    )
    .addOption(
      new Option(
        "--delete-other <tail>",
        "delete a key of the same user that is not here, by the end of its id",
      ).conflicts(["resume", "deleteOld", "rollBack"]),
    )
    .addOption(
      new Option(
        "--forget",
        "let go of a rotation without asking AWS, for a key that AWS no longer takes",
      ).conflicts(["resume", "deleteOld", "rollBack", "deleteOther"]),
    )
    .option("--code <digits>", CODE)
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      "\nSessions that are issued already go on until they end. The old key is only\ninactive: nothing is lost before you delete it.",
    )
    .action((name: string, options: KeyRotateOptions) => awsKeyRotate(open(), name, options))

  key
    .command("move-home")
    .description("move permanent keys that lie in plain text in AWS's credentials file into the keychain")
    .argument("[profile...]", "the profiles that hold them; all when none is named")
    .option("--dry-run", "say which there are, change nothing")
    .option("--json", "print JSON")
    .action((profiles: string[], options: MoveHomeOptions) => awsKeyMoveHome(open(), profiles, options))

  key
    .command("remove")
    .description("forget a permanent key that no profile uses; at AWS it stays")
    .argument("<name>", "the key's name or id")
    .option("--yes", "do not ask")
    .option("--json", "print JSON")
    .action((name: string, options: KeyRemoveOptions) => awsKeyRemove(open(), name, options))

  const mfa = aws.command("mfa").description("MFA devices of the keys' users")
  mfa
    .command("enrol")
    .description("make an MFA device for the key's user, keep its secret here, and enable it")
    .argument("<key>", "the key's name or id")
    .option("--undo", "delete a device that was not enabled yet")
    .option("--code <digits>", "a code of the device that the user has already")
    .option("--json", "print JSON")
    .action((name: string, options: MfaEnrolOptions) => awsMfaEnrol(open(), name, options))
  mfa
    .command("resync")
    .description("bring the key's MFA device back in step with AWS, when its codes are refused")
    .argument("<key>", "the key's name or id")
    .option("--code <digits>", "a code of the device, where it comes from elsewhere")
    .option("--next-code <digits>", "the code that the device shows after that one")
    .option("--json", "print JSON")
    .action((name: string, options: MfaResyncOptions) => awsMfaResync(open(), name, options))
  mfa
    .command("remove")
    .description("take the key's MFA device from its user and delete it; its account goes to the trash")
    .argument("<key>", "the key's name or id")
    .option("--code <digits>", CODE)
    .option("--json", "print JSON")
    .action((name: string, options: Typed) => awsMfaRemove(open(), name, options))
}
