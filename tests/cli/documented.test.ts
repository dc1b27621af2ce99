import { readdirSync, readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { describe, expect, test } from "vitest"
import { type CompletedCommand, commandsOf } from "../../src/cli/completion-table.ts"
import { createProgram } from "../../src/cli/program.ts"

const root = resolve(import.meta.dirname, "../..")
const document = readFileSync(join(root, "docs/command-line.md"), "utf8")

const program = createProgram("0.0.0", () => {
  throw new Error("no command runs here")
})
const commands = commandsOf(program).filter(
  ({ path, subcommands }) => path !== "" && subcommands.length === 0,
)

/** The sections of the document that have a command in their heading. */
function sectionsOf({ path }: CompletedCommand): string {
  const sections = document.split(/^#{2,3} /m)
  // It says so in words: "the options of `add`".
  const paths = path === "aws profile edit" ? `(?:${path}|aws profile add)` : path
  const heading = new RegExp(`\`keycard ${paths}[ \`]`)
  return sections.filter((section) => heading.test(section.split("\n")[0] ?? "")).join("\n")
}

test("every command and option that a document names is there", () => {
  const documents = ["README.md", ...readdirSync(join(root, "docs")).map((name) => join("docs", name))]
  const paths = new Map(commandsOf(program).map((command) => [command.path, command]))
  const wrong = documents
    .filter((name) => name.endsWith(".md"))
    .flatMap((name) => [...readFileSync(join(root, name), "utf8").matchAll(/\bkeycard ([a-z][^`\n]*)`/g)])
    .map(([text, words = ""]) => ({ text, words: (words.split(" -- ")[0] ?? "").split(" ") }))
    .filter(({ words }) => {
      let path = ""
      for (const word of words) {
        if (!paths.has(`${path} ${word}`.trim())) break
        path = `${path} ${word}`.trim()
      }
      const options = words.map((word) => /^\[?(--[a-z-]+)/.exec(word)?.[1] ?? "--help")
      return path === "" || options.some((option) => paths.get(path)?.options.includes(option) !== true)
    })
  expect(wrong.map(({ text }) => text)).toEqual([])
})

describe("docs/command-line.md", () => {
  test.each(commands.map((command) => [command.path, command] as const))(
    "has keycard %s",
    (_path, command) => {
      const text = sectionsOf(command)
      expect(text).not.toBe("")
      const missing = command.options.filter((option) => option !== "--help" && !text.includes(option))
      expect(missing).toEqual([])
    },
  )
})
