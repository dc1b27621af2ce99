/** @file The everyday commands as they are nearly always written. Reading them needs no grammar, whose library takes
 *  longer to load than their work. What is written in any other way is the grammar's, and so is everything wrong. */

/** A command with what stands after it: names in their order, and which of its flags are set. */
export interface PlainArguments {
  readonly command: PlainCommandName
  readonly names: readonly string[]
  readonly flags: Readonly<Partial<Record<PlainFlag, true>>>
}

export type PlainCommandName = "code" | "complete" | "credential-process" | "list" | "refresh" | "status"
export type PlainFlag = "json" | "next" | "force"

/** How many names a command takes, and the flags it knows, each at most once on a command line. */
const commands: Readonly<Record<PlainCommandName, { least: number; most: number; flags: PlainFlag[] }>> = {
  code: { least: 1, most: 1, flags: ["json", "next"] },
  complete: { least: 1, most: 1, flags: [] },
  "credential-process": { least: 1, most: 1, flags: [] },
  list: { least: 0, most: 1, flags: ["json"] },
  refresh: { least: 0, most: Infinity, flags: ["json", "force"] },
  status: { least: 0, most: 0, flags: ["json"] },
}

const isCommand = (word: string): word is PlainCommandName => Object.hasOwn(commands, word)

/** @returns what the grammar would make of these arguments; null: ask the grammar. */
export function plainArguments(args: readonly string[]): PlainArguments | null {
  const [command = "", ...rest] = args
  if (!isCommand(command)) return null
  const { least, most, flags: known } = commands[command]
  const names: string[] = []
  const flags: Partial<Record<PlainFlag, true>> = {}
  for (const word of rest) {
    const flag = known.find((name) => word === `--${name}`)
    if (flag !== undefined) flags[flag] = true
    else if (word === "" || word.startsWith("-")) return null
    else names.push(word)
  }
  return names.length >= least && names.length <= most ? { command, names, flags } : null
}
