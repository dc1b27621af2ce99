import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { plainArguments } from "../../src/cli/plain-arguments.ts"
import { createProgram } from "../../src/cli/program.ts"

class Understood extends Error {}

/** What the grammar makes of arguments: the command, its names and options; null where they are wrong. */
async function byGrammar(args: readonly string[]) {
  const program = createProgram("1.0.0", () => {
    throw new Understood()
  })
  const silent = { writeOut: () => undefined, writeErr: () => undefined, outputError: () => undefined }
  for (const command of [program, ...program.commands]) command.configureOutput(silent)
  try {
    await program.parseAsync(["node", "keycard", ...args])
    return null
  } catch (error) {
    if (!(error instanceof Understood)) return null
  }
  const command = program.commands.find((one) => one.name() === args[0])
  return command === undefined
    ? null
    : { command: command.name(), names: command.args, flags: command.opts() }
}

const word = fc.oneof(
  fc.constantFrom(
    "--json",
    "--next",
    "--force",
    "--",
    "-",
    "-h",
    "--help",
    "--at",
    "--code",
    "--json=1",
    "--jso",
  ),
  fc.constantFrom("github", "my account", "help", "", "7", "-1", "code", "status", "--replace-existing", "ä"),
  fc.string({ maxLength: 4 }),
)
const command = fc.constantFrom("code", "credential-process", "list", "refresh", "status")

describe("the short way to read arguments", () => {
  it.each([
    ["code github", { command: "code", names: ["github"], flags: {} }],
    ["code --json github --next", { command: "code", names: ["github"], flags: { json: true, next: true } }],
    ["credential-process dev", { command: "credential-process", names: ["dev"], flags: {} }],
    ["refresh a b --force", { command: "refresh", names: ["a", "b"], flags: { force: true } }],
    ["refresh", { command: "refresh", names: [], flags: {} }],
    ["list --json", { command: "list", names: [], flags: { json: true } }],
    ["status", { command: "status", names: [], flags: {} }],
  ])("takes keycard %s", (line, plain) => {
    expect(plainArguments(line.split(" "))).toEqual(plain)
  })

  it.each([
    "code",
    "code a b",
    "code a --at 3",
    "code -h",
    "status now",
    "credential-process a --json",
    "",
    "add x",
  ])("leaves keycard %s to the grammar", (line) => {
    expect(plainArguments(line.split(" "))).toBeNull()
  })

  it("says of whatever it takes what the grammar says", async () => {
    await fc.assert(
      fc.asyncProperty(command, fc.array(word, { maxLength: 4 }), async (first, rest) => {
        const plain = plainArguments([first, ...rest])
        if (plain !== null) expect(plain).toEqual(await byGrammar([first, ...rest]))
      }),
      { numRuns: 1_000 },
    )
  })
})
