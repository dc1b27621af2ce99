/**
 * @file Runs in Electron as an app that ends before it is ready, so it needs no display: loads Keycard, which takes
 * itself for a second one and does nothing, and keeps what V8 made of the scripts that this loaded. Only here does V8
 * run with the flags that it has in the app; compiled code of another V8 or for other flags is refused.
 */
import { readFileSync, renameSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname } from "node:path"
import { compile, pack } from "./pack.mjs"

// Electron would show a window with the error, and wait.
process.on("uncaughtException", () => process.exit(1))

const load = createRequire(import.meta.url)
const { app } = load("electron")
app.requestSingleInstanceLock = () => false
app.quit = () => undefined

/** @type {{ file: string, source: Buffer, script: import("node:vm").Script }[]} */
const loaded = []
load.extensions[".cjs"] = (/** @type {NodeJS.Module} */ module, /** @type {string} */ file) => {
  const source = readFileSync(file)
  const script = compile(file, source.toString("utf8"))
  loaded.push({ file, source, script })
  script
    .runInThisContext()
    .call(module.exports, module.exports, createRequire(file), module, file, dirname(file))
}
load(process.env.KEYCARD_MAIN ?? "")
for (const { file, source, script } of loaded) {
  const half = `${file}.${process.pid}`
  writeFileSync(half, pack(source, script.createCachedData()))
  renameSync(half, `${file}.compiled`)
}
process.exit(0)
