/** @file The grammar of what issues, shows and checks. A part of program.ts. */
import { type Command, Option } from "commander"
import { clock, type ClockOptions } from "./commands/clock.ts"
import { auditLog, type LogOptions } from "./commands/log.ts"
import { type ConsoleCommandOptions, openConsole } from "./commands/console.ts"
import { doctor, type DoctorOptions } from "./commands/doctor.ts"
import { credentialProcess, refresh, type RefreshCommandOptions, status } from "./commands/sessions.ts"
import { stop, type StopOptions } from "./commands/stop.ts"
import type { Context } from "./context.ts"
import { collect, wholeNumber } from "./option-parsers.ts"

interface Json {
  json?: boolean
}

const CONSOLE_HELP = `
A profile with a role signs in as the role. A profile without one signs in as
the user (GetFederationToken): with what the user may do, without MFA, and
within --policy where it is given.`

export function addSessionCommands(program: Command, open: () => Context): void {
  program
    .command("clock")
    .description("show how right this computer's clock is, and correct the codes for it")
    .option("--measure <host>", "ask this host for the time, over HTTPS")
    .option("--apply", "make codes by the measured time from now on")
    .option("--clear", "make codes by this computer's clock again")
    .option("--json", "print JSON")
    .action((options: ClockOptions) => clock(open(), options))

  program
    .command("refresh")
    .description("issue and write the credentials of profiles that are about to expire")
    .argument("[profile...]", "all of them when none is named")
    .option("--force", "also when plenty of time is left")
    .option("--code <digits>", "a code from a device that is not added here")
    .option("--replace-existing", "replace a profile that Keycard did not make; stopping brings it back")
    .option("--json", "print JSON")
    .action((names: string[], options: RefreshCommandOptions) => refresh(open(), names, options))

  program
    .command("stop")
    .description("end sessions: what Keycard wrote goes, what it replaced comes back")
    .argument("[profile...]", "their names or ids")
    .option("--all", "all that were started")
    .option("--json", "print JSON")
    .action((names: string[], options: StopOptions) => stop(open(), names, options))

  program
    .command("credential-process")
    .description("answer the credential_process of AWS's tools")
    .argument("<profile>", "a profile's name or id")
    .action((name: string) => credentialProcess(open(), name))

  program
    .command("console")
    .description("open AWS's console in the browser, signed in as a profile")
    .argument("<profile>", "a profile's name or id")
    .option("--print", "print the link instead; whoever opens it first is signed in")
    .option("--region <region>", "where the console opens (default: the profile's region)")
    .option("--destination <service>", "the service whose page it opens at: s3, ec2, cloudwatch")
    .option("--duration <seconds>", "how long the sign-in lasts, where AWS lets one choose", wholeNumber)
    .option("--policy <file>", "limit a user's sign-in to this policy: a file of JSON, or the JSON")
    .option("--policy-arn <arn>", "limit a user's sign-in to this managed policy", collect)
    .option("--code <digits>", "a code from a device that is not added here")
    .option("--sign-out", "sign the browser out of the console")
    .option("--json", "with --print: print JSON")
    .addHelpText("after", CONSOLE_HELP)
    .action((name: string, options: ConsoleCommandOptions) => openConsole(open(), name, options))

  program
    .command("doctor")
    .description(
      "look for what is unsafe or broken, here and at AWS, and say how to mend it; changes nothing",
    )
    .option("--key <name>", "ask AWS with this access key alone")
    .option("--offline", "ask AWS nothing")
    .option("--json", "print JSON")
    .action((options: DoctorOptions) => doctor(open(), options))

  program
    .command("log")
    .description("show what was issued when, to which profile and by what")
    .option("--profile <profile>", "of this profile alone")
    .option(
      "--since <time>",
      "from then on: 2026-03-01, 2026-03-01T09:00Z, or how long ago: 30m, 12h, 7d, 2w",
    )
    .addOption(new Option("--csv", "print CSV").conflicts("json"))
    .option("--json", "print JSON")
    .action((options: LogOptions) => auditLog(open(), options))

  program
    .command("status")
    .description("list every profile and how long it is valid")
    .option("--json", "print JSON")
    .action((options: Json) => status(open(), options))
}
