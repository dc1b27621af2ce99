/** @file Runs inside the stand-in Electron, as its app: loads the app folder that the command line names. */
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join, resolve } from "node:path"
import { pathToFileURL } from "node:url"

const { app } = createRequire(import.meta.url)("electron")

const named = process.argv.slice(1).find((argument) => !argument.startsWith("-"))
if (named === undefined) {
  console.error("Name the folder of an app: electron <folder>")
  app.exit(1)
} else {
  const folder = resolve(named)
  const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))
  // As Electron's own default app does, so that an app behaves alike in both.
  Object.assign(process, { defaultApp: true })
  app.setName(about.productName ?? about.name)
  app.setVersion(about.version)
  app.setAppPath(folder)
  await import(pathToFileURL(join(folder, about.main ?? "index.js")).href)
}
