import { spawn } from "node:child_process"
import { accessSync, constants } from "node:fs"
import { delimiter, join } from "node:path"

type Contestants<K extends string> = Readonly<Record<K, (round: number) => Promise<number> | number>>

/**
 * Runs all contestants in each round, in turning order, so that what disturbs the machine disturbs all of them alike.
 * One round more than asked for is run first and not counted: it fills the caches.
 * @returns each contestant's values by round
 */
export async function interleave<K extends string>(
  rounds: number,
  contestants: Contestants<K>,
): Promise<Record<K, number[]>> {
  const names = Object.keys(contestants) as K[]
  const values = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>
  for (let round = 0; round <= rounds; round++) {
    const order = round % 2 === 0 ? names : [...names].reverse()
    for (const name of order) {
      const value = await contestants[name](round)
      if (round > 0) values[name].push(value)
    }
  }
  return values
}

export interface RunOptions {
  readonly env: NodeJS.ProcessEnv
  readonly input?: string
  readonly cwd?: string
}

/**
 * Runs a command to its end.
 * @returns the wall time from start to exit in milliseconds, and what it wrote on stdout
 * @throws Error with its stderr when it fails: a broken run is no measurement
 */
export function run(
  command: string,
  args: readonly string[],
  { env, input, cwd }: RunOptions,
): Promise<{ ms: number; stdout: string }> {
  return new Promise((resolve, reject) => {
    const startedMs = performance.now()
    const child = spawn(command, args, { env, cwd, stdio: ["pipe", "pipe", "pipe"] })
    let stdout = ""
    let stderr = ""
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text))
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text))
    child.stdin.on("error", () => undefined)
    child.stdin.end(input ?? "")
    child.once("error", reject)
    child.once("close", (code) => {
      const ms = performance.now() - startedMs
      if (code === 0) resolve({ ms, stdout })
      else reject(new Error(`${command} ${args[0] ?? ""} ended with ${String(code)}: ${stderr.trim()}`))
    })
  })
}

/** The wall time of a whole process in milliseconds. */
export async function timeOf(command: string, args: readonly string[], options: RunOptions): Promise<number> {
  return (await run(command, args, options)).ms
}

/** Where a command is. The system's own folders come first: a version manager's shim would count against the peer. */
export function findCommand(name: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const folders = ["/usr/bin", "/usr/local/bin", ...(env.PATH ?? "").split(delimiter)]
  return folders
    .map((folder) => join(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK)
        return true
      } catch {
        return false
      }
    })
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
