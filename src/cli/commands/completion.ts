import type { Command } from "commander"
import { AppError } from "../../core/errors.ts"
import { bashScript, fishScript, zshScript } from "../completion-scripts.ts"
import { type CompletedCommand, commandsOf } from "../completion-table.ts"
import type { Context } from "../context.ts"

const scripts: Readonly<Record<string, (commands: readonly CompletedCommand[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
}

/** `keycard completion bash|zsh|fish`: a script made of the grammar, which asks only for names when it is used. */
export function completion(context: Context, shell: string, program: Command): void {
  const script = Object.hasOwn(scripts, shell) ? scripts[shell] : undefined
  if (script === undefined) throw new AppError({ kind: "usage", message: "It must be bash, zsh or fish." })
  context.output.data(script(commandsOf(program)))
}
