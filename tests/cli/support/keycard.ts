/** @file Runs the whole program as a person, a script or an AWS tool does, in a home of its own. */
import { type ChildProcess, spawn } from "node:child_process"
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { onTestFinished } from "vitest"
import { createMutex } from "../../../src/adapters/files/mutex.ts"
import { deriveKeyHere } from "../../../src/adapters/keychain/derive-key.ts"
import { createFileSecretStore } from "../../../src/adapters/keychain/file-secret-store.ts"
import { throwAwayHome } from "../../support/app/throw-away-home.ts"
import { keycardScript } from "./build.ts"

export const PASSPHRASE = "a passphrase for tests"

export interface RunOptions {
  /** `null`: stays open and says nothing, as a terminal that nobody types on. */
  readonly stdin?: string | Buffer | null
  /** Wins over the home's; undefined unsets. */
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly cwd?: string
  /** Given the process once it runs. */
  readonly onStart?: (child: ChildProcess) => void
}

export interface Ran {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** What every process of a home gets, and nothing of who runs the tests. */
export type Environment = Readonly<Record<string, string | undefined>>

export class Home {
  readonly folder: string
  readonly env: Environment
  constructor(folder: string, env: Environment) {
    this.folder = folder
    this.env = env
  }

  path(...parts: string[]): string {
    return join(this.folder, ...parts)
  }

  /** Runs `keycard`; ends it after 90 s, which no command may take. */
  async keycard(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
    return run(process.execPath, [await keycardScript(), ...args], { ...this.env, ...options.env }, options)
  }

  /** Runs `keycard` and expects it to succeed. @returns stdout without the last line end. */
  async ok(args: readonly string[], options: RunOptions = {}): Promise<string> {
    const ran = await this.keycard(args, options)
    if (ran.exitCode !== 0) {
      throw new Error(`keycard ${args[0] ?? ""}: exit code ${ran.exitCode ?? ran.signal}\n${ran.stderr}`)
    }
    return ran.stdout.replace(/\n$/, "")
  }

  /** The same with `--json`, parsed. */
  async json<T>(args: readonly string[], options: RunOptions = {}): Promise<T> {
    return JSON.parse(await this.ok([...args, "--json"], options)) as T
  }

  read(...parts: string[]): string {
    return readFileSync(this.path(...parts), "utf8")
  }

  write(name: string, content: string | Buffer, mode = 0o600): string {
    const path = this.path(name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content, { mode })
    return path
  }

  get credentials(): string {
    return this.read(".aws", "credentials")
  }

  /** Every file below the home, with its bytes as text, one letter a byte. */
  files(): { name: string; content: string }[] {
    return readdirSync(this.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => ({ name: path.slice(this.folder.length + 1), content: readFileSync(path, "latin1") }))
  }
}

/**
 * An empty home that goes when the test ends. Its keychain is an encrypted file, made with little work for the
 * passphrase so that a test may run many commands; `keychain: "os"` makes none.
 */
export async function newHome(keychain: "file" | "os" = "file"): Promise<Home> {
  const { home, env, remove } = await throwAwayHome()
  onTestFinished(remove)
  const passphraseFile = join(home, "passphrase")
  writeFileSync(passphraseFile, `${PASSPHRASE}\n`, { mode: 0o600 })
  const unattended = { KEYCARD_KEYCHAIN: "file", KEYCARD_PASSPHRASE_FILE: passphraseFile }
  const own = { PATH: process.env.PATH, ...env, ...(keychain === "file" ? unattended : {}) }
  if (keychain === "file") {
    const folder = env.KEYCARD_HOME ?? ""
    mkdirSync(folder, { mode: 0o700 })
    const store = createFileSecretStore({
      path: join(folder, "keychain.json"),
      mutex: createMutex({ folder: join(folder, "locks") }),
      deriveKey: deriveKeyHere,
      argon2: { memoryKiB: 64, iterations: 1, parallelism: 1 },
    })
    await store.create(PASSPHRASE)
  }
  return new Home(home, own)
}

/** Runs any program to its end with exactly this environment. */
export function run(
  command: string,
  args: readonly string[],
  env: Environment,
  { stdin, cwd, onStart }: RunOptions = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, cwd, stdio: ["pipe", "pipe", "pipe"] })
    const tooLong = setTimeout(() => child.kill("SIGKILL"), 90_000)
    let stdout = ""
    let stderr = ""
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text))
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text))
    child.once("error", reject)
    child.once("close", (exitCode, signal) => {
      clearTimeout(tooLong)
      resolve({ exitCode, signal, stdout, stderr })
    })
    child.stdin.on("error", () => undefined) // it may end without having read
    if (stdin !== null) child.stdin.end(stdin ?? "")
    onStart?.(child)
  })
}
