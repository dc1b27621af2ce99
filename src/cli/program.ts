/** @file The command line's grammar: names, arguments and options. The help texts are a part of the product. */
import { Command, InvalidArgumentError, Option } from "commander"
import { code, list, remove } from "./commands/accounts.ts"
import { add, type AddOptions } from "./commands/add.ts"
import { awsImport, type AwsImportOptions } from "./commands/aws-import.ts"
import { awsKeyAdd, type KeyAddOptions } from "./commands/aws-key-add.ts"
import { awsKeyEdit, type KeyEditOptions } from "./commands/aws-key-edit.ts"
import { importFiles, type ImportOptions } from "./commands/import.ts"
import { backup } from "./commands/backup.ts"
import { type ExportOptions, exportTo } from "./commands/export.ts"
import { keychainMove } from "./commands/keychain.ts"
import { qr } from "./commands/qr.ts"
import { restore, type RestoreOptions } from "./commands/restore.ts"
import type { Context } from "./context.ts"
import { addKeyCommands } from "./key-commands.ts"
import { addRunCommands } from "./run-commands.ts"
import { collect, wholeNumber } from "./option-parsers.ts"
import { addProfileCommands } from "./profile-commands.ts"
import { addSessionCommands } from "./session-commands.ts"
import { addSsoCommands } from "./sso-commands.ts"
import { printable } from "./output.ts"

interface Json {
  json?: boolean
}

const EXIT_CODES = `
Exit codes: 0 done, 1 a fault in Keycard, 2 wrong usage, 3 no such thing or
ambiguous, 4 the keychain is missing or locked, 5 the input cannot be used,
6 AWS refused, 7 the network or the clock, 130 interrupted.

Environment: KEYCARD_HOME, KEYCARD_KEYCHAIN=os|file, KEYCARD_PASSPHRASE_FILE,
AWS_SHARED_CREDENTIALS_FILE, AWS_CONFIG_FILE.`

const QUERY = "an id, or words of the issuer or the account"

/**
 * Actions run one command and leave every failure to the caller.
 * @param open builds the context once arguments are known to be right.
 */
export function createProgram(version: string, open: () => Context): Command {
  const program = new Command("keycard")
    .description("Two-factor codes and short-lived AWS credentials, from your own keychain.")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand("help [command]", "print help for a command")
    .addHelpText("after", EXIT_CODES)
    .showHelpAfterError("See keycard --help.")
    .configureHelp({ commandDescription: (command) => sentence(command.description()) })
    .configureOutput({ outputError: (text, write) => write(refusal(text)) })
    .exitOverride()
  addAccountCommands(program, open)
  addBackupCommands(program, open)
  addKeychainCommands(program, open)
  addAwsCommands(program, open)
  addSsoCommands(program, open)
  addSessionCommands(program, open)
  addRunCommands(program, open)
  return program
}

function sentence(text: string): string {
  const end = /[.?)]$/.test(text) ? "" : "."
  return text.charAt(0).toUpperCase() + text.slice(1) + end
}

/** commander's own words, which begin with "error:" and repeat what was typed. */
function refusal(text: string): string {
  const lines = text
    .replace(/^error: /, "")
    .trimEnd()
    .split("\n")
  return `${lines.map((line) => sentence(printable(line))).join("\n")}\n`
}

function backend(text: string): "os" | "file" {
  if (text !== "os" && text !== "file") throw new InvalidArgumentError("It must be os or file.")
  return text
}

function addAccountCommands(program: Command, open: () => Context): void {
  program
    .command("add")
    .description("add an account from a QR code's picture, a file of links, or a link on stdin (-)")
    .argument("<source...>", "picture, text file, otpauth:// link, or - for stdin")
    .option("--dry-run", "show what would be added, keep nothing")
    .option("--json", "print JSON")
    .action((sources: string[], options: AddOptions) => add(open(), sources, options))

  program
    .command("import")
    .description("import accounts from another program's export")
    .argument("<file...>", "the export, its pictures, or - for stdin")
    .option("--password-file <file>", "the export's password is the first line of this file")
    .option("--format <name>", "take it for this format instead of looking")
    .option("--dry-run", "show what would be imported, keep nothing")
    .option("--reveal", "with --dry-run: show the secrets too")
    .option("--json", "print JSON")
    .action((files: string[], options: ImportOptions) => importFiles(open(), files, options))

  program
    .command("qr")
    .description("print what the QR codes in pictures say, keep nothing")
    .argument("<image...>", "PNG, JPEG, WebP, GIF or BMP")
    .option("--json", "print JSON")
    .action((files: string[], options: Json) => qr(open(), files, options))

  program
    .command("list")
    .description("list accounts")
    .argument("[query]", "words of the issuer or the account")
    .option("--json", "print JSON")
    .action((query: string | undefined, options: Json) => list(open(), query, options))

  program
    .command("code")
    .description("print an account's code and nothing else")
    .argument("<query>", QUERY)
    .option("--at <seconds>", "the code of that Unix time", wholeNumber)
    .option("--next", "the code after this one")
    .option("--json", "print JSON")
    .action((query: string, options: Json & { at?: number; next?: boolean }) => code(open(), query, options))

  program
    .command("remove")
    .description("move an account to the trash")
    .argument("<query>", QUERY)
    .option("--json", "print JSON")
    .action((query: string, options: Json) => remove(open(), query, options))
}

