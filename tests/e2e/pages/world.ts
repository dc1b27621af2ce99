import { execFile } from "node:child_process"
import { mkdir, readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { projectRoot } from "../../../scripts/setup/paths.mjs"
import { type Keyring, type KeyringState, startKeyring, whyNoKeyring } from "../../support/app/keyring.ts"
import { launchKeycard, type LaunchedKeycard, type LaunchOptions } from "../../support/app/launch-keycard.ts"
import { throwAwayHome } from "../../support/app/throw-away-home.ts"

/** Longer than anything in the app may take on a busy machine: waits end as soon as what they wait for is there. */
export const PATIENCE_MS = 10_000

export const PASSPHRASE = "correct horse battery staple"

/** Which keychain holds the secrets; `file` opens by itself with {@link PASSPHRASE}. */
export type WorldKeychain = "keyring" | "file"

export interface CommandResult {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** A person's computer: a home, a keychain, Keycard's window and command line, which see the same things. */
export interface World {
  readonly home: string
  /** Of Keycard and of every tool beside it. */
  readonly env: Readonly<Record<string, string>>
  /** Throws where the world has none. */
  readonly keyring: () => Keyring
  readonly open: (options?: Omit<LaunchOptions, "homeEnv">) => Promise<LaunchedKeycard>
  /** `bin/keycard`; `input` is its stdin, which is no terminal. */
  readonly keycard: (args: readonly string[], input?: string) => Promise<CommandResult>
  /** Any other program in this world. */
  readonly run: (command: string, args: readonly string[], input?: string) => Promise<CommandResult>
  readonly vault: () => Promise<VaultOnDisk>
  /** Makes every account this many days older. Only while no window is open. */
  readonly age: (days: number) => Promise<void>
  /** Ends everything that was started here and deletes the home. */
  readonly close: () => Promise<void>
}

/** What tests look up in vault.json. */
export interface VaultOnDisk {
  readonly backend: string | null
  readonly accounts: readonly {
    readonly id: string
    readonly issuer: string
    readonly account: string
    readonly counter?: number
    readonly pinned: boolean
    readonly tags: readonly string[]
    readonly mark: string
    readonly uses: number
    readonly trashedAtMs: number | null
  }[]
  readonly spentSteps: Readonly<Record<string, { readonly steps: readonly number[] }>>
}

export interface WorldOptions {
  /** The real keyring where one can run, else the encrypted file. */
  readonly keychain?: WorldKeychain
  readonly keyringState?: KeyringState
}

/** The keychain of journeys that are not about keychains: a real one where there is one. */
export const usualKeychain = (): WorldKeychain => (whyNoKeyring() === undefined ? "keyring" : "file")

export async function startWorld({
  keychain = usualKeychain(),
  keyringState = "unlocked",
}: WorldOptions = {}): Promise<World> {
  const { home, env: homeEnv, remove } = await throwAwayHome()
  const temporary = join(home, ".tmp")
  await mkdir(temporary)
  let env: Record<string, string> = { ...homeEnv, TMPDIR: temporary }
  let keyring: Keyring | undefined
  if (keychain === "keyring") {
    keyring = await startKeyring(keyringState, env)
    env = { ...env, ...keyring.env }
  } else {
    const passphraseFile = join(home, "passphrase")
    await writeFile(passphraseFile, `${PASSPHRASE}\n`, { mode: 0o600 })
    env = { ...env, KEYCARD_KEYCHAIN: "file", KEYCARD_PASSPHRASE_FILE: passphraseFile }
  }
  const opened = new Set<LaunchedKeycard>()
  const run = (command: string, args: readonly string[], input?: string) =>
    runIn({ PATH: process.env.PATH, LANG: "C.UTF-8", ...env }, command, args, input)

  return {
    home,
    env,
    keyring: () => {
      if (keyring === undefined) throw new Error("this world has no keyring")
      return keyring
    },
    async open(options = {}) {
      // Another build to judge, for example one with a fault in it.
      const appFolder = process.env.KEYCARD_TEST_APP
      const build = appFolder === undefined ? {} : { appFolder }
      const launched = await launchKeycard({ ...build, ...options, homeEnv: env })
      opened.add(launched)
      launched.page.setDefaultTimeout(PATIENCE_MS)
      await launched.page.waitForLoadState("load")
      const ending = (end: () => Promise<void>) => async () => {
        await end()
        opened.delete(launched)
      }
      return { ...launched, close: ending(launched.close), kill: ending(launched.kill) }
    },
    keycard: (args, input) => run(process.execPath, [join(projectRoot, "bin", "keycard"), ...args], input),
    run,
    vault: async () =>
      JSON.parse(await readFile(join(env.KEYCARD_HOME ?? "", "vault.json"), "utf8")) as VaultOnDisk,
    async age(days) {
      const path = join(env.KEYCARD_HOME ?? "", "vault.json")
      const vault = JSON.parse(await readFile(path, "utf8")) as { accounts: { createdAtMs: number }[] }
      for (const account of vault.accounts) account.createdAtMs -= days * 86_400_000
      await writeFile(path, JSON.stringify(vault, null, 2))
    },
    async close() {
      for (const launched of opened) await launched.kill()
      await keyring?.stop()
      await remove()
    },
  }
}

function runIn(
  env: NodeJS.ProcessEnv,
  command: string,
  args: readonly string[],
  input = "",
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const options = { env, timeout: 60_000, maxBuffer: 1 << 26 } as const
    const child = execFile(command, [...args], options, (error, stdout, stderr) => {
      const code = error?.code ?? 0
      if (typeof code === "string" || error?.killed) reject(error ?? new Error(code.toString()))
      else resolve({ exitCode: code, stdout, stderr })
    })
    child.stdin?.on("error", () => undefined) // it may have ended already
    child.stdin?.end(input)
  })
}
