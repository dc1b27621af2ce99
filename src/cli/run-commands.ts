/** @file The grammar of what hands credentials to programs and shells, and of completion. A part of program.ts. */
import { type Command, Option } from "commander"
import { SHELLS } from "../core/aws/shell-lines.ts"
import { completion } from "./commands/completion.ts"
import { env, type EnvOptions } from "./commands/env.ts"
import { exec, type ExecOptions } from "./commands/exec.ts"
import { COMPLETED, complete } from "./complete.ts"
import type { Context } from "./context.ts"

export function addRunCommands(program: Command, open: () => Context): void {
  program
    .command("exec")
    .description("run a command with a profile's credentials in its environment")
    .argument("<profile>", "a profile's name or id")
    .argument("[command...]", "what to run, behind two dashes: -- aws s3 ls")
    .option("--server", "serve credentials to it as long as it runs, instead: for what outlives a session")
    .action((name: string, command: string[], options: ExecOptions) => exec(open(), name, command, options))

  program
    .command("env")
    .description("print lines that set a profile's credentials in a shell")
    .argument("[profile]", "a profile's name or id")
    .addOption(new Option("--shell <shell>", "whose lines (default: yours)").choices(SHELLS))
    .option("--unset", "lines that take them away again")
    .action((name: string | undefined, options: EnvOptions) => env(open(), name, options))

  program
    .command("completion")
    .description("print what makes a shell complete keycard's commands and names")
    .argument("<shell>", "bash, zsh or fish")
    .action((shell: string) => completion(open(), shell, program))

  program
    .command("complete", { hidden: true })
    .description("print names for a shell to complete")
    .argument("<what>", COMPLETED.join(", "))
    .action((what: string) => complete(open(), what))
}
