import { spawn, type ChildProcess } from "node:child_process"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { findElectron } from "../scripts/electron-runtime.mjs"
import { projectRoot } from "../scripts/setup/paths.mjs"

/** What is measured: Keycard as it was built, or a window with nothing in it. */
export type App = "keycard" | "empty window"

const mains: Readonly<Record<App, string>> = {
  keycard: join(projectRoot, "out", "main", "index.cjs"),
  "empty window": join(projectRoot, "bench", "empty-window", "main.mjs"),
}

/** Milliseconds since the process was started. */
export interface FirstPaints {
  /** First contentful paint. */
  readonly paintMs: number
  /** The first code on the screen; NaN for an app without. */
  readonly codeMs: number
  /** File URLs of what main had loaded by then. */
  readonly scripts: readonly string[]
  /** Names of Node's own modules that were loaded, as `process.moduleLoadList` has them. */
  readonly builtIn: readonly string[]
}

export interface MeasuredApp {
  readonly pid: number
  readonly firstPaints: FirstPaints
  /** Asks the probe in front of the app; see probe/main.mjs. */
  ask(name: "hide" | "type" | "turns" | "setClock" | "evaluate", argument?: unknown): Promise<unknown>
  close(): Promise<void>
}

const LIMIT_MS = 60_000

/**
 * Starts an app and waits for its first code, or its first paint where it has no codes.
 * @param env of a throw-away home, with a display
 */
export async function launch(app: App, env: NodeJS.ProcessEnv): Promise<MeasuredApp> {
  const runtime = findElectron()
  if (!runtime) throw new Error("There is no Electron yet: run `node scripts/electron-runtime.mjs`.")
  const startedMs = performance.timeOrigin + performance.now()
  const child = spawn(runtime.executable, [...switches(), join(projectRoot, "bench", "probe")], {
    env: {
      ...env,
      KEYCARD_BENCH_APP: pathToFileURL(mains[app]).href,
      KEYCARD_BENCH_WAITS_FOR_CODE: app === "keycard" ? "1" : "0",
    },
    stdio: ["pipe", "pipe", "pipe"],
  })
  const messages = listen(child)
  try {
    const painted = await messages.next<Painted>("painted")
    return {
      pid: child.pid ?? 0,
      firstPaints: {
        paintMs: painted.paintedMs - startedMs,
        codeMs: painted.codeMs === null ? Number.NaN : painted.codeMs - startedMs,
        scripts: painted.scripts,
        builtIn: painted.builtIn,
      },
      async ask(name, argument) {
        child.stdin.write(`${JSON.stringify({ name, argument })}\n`)
        return (await messages.next<{ result: unknown }>("answer")).result
      },
      close: () => end(child),
    }
  } catch (error) {
    await end(child)
    throw error
  }
}

interface Painted {
  readonly paintedMs: number
  readonly codeMs: number | null
  readonly scripts: readonly string[]
  readonly builtIn: readonly string[]
}

/** Software drawing is what every machine can do alike; as root Chromium refuses its sandbox. */
function switches(): string[] {
  return ["--disable-gpu", "--log-level=3", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])]
}

function listen(child: ChildProcess) {
  const arrived: { event: string }[] = []
  let errors = ""
  let wake = (): void => undefined
  let rest = ""
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (errors = (errors + text).slice(-2_000)))
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n")
    rest = lines.pop() ?? ""
    for (const line of lines) {
      if (line.startsWith("bench:")) arrived.push(JSON.parse(line.slice(6)) as { event: string })
    }
    wake()
  })
  return {
    async next<T>(event: string): Promise<T> {
      const deadlineMs = performance.now() + LIMIT_MS
      for (;;) {
        const at = arrived.findIndex((message) => message.event === event)
        if (at >= 0) return arrived.splice(at, 1)[0] as T
        if (child.exitCode !== null || performance.now() > deadlineMs) {
          throw new Error(`the app did not say "${event}". It said:\n${errors.trim()}`)
        }
        await new Promise<void>((resolve) => {
          wake = resolve
          setTimeout(resolve, 200)
        })
      }
    },
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once("exit", resolve))
  child.kill("SIGKILL")
  await gone
}
