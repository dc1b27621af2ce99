/** @file `npm start`: from a fresh clone to the open window, doing only what is not done yet. */
import { spawn } from "node:child_process"
import { prepareElectron, runtimeEnv } from "./electron-runtime.mjs"
import { build } from "./build.mjs"
import { checkSandbox } from "./runtime/sandbox.mjs"
import { endCompanions } from "./session/companions.mjs"
import { hasDisplay, startHeadlessSession } from "./session/headless.mjs"
import { setUp } from "./setup.mjs"
import { runMain } from "./setup/failure.mjs"
import { projectRoot } from "./setup/paths.mjs"

await runMain(async () => {
  const needsDisplay = !hasDisplay()
  await setUp({ purposes: needsDisplay ? ["app", "virtual display"] : ["app"] })
  const runtime = await prepareElectron()
  await checkSandbox(runtime.executable)
  const env = runtimeEnv(runtime)
  await build(env)
  const session = needsDisplay ? await startHeadlessSession(env) : {}
  const code = await runApp(runtime.executable, process.argv.slice(2), { ...env, ...session })
  endCompanions()
  return code
})

/**
 * Runs the app until it ends; Ctrl+C ends it, a second Ctrl+C at once.
 * @param {string} executable
 * @param {readonly string[]} args for the app
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} its exit code, or 128 + the signal that ended it as shells count it
 */
function runApp(executable, args, env) {
  // Chromium refuses to run as root with its sandbox. Its own log speaks of missing GPUs and system buses only.
  const switches = [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), "--log-level=3"]
  const app = spawn(executable, [...switches, projectRoot, ...args], { env, stdio: "inherit" })
  let interruptions = 0
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => app.kill(interruptions++ === 0 ? signal : "SIGKILL"))
  }
  return new Promise((resolve, reject) => {
    app.once("error", reject)
    app.once("exit", (code, signal) => {
      resolve(
        code ?? 128 + ({ SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 }[String(signal)] ?? 0),
      )
    })
  })
}
