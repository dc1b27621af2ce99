import type { ForeignTool } from "./types.ts"

/** Words of a command, quotes taken off, as botocore splits them. */
function wordsOf(command: string): string[] {
  const words = command.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? []
  return words.map((word) => word.replace(/["']/g, ""))
}

const TOOLS: Readonly<Record<string, ForeignTool | "keycard">> = {
  "aws-vault": "aws-vault",
  granted: "granted",
  dgranted: "granted",
  leapp: "leapp",
  "aws-sso": "aws-sso",
  saml2aws: "saml2aws",
  aws: "aws",
  aws_signing_helper: "roles-anywhere",
  keycard: "keycard",
}

/** Options of these programs that take a value in the next word. */
const TAKES_VALUE = new Set(["-d", "--duration", "-t", "--mfa-token", "--region", "--prompt", "--backend"])

/** What aws-vault calls it: the first word that is no option, behind `exec` or `export`. */
function awsVaultName(words: readonly string[]): string | null {
  const at = words.findIndex((word) => word === "exec" || word === "export")
  if (at < 0) return null
  const rest = words.slice(at + 1)
  const end = rest.indexOf("--")
  const own = end < 0 ? rest : rest.slice(0, end)
  return own.find((word, index) => !word.startsWith("-") && !TAKES_VALUE.has(own[index - 1] ?? "")) ?? null
}

function optionOf(words: readonly string[], option: string): string | null {
  const at = words.indexOf(option)
  const joined = words.find((word) => word.startsWith(`${option}=`))
  return (at >= 0 ? words[at + 1] : joined?.slice(option.length + 1)) ?? null
}

/** Which program a `credential_process` line starts, and what it calls what it hands out. It is never started. */
export function readForeignProcess(command: string): { tool: ForeignTool | "keycard"; name: string | null } {
  const [program = "", ...words] = wordsOf(command)
  const file = program.slice(Math.max(program.lastIndexOf("/"), program.lastIndexOf("\\")) + 1)
  const tool = TOOLS[file.replace(/\.(exe|cmd)$/i, "").toLowerCase()] ?? "other"
  const name =
    tool === "aws-vault"
      ? awsVaultName(words)
      : tool === "granted" || tool === "aws" || tool === "saml2aws"
        ? optionOf(words, "--profile")
        : null
  return { tool, name: name === null ? null : name.slice(0, 200) }
}
