import type { Context } from "./context.ts"
import { plainArguments } from "./plain-arguments.ts"

/** @returns the command that is plainly meant, to be loaded when it runs; null: ask the grammar. */
export function plainCommand(args: readonly string[]): ((context: Context) => Promise<void>) | null {
  const asked = plainArguments(args)
  if (asked === null) return null
  const { command, names, flags } = asked
  const [name = ""] = names
  switch (command) {
    case "code":
      return async (context) => (await import("./commands/accounts.ts")).code(context, name, flags)
    case "list":
      return async (context) => (await import("./commands/accounts.ts")).list(context, names[0], flags)
    case "complete":
      return async (context) => (await import("./complete.ts")).complete(context, name)
    case "credential-process":
      return async (context) => (await import("./commands/sessions.ts")).credentialProcess(context, name)
    case "refresh":
      return async (context) => (await import("./commands/sessions.ts")).refresh(context, names, flags)
    case "status":
      return async (context) => (await import("./commands/sessions.ts")).status(context, flags)
  }
}