const FORMATS = ["backup", "otpauth", "google", "aegis", "html"] as const

function addBackupCommands(program: Command, open: () => Context): void {
  program
    .command("export")
    .description("save an encrypted backup, or with --plain a file that other programs read")
    .argument("<file>", "where to; a file that is there stays, unless --force is given")
    .option("--plain", "not encrypted: links that begin with otpauth://, or what --to names")
    .addOption(new Option("--to <format>", "what to write").choices(FORMATS))
    .option("--only <query>", "this account alone; may be given several times", collect)
    .option("--password-file <file>", "a file whose first line is the passphrase")
    .option("--force", "replace the file if it is there")
    .option("--json", "print JSON")
    .action((file: string, options: ExportOptions) => exportTo(open(), file, options))

  program
    .command("restore")
    .description("take back what an encrypted backup holds: accounts, access keys, profiles")
    .argument("<file>", "the backup")
    .option("--password-file <file>", "a file whose first line is the passphrase")
    .option("--settings", "the settings too")
    .option("--dry-run", "show what would be restored, keep nothing")
    .option("--json", "print JSON")
    .action((file: string, options: RestoreOptions) => restore(open(), file, options))

  program
    .command("backup")
    .description("make an automatic backup now, as set up in the window")
    .option("--json", "print JSON")
    .action((options: Json) => backup(open(), options))
}

function addKeychainCommands(program: Command, open: () => Context): void {
  program
    .command("keychain")
    .description("where secrets are kept")
    .command("move")
    .description("move all secrets to the system's keychain (os) or the encrypted file (file)")
    .argument("<to>", "os or file", backend)
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      "\nNothing is deleted before its copy was read back and compared. A move that was\ninterrupted loses nothing; the same command goes on with it.",
    )
    .action((to: "os" | "file", options: Json) => keychainMove(open(), to, options))
}

const CODES = ["here", "typed", "yubikey"] as const

function addAwsCommands(program: Command, open: () => Context): void {
  const aws = program.command("aws").description("set up access keys and profiles")
  const key = aws.command("key").description("permanent access keys")
  key
    .command("add")
    .description("take a permanent access key into the keychain: asked for, from stdin, or from a profile")
    .argument("<name>", "what to call it here")
    .option("--from-profile <profile>", "take it from this profile of the credentials file")
    .option("--remove-plain-text", "with --from-profile: take the plain-text copy out of the file")
    .option("--mfa-serial <arn>", "the MFA device of its user (looked up where that is allowed)")
    .option("--account <query>", "the account here that makes the device's codes")
    .option("--endpoint <url>", "an STS and IAM of your own (https, or http on this computer)")
    .option("--region <region>", "where STS is called (default: us-east-1, or one of its device's partition)")
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      "\nStdin holds the key id and the secret on two lines, the CSV file of the AWS\nconsole, or the JSON of aws iam create-access-key.",
    )
    .action((name: string, options: KeyAddOptions) => awsKeyAdd(open(), name, options))
  key
    .command("edit")
    .description("say which MFA device a key has, what makes its codes, and where AWS is asked")
    .argument("<name>", "the key's name or id")
    .option("--mfa-serial <arn>", "the MFA device of its user")
    .option("--account <query>", "the account here that makes the device's codes")
    .addOption(
      new Option("--codes <from>", "the linked account, you by typing them, or a YubiKey").choices(CODES),
    )
    .option("--yubikey <serial>", "with --codes yubikey: this key, where several are plugged in")
    .option("--entry <name>", "with --codes yubikey: the entry on it, or words of its name")
    .option("--region <region>", "the region of STS, in the partition of the key")
    .option("--endpoint <url>", "ask this address in AWS's place")
    .option("--no-endpoint", "ask AWS itself again")
    .option("--json", "print JSON")
    .action((name: string, options: KeyEditOptions) => awsKeyEdit(open(), name, options))
  addKeyCommands(aws, key, open)
  aws
    .command("import")
    .description("take over profiles of AWS's own files; without names: show what they hold")
    .argument("[profile...]", "their names in AWS's files")
    .option("--all", "all that can be taken over")
    .option("--dry-run", "show what would be taken over, keep nothing")
    .option("--remove-plain-text", "take their keys out of the credentials file once they are kept here")
    .option("--name <old=new>", "what one is called here; may be given several times", collect)
    .option("--json", "print JSON")
    .addHelpText("after", "\nAll that are named are taken over, or none. AWS's files stay as they are.")
    .action((names: string[], options: AwsImportOptions) => awsImport(open(), names, options))
  addProfileCommands(aws.command("profile").description("what to issue, and where"), open)
}
