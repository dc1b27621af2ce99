/** @file What a shell can complete, read from the grammar itself: a command that is added is completed. */
import type { Command } from "commander"

export interface CompletedCommand {
  /** From `keycard` on: `aws key add`; empty: keycard itself. */
  readonly path: string
  readonly description: string
  readonly subcommands: readonly string[]
  /** Long ones, with their dashes. */
  readonly options: readonly string[]
  /** What its arguments are names of; null: of files, or of nothing. */
  readonly names: "profiles" | "accounts" | "keys" | "sign-ins" | null
}

/** What an argument is, by what the grammar calls it. */
const kinds: Readonly<Record<string, CompletedCommand["names"]>> = {
  profile: "profiles",
  query: "accounts",
  key: "keys",
}

function namesOf(command: Command, path: string): CompletedCommand["names"] {
  const [first] = command.registeredArguments
  if (first === undefined || path.endsWith(" add")) return null
  if (path.startsWith("aws key ")) return "keys"
  if (path.startsWith("sso ")) return "sign-ins"
  return Object.hasOwn(kinds, first.name()) ? (kinds[first.name()] ?? null) : null
}

/** Every command that help shows, the whole program first. */
export function commandsOf(program: Command, path = ""): CompletedCommand[] {
  const shown = program.createHelp().visibleCommands(program)
  const subcommands = shown.map((command) => command.name())
  const options = program.createHelp().visibleOptions(program)
  const own: CompletedCommand = {
    path,
    description: program.description(),
    subcommands,
    options: options.flatMap(({ long }) => (long === undefined ? [] : [long])),
    names: namesOf(program, path),
  }
  const below = shown.filter((command) => command.name() !== "help")
  return [own, ...below.flatMap((command) => commandsOf(command, `${path} ${command.name()}`.trim()))]
}
