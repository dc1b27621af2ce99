/**
 * @file Runs in Electron in front of the app and holds it back until Playwright, connected, calls `__playwright_run`.
 * A window that opens while Playwright connects may never be told of to the end, and the launch would wait for ever.
 * Playwright brings a script for this itself, but only where it chooses the Electron.
 */
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import { pathToFileURL } from "node:url"

const { app } = createRequire(import.meta.url)("electron")

const ready = app.whenReady()
let release = () => {}
const released = new Promise((resolve) => (release = () => resolve(undefined)))
app.whenReady = () => released
Object.assign(globalThis, { __playwright_run: () => void ready.then(release) })

const folder = process.env.KEYCARD_TEST_HELD ?? ""
delete process.env.KEYCARD_TEST_HELD
const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))
app.setName(about.productName ?? about.name)
app.setVersion(about.version)
app.setAppPath(folder)
await import(pathToFileURL(join(folder, about.main)).href)
