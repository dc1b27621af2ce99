/** @file Keycard's window, from start to quit. Nothing here is awaited at top level: Electron waits for this module
 *  before it is ready. Loaded by index.ts. */
import "./guard.ts"
import { mkdirSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { app } from "electron"
import { run } from "./run.ts"
import { findPlaces } from "../adapters/system/places.ts"
import { declareScheme } from "./protocol.ts"
import { sharesFiles } from "./shared-memory.ts"

if (sharesFiles(process.platform)) app.commandLine.appendSwitch("disable-dev-shm-usage")
const paths = findPlaces()
app.setName("Keycard")
mkdirSync(paths.keycard.folder, { recursive: true, mode: 0o700 })
app.setPath("userData", paths.keycard.folder)
// What Chromium keeps, none of it secret, stands apart from what is Keycard's.
app.setPath("sessionData", join(paths.keycard.folder, "chromium"))

// Before the vault is touched: the first Keycard of this data folder is the one that runs.
if (app.requestSingleInstanceLock()) {
  declareScheme()
  run(paths, dirname(dirname(fileURLToPath(import.meta.url))))
} else {
  app.quit()
}
