import { fileURLToPath } from "node:url"
import { _electron, type ElectronApplication, type Page } from "playwright-core"
import { findElectron } from "../../../scripts/electron-runtime.mjs"
import { checkSandbox } from "../../../scripts/runtime/sandbox.mjs"
import { hasDisplay } from "../../../scripts/session/headless.mjs"
import { neutralEnv } from "../../../scripts/session/home.mjs"
import { startVirtualDisplay } from "../../../scripts/session/virtual-display.mjs"
import { projectRoot } from "../../../scripts/setup/paths.mjs"

/** An app in front of the app, so that nothing opens before Playwright can see it. */
const held = fileURLToPath(new URL("held", import.meta.url))

export interface LaunchOptions {
  /** Of a throw-away home; see throw-away-home.ts. */
  readonly homeEnv: Readonly<Record<string, string>>
  /** Wins over all else, for example a keyring's bus address or KEYCARD_KEYCHAIN; undefined unsets. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Chromium's switches, for example of a fake camera. */
  readonly switches?: readonly string[]
  /** What the app itself is given. */
  readonly args?: readonly string[]
  /** Another app than Keycard. */
  readonly appFolder?: string
}

export interface LaunchedKeycard {
  readonly app: ElectronApplication
  /** The first window. */
  readonly page: Page
  /** All that the app wrote on stdout and stderr so far. */
  readonly output: () => string
  /** Closes it as a person does; ends it hard when that takes longer than 10 s. */
  readonly close: () => Promise<void>
  /** As `kill -9`. */
  readonly kill: () => Promise<void>
}

/** Starts the built app in the real Electron and waits for its window. */
export async function launchKeycard(options: LaunchOptions): Promise<LaunchedKeycard> {
  const runtime = findElectron()
  if (!runtime) throw new Error("There is no Electron yet: run `node scripts/electron-runtime.mjs`.")
  await checkSandbox(runtime.executable)
  const env = { ...(await displayEnv()), ...options.homeEnv, ...options.env }
  const isRoot = process.getuid?.() === 0
  const app = await _electron.launch({
    executablePath: runtime.executable,
    // Only root cannot have Chromium's sandbox; Playwright would switch it off for everyone.
    chromiumSandbox: !isRoot,
    args: [...(isRoot ? ["--no-sandbox"] : []), ...(options.switches ?? []), held, ...(options.args ?? [])],
    env: definedOnly({ ...env, KEYCARD_TEST_HELD: options.appFolder ?? projectRoot }),
    timeout: 60_000,
  })
  const output = collectOutput(app)
  const kill = () => endHard(app)
  try {
    const page = await app.firstWindow({ timeout: 60_000 })
    return { app, page, output, kill, close: () => closeInTime(app) }
  } catch (error) {
    await kill()
    throw new Error(`No window was opened. The app said:\n${output()}`, { cause: error })
  }
}

let ownDisplay: Promise<{ env: Record<string, string> }> | undefined

/** The display of these tests, or one in memory that lives as long as this process. */
async function displayEnv(): Promise<NodeJS.ProcessEnv> {
  const env: NodeJS.ProcessEnv = neutralEnv()
  if (hasDisplay(env)) return env
  ownDisplay ??= startVirtualDisplay()
  return { ...env, ...(await ownDisplay).env }
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )
}

function collectOutput(app: ElectronApplication): () => string {
  let text = ""
  for (const stream of [app.process().stdout, app.process().stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk
    })
  }
  return () => text
}

async function closeInTime(app: ElectronApplication): Promise<void> {
  const tooLong = new Promise<"too long">((resolve) => setTimeout(resolve, 10_000, "too long").unref())
  if ((await Promise.race([app.close(), tooLong])) === "too long") await endHard(app)
}

async function endHard(app: ElectronApplication): Promise<void> {
  const child = app.process()
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once("exit", resolve))
  child.kill("SIGKILL")
  await gone
}
