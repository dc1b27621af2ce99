/** @file Lines that put variables into a shell, quoted for each so that a value is a value whatever it holds. */

export const SHELLS = ["sh", "fish", "powershell"] as const
export type Shell = (typeof SHELLS)[number]

const quote: Readonly<Record<Shell, (value: string) => string>> = {
  // POSIX, 2.2.2: within single quotes nothing is special, and a single quote cannot stand.
  sh: (value) => `'${value.replaceAll("'", "'\\''")}'`,
  fish: (value) => `'${value.replace(/['\\]/g, "\\$&")}'`,
  // PowerShell takes typographic quotes for single ones, too.
  powershell: (value) => `'${value.replace(/['\u2018\u2019\u201a\u201b]/g, "$&$&")}'`,
}

const set: Readonly<Record<Shell, (name: string, value: string) => string>> = {
  sh: (name, value) => `export ${name}=${value}`,
  fish: (name, value) => `set -gx ${name} ${value}`,
  powershell: (name, value) => `$env:${name} = ${value}`,
}

const unset: Readonly<Record<Shell, (name: string) => string>> = {
  sh: (name) => `unset ${name}`,
  fish: (name) => `set -e ${name}`,
  powershell: (name) => `Remove-Item Env:${name} -ErrorAction SilentlyContinue`,
}

/** Lines that set variables. @param variables names of letters, digits and underscores */
export function setLines(shell: Shell, variables: Readonly<Record<string, string>>): string[] {
  return Object.entries(variables).map(([name, value]) => set[shell](name, quote[shell](value)))
}

/** Lines that take variables away; one that is not set is no failure. */
export function unsetLines(shell: Shell, names: readonly string[]): string[] {
  return names.map((name) => unset[shell](name))
}

/** The shell that most likely reads the lines. @param path of the shell in use: `SHELL` */
export function shellOf(path: string | undefined, windows: boolean): Shell {
  if (windows) return "powershell"
  const name = (path ?? "").split("/").at(-1)
  return name === "fish" ? "fish" : name === "pwsh" ? "powershell" : "sh"
}
