/**
 * @file Runs in Electron in front of the app that is measured, which knows nothing of it: stamps the first paint and
 * the first code, and does what the benchmark asks for, one JSON line each way.
 */
import { createRequire } from "node:module"
import { Session } from "node:inspector"
import { createInterface } from "node:readline"
import { reportFirstPaints, reportSearch, reportTurns } from "./in-page.mjs"

const { app } = createRequire(import.meta.url)("electron")

/** @type {import("electron").BrowserWindow | undefined} */
let window
const tell = (/** @type {object} */ message) => process.stdout.write(`bench:${JSON.stringify(message)}\n`)

app.on("browser-window-created", (_event, created) => {
  window ??= created
  created.webContents.once("dom-ready", async () => {
    const paints = await created.webContents.executeJavaScript(
      `(${reportFirstPaints})(${process.env.KEYCARD_BENCH_WAITS_FOR_CODE === "1"})`,
    )
    tell({ event: "painted", ...paints, ...loaded() })
  })
})

/** What this process has loaded by now: scripts by their URL, and Node's own modules. */
function loaded() {
  /** @type {string[]} */
  const scripts = []
  const session = new Session()
  session.connect()
  session.on("Debugger.scriptParsed", ({ params }) => scripts.push(params.url))
  session.post("Debugger.enable")
  session.disconnect()
  // Deprecated and never replaced; Node's own tests use it for this very question.
  const builtIn = /** @type {{ moduleLoadList?: string[] }} */ (/** @type {unknown} */ (process))
    .moduleLoadList
  return { scripts: scripts.filter((url) => url.startsWith("file:")), builtIn: builtIn ?? [] }
}

const commands = {
  hide: () => window?.hide(),
  /** One key after the other, as a person types; answers the milliseconds from each key to its painted result. */
  type: async (/** @type {string[]} */ keys) => {
    const contents = window?.webContents
    contents?.focus()
    const times = []
    for (const keyCode of keys) {
      const painted = contents?.executeJavaScript(`(${reportSearch})()`)
      await contents?.executeJavaScript("0") // the one above is listening by now
      contents?.sendInputEvent({ type: "keyDown", keyCode })
      if (keyCode.length === 1) contents?.sendInputEvent({ type: "char", keyCode })
      contents?.sendInputEvent({ type: "keyUp", keyCode })
      times.push(await painted)
      await new Promise((resolve) => setTimeout(resolve, 300))
    }
    return times
  },
  turns: (/** @type {number} */ forMs) =>
    window?.webContents.executeJavaScript(`(${reportTurns})(${String(forMs)})`),
  /** To the app another hour has come, in main and in the page alike; the computer's clock is left alone. */
  setClock: async (/** @type {number} */ byMs) => {
    const set = `(() => { const now = Date.now; Date.now = () => now() + ${String(byMs)} })()`
    ;(0, eval)(set)
    await window?.webContents.executeJavaScript(set)
  },
  evaluate: (/** @type {string} */ script) => window?.webContents.executeJavaScript(script),
  quit: () => app.exit(0),
}

createInterface({ input: process.stdin }).on("line", async (line) => {
  const { name, argument } = JSON.parse(line)
  const result = await commands[/** @type {keyof typeof commands} */ (name)](argument)
  tell({ event: "answer", name, result })
})

await import(process.env.KEYCARD_BENCH_APP ?? "")
