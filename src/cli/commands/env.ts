import { CLEARED, credentialVariables } from "../../core/aws/child-environment.ts"
import { findProfileIn } from "../../core/aws/find.ts"
import { setLines, type Shell, shellOf, unsetLines } from "../../core/aws/shell-lines.ts"
import { AppError } from "../../core/errors.ts"
import type { Context } from "../context.ts"
import { handOut } from "../hand-out.ts"
import { printable } from "../output.ts"
import { noteIgnoredEndpoints } from "./endpoint-note.ts"

export interface EnvOptions {
  shell?: Shell
  unset?: boolean
}

/** `keycard env <PROFILE>`: lines for a shell to read, which set the profile's credentials in it. */
export async function env(context: Context, name: string | undefined, options: EnvOptions): Promise<void> {
  const { output } = context
  const shell = options.shell ?? shellOf(context.env.SHELL, process.platform === "win32")
  if (options.unset === true) {
    output.data(unsetLines(shell, [...CLEARED, "AWS_REGION", "AWS_DEFAULT_REGION"]).join("\n"))
    return
  }
  if (name === undefined)
    throw new AppError({ kind: "usage", message: "Name a profile: keycard env PROFILE." })
  await noteIgnoredEndpoints(context)
  const profile = findProfileIn(await context.index.read(), name)
  const variables = credentialVariables(await handOut(context, profile), profile.region)
  const gone = CLEARED.filter((variable) => !(variable in variables))
  output.data([...unsetLines(shell, gone), ...setLines(shell, variables)].join("\n"))
  if (output.isTerminal) output.words(`To use them: ${use(shell, printable(profile.name))}`)
}

function use(shell: Shell, profile: string): string {
  switch (shell) {
    case "sh":
      return `eval "$(keycard env ${profile})"`
    case "fish":
      return `keycard env ${profile} --shell fish | source`
    case "powershell":
      return `keycard env ${profile} --shell powershell | Out-String | Invoke-Expression`
  }
}
